"""Tags: words of the desk's own that tasks are sorted by. They lock nothing and change no state."""

import re
from collections.abc import Sequence

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.db import insert_missing
from factcheck.errors import DoesNotFit, InvalidInput
from factcheck.language import gettext as _
from factcheck.tasks.models import Tag
from factcheck.tasks.service import get_task

LONGEST = 40
MOST = 20
_APART = re.compile(r"[^\w]+")


def tag_name(words: str) -> str:
    """A tag as it is stored: small letters, with hyphens for blanks and signs. Pure.

    Raises `InvalidInput` when nothing is left, or too much.
    """
    name = _folded(words)
    if not name:
        raise InvalidInput(_("Give the tag as a word."), {"tag": _("Give a word.")})
    if len(name) > LONGEST:
        raise InvalidInput(
            _("A tag has %(longest)s characters at most.", longest=LONGEST),
            {"tag": _("Give a shorter word.")},
        )
    return name


def wanted_tag(words: str) -> str:
    """The tag that a filter means; words of which none can be made find nothing. Pure."""
    return _folded(words) or "-"


def _folded(words: str) -> str:
    return _APART.sub("-", words.casefold()).strip("-")


def tag_task(session: Session, *, actor: Actor, task_id: int, tag: str, on: bool) -> bool:
    """Put a tag on a task, or take it off; returns whether that changed anything."""
    name = tag_name(tag)
    get_task(session, task_id)
    row = session.get(Tag, (task_id, name))
    if (row is not None) == on:
        return False
    if row is not None:
        session.delete(row)
    else:
        if len(tags_of(session, task_id)) >= MOST:
            raise DoesNotFit(
                _("A task has %(most)s tags at most.", most=MOST), {"tag": _("Take one off first.")}
            )
        values = {
            "task_id": task_id,
            "name": name,
            "added_by": actor.id or 0,
            "created_at": clock.now(),
        }
        insert_missing(session, Tag, values)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="task.tagged" if on else "task.untagged",
        object_type="task",
        object_id=task_id,
        tag=name,
    )
    return True


def tags_of(session: Session, task_id: int) -> list[str]:
    """A task's tags in the order of the alphabet."""
    return list(session.exec(select(Tag.name).where(Tag.task_id == task_id).order_by(Tag.name)))


def tags_among(session: Session, task_ids: Sequence[int]) -> dict[int, list[str]]:
    """The tags of several tasks at once, by task id; tasks without any are left out."""
    found: dict[int, list[str]] = {}
    rows = session.exec(
        select(Tag.task_id, Tag.name).where(col(Tag.task_id).in_(task_ids)).order_by(Tag.name)
    )
    for task_id, name in rows:
        found.setdefault(task_id, []).append(name)
    return found


def known_tags(session: Session, *, limit: int = 200) -> list[str]:
    """The tags that the desk uses, for a field to propose."""
    return list(session.exec(select(Tag.name).distinct().order_by(Tag.name).limit(limit)))
