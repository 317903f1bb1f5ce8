"""Opening tasks: from an extraction to questions that people answer."""

from sqlmodel import Session

from factcheck import clock
from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import latest_version, lock_article, mark_extracted
from factcheck.audit.log import Actor, record_event
from factcheck.claims.models import Claim
from factcheck.claims.service import reanchor_claims, record_claims, record_promoted_quote
from factcheck.errors import Conflict, NotFound
from factcheck.extraction.types import Extraction
from factcheck.language import gettext as _
from factcheck.queueing.outbox import add_job
from factcheck.tasks.changes import note_article_change
from factcheck.tasks.known import know_claim
from factcheck.tasks.models import Task
from factcheck.tasks.service import GATHER, task_id_of


def open_tasks(
    session: Session, *, actor: Actor, version: ArticleVersion, extraction: Extraction
) -> list[Task]:
    """Record a version's claims and open their tasks; earlier claims of the article follow it.

    Running it twice for one version changes nothing the second time. A version that was replaced
    before it was read opens nothing: nobody is asked about words that the article no longer has.
    """
    lock_article(session, version.article_id)
    if version.extracted_at is not None:
        return []
    newest = latest_version(session, version.article_id)
    if newest is None or newest.id != version.id:
        version.extracted_at = clock.now()
        session.add(version)
        return []
    if version.number > 1:
        moved = reanchor_claims(session, actor=actor, version=version)
        note_article_change(session, actor=actor, version=version, moved=moved)
    claims = record_claims(session, version, extraction)
    mark_extracted(
        session,
        version,
        [item.to_json() for item in extraction.nonquotes],
        # Without their words, which stand in the version.
        [
            {"start": item.start, "end": item.end, "reason": item.reason}
            for item in extraction.set_aside
        ],
    )
    opened = [
        open_task(session, actor=actor, claim=claim, question=question)
        for claim in claims
        for question in questions_for(claim)
    ]
    record_event(
        session,
        actor=actor,
        action="article.extracted",
        object_type="article",
        object_id=version.article_id,
        version=version.number,
        claims=len(claims),
        tasks=len(opened),
    )
    return opened


def questions_for(claim: Claim) -> tuple[str, ...]:
    """What is to be asked of a claim.

    A quote: was it said? A checkable claim: is it true? A pledge or prediction also: did it
    happen? A claim made before in the same article shares the earlier one's tasks.
    """
    if claim.same_as_id is not None:
        return ()
    if claim.kind == "quote":
        return ("said",)
    questions = ("true",) if claim.checkable else ()
    foretold = {"pledge", "prediction"} & set(claim.types)
    return (*questions, "happened") if foretold else questions


def open_task(session: Session, *, actor: Actor, claim: Claim, question: str) -> Task:
    """A new task in `queued`, with the job that gathers its context."""
    assert claim.id is not None
    now = clock.now()
    task = Task(
        claim_id=claim.id,
        question=question,
        priority=claim.score,
        due=claim.due if question == "happened" else None,
        created_at=now,
        updated_at=now,
    )
    session.add(task)
    session.flush()
    task_id = task_id_of(task)
    know_claim(session, task, claim)
    add_job(session, GATHER, task_id)
    record_event(
        session,
        actor=actor,
        action="task.opened",
        object_type="task",
        object_id=task_id,
        claim=claim.id,
        question=question,
    )
    return task


def promote_nonquote(
    session: Session, *, actor: Actor, article_id: int, start: int, end: int
) -> Task:
    """Treat words that were set aside as nobody's as a quote after all; opens its task.

    Raises `Conflict` when the newest version has not set these words aside.
    """
    version = latest_version(session, article_id)
    if version is None:
        raise NotFound(_("Article %(article_id)s has no text yet.", article_id=article_id))
    kept = [one for one in version.nonquotes if (one["start"], one["end"]) != (start, end)]
    if len(kept) == len(version.nonquotes):
        raise Conflict(_("These words were not set aside in the article's newest version."))
    version.nonquotes = kept
    session.add(version)
    claim = record_promoted_quote(session, version, start, end)
    record_event(
        session,
        actor=actor,
        action="claim.promoted",
        object_type="claim",
        object_id=claim.id or 0,
        article=article_id,
        start=start,
        end=end,
    )
    return open_task(session, actor=actor, claim=claim, question="said")
