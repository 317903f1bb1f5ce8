"""An orphaned claim before a person: the nearest words, and which ones it became."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.articles.service import get_article
from factcheck.claims.service import get_claim
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks.reanchoring import Orphan, look_at_orphan, reanchor
from factcheck.web.forms import number_of, text_of
from factcheck.web.revisions import view_revision

blueprint = Blueprint("claims", __name__, url_prefix="/claims")

AROUND = 300


@blueprint.get("/<int:claim_id>/anchor")
@needs(Permission.READ_DESK)
def anchor(claim_id: int) -> ResponseReturnValue:
    return _page(claim_id)


@blueprint.post("/<int:claim_id>/anchor")
@needs(Permission.WORK_TASKS)
def reanchor_claim(claim_id: int) -> ResponseReturnValue:
    """Take the words that were proposed, or those that were typed from the article."""
    words = text_of("words")
    try:
        with current_database().write() as session:
            start, end = number_of("start"), number_of("end")
            if words:
                start, end = _place_of(words, look_at_orphan(session, claim_id))
            claim = reanchor(
                session,
                actor=current_actor(),
                claim_id=claim_id,
                start=-1 if start is None else start,
                end=-1 if end is None else end,
            )
    except InvalidInput as error:
        return _page(claim_id, words=words, fields={"words": str(error)}), 422
    if claim.id == claim_id:
        flash(_("The claim has its place in the article again."), "good")
    else:
        flash(_("These words are a claim of their own; the old one points to it now."), "good")
    return redirect(
        url_for("articles.show", article_id=claim.article_id, _anchor=f"row-{claim.id}"), 303
    )


def _place_of(words: str, orphan: Orphan) -> tuple[int, int]:
    """Where words that were copied out of the article stand in it. Raises `InvalidInput`."""
    count = orphan.version.text.count(words)
    if count != 1:
        raise InvalidInput(
            _("These words are not in the newest version. Copy them out of it, as they stand.")
            if not count
            else _("These words stand in the article several times. Copy some more of them.")
        )
    start = orphan.version.text.index(words)
    return start, start + len(words)


def _page(claim_id: int, *, words: str = "", fields: dict[str, str] | None = None) -> str:
    with current_database().read() as session:
        orphan = look_at_orphan(session, claim_id)
        article = get_article(session, get_claim(session, claim_id).article_id)
    text, found = orphan.version.text, orphan.candidate
    return render_template(
        "claims/anchor.html",
        orphan=orphan,
        claim=orphan.claim,
        article=article,
        before=text[max(0, found.start - AROUND) : found.start] if found else "",
        found=text[found.start : found.end] if found else "",
        after=text[found.end : found.end + AROUND] if found else "",
        revision=view_revision(orphan.claim.text, text[found.start : found.end]) if found else None,
        words=words,
        fields=fields or {},
    )
