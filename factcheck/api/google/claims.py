"""`claims:search` and `claims:imageSearch`."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify

from factcheck import clock
from factcheck.accounts.policy import Scope
from factcheck.api.conditional import tag_of_published, unchanged, with_etag
from factcheck.api.google.parameters import PAGING, number, page_of, parameters
from factcheck.api.guard import scoped
from factcheck.errors import InvalidInput
from factcheck.publishing.facttools import google_claim, site_of
from factcheck.publishing.search import ClaimSearch, search_checked
from factcheck.request import current_database, current_settings, public_base

_SEARCH = PAGING | {"query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays"}
_IMAGE_SEARCH = PAGING | {"imageUri", "languageCode"}
# More days than any check is old; a longer time would reach back before the calendar.
_MOST_DAYS = 365_000


def _search_of(sent: dict[str, str]) -> ClaimSearch:
    days = min(number(sent, "maxAgeDays"), _MOST_DAYS)
    return ClaimSearch(
        words=sent.get("query", ""),
        # “The region is ignored”, says the discovery document.
        language=sent.get("languageCode", "").replace("_", "-").partition("-")[0],
        since=clock.now().date() - timedelta(days=days) if days else None,
    )


def add_routes(blueprint: Blueprint) -> None:
    @blueprint.route("/claims:search", methods=["GET", "POST"])
    @scoped(Scope.CLAIMS_READ)
    def search_claims() -> Response:
        sent = parameters(_SEARCH)
        site = sent.get("reviewPublisherSiteFilter", "")
        if "query" not in sent and not site:
            raise InvalidInput("Send a “query” or a “reviewPublisherSiteFilter”.")
        wanted, page = _search_of(sent), page_of(sent)
        base, organisation = public_base(), current_settings().organisation
        # What is young enough changes with the day.
        etag = tag_of_published(wanted.since)
        known = unchanged(etag)
        if known is not None:
            return known
        found = []
        if not site or site_of(f"//{site.partition('://')[2] or site}") == site_of(base):
            with current_database().read() as session:
                found = search_checked(session, wanted, offset=page.offset, limit=page.size + 1)
        body: dict[str, Any] = {}
        if found:
            body["claims"] = [
                google_claim(one, base=base, organisation=organisation)
                for one in found[: page.size]
            ]
        if len(found) > page.size:
            body["nextPageToken"] = page.next_token()
        return with_etag(jsonify(body), etag)

    @blueprint.route("/claims:imageSearch", methods=["GET", "POST"])
    @scoped(Scope.CLAIMS_READ)
    def search_images() -> Response:
        """No image is stored here, so none is found."""
        sent = parameters(_IMAGE_SEARCH)
        if "imageUri" not in sent:
            raise InvalidInput("Send the image's address as “imageUri”.")
        page_of(sent)
        return jsonify({})
