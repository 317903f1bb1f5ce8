"""`/api/v1/changes`: what became of the checked claims, for whoever keeps a copy."""

from typing import Any
from urllib.parse import urlencode

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from factcheck.accounts.policy import Scope
from factcheck.api.conditional import tag_of_published, unchanged, with_etag
from factcheck.api.guard import scoped
from factcheck.api.schemas import ChangesQuery
from factcheck.publishing.changes import Change, list_changes
from factcheck.request import current_database, public_base


def change_json(change: Change, base: str) -> dict[str, Any]:
    return {
        "cursor": change.cursor,
        "type": change.type,
        "id": change.checked_id,
        "revision": change.revision,
        "state": change.state,
        "url": f"{base}/c/{change.slug}",
        "at": change.at.isoformat(),
    }


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/changes")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.input(ChangesQuery, location="query")
    @blueprint.doc(
        summary="Checked claims created, corrected, retracted or marked, as they were committed",
        security="token",
    )
    def get_changes(query_data: ChangesQuery) -> Response:
        """`next` is always where to go on, also when there is nothing new yet."""
        etag = tag_of_published()
        known = unchanged(etag)
        if known is not None:
            return known
        with current_database().read() as session:
            found = list_changes(session, since=query_data.since, limit=query_data.limit + 1)
        shown = found[: query_data.limit]
        following = shown[-1].cursor if shown else query_data.since
        more = len(found) > len(shown)
        response = jsonify(
            {
                "items": [change_json(change, public_base()) for change in shown],
                "next": following,
                "more": more,
            }
        )
        if more:
            query = urlencode({**request.args.to_dict(), "since": following})
            response.headers["Link"] = f'<{request.base_url}?{query}>; rel="next"'
        return with_etag(response, etag)
