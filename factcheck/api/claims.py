"""Claims: one by hand in an article, taking it back, and where an orphaned one went."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import Answer, answer_once
from factcheck.api.guard import scoped
from factcheck.api.schemas import ClaimIn, SpanIn
from factcheck.api.task_json import claim_json
from factcheck.articles.service import latest_version
from factcheck.claims.models import Claim
from factcheck.claims.service import get_claim
from factcheck.errors import Conflict
from factcheck.request import current_actor, current_database
from factcheck.tasks.adding import Pointed, add_claim, undo_added
from factcheck.tasks.models import Task
from factcheck.tasks.reanchoring import look_at_orphan, reanchor


def _added_json(session: Session, claim: Claim, tasks: list[Task]) -> dict[str, Any]:
    return claim_json(session, claim) | {
        "method": claim.method,
        "same_as": claim.same_as_id,
        "tasks": [
            {"id": task.id, "question": task.question, "state": task.state} for task in tasks
        ],
    }


def _check_words(session: Session, article_id: int, sent: ClaimIn) -> None:
    """Raises `Conflict` when other words stand there than the caller saw."""
    version = latest_version(session, article_id)
    there = version.text[sent.start : sent.end] if version else ""
    if sent.text is not None and sent.text != there.strip():
        raise Conflict("Other words stand there now. Read the article again, then choose.")


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/articles/<int:article_id>/claims")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(ClaimIn)
    @blueprint.doc(summary="Add a claim that extraction did not find", security="token")
    def post_claim(article_id: int, json_data: ClaimIn) -> Response:
        def work(session: Session) -> Answer:
            _check_words(session, article_id, json_data)
            pointed = Pointed(json_data.kind, json_data.start, json_data.end, json_data.speaker)
            added = add_claim(
                session, actor=current_actor(), article_id=article_id, pointed=pointed
            )
            return Answer(_added_json(session, added.claim, added.tasks), 201)

        return answer_once(work)

    @blueprint.post("/claims/<int:claim_id>/undo")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.doc(summary="Take back a claim that one added", security="token")
    def post_claim_undo(claim_id: int) -> Response:
        def work(session: Session) -> Answer:
            tasks = undo_added(session, actor=current_actor(), claim_id=claim_id)
            return Answer(_added_json(session, get_claim(session, claim_id), tasks))

        return answer_once(work)

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
