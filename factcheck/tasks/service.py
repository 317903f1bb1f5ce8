"""Use cases of review tasks: the verbs of their lifecycle, and holds.

Every change of state goes through `apply_verb`, which asks the lifecycle table and records the
event. A caller names the version that it saw; another one is refused as stale.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.errors import DoesNotFit, InvalidInput, NotFound, StaleVersion
from factcheck.language import code_in_words
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks.guards import Facts, Person
from factcheck.tasks.handling import note_at_work
from factcheck.tasks.known import is_known, keep_known
from factcheck.tasks.lifecycle import Transition, VerbRefused, check_verb, find_transition
from factcheck.tasks.models import Task

GATHER = "gather_context"
DISMISS_REASONS = (
    marked_in("reason", "opinion"),
    marked_in("reason", "rhetoric"),
    marked_in("reason", "not checkable"),
    marked_in("reason", "too minor"),
    marked_in("reason", "other"),
)
LONGEST_SNOOZE = timedelta(days=5 * 366)
# What undo puts back: everything that a verb may have changed.
RESTORED = (
    "state",
    "holder_id",
    "lease_until",
    "revision",
    "author_id",
    "author_ids",
    "retraction_by",
    "recused_ids",
    "blind",
    "due",
    "snoozed_until",
    "returned_at",
    "duplicate_of_id",
    "reason",
)


def task_id_of(task: Task) -> int:
    assert task.id is not None
    return task.id


def facts_of(task: Task) -> Facts:
    return Facts(
        state=task.state,
        holder_id=task.holder_id,
        author_id=task.author_id,
        author_ids=frozenset(task.author_ids),
        returned_at=task.returned_at,
        retraction_by=task.retraction_by,
        blind=task.blind,
        published=task.published,
        recused_ids=frozenset(task.recused_ids),
    )


def person_of(actor: Actor) -> Person:
    return Person(actor.id, actor.roles)


def get_task(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound(_("There is no task %(task_id)s.", task_id=task_id))
    return task


def load_task(session: Session, task_id: int, version: int | None = None) -> Task:
    """The task, locked until the transaction ends.

    With a version, raises `StaleVersion` when the task has another one now.
    """
    task = session.exec(
        select(Task)
        .where(Task.id == task_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if task is None:
        raise NotFound(_("There is no task %(task_id)s.", task_id=task_id))
    if version is not None and version != task.version:
        raise StaleVersion(
            _(
                "This task changed while you were looking at it: it is now %(state)s. "
                "Nothing was overwritten; look at it again, then decide.",
                state=code_in_words(task.state, "state"),
            ),
            task.version,
        )
    return task


def apply_verb(
    session: Session,
    task: Task,
    verb: str,
    *,
    actor: Actor,
    to: str | None = None,
    payload: dict[str, Any] | None = None,
    **changes: Any,
) -> Transition:
    """Change the task by a verb of the lifecycle, or raise `VerbRefused`.

    `changes` are column values that go with it; `to` overrides the target for the one verb that
    takes effect only when a second person confirms. The event keeps what undo needs.
    """
    now = clock.now()
    transition = check_verb(facts_of(task), verb, person_of(actor), now)
    before = {name: getattr(task, name) for name in RESTORED}
    was_known = is_known(task)
    for name, value in changes.items():
        setattr(task, name, value)
    task.state = to or transition.target
    if task.state != "in_review":
        task.holder_id, task.lease_until = None, None
    count_change(session, task, now)
    if is_known(task) != was_known:
        keep_known(session, task)
    record_event(
        session,
        actor=actor,
        action=f"task.{verb}",
        object_type="task",
        object_id=task_id_of(task),
        role=next(iter(sorted(transition.roles & actor.roles)), ""),
        **{"from": before["state"], "to": task.state, "version": task.version, "before": before},
        **(payload or {}),
    )
    return transition


def count_change(session: Session, task: Task, now: datetime) -> None:
    task.version += 1
    task.updated_at = now
    session.add(task)
    session.flush()


def hold(actor: Actor, minutes: int) -> dict[str, Any]:
    """The column values of a fresh hold by a person."""
    return {"holder_id": actor.id, "lease_until": clock.now() + timedelta(minutes=minutes)}


def take_task(
    session: Session, *, actor: Actor, task_id: int, version: int | None, lease_minutes: int
) -> Task:
    """Hold a task for review."""
    task = load_task(session, task_id, version)
    apply_verb(
        session,
        task,
        "take",
        actor=actor,
        fence=task.fence + 1,
        returned_at=None,
        **hold(actor, lease_minutes),
    )
    if actor.id is not None:
        note_at_work(session, task_id=task_id, person_id=actor.id, begins=True)
    return task


def release_task(session: Session, *, actor: Actor, task_id: int, version: int | None) -> Task:
    """Hand a task back; the draft is kept."""
    task = load_task(session, task_id, version)
    apply_verb(session, task, "release", actor=actor)
    return task


def extend_lease(session: Session, *, actor: Actor, task_id: int, lease_minutes: int) -> Task:
    """Prolong one's own hold. Not a change that others must see, so the version stays."""
    task = load_task(session, task_id)
    if task.state != "in_review" or actor.id is None or task.holder_id != actor.id:
        raise VerbRefused(_("You no longer hold this task. Your draft is kept; take it again."))
    task.lease_until = clock.now() + timedelta(minutes=lease_minutes)
    session.add(task)
    note_at_work(session, task_id=task_id, person_id=actor.id)
    return task


