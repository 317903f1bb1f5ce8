"""Articles: the list, taking one in, one with its claims marked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.archive.watching import watched
from factcheck.articles.models import Article, ArticleVersion
from factcheck.articles.reading import read_article_in_child
from factcheck.articles.service import (
    Taken,
    add_article,
    add_article_by_address,
    get_article,
    get_version_numbered,
    latest_version,
    list_articles,
    list_versions,
)
from factcheck.claims.adding import still_aside
from factcheck.claims.models import Claim, Speaker
from factcheck.claims.service import claims_of_article, speakers_by_id
from factcheck.errors import InvalidInput
from factcheck.extraction.pointing import sentences_of
from factcheck.language import gettext as _
from factcheck.net.errors import Refused
from factcheck.publishing.overview import Outcome, outcomes_of_tasks
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks.models import Task
from factcheck.tasks.opening import promote_nonquote
from factcheck.tasks.queries import count_by_article, tasks_of_claims
from factcheck.web.forms import date_of, number_in_query, number_of, text_of, texts_of, typed
from factcheck.web.highlights import Paragraph, Piece, Span, lay_out, letter
from factcheck.web.revisions import view_revision

blueprint = Blueprint("articles", __name__, url_prefix="/articles")

PAGE = 50
# How a claim's mark looks by its state; where several overlap, the first of these is shown.
LOOKS = {
    "open": ("ready", "queued", "in_review", "returned", "snoozed"),
    "waiting": ("submitted",),
    "approved": ("approved",),
    "closed": ("dismissed", "duplicate", "retracted", "unasked"),
}


@dataclass(frozen=True)
class MarkedClaim:
    """A claim as the article's page shows it: its letter, speaker, tasks and what is published."""

    letter: str
    claim: Claim
    speaker: Speaker | None
    tasks: list[Task]
    outcomes: dict[int, Outcome]

    @property
    def state(self) -> str:
        """One word for the mark in the text: the furthest that any of the tasks has come."""
        states = {task.state for task in self.tasks}
        for state in ("approved", "submitted", "in_review", "returned", "ready", "queued"):
            if state in states:
                return state
        return next(iter(sorted(states)), "unasked")


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    with current_database().read() as session:
        articles = list_articles(session, before=number_in_query("before"), limit=PAGE + 1)
        shown = articles[:PAGE]
        counts = count_by_article(session, [article.id for article in shown if article.id])
        return render_template(
            "articles/index.html",
            articles=shown,
            counts=counts,
            next_before=shown[-1].id if len(articles) > PAGE else None,
        )


@blueprint.get("/new")
@needs(Permission.ADD_MATERIAL)
def new() -> ResponseReturnValue:
    return _form({"url": request.args.get("url", "")})


@blueprint.post("/new")
@needs(Permission.ADD_MATERIAL)
def add() -> ResponseReturnValue:
    """Take in what was pasted, uploaded or named by its address, in this order."""
    try:
        taken = _take()
    except (InvalidInput, Refused) as error:
        named = next(iter(error.fields), "text") if isinstance(error, InvalidInput) else "url"
        return _form(typed(), {named: str(error)}), 422
    if not taken.new:
        flash(_("This article is here already; nothing was added."), "notice")
    return redirect(url_for("articles.show", article_id=taken.article.id), 303)


def _take() -> Taken:
    actor = current_actor()
    text, url = text_of("text"), text_of("url")
    upload = request.files.get("file")
    if text or not (upload and upload.filename):
        with current_database().write() as session:
            if not text:
                return add_article_by_address(session, actor=actor, url=url)
            return add_article(
                session,
                actor=actor,
                text=request.form["text"],
                title=text_of("title"),
                url=url,
                outlet=text_of("outlet"),
                published=date_of("published"),
            )
    # Read before the transaction begins: a parser may take seconds.
    article = read_article_in_child(
        upload.read(), content_type=upload.content_type, url=url or None
    )
    with current_database().write() as session:
        return add_article(
            session,
            actor=actor,
            text=article.text,
            title=text_of("title") or article.title,
            url=url,
            outlet=text_of("outlet") or article.site_name or "",
            language=article.language or "en",
            published=date_of("published") or _day(article.published),
            links=article.links,
        )


