"""What readers see: checked claims, one check, a speaker, corrections, our rules.

No page of these needs a script or sets a cookie.
"""

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.claims.merged import family_ids, get_resolved
from factcheck.context.archived import copies_of
from factcheck.context.library import get_source
from factcheck.context.outreach import outreach_json
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.publishing.checked import CheckedCursor, Published, get_published_by_slug, page_url
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.corrections import list_corrections, revisions_of
from factcheck.publishing.machine import STEPS, machine_steps
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.overview import list_newest, tallies_of_speaker
from factcheck.publishing.profile import (
    PARTS,
    get_profile,
    organisation_markup,
    signed_codes,
)
from factcheck.request import current_database, current_settings, find_actor, public_base
from factcheck.verdicts.scales import list_scales
from factcheck.web.comparison import ComparisonView, view_comparison
from factcheck.web.datasets import public_files
from factcheck.web.forms import number_in_query, row_id
from factcheck.web.kept import kept_page

blueprint = Blueprint("public", __name__)

PAGE = 20


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """The checked claims, for strangers; people of the desk go on to their inbox."""
    if find_actor() is not None and "public" not in request.args:
        return redirect(url_for("inbox.index"))
    with current_database().read() as session:
        found = list_newest(session, before=cursor_in_query(), limit=PAGE + 1)
    return kept_page(render_template("public/home.html", **page_of(found)))


def page_of(found: list[Published]) -> dict[str, Any]:
    """A page of checks, of which one more was read than is shown."""
    shown = found[:PAGE]
    return {
        "checks": shown,
        "is_first": "before" not in request.args,
        "next_before": cursor_text(shown[-1]) if len(found) > PAGE else "",
    }


def cursor_in_query() -> CheckedCursor | None:
    """Where the page before this one ended. Raises `InvalidInput` for what is no such place."""
    value = request.args.get("before", "")
    if not value:
        return None
    moment, _line, checked_id = value.rpartition("_")
    try:
        cursor = CheckedCursor(datetime.fromisoformat(moment), row_id(checked_id))
    except ValueError:
        cursor = None
    if cursor is None or cursor.updated_at.tzinfo is None:
        raise InvalidInput(_("This address is not complete. Begin again at the first page."))
    return cursor


def cursor_text(published: Published) -> str:
    """The place of a check in the order of last changes, for an address."""
    return f"{published.checked.updated_at.isoformat()}_{published.checked.id}"


@blueprint.get("/c/<slug>")
def checked_claim(slug: str) -> ResponseReturnValue:
    base = public_base()
    with current_database().read() as session:
        published = get_published_by_slug(session, slug)
        compared = published.comparison
        source = get_source(session, compared.document_id) if compared else None
        cited = [item["url"] for item in published.evidence if item["url"]]
        copies = copies_of(session, cited)
    review = claim_review(published, base=base, organisation=current_settings().organisation)
    if published.is_retracted or review is None:
        return kept_page(render_template("public/retracted.html", published=published))
    body = render_template(
        "public/checked_claim.html",
        published=published,
        review=review,
        url=page_url(published, base),
        comparison=_comparison(published),
        source=source,
        copies={url: copy for url, copy in copies.items() if copy.state == "known"},
        asked=[
            outreach_json(row, until=published.approval.created_at) for row in published.outreach
        ],
        revisions=revisions_of(published)[::-1],
        steps=[STEPS[step] for step in machine_steps(published)],
    )
    return kept_page(body)


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


@blueprint.get("/said-by/<int:speaker_id>")
def speaker(speaker_id: int) -> ResponseReturnValue:
    """What was checked of what somebody said: counts, and no score."""
    with current_database().read() as session:
        row = get_resolved(session, speaker_id)
        if row.id != speaker_id:
            return redirect(url_for("public.speaker", speaker_id=row.id))
        tallies = tallies_of_speaker(session, speaker_id)
        if not tallies:
            raise NotFound(_("Nothing of this speaker is published."))
        where = CheckedFilter(speaker_ids=tuple(family_ids(session, speaker_id)))
        found = list_newest(session, where, before=cursor_in_query(), limit=PAGE + 1)
    body = render_template("public/speaker.html", speaker=row, tallies=tallies, **page_of(found))
    return kept_page(body)


@blueprint.get("/corrections")
def corrections() -> ResponseReturnValue:
    """What was corrected or taken back, the newest first."""
    with current_database().read() as session:
        found = list_corrections(session, before=number_in_query("before"), limit=PAGE + 1)
        profile = get_profile(session)
    shown = found[:PAGE]
    body = render_template(
        "public/corrections.html",
        corrections=shown,
        profile=profile,
        codes=signed_codes(profile),
        is_first="before" not in request.args,
        next_before=shown[-1].position if len(found) > PAGE else "",
    )
    return kept_page(body)


@blueprint.get("/how-we-rate")
def methodology() -> ResponseReturnValue:
    with current_database().read() as session:
        scales = list_scales(session)
    newest = {scale.id: scale for scale in scales}
    body = render_template(
        "public/methodology.html",
        scales=list(newest.values()),
        earlier=[scale for scale in scales if newest[scale.id] is not scale],
        data_files=public_files(),
    )
    return kept_page(body)


@blueprint.get("/about")
def organisation() -> ResponseReturnValue:
    """Who publishes this: what the desk says of itself, and what it has left unsaid."""
    with current_database().read() as session:
        profile = get_profile(session)
    body = render_template(
        "public/organisation.html",
        profile=profile,
        codes=signed_codes(profile),
        parts=PARTS,
        data_files=public_files(),
        markup=organisation_markup(
            profile, base=public_base(), organisation=current_settings().organisation
        ),
    )
    return kept_page(body)
