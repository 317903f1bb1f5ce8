"""What tasks are told when their article or their evidence has changed.

A change touches a task when it reaches the claim, one of the forty words on either side of it, or
a cited passage. A task that it touches is looked at again: an approved one is asked again, one that
is open gets a new version, so that whoever has it open sees the change before anything is handed
in. A change elsewhere is only noted.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import get_version
from factcheck.audit.log import Actor, record_event
from factcheck.claims.service import Reanchored
from factcheck.messages import marked_in
from factcheck.queueing.outbox import add_job
from factcheck.tasks.models import ChangeNote, Task
from factcheck.tasks.service import GATHER, apply_verb, count_change, load_task, task_id_of
from factcheck.tasks.telling import TOLD_STATES

# How many words on either side of a claim belong to it: who spoke, when, and what was denied.
NEIGHBOURS = 40
# Enough code points for so many words, of the longest kind.
_REACH = NEIGHBOURS * 60
REASONS = {
    "article": marked_in("reason", "the article changed"),
    "evidence": marked_in("reason", "a page of the evidence changed"),
}


def words_around(text: str, start: int, end: int) -> tuple[list[str], list[str], list[str]]:
    """The claim's words and up to forty on either side, white space put aside. Pure."""
    before = text[max(0, start - _REACH) : start].split()[-NEIGHBOURS:]
    return before, text[start:end].split(), text[end : end + _REACH].split()[:NEIGHBOURS]


def is_touched(moved: Reanchored, before: ArticleVersion, after: ArticleVersion) -> bool:
    """Whether the claim or its surroundings read otherwise in the new version."""
    if moved.state == "orphaned":
        return True
    claim = moved.claim
    return words_around(before.text, moved.start, moved.end) != words_around(
        after.text, claim.start_offset, claim.end_offset
    )


def note_article_change(
    session: Session, *, actor: Actor, version: ArticleVersion, moved: Sequence[Reanchored]
) -> None:
    """Tell the tasks of an article's claims that the article has a new version."""
    befores = {one.version_id: get_version(session, one.version_id) for one in moved}
    claims = {one.claim.id: one for one in moved}
    tasks = session.exec(
        select(Task.id, Task.claim_id)
        .where(col(Task.claim_id).in_(list(claims)), col(Task.state).in_(TOLD_STATES))
        .order_by(col(Task.id))
    ).all()
    touched = {
        claim_id: is_touched(one, befores[one.version_id], version)
        for claim_id, one in claims.items()
    }
    for task_id, claim_id in tasks:
        if touched[claim_id]:
            # Before the task is locked, because a worker locks its job first.
            add_job(session, GATHER, int(task_id or 0))
    for task_id, claim_id in tasks:
        note = ChangeNote(
            task_id=int(task_id or 0),
            kind="article",
            touches=touched[claim_id],
            before_version_id=claims[claim_id].version_id,
            version_id=version.id,
            created_at=clock.now(),
        )
        tell_task(session, actor=actor, note=note, ask=touched[claim_id])


def tell_task(session: Session, *, actor: Actor, note: ChangeNote, ask: bool) -> None:
    """Note a change on a task, and with `ask` have an approved task asked again.

    A published check whose retraction was asked for is left to those who decide on that.
    """
    task = load_task(session, note.task_id)
    if task.state not in TOLD_STATES:
        return
    session.add(note)
    session.flush()
    record_event(
        session,
        actor=actor,
        action=f"task.{note.kind}_changed",
        object_type="task",
        object_id=note.task_id,
        note=note.id,
        touches=note.touches,
    )
    if task.state != "approved":
        if note.touches:
            count_change(session, task, clock.now())
    elif ask and task.retraction_by is None:
        ask_again(session, actor=actor, task=task, due=task.due, reason=REASONS[note.kind])


def ask_again(session: Session, *, actor: Actor, task: Task, due: date | None, reason: str) -> None:
    """Make an approved task ready once more, as a new revision; what is published stays.

    `due` is the day on which it would be asked again anyhow, `reason` is for its history.
    """
    apply_verb(
        session,
        task,
        "recheck_due",
        actor=actor,
        revision=task.revision + 1,
        author_ids=[],
        author_id=None,
        due=due,
        payload={"reason": reason},
    )
    add_job(session, GATHER, task_id_of(task))


def changes_of(session: Session, task_id: int) -> list[ChangeNote]:
    """What a task was told, the newest first."""
    return list(
        session.exec(
            select(ChangeNote)
            .where(ChangeNote.task_id == task_id)
            .order_by(col(ChangeNote.id).desc())
        )
    )
