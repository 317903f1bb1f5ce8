"""`/api/v1/snapshots`: kept copies of pages."""

from apiflask import APIBlueprint
from flask import Response

from factcheck.accounts.policy import Scope
from factcheck.api.conventions import Answer
from factcheck.api.guard import scoped
from factcheck.archive.service import get_snapshot
from factcheck.request import current_database


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/snapshots/<int:snapshot_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="A kept copy of a page: its text, hashes and place", security="token")
    def get_one_snapshot(snapshot_id: int) -> Response:
        with current_database().read() as session:
            snapshot = get_snapshot(session, snapshot_id)
        return Answer(
            {
                "id": snapshot.id,
                "url": snapshot.url,
                "final_url": snapshot.final_url,
                "fetched_at": snapshot.fetched_at.isoformat(),
                "status": snapshot.status,
                "content_type": snapshot.content_type,
                "sha256": snapshot.payload_sha256,
                "size": snapshot.size,
                "warc_sha256": snapshot.warc_sha256,
                "stored": bool(snapshot.location),
                "text": snapshot.text,
            }
        ).to_response()
