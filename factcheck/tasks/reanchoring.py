"""Orphaned claims before a person: the nearest words, and the decision which ones they became.

Words that a verdict has judged are never changed. An orphaned claim that nobody has judged moves to
the words that a person points at. One that was judged stays what it was; the words are a claim of
their own then, with tasks of its own, and the two are linked.
"""

from dataclasses import dataclass

from sqlmodel import Session, select

from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import latest_version, lock_article
from factcheck.audit.log import Actor
from factcheck.claims.anchors import Candidate, nearest
from factcheck.claims.models import Claim
from factcheck.claims.service import (
    find_claim_at,
    get_claim,
    move_claim,
    name_successor,
    record_successor,
)
from factcheck.errors import Conflict, DoesNotFit
from factcheck.language import gettext as _
from factcheck.queueing.outbox import add_job
from factcheck.tasks.models import Task
from factcheck.tasks.opening import open_task
from factcheck.tasks.queries import tasks_of_claims
from factcheck.tasks.service import GATHER, mark_duplicate, task_id_of


@dataclass(frozen=True)
class Orphan:
    """An orphaned claim with its article's newest version; `candidate` is None if none is near.

    `claim_there` is the claim that has the candidate's words already, if there is one.
    """

    claim: Claim
    version: ArticleVersion
    candidate: Candidate | None
    claim_there: Claim | None
    tasks: list[Task]


def look_at_orphan(session: Session, claim_id: int) -> Orphan:
    """Raises `Conflict` for a claim that is not orphaned."""
    claim = get_claim(session, claim_id)
    version = _newest(session, claim)
    candidate = nearest(claim.text, version.text)
    there = candidate and _claim_around(session, version, claim.kind, candidate)
    if candidate and there:
        candidate = Candidate(there.start_offset, there.end_offset, candidate.score)
    tasks = tasks_of_claims(session, [claim_id])[claim_id]
    return Orphan(claim, version, candidate, there or None, tasks)


def _newest(session: Session, claim: Claim) -> ArticleVersion:
    version = latest_version(session, claim.article_id)
    if claim.anchor_state != "orphaned" or claim.became_id is not None or version is None:
        raise Conflict(_("This claim has its place in the article; there is nothing to decide."))
    return version


def _claim_around(
    session: Session, version: ArticleVersion, kind: str, candidate: Candidate
) -> Claim | None:
    """The claim of the version that covers at least half of the candidate, the most of it first."""

    def overlap(claim: Claim) -> int:
        return min(claim.end_offset, candidate.end) - max(claim.start_offset, candidate.start)

    claims = session.exec(
        select(Claim).where(Claim.article_version_id == version.id, Claim.kind == kind)
    ).all()
    best = max(claims, key=overlap, default=None)
    if best is None or 2 * overlap(best) < candidate.end - candidate.start:
        return None
    return best


def reanchor(session: Session, *, actor: Actor, claim_id: int, start: int, end: int) -> Claim:
    """Say which words of the newest version an orphaned claim became; returns the claim there.

    `start` and `end` are code points into that version's text. Raises `Conflict` for a claim that
    is not orphaned, and `InvalidInput` for a place without words.
    """
    lock_article(session, get_claim(session, claim_id).article_id)
    claim = get_claim(session, claim_id)
    session.refresh(claim)
    version = _newest(session, claim)
    words = version.text[start:end]
    if not 0 <= start < end <= len(version.text) or not any(map(str.isalnum, words)):
        raise DoesNotFit(
            _("There are no words at this place of the article's newest version."),
            {"start": _("Give the place of the words in the newest version.")},
        )
    tasks = tasks_of_claims(session, [claim_id])[claim_id]
    there = find_claim_at(session, version, claim.kind, start, end)
    if there is None and (words == claim.text or not any(map(_was_judged, tasks))):
        for task in tasks:
            add_job(session, GATHER, task_id_of(task))
        move_claim(session, actor=actor, claim=claim, version=version, start=start, end=end)
        return claim
    successor = there or _open_successor(session, actor, claim, tasks, version, start, end)
    name_successor(session, actor=actor, claim=claim, successor=successor)
    _close_repeated(session, actor, tasks, successor)
    return successor


def _was_judged(task: Task) -> bool:
    return bool(task.author_ids) or task.published or task.revision > 1


def _open_successor(
    session: Session,
    actor: Actor,
    claim: Claim,
    tasks: list[Task],
    version: ArticleVersion,
    start: int,
    end: int,
) -> Claim:
    successor = record_successor(session, claim=claim, version=version, start=start, end=end)
    for task in tasks:
        open_task(session, actor=actor, claim=successor, question=task.question)
    return successor


def _close_repeated(session: Session, actor: Actor, tasks: list[Task], successor: Claim) -> None:
    """What nobody works at on the old words is left to the new words' task of the same question."""
    assert successor.id is not None
    new = {one.question: one for one in tasks_of_claims(session, [successor.id])[successor.id]}
    for task in tasks:
        kept = new.get(task.question)
        if kept is None or task.published or task.state not in ("queued", "ready"):
            continue
        if kept.state != "duplicate":
            mark_duplicate(
                session,
                actor=actor,
                task_id=task_id_of(task),
                version=None,
                of=task_id_of(kept),
            )
