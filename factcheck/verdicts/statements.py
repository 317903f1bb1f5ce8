"""What the desk says of how it checks a claim: why it was taken up, and why evidence is thin.

The codes of fact-checkers (IFCN 1.4, 2 and 3; EFCSN) ask for it. It belongs to the task while
people write it; a verdict freezes what was said by then, and so the approval signs it.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.db import insert_missing
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks.service import load_task
from factcheck.verdicts.models import Statement

OTHER = "other"
SELECTION_REASONS = (
    "spreads_widely",
    "said_by_the_powerful",
    "could_do_harm",
    "readers_asked",
    "part_of_a_debate",
    OTHER,
)
# The codes as people read them, for the catalogue.
IN_WORDS = (
    marked_in("selection", "spreads widely"),
    marked_in("selection", "said by the powerful"),
    marked_in("selection", "could do harm"),
    marked_in("selection", "readers asked"),
    marked_in("selection", "part of a debate"),
    marked_in("selection", "other"),
)
# Why the evidence is as thin as it is.
EXCUSES = ("no_evidence", "secondary_only", "single_source")
FIELDS = ("selection_reason", "selection_words", "public_interest", *EXCUSES)
LONGEST = 2_000


def get_statement(session: Session, task_id: int) -> Statement:
    """What was said of a task's check; a blank one before anything was."""
    return session.get(Statement, task_id) or Statement(task_id=task_id, updated_at=clock.now())


def statement_of(session: Session, task_id: int) -> dict[str, Any]:
    """What was said, without what was not: as a verdict freezes it."""
    return said_in(get_statement(session, task_id))


def said_in(row: Statement) -> dict[str, Any]:
    """The fields of a statement that say something. Pure."""
    return {name: getattr(row, name) for name in FIELDS if getattr(row, name) not in ("", None)}


def write_statement(
    session: Session, *, actor: Actor, task_id: int, said: Mapping[str, str | bool | None]
) -> Statement:
    """Say something of a check; fields of `FIELDS` that are not named keep what they say.

    What a verdict has frozen already stays as it is. Raises `InvalidInput` for a reason that is not
    in the list, for “other” without words, and for what is too long.
    """
    load_task(session, task_id)
    row = get_statement(session, task_id)
    before = {name: getattr(row, name) for name in FIELDS}
    after = before | {
        name: value.strip() if isinstance(value, str) else value
        for name, value in said.items()
        if name in FIELDS
    }
    _check(after)
    if after == before:
        return row
    blank: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"public_interest": None}
    insert_missing(session, Statement, {"task_id": task_id, "updated_at": clock.now(), **blank})
    row = session.get_one(Statement, task_id, with_for_update=True)
    for name, value in after.items():
        setattr(row, name, value)
    row.updated_at = clock.now()
    session.add(row)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="task.statement_written",
        object_type="task",
        object_id=task_id,
        said={name: value for name, value in after.items() if value != before[name]},
    )
    return row


def _check(said: Mapping[str, Any]) -> None:
    errors = {
        name: _("Shorten it to %(longest)s characters.", longest=f"{LONGEST:,}")
        for name, value in said.items()
        if isinstance(value, str) and len(value) > LONGEST
    }
    if said["selection_reason"] not in ("", *SELECTION_REASONS):
        errors["selection_reason"] = _("Choose one of the reasons.")
    if said["selection_reason"] == OTHER and not said["selection_words"]:
        errors["selection_words"] = _("Say in words why this claim was taken up.")
    if errors:
        raise InvalidInput(_("What you say of the check cannot be kept as it is."), errors)
