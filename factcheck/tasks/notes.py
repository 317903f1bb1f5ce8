"""Notes of colleagues on a task. A flag is a note that waits until somebody answers it."""

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.tasks.models import Note
from factcheck.tasks.service import get_task, required

LONGEST = 4_000


def add_note(
    session: Session, *, actor: Actor, task_id: int, text: str, flag: bool = False
) -> Note:
    """Write a note; with `flag` it stays in sight until it is resolved."""
    text = required(text, "text", _("Write what the others should know."))
    if len(text) > LONGEST:
        raise InvalidInput(
            _(
                "A note has %(longest)s characters at most; this one has %(count)s.",
                longest=f"{LONGEST:,}",
                count=f"{len(text):,}",
            ),
            {"text": _("Shorten the note.")},
        )
    get_task(session, task_id)
    note = Note(
        task_id=task_id,
        author_id=actor.id or 0,
        text=text,
        flag=flag,
        created_at=clock.now(),
    )
    session.add(note)
    session.flush()
    _record(session, actor, note, "task.flagged" if flag else "task.noted")
    return note


def resolve_flag(session: Session, *, actor: Actor, task_id: int, note_id: int) -> Note:
    """Say that a flag is dealt with."""
    note = session.get(Note, note_id, with_for_update=True)
    if note is None or note.task_id != task_id or not note.flag:
        raise NotFound(_("There is no such flag on this task."))
    if note.resolved_at is None:
        note.resolved_by, note.resolved_at = actor.id, clock.now()
        session.add(note)
        _record(session, actor, note, "task.flag_resolved")
    return note


def notes_of(session: Session, task_id: int) -> list[Note]:
    """The task's notes, oldest first."""
    return list(session.exec(select(Note).where(Note.task_id == task_id).order_by(col(Note.id))))


def flagged_among(session: Session, task_ids: list[int]) -> set[int]:
    """Which of the tasks carry a flag that nobody has answered."""
    return set(
        session.exec(
            select(Note.task_id).where(
                col(Note.task_id).in_(task_ids), col(Note.flag), col(Note.resolved_at).is_(None)
            )
        )
    )


def _record(session: Session, actor: Actor, note: Note, action: str) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="task",
        object_id=note.task_id,
        note=note.id,
        text=note.text,
    )
