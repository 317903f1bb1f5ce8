"""Everything that the pages of one task show, read in one go."""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from factcheck import clock
from factcheck.accounts.service import names_of
from factcheck.articles.models import Article, ArticleVersion
from factcheck.audit.log import Actor
from factcheck.audit.models import Event
from factcheck.claims.models import Claim, Speaker
from factcheck.context.archived import copies_of
from factcheck.context.evidence import BY_HAND, origins_of
from factcheck.context.gathering import (
    COMPARING,
    LINKING,
    comparison_detail,
    comparison_of,
    runs_of,
)
from factcheck.context.incoming import incoming_of_task
from factcheck.context.library import get_source
from factcheck.context.models import (
    ArchivedPage,
    Comparison,
    EvidenceItem,
    IncomingSource,
    Outreach,
    ProviderRun,
    SourceDocument,
)
from factcheck.context.outreach import outreach_of
from factcheck.context.providers import PROVIDERS
from factcheck.context.providers.outside import OUTSIDE
from factcheck.context.providers.surroundings import Surroundings, paragraphs_around
from factcheck.context.search import query_terms
from factcheck.context.withholding import reveal
from factcheck.messages import marked
from factcheck.tasks.lifecycle import Offer, offers
from factcheck.tasks.models import Note, Task
from factcheck.tasks.notes import notes_of
from factcheck.tasks.queries import history_of
from factcheck.tasks.service import facts_of, person_of
from factcheck.tasks.tags import known_tags, tags_of
from factcheck.verdicts.approval import approvals_of, find_checked, pending_retraction
from factcheck.verdicts.drafts import get_draft
from factcheck.verdicts.models import Approval, ChangeRequest, CheckedClaim, Draft, Scale, Verdict
from factcheck.verdicts.quick import verbatim_mark
from factcheck.verdicts.scales import find_rating, get_scale, scale_for
from factcheck.verdicts.service import open_change_request, visible_verdicts
from factcheck.web.changes import Change, KeptCopy, changes_since, copies_by_piece
from factcheck.web.codes_view import CodesView, Described, read_codes
from factcheck.web.comparison import ComparisonView, view_comparison
from factcheck.web.earlier import EarlierView, read_earlier
from factcheck.web.evidence_cards import copies_in_words, shown_evidence
from factcheck.web.siblings import Sibling, siblings_of
from factcheck.web.subject import read_subject
from factcheck.web.wordings import WordingView, read_wordings
from factcheck.web.working_through import Standing, standing_in

MOST_WORDS = 8
LABELS = {one.name: one.label for one in PROVIDERS} | {one.name: one.label for one in OUTSIDE}
LABELS |= {
    BY_HAND: marked("Added by a person"),
    "worker": marked("Gathering"),
    LINKING: marked("Earlier claims"),
    COMPARING: marked("Comparison with the source library"),
}


@dataclass(frozen=True)
class Surrounding:
    """The claim with the paragraphs around it, as three stretches of the article's text."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Given:
    """A verdict version with its author, its rating in words, and the signature under it."""

    verdict: Verdict
    author: str
    rating: dict[str, Any]
    approval: Approval | None
    approver: str

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """What it cites, for the desk: with the sources that nobody outside may know."""
        return reveal(self.verdict.evidence, self.verdict.withheld)


@dataclass(frozen=True)
class Step:
    """A line of a task's history."""

    event: Event
    verb: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class TaskPage:
    """A task as its pages show it.

    `verbatim` is the mark of a comparison that found the quote word for word, else empty.
    """

    task: Task
    claim: Claim
    article: Article
    version: ArticleVersion
    speaker: Speaker | None
    holder: str
    scale: Scale
    surrounding: Surrounding
    siblings: list[Sibling]
    evidence: list[EvidenceItem]
    kept: dict[int, KeptCopy]
    changes: list[Change]
    archived: dict[str, ArchivedPage]
    runs: list[ProviderRun]
    comparison: ComparisonView | None
    source: SourceDocument | None
    earlier: EarlierView
    wordings: tuple[WordingView, ...]
    given: list[Given]
    change_request: ChangeRequest | None
    retraction_reason: str
    checked: CheckedClaim | None
    offers: dict[str, Offer]
    steps: list[Step]
    copies: dict[int, str]
    incoming: list[IncomingSource]
    outreach: list[Outreach]
    notes: list[Note]
    tags: list[str]
    desk_tags: list[str]
    writers: dict[int, str]
    draft: Draft | None
    is_mine: bool
    verbatim: str
    me: int | None
    codes: CodesView
    standing: Standing | None

    @property
    def current(self) -> Given | None:
        """The latest verdict of the present revision."""
        latest = self.given[-1] if self.given else None
        return latest if latest and latest.verdict.revision == self.task.revision else None

    @property
    def searched(self) -> list[ProviderRun]:
        """Those that answered."""
        return [run for run in self.runs if run.state in ("found", "nothing")]

    @property
    def troubled(self) -> list[ProviderRun]:
        """Those that failed or were not asked yet."""
        return [run for run in self.runs if run.state in ("failed", "waiting")]

    @property
    def searched_for(self) -> str:
        """The words that were looked for."""
        return " ".join(query_terms(self.claim.text)[:MOST_WORDS])

    def may(self, verb: str) -> bool:
        offer = self.offers.get(verb)
        return offer is not None and offer.allowed


