"""Keeping out of a task in which one has an interest: handed back, and for others from then on."""

from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.language import gettext as _
from factcheck.tasks.models import Task
from factcheck.tasks.service import apply_verb, load_task, required


def recuse_from_task(
    session: Session, *, actor: Actor, task_id: int, version: int | None, reason: str
) -> Task:
    """Declare an interest in a task. A task that one holds is handed back with its draft kept.

    From then on the lifecycle refuses the person every verb on it, and the database their approval,
    until they take it back by undo. Raises `InvalidInput` without a reason.
    """
    reason = required(reason, "reason", _("Say which interest you have, in a sentence."))
    task = load_task(session, task_id, version)
    apply_verb(
        session,
        task,
        "recuse",
        actor=actor,
        recused_ids=sorted({*task.recused_ids, actor.id or 0}),
        payload={"reason": reason},
    )
    return task
