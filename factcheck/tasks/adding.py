"""A claim by hand: the words that a person points at in an article become one, with their tasks."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import get_article, latest_version, lock_article
from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import Event
from factcheck.claims.adding import (
    BY_HAND,
    claims_of_version,
    overlapping,
    record_quote,
    record_statement,
)
from factcheck.claims.models import Claim, Speaker
from factcheck.claims.service import ensure_speakers, get_claim, get_speaker, speaker_key
from factcheck.claims.worth import rate_of_desk
from factcheck.errors import Conflict, DoesNotFit, InvalidInput, NotFound
from factcheck.extraction import types as extracted
from factcheck.extraction.pointing import quotations_in, trimmed_span
from factcheck.extraction.statements import read_statement
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.models import Task
from factcheck.tasks.opening import open_task, questions_for
from factcheck.tasks.queries import tasks_of_claims
from factcheck.tasks.service import dismiss_task, task_id_of
from factcheck.tasks.undo import ACTS

KINDS = ("quote", "claim")
LONGEST = 2_000
MISTAKE = marked_in("reason", "added by mistake")


class ClaimThere(Conflict):
    """A claim covers these words already; `claim` is it."""

    code = "claim_there"

    def __init__(self, claim: Claim) -> None:
        super().__init__(
            f"Claim {claim.id} has these words, or some of them, already: “{claim.text[:80]}”. "
            "Nothing was added."
        )
        self.claim = claim


@dataclass(frozen=True)
class Pointed:
    """Words of an article by their code points in one version; `version_id` is the one seen.

    `speaker` is a name; empty for the article's own voice and for a quote whose speaker is open.
    """

    kind: str
    start: int
    end: int
    speaker: str = ""
    version_id: int | None = None


@dataclass(frozen=True)
class Added:
    """The claim with the tasks that it opened; none when it repeats another claim."""

    claim: Claim
    tasks: list[Task]


def add_claim(session: Session, *, actor: Actor, article_id: int, pointed: Pointed) -> Added:
    """Record a claim that extraction did not find, and open its tasks.

    Raises `ClaimThere` when a claim of this kind shares words with it, `Conflict` when the article
    has changed, and `InvalidInput` for a place without words. One that extraction did not think
    worth a task is asked after all.
    """
    version = _version_seen(session, article_id, pointed)
    span = _span_of(version, pointed)
    claims = claims_of_version(session, version)
    there = overlapping(claims, pointed.kind, span.start, span.end)
    if there is not None:
        return _ask_after_all(session, actor, there, span)
    speaker = _speaker_of(session, pointed.speaker)
    if pointed.kind == "quote":
        claim = record_quote(session, version, span, speaker)
    else:
        read = read_statement(
            version.text,
            span.start,
            span.end,
            published=get_article(session, article_id).published,
            rate=rate_of_desk(session),
        )
        claim = record_statement(session, version, read, speaker, claims=claims)
    _record(session, actor, "claim.added", claim, start=span.start, end=span.end)
    return Added(claim, _open(session, actor, claim))


def _version_seen(session: Session, article_id: int, pointed: Pointed) -> ArticleVersion:
    article = get_article(session, article_id)
    lock_article(session, article_id)
    version = latest_version(session, article_id)
    if version is None:
        raise NotFound(_("Article %(article_id)s has no text yet.", article_id=article_id))
    if pointed.kind not in KINDS:
        raise InvalidInput(_("Say whether it is a quote or a claim."), {"kind": _("Choose one.")})
    if pointed.version_id is not None and pointed.version_id != version.id:
        raise Conflict(
            _(
                "The article has a newer version than the one that you marked words in. Look at it "
                "again, then choose the words."
            )
        )
    session.refresh(article)
    if article.state == "extracting":
        raise Conflict(_("This text is still being read. Wait until its claims are there."))
    return version


def _span_of(version: ArticleVersion, pointed: Pointed) -> extracted.Span:
    """The words without blanks around them; of a quote the words between the marks."""
    if not 0 <= pointed.start < pointed.end <= len(version.text):
        raise DoesNotFit(
            _("There are no words at this place of the article's newest version."),
            {"start": _("Give the place of the words in the newest version.")},
        )
    span = trimmed_span(version.text, pointed.start, pointed.end)
    if pointed.kind == "quote":
        quoted = quotations_in(version.text, span.start, span.end)
        if len(quoted) > 1:
            raise DoesNotFit(
                _("Several quotations stand here. Give the words of one of them."),
                {"words": _("Give the words of one quotation.")},
            )
        span = quoted[0] if quoted else span
    words = version.text[span.start : span.end]
    if not any(map(str.isalnum, words)):
        raise DoesNotFit(_("There are no words at this place."), {"words": _("Choose some words.")})
    if len(words) > LONGEST:
        raise DoesNotFit(
            _(
                "A claim has %(longest)s characters at most; this one has %(count)s.",
                longest=f"{LONGEST:,}",
                count=f"{len(words):,}",
            ),
            {"words": _("Choose fewer words.")},
        )
    return span


def _speaker_of(session: Session, name: str) -> Speaker | None:
    name = name.strip()
    if not name:
        return None
    if not speaker_key(name):
        raise InvalidInput(_("Say who spoke, by name."), {"speaker_name": _("Give a name.")})
    found = ensure_speakers(session, [extracted.Speaker(name=name, kind="unnamed")])
    if name not in found:
        raise DoesNotFit(
            _("“%(name)s” names nobody. Say who it is, or leave it open.", name=name),
            {"speaker_name": _("Give a name.")},
        )
    return get_speaker(session, found[name])


def _ask_after_all(session: Session, actor: Actor, there: Claim, span: extracted.Span) -> Added:
    tasks = tasks_of_claims(session, [there.id or 0])[there.id or 0]
    same_place = (there.start_offset, there.end_offset) == (span.start, span.end)
    if tasks or there.same_as_id is not None or not same_place:
        raise ClaimThere(there)
    there.checkable, there.method = True, BY_HAND
    session.add(there)
    _record(session, actor, "claim.asked_after_all", there)
    return Added(there, _open(session, actor, there))


def _open(session: Session, actor: Actor, claim: Claim) -> list[Task]:
    return [
        open_task(session, actor=actor, claim=claim, question=question)
        for question in questions_for(claim)
    ]


def undo_added(session: Session, *, actor: Actor, claim_id: int) -> list[Task]:
    """Take back a claim that one added: its tasks are dismissed, the claim stays in sight.

    Raises `VerbRefused` when somebody else added it, or has acted on a task of it since.
    """
    claim = get_claim(session, claim_id)
    lock_article(session, claim.article_id)
    tasks = tasks_of_claims(session, [claim_id])[claim_id]
    added = session.exec(
        select(Event)
        .where(
            Event.object_type == "claim",
            Event.object_id == claim_id,
            col(Event.action).in_(("claim.added", "claim.asked_after_all")),
        )
        .order_by(col(Event.seq).desc())
    ).first()
    if added is None or added.actor_id is None or added.actor_id != actor.id:
        raise VerbRefused(_("You did not add this claim, so you cannot take it back."))
    ids = [task_id_of(task) for task in tasks]
    other = session.exec(
        select(Event)
        .where(
            Event.object_type == "task",
            col(Event.object_id).in_(ids),
            col(Event.action).in_(ACTS),
            col(Event.actor_id).is_not(None),
            Event.actor_id != actor.id,
        )
        .limit(1)
    ).first()
    if other is not None:
        raise VerbRefused(
            _(
                "%(actor)s has acted on task %(object_id)s since.",
                actor=other.actor,
                object_id=other.object_id,
            )
        )
    return [
        dismiss_task(session, actor=actor, task_id=task_id, version=None, reason=MISTAKE)
        for task_id in ids
    ]


def _record(session: Session, actor: Actor, action: str, claim: Claim, **place: Any) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="claim",
        object_id=claim.id or 0,
        article=claim.article_id,
        kind=claim.kind,
        speaker=claim.speaker_id,
        same_as=claim.same_as_id,
        **place,
    )
