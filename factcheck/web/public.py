"""What readers see: the list of checked claims, one check, how the desk rates."""

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.context.library import get_source
from factcheck.errors import InvalidInput
from factcheck.publishing.checked import CheckedCursor, Published, get_published_by_slug, page_url
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.overview import list_newest
from factcheck.request import current_database, current_settings, find_actor, public_base
from factcheck.verdicts.scales import find_rating, list_scales
from factcheck.web.comparison import ComparisonView, view_comparison
from factcheck.web.forms import row_id

blueprint = Blueprint("public", __name__)

PAGE = 20


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """The checked claims, for strangers; people of the desk go on to their inbox."""
    if find_actor() is not None and "public" not in request.args:
        return redirect(url_for("inbox.index"))
    with current_database().read() as session:
        found = list_newest(session, before=_cursor(), limit=PAGE + 1)
    shown = found[:PAGE]
    return render_template(
        "public/home.html",
        checks=shown,
        is_first="before" not in request.args,
        next_before=_cursor_text(shown[-1]) if len(found) > PAGE else "",
    )


def _cursor() -> CheckedCursor | None:
    value = request.args.get("before", "")
    if not value:
        return None
    moment, _, checked_id = value.rpartition("_")
    try:
        cursor = CheckedCursor(datetime.fromisoformat(moment), row_id(checked_id))
    except ValueError:
        cursor = None
    if cursor is None or cursor.updated_at.tzinfo is None:
        raise InvalidInput("This address is not complete. Begin again at the first page.")
    return cursor


def _cursor_text(published: Published) -> str:
    return f"{published.checked.updated_at.isoformat()}_{published.checked.id}"


@blueprint.get("/c/<slug>")
def checked_claim(slug: str) -> ResponseReturnValue:
    base = public_base()
    with current_database().read() as session:
        published = get_published_by_slug(session, slug)
        compared = published.comparison
        source = get_source(session, compared.document_id) if compared else None
    review = claim_review(published, base=base, organisation=current_settings().organisation)
    if published.is_retracted or review is None:
        return render_template("public/retracted.html", published=published)
    return render_template(
        "public/checked_claim.html",
        published=published,
        review=review,
        url=page_url(published, base),
        comparison=_comparison(published),
        source=source,
        corrections=_corrections(published),
    )


def _comparison(published: Published) -> ComparisonView | None:
    stored = published.comparison
    if stored is None or stored.result == "not_found":
        return None
    return view_comparison(
        detail=stored.detail,
        source_text=stored.source_text,
        document_id=stored.document_id,
        start=stored.start_offset,
        end=stored.end_offset,
        quote=published.claim.text,
    )


def _corrections(published: Published) -> list[dict[str, Any]]:
    """When each later version was approved and what the rating was before it, newest first."""
    found = []
    for (before, _signed), (_verdict, approval) in zip(
        published.history, published.history[1:], strict=False
    ):
        label = find_rating(published.scale, before.rating)["label"]
        found.append({"at": approval.created_at, "was": label})
    return found[::-1]


@blueprint.get("/how-we-rate")
def methodology() -> ResponseReturnValue:
    with current_database().read() as session:
        scales = list_scales(session)
    newest = {scale.id: scale for scale in scales}
    return render_template(
        "public/methodology.html",
        scales=list(newest.values()),
        earlier=[scale for scale in scales if newest[scale.id] is not scale],
    )
