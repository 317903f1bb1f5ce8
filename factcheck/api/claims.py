"""`/api/v1/claims/{id}/anchor`: where an orphaned claim went."""

from apiflask import APIBlueprint
from flask import Response
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import Answer, answer_once
from factcheck.api.guard import scoped
from factcheck.api.schemas import SpanIn
from factcheck.api.task_json import claim_json
from factcheck.request import current_actor, current_database
from factcheck.tasks.reanchoring import look_at_orphan, reanchor


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/claims/<int:claim_id>/anchor")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="An orphaned claim and the words nearest to it", security="token")
    def get_anchor(claim_id: int) -> Response:
        with current_database().read() as session:
            orphan = look_at_orphan(session, claim_id)
            body = {"claim": claim_json(session, orphan.claim), "candidate": None}
        found = orphan.candidate
        if found is not None:
            body["candidate"] = {
                "start": found.start,
                "end": found.end,
                "score": found.score,
                "text": orphan.version.text[found.start : found.end],
                "claim": orphan.claim_there.id if orphan.claim_there else None,
            }
        return Answer(body).to_response()

    @blueprint.post("/claims/<int:claim_id>/anchor")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SpanIn)
    @blueprint.doc(
        summary="Say which words of the newest version an orphaned claim became", security="token"
    )
    def post_anchor(claim_id: int, json_data: SpanIn) -> Response:
        def work(session: Session) -> Answer:
            claim = reanchor(
                session,
                actor=current_actor(),
                claim_id=claim_id,
                start=json_data.start,
                end=json_data.end,
            )
            return Answer(claim_json(session, claim))

        return answer_once(work)