def dismiss_task(
    session: Session, *, actor: Actor, task_id: int, version: int | None, reason: str
) -> Task:
    """Close a task that need not be checked, saying why."""
    reason = required(reason, "reason", _("Say why it need not be checked."))
    task = load_task(session, task_id, version)
    apply_verb(session, task, "dismiss", actor=actor, reason=reason, payload={"reason": reason})
    return task


def mark_duplicate(
    session: Session, *, actor: Actor, task_id: int, version: int | None, of: int
) -> Task:
    """Close a task as the same as another one of the same question."""
    # Both are locked, always in the same order: two people may mark them as each other's duplicate.
    if of < task_id:
        _lock_other(session, of)
    task = load_task(session, task_id, version)
    if of == task_id:
        raise DoesNotFit(
            _("Choose the other task that this one repeats."), {"of": _("Choose a task.")}
        )
    other = _lock_other(session, of)
    if other.question != task.question:
        raise DoesNotFit(
            _("The two tasks ask different questions, so one cannot stand for the other."),
            {"of": _("Choose a task with the same question.")},
        )
    if other.state == "duplicate":
        raise DoesNotFit(
            _(
                "Task %(of)s is itself a duplicate of task %(duplicate_of_id)s; choose that one.",
                of=of,
                duplicate_of_id=other.duplicate_of_id,
            ),
            {"of": _("Choose the task that is kept.")},
        )
    apply_verb(session, task, "mark_duplicate", actor=actor, duplicate_of_id=of, payload={"of": of})
    return task


def _lock_other(session: Session, of: int) -> Task:
    try:
        return load_task(session, of)
    except NotFound as error:
        raise DoesNotFit(
            _("Choose the other task that this one repeats."), {"of": _("Choose a task.")}
        ) from error


def snooze_task(
    session: Session, *, actor: Actor, task_id: int, version: int | None, until: datetime
) -> Task:
    """Put a task away until a time in the future."""
    if until <= clock.now():
        raise DoesNotFit(_("Choose a time in the future."), {"until": _("Choose a later time.")})
    if until > clock.now() + LONGEST_SNOOZE:
        raise DoesNotFit(
            _("A task can be put away for five years at most."),
            {"until": _("Choose an earlier time.")},
        )
    task = load_task(session, task_id, version)
    apply_verb(session, task, "snooze", actor=actor, snoozed_until=until, payload={"until": until})
    return task


def wake_task(session: Session, *, actor: Actor, task_id: int, version: int | None = None) -> Task:
    task = load_task(session, task_id, version)
    apply_verb(session, task, "wake", actor=actor, snoozed_until=None)
    return task


def reopen_task(session: Session, *, actor: Actor, task_id: int, version: int | None) -> Task:
    """Bring a closed or snoozed task back to the queue."""
    task = load_task(session, task_id, version)
    apply_verb(
        session, task, "reopen", actor=actor, reason="", duplicate_of_id=None, snoozed_until=None
    )
    return task


def note_context_gathered(session: Session, *, actor: Actor, task_id: int) -> None:
    """Make a queued task ready. One that is further on already stays where it is."""
    task = load_task(session, task_id)
    if find_transition(task.state, "context_gathered") is not None:
        apply_verb(session, task, "context_gathered", actor=actor)


def required(value: str, field: str, sentence: str) -> str:
    value = value.strip()
    if not value:
        raise InvalidInput(sentence, {field: sentence})
    return value