def _day(published: datetime | date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _form(values: dict[str, str], fields: dict[str, str] | None = None) -> str:
    return render_template("articles/new.html", values=values, fields=fields or {})


@blueprint.get("/<int:article_id>")
@needs(Permission.READ_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """The text with its claims; with `?add=yes` its sentences, to make a claim of one."""
    return render_article(article_id, adding=request.args.get("add") == "yes")


def render_article(
    article_id: int,
    *,
    adding: bool = False,
    errors: dict[str, str] | None = None,
    there: Claim | None = None,
) -> str:
    """The page; with what was typed if it was refused, `there` being the claim in its way."""
    with current_database().read() as session:
        article = get_article(session, article_id)
        number = number_in_query("version")
        version = (
            latest_version(session, article_id)
            if number is None
            else get_version_numbered(session, article_id, number)
        )
        against = number_in_query("against")
        if version is not None and against is not None:
            other = get_version_numbered(session, article_id, against)
            return _changes(session, article, version, other)
        marked = _marked_claims(session, article_id)
        here = [one for one in marked if version and one.claim.article_version_id == version.id]
        claims = [one.claim for one in here]
        newest = latest_version(session, article_id)
        may_add = version is not None and newest is not None and newest.id == version.id
        return render_template(
            "articles/show.html",
            article=article,
            version=version,
            versions=list_versions(session, article_id),
            marked={one.claim.id: one for one in here},
            orphans=[one for one in marked if is_orphan(one.claim)],
            moved=sum(1 for one in here if one.claim.anchor_state == "moved"),
            page=watched(session, "article", {article.url or ""}).get(article.url or ""),
            paragraphs=_paragraphs(version, here),
            look_of=partial(_look, {one.claim.id or 0: one.state for one in here}),
            states=Counter(task.state for one in marked for task in one.tasks),
            is_working=article.state in ("fetching", "extracting"),
            nonquotes=still_aside(version.nonquotes, claims) if version else [],
            set_aside=still_aside(version.set_aside, claims) if version else [],
            may_add=may_add,
            sentences=_sentences(version, here) if version and may_add and adding else [],
            names=sorted({one.speaker.name for one in here if one.speaker}),
            typed=typed(),
            ticked=texts_of("passage"),
            errors=errors or {},
            there=there,
        )


@blueprint.post("/<int:article_id>/fetch")
@needs(Permission.ADD_MATERIAL)
def fetch_again(article_id: int) -> ResponseReturnValue:
    """Send a worker once more to an address that failed."""
    with current_database().write() as session:
        article = get_article(session, article_id)
        add_article_by_address(session, actor=current_actor(), url=article.url or "")
    return redirect(url_for("articles.show", article_id=article_id), 303)


@blueprint.post("/<int:article_id>/quotes")
@needs(Permission.WORK_TASKS)
def promote(article_id: int) -> ResponseReturnValue:
    """Treat words that were set aside as a quote after all, and go to its task."""
    start, end = number_of("start"), number_of("end")
    with current_database().write() as session:
        task = promote_nonquote(
            session,
            actor=current_actor(),
            article_id=article_id,
            start=-1 if start is None else start,
            end=-1 if end is None else end,
        )
    flash(_("It is a quote now; say who spoke when you take its task."), "good")
    return redirect(url_for("tasks.show", task_id=task.id), 303)


def _marked_claims(session: Session, article_id: int) -> list[MarkedClaim]:
    claims = claims_of_article(session, article_id)
    tasks = tasks_of_claims(session, [claim.id for claim in claims if claim.id])
    task_ids = [task.id for group in tasks.values() for task in group if task.id]
    outcomes = outcomes_of_tasks(session, task_ids)
    speakers = speakers_by_id(session, {claim.speaker_id for claim in claims if claim.speaker_id})
    return [
        MarkedClaim(
            letter(position),
            claim,
            speakers.get(claim.speaker_id or 0),
            tasks[claim.id or 0],
            {task.id: outcomes[task.id] for task in tasks[claim.id or 0] if task.id in outcomes},
        )
        for position, claim in enumerate(claims)
    ]


def is_orphan(claim: Claim) -> bool:
    """Whether a person has still to say what became of the claim."""
    return claim.anchor_state == "orphaned" and claim.became_id is None


def _changes(
    session: Session, article: Article, version: ArticleVersion, other: ArticleVersion
) -> str:
    """What changed from one version to another, and what became of the claims."""
    claims = claims_of_article(session, version.article_id)
    here = [claim for claim in claims if claim.article_version_id == version.id]
    return render_template(
        "articles/changes.html",
        article=article,
        version=version,
        other=other,
        moved=sum(1 for claim in here if claim.anchor_state == "moved"),
        orphans=[claim for claim in claims if is_orphan(claim)],
        revision=view_revision(other.text, version.text),
    )


def _look(states: dict[int, str], piece: Piece) -> str:
    shown = {states[claim_id] for claim_id in piece.covers}
    return next(look for look, named in LOOKS.items() if shown & set(named))


@dataclass(frozen=True)
class Sentence:
    """A sentence to be ticked: its place in the version, and its pieces with what is marked."""

    start: int
    end: int
    pieces: list[Paragraph]


def _sentences(version: ArticleVersion, marked: list[MarkedClaim]) -> list[Sentence]:
    return [
        Sentence(
            start,
            end,
            lay_out(
                version.text[start:end],
                [
                    Span(max(0, span.start - start), min(span.end, end) - start, span.id)
                    for span in _spans(marked)
                ],
            ),
        )
        for start, end in sentences_of(version.text)
    ]


def _spans(marked: list[MarkedClaim]) -> list[Span]:
    return [
        Span(start, end, one.claim.id or 0)
        for one in marked
        for start, end in (one.claim.spans or [[one.claim.start_offset, one.claim.end_offset]])
    ]


def _paragraphs(version: ArticleVersion | None, marked: list[MarkedClaim]) -> list[Paragraph]:
    if version is None:
        return []
    paragraphs = lay_out(version.text, _spans(marked))
    # The headline stands above the text already; unless something in it is marked.
    return paragraphs[paragraphs[0] == (Piece(version.title),) :]
