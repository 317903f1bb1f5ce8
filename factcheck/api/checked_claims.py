"""`/api/v1/checked-claims`: what the desk has approved, as native JSON and as ClaimReview."""

from apiflask import APIBlueprint
from flask import Response, json, jsonify, request
from werkzeug.http import generate_etag

from factcheck.accounts.policy import Scope
from factcheck.api.conventions import decode_cursor, encode_cursor, moment, page, row_id
from factcheck.api.guard import scoped
from factcheck.api.schemas import CheckedQuery
from factcheck.errors import NotFound
from factcheck.publishing.checked import (
    CheckedCursor,
    CheckedFilter,
    Published,
    get_published,
    list_published,
    native_json,
)
from factcheck.publishing.claimreview import claim_review
from factcheck.request import current_database, current_settings, public_base

JSON_LD = "application/ld+json"


def _review_response(published: Published) -> Response:
    review = claim_review(
        published, base=public_base(), organisation=current_settings().organisation
    )
    if review is None:
        raise NotFound("This check was retracted, so there is no ClaimReview of it.")

    return _conditional(Response(json.dumps(review), mimetype=JSON_LD))


def _conditional(response: Response) -> Response:
    response.set_etag(generate_etag(response.get_data()))
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept")
    response.make_conditional(request)
    return response


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/checked-claims")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.input(CheckedQuery, location="query")
    @blueprint.doc(summary="Checked claims, in the order of their last change", security="token")
    def get_checked_claims(query_data: CheckedQuery) -> Response:
        where = CheckedFilter(
            question=query_data.question,
            speaker=query_data.speaker,
            rating=query_data.rating,
            article_id=query_data.article,
        )
        after = None
        if query_data.cursor:
            after = CheckedCursor(*decode_cursor(query_data.cursor, moment, row_id))
        with current_database().read() as session:
            rows = list_published(session, where, after=after, limit=query_data.limit + 1)
        shown = rows[: query_data.limit]
        items = [native_json(published, public_base()) for published in shown]
        if len(rows) == len(shown):
            return page(items, None)
        last = shown[-1].checked
        return page(items, encode_cursor(last.updated_at.isoformat(), last.id))

    @blueprint.get("/checked-claims/<int:checked_id>")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(
        summary="A checked claim; as ClaimReview with Accept: application/ld+json",
        security="token",
    )
    def get_checked_claim(checked_id: int) -> Response:
        with current_database().read() as session:
            published = get_published(session, checked_id)
        accepted = request.accept_mimetypes
        if accepted[JSON_LD] > accepted["application/json"]:
            return _review_response(published)
        body = native_json(published, public_base())

        return _conditional(jsonify(body))

    @blueprint.get("/checked-claims/<int:checked_id>.jsonld")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(summary="A checked claim as schema.org ClaimReview", security="token")
    def get_claim_review(checked_id: int) -> Response:
        with current_database().read() as session:
            published = get_published(session, checked_id)
        return _review_response(published)
