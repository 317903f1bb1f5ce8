"""Claims by hand: ticked sentences or selected words of an article become a claim with its task."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.articles.service import latest_version
from factcheck.claims.service import get_claim
from factcheck.context.selections import words_in
from factcheck.errors import InvalidInput
from factcheck.extraction.types import Span
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks.adding import Added, ClaimThere, Pointed, add_claim, undo_added
from factcheck.web.articles import render_article
from factcheck.web.chrome import say_done
from factcheck.web.forms import number_of, text_of, texts_of

blueprint = Blueprint("adding", __name__, url_prefix="/articles")


@blueprint.post("/<int:article_id>/claims")
@needs(Permission.WORK_TASKS)
def add(article_id: int) -> ResponseReturnValue:
    """Make a claim of what was ticked or selected; refused, nothing typed is lost."""
    try:
        with current_database().write() as session:
            span = _chosen(session, article_id)
            added = add_claim(
                session,
                actor=current_actor(),
                article_id=article_id,
                pointed=Pointed(
                    kind=text_of("kind"),
                    start=span.start,
                    end=span.end,
                    speaker=text_of("speaker_name") or text_of("speaker"),
                    version_id=number_of("version"),
                ),
            )
    except InvalidInput as error:
        fields = error.fields or {"words": str(error)}
        return render_article(article_id, adding=True, errors=fields), 422
    except ClaimThere as error:
        return render_article(article_id, adding=True, there=error.claim), 409
    _tell(added)
    where = url_for("articles.show", article_id=article_id, _anchor=f"row-{added.claim.id}")
    return redirect(where, 303)


def _chosen(session: Session, article_id: int) -> Span:
    """The ticked sentences, or the words within them (in the whole text without any)."""
    start, end = number_of("start"), number_of("end")
    if start is not None and end is not None:
        return Span(start, end)
    ticked = [_place(value) for value in texts_of("passage")]
    words = text_of("words")
    if not ticked and not words:
        raise InvalidInput(
            _("Choose the words: tick a sentence, or give the words."),
            {"words": _("Choose some words.")},
        )
    version = latest_version(session, article_id)
    text = version.text if version else ""
    start = min((span.start for span in ticked), default=0)
    end = max((span.end for span in ticked), default=len(text))
    if not words:
        return Span(start, end)
    found = Span(*words_in(text, words, start, end))
    if _again(text, words, found.end, end):
        raise InvalidInput(
            _("These words stand there several times. Tick the sentence that you mean as well."),
            {"words": _("Tick the sentence that you mean.")},
        )
    return found


def _place(value: str) -> Span:
    start, _dash, end = value.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(value) < 24):
        raise InvalidInput(_("Tick the sentences on the page."), {"words": _("Tick a sentence.")})
    return Span(int(start), int(end))


def _again(text: str, words: str, start: int, end: int) -> bool:
    try:
        words_in(text, words, start, end)
    except InvalidInput:
        return False
    return True


def _tell(added: Added) -> None:
    claim = added.claim
    if not added.tasks:
        flash(_("It says the same as an earlier claim, whose task stands for both."), "notice")
        return
    say_done(
        _("Added: “%(text)s”", text=claim.text[:60]),
        address=url_for("adding.undo", article_id=claim.article_id, claim_id=claim.id),
    )


@blueprint.post("/<int:article_id>/claims/<int:claim_id>/undo")
@needs(Permission.WORK_TASKS)
def undo(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Take back a claim that one added, until somebody else has acted on its task."""
    with current_database().write() as session:
        undo_added(session, actor=current_actor(), claim_id=claim_id)
        article_id = get_claim(session, claim_id).article_id
    say_done(_("Taken back; its task is dismissed"))
    where = url_for("articles.show", article_id=article_id, _anchor=f"row-{claim_id}")
    return redirect(where, 303)
