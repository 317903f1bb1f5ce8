"""`/api/v1/checked-claims`: what the desk has approved, as native JSON and as ClaimReview."""

from apiflask import APIBlueprint
from flask import Response, json, jsonify, request

from factcheck.accounts.policy import Scope
from factcheck.api.conditional import tag_of_published, unchanged, with_etag
from factcheck.api.conventions import decode_cursor, encode_cursor, moment, page_of_texts, row_id
from factcheck.api.guard import check_scope, scoped
from factcheck.api.schemas import CheckedQuery
from factcheck.api.streams import answer_dataset
from factcheck.audit.sealing import NotSealed, find_signer, latest_checkpoint
from factcheck.context.archived import copies_of
from factcheck.errors import NotFound
from factcheck.publishing.annotations import MEDIA_TYPE as ANNOTATION
from factcheck.publishing.annotations import annotation_page
from factcheck.publishing.bundles import make_bundle
from factcheck.publishing.checked import CheckedCursor, Published, get_published
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.entries import at_base, list_entries
from factcheck.publishing.exports.forms import FORMS, NDJSON
from factcheck.publishing.native import native_json
from factcheck.publishing.provenance import provenance
from factcheck.request import current_database, current_settings, public_base

JSON_LD = "application/ld+json"


def _as_review(published: Published) -> Response:
    review = claim_review(
        published, base=public_base(), organisation=current_settings().organisation
    )
    if review is None:
        raise NotFound("This check was retracted, so there is no ClaimReview of it.")
    return Response(json.dumps(review), mimetype=JSON_LD)


def _one(checked_id: int, *, as_review: bool) -> Response:
    etag = tag_of_published(as_review, checked_id=checked_id)
    known = unchanged(etag)
    if known is not None:
        return known
    with current_database().read() as session:
        published = get_published(session, checked_id)
    if as_review:
        return with_etag(_as_review(published), etag)
    return with_etag(jsonify(native_json(published, public_base())), etag)


def _provenance(checked_id: int) -> Response:
    etag = tag_of_published(checked_id=checked_id)
    known = unchanged(etag)
    if known is not None:
        return known
    with current_database().read() as session:
        published = get_published(session, checked_id)
    document = provenance(
        published, base=public_base(), organisation=current_settings().organisation
    )
    return with_etag(jsonify(document), etag)


def _annotations(checked_id: int) -> Response:
    with current_database().read() as session:
        published = get_published(session, checked_id)
        address = published.article.url or ""
        copy = copies_of(session, [address] if address else []).get(address)
    cached = copy.copy_url if copy is not None and copy.state == "known" else ""
    # A copy may be found long after the check was published.
    etag = tag_of_published(cached, checked_id=checked_id)
    known = unchanged(etag)
    if known is not None:
        return known
    annotations = annotation_page(
        published, base=public_base(), organisation=current_settings().organisation, cached=cached
    )
    if annotations is None:
        raise NotFound("This check was retracted, so there is no annotation of it.")
    return with_etag(Response(json.dumps(annotations), content_type=ANNOTATION), etag)


def _bundle(checked_id: int) -> Response:
    with current_database().read() as session:
        checkpoint = latest_checkpoint(session)
    etag = tag_of_published(checkpoint and checkpoint.size, checked_id=checked_id)
    known = unchanged(etag)
    if known is not None:
        return known
    with current_database().read() as session:
        published = get_published(session, checked_id)
        signer = find_signer(current_settings())
        if signer is None:
            raise NotSealed("The key that seals bundles is not on this machine; ask the operator.")
        return with_etag(jsonify(make_bundle(session, published, signer)), etag)


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/checked-claims")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.input(CheckedQuery, location="query")
    @blueprint.doc(
        summary="Checked claims, in the order of their last change; with Accept: "
        "application/x-ndjson all of them, streamed, in the order of their ids",
        security="token",
    )
    def get_checked_claims(query_data: CheckedQuery) -> Response:
        if request.accept_mimetypes[NDJSON] > request.accept_mimetypes["application/json"]:
            check_scope(Scope.EXPORTS_READ)
            return answer_dataset(FORMS["jsonl"], query_data.to_filter())
        etag = tag_of_published()
        known = unchanged(etag)
        if known is not None:
            return known
        where = query_data.to_filter()
        after = None
        if query_data.cursor:
            after = CheckedCursor(*decode_cursor(query_data.cursor, moment, row_id))
        with current_database().read() as session:
            rows = list_entries(session, where, after=after, limit=query_data.limit + 1)
        shown = rows[: query_data.limit]
        following = None
        if len(rows) > len(shown):
            last = shown[-1]
            following = encode_cursor(last.updated_at.isoformat(), last.checked_id)
        items = [at_base(entry.native, public_base()) for entry in shown]
        return with_etag(page_of_texts(items, following), etag)

    @blueprint.get("/checked-claims/<int:checked_id>")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(
        summary="A checked claim; as ClaimReview with Accept: application/ld+json",
        security="token",
    )
    def get_checked_claim(checked_id: int) -> Response:
        accepted = request.accept_mimetypes
        return _one(checked_id, as_review=accepted[JSON_LD] > accepted["application/json"])

    @blueprint.get("/checked-claims/<int:checked_id>/bundle")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(
        summary="What shows elsewhere, without this desk, what was signed: see `factcheck audit`",
        security="token",
    )
    def get_bundle(checked_id: int) -> Response:
        return _bundle(checked_id)

    @blueprint.get("/checked-claims/<int:checked_id>/provenance")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(
        summary="What a check was made from and by whom, as PROV-JSON; people are numbers",
        security="token",
    )
    def get_provenance(checked_id: int) -> Response:
        return _provenance(checked_id)

    @blueprint.get("/checked-claims/<int:checked_id>/annotations")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(
        summary="A checked claim as a Web Annotation of the article's words; positions count "
        "Unicode code points",
        security="token",
    )
    def get_annotations(checked_id: int) -> Response:
        return _annotations(checked_id)

    @blueprint.get("/checked-claims/<int:checked_id>.jsonld")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(summary="A checked claim as schema.org ClaimReview", security="token")
    def get_claim_review(checked_id: int) -> Response:
        return _one(checked_id, as_review=True)