def read_task_page(session: Session, actor: Actor, task_id: int, *, view: str = "") -> TaskPage:
    """Raises `NotFound`.

    `view` is the inbox view that the person came from, if they did. What several parts of the
    page look at is read once and handed to them.
    """
    subject = read_subject(session, task_id)
    task, claim = subject.task, subject.claim
    retraction = pending_retraction(session, task_id) if task.retraction_by else None
    comparison = comparison_of(session, task_id)
    notes, history = notes_of(session, task_id), history_of(session, task_id)
    evidence, given = shown_evidence(session, task_id), _given(session, actor, task)
    origins = origins_of(session, evidence)
    draft, scale = (
        get_draft(session, actor=actor, task_id=task_id),
        scale_for(session, task.question),
    )
    judged_at = given[-1].verdict.created_at if given else None
    return TaskPage(
        task=task,
        claim=claim,
        article=subject.article,
        version=subject.version,
        speaker=subject.speaker,
        holder=subject.holder,
        scale=scale,
        surrounding=_surrounding(claim, subject.version),
        siblings=siblings_of(session, claim),
        evidence=evidence,
        kept=copies_by_piece(session, evidence),
        changes=changes_since(session, task_id, judged_at),
        archived=copies_of(session, [item.url for item in evidence]),
        runs=[run for run in runs_of(session, task_id) if run.provider != Surroundings.name],
        comparison=_compared(session, comparison, claim),
        source=get_source(session, comparison.document_id) if comparison else None,
        earlier=read_earlier(session, actor, task, history),
        wordings=read_wordings(session, task, claim),
        given=given,
        change_request=open_change_request(session, task_id) if task.author_id else None,
        retraction_reason=retraction.reason if retraction else "",
        checked=find_checked(session, task_id),
        offers={
            offer.transition.verb: offer
            for offer in offers(facts_of(task), person_of(actor), clock.now())
        },
        steps=[_step(event) for event in history],
        copies=copies_in_words(evidence, origins),
        incoming=incoming_of_task(session, task_id),
        outreach=outreach_of(session, task_id),
        notes=notes,
        tags=tags_of(session, task_id),
        desk_tags=known_tags(session),
        writers=names_of(session, [note.author_id for note in notes]),
        draft=draft,
        is_mine=task.state == "in_review" and task.holder_id == actor.id,
        verbatim=verbatim_mark(session, task_id) if comparison and claim.speaker_id else "",
        me=actor.id,
        codes=read_codes(session, task, Described(evidence, scale, draft, comparison is not None)),
        standing=standing_in(session, actor, task, view) if view else None,
    )


def _surrounding(claim: Claim, version: ArticleVersion) -> Surrounding:
    start, end = claim.start_offset, claim.end_offset
    first, last = paragraphs_around(version.text, start, end)
    before, after = version.text[first:start].lstrip(), version.text[end:last].rstrip()
    return Surrounding(before, version.text[start:end], after)


def _compared(session: Session, row: Comparison | None, claim: Claim) -> ComparisonView | None:
    if row is None:
        return None
    return view_comparison(
        detail=comparison_detail(session, row),
        source_text=row.source_text,
        document_id=row.document_id,
        start=row.start_offset,
        end=row.end_offset,
        quote=claim.text,
    )


def _given(session: Session, actor: Actor, task: Task) -> list[Given]:
    verdicts = visible_verdicts(session, actor=actor, task=task)
    if not verdicts:
        return []
    signed = {approval.verdict_id: approval for approval in approvals_of(session, task.id or 0)}
    people = [one.author_id for one in verdicts] + [one.approver_id for one in signed.values()]
    names = names_of(session, people)
    return [
        Given(
            verdict,
            names[verdict.author_id],
            find_rating(
                get_scale(session, verdict.scale_id, verdict.scale_version), verdict.rating
            ),
            signed.get(verdict.id or 0),
            names[signed[verdict.id].approver_id] if verdict.id in signed else "",
        )
        for verdict in verdicts
    ]


def _step(event: Event) -> Step:
    return Step(event, event.action.partition(".")[2], json.loads(event.payload))
