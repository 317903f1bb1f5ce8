"""One act on many tasks, done for those that have not changed, and taken back as one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.models import Batch
from factcheck.tasks.service import get_task
from factcheck.tasks.tags import tag_task
from factcheck.tasks.undo import undo_last

MOST = 1_000
# Whether each of these puts the tag on.
TAGGING = {"tag": True, "untag": False}
Act = Callable[[Session, int, int], object]


@dataclass(frozen=True)
class BulkResult:
    """What became of a bulk act: how many it reached, and why not the others, by task id."""

    batch: Batch | None
    done: tuple[int, ...]
    refused: dict[int, str]


def act_on_many(
    session: Session,
    *,
    actor: Actor,
    verb: str,
    tasks: Sequence[tuple[int, int]],
    act: Act,
    detail: str = "",
) -> BulkResult:
    """Do `act(session, task_id, version)` for each of the tasks `(id, version)`.

    `detail` is kept for the undo. An act that answers False has left its task as it was.

    A task that changed since, or refuses the verb, is left as it is and told of: a refused verb
    has changed nothing, so no savepoint is needed (one would write the log in the middle of the
    transaction and hold its lock while further tasks are waited for). Raises
    `InvalidInput` when nothing, or too much, is chosen.
    """
    if not tasks:
        raise InvalidInput(_("Choose at least one task."), {"ids": _("Choose a task.")})
    if len(tasks) > MOST:
        raise InvalidInput(
            _("Choose %(most)s tasks at most at a time.", most=MOST), {"ids": _("Choose fewer.")}
        )
    done: list[list[int]] = []
    refused: dict[int, str] = {}
    # Always in the same order, so that two people's bulk acts never wait for each other.
    for task_id, version in sorted(tasks):
        try:
            changed = act(session, task_id, version)
        except (Conflict, NotFound) as error:
            refused[task_id] = str(error)
        else:
            if changed is not False:
                done.append([task_id, get_task(session, task_id).version])
    batch = _keep(session, actor, verb, done, detail) if done else None
    return BulkResult(batch, tuple(one[0] for one in done), refused)


def _keep(session: Session, actor: Actor, verb: str, items: list[list[int]], detail: str) -> Batch:
    batch = Batch(
        person_id=actor.id or 0, verb=verb, detail=detail, items=items, created_at=clock.now()
    )
    session.add(batch)
    session.flush()
    return batch


def undo_batch(session: Session, *, actor: Actor, batch_id: int) -> BulkResult:
    """Take back a bulk act of one's own where nobody has acted since."""
    batch = session.get(Batch, batch_id, with_for_update=True)
    if batch is None or batch.person_id != actor.id:
        raise NotFound(_("You have no such act to take back."))
    if batch.undone:
        raise VerbRefused(_("This was taken back already."))
    done: list[int] = []
    refused: dict[int, str] = {}
    for task_id, version in batch.items:
        try:
            if batch.verb in TAGGING:
                on = not TAGGING[batch.verb]
                tag_task(session, actor=actor, task_id=task_id, tag=batch.detail, on=on)
            else:
                undo_last(session, actor=actor, task_id=task_id, version=version)
        except Conflict as error:
            refused[task_id] = str(error)
        else:
            done.append(task_id)
    batch.undone = True
    session.add(batch)
    return BulkResult(batch, tuple(done), refused)


def latest_batches(session: Session, person_id: int | None, *, limit: int = 10) -> list[Batch]:
    """A person's newest bulk acts."""
    return list(
        session.exec(
            select(Batch)
            .where(Batch.person_id == person_id)
            .order_by(col(Batch.id).desc())
            .limit(limit)
        )
    )
