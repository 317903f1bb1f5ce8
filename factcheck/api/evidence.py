"""`/api/v1/tasks/{id}/evidence` and `/outreach`: what people find and whom they ask."""

from apiflask import APIBlueprint
from flask import Response
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import Answer, answer_once
from factcheck.api.guard import scoped
from factcheck.api.schemas import AnswerIn, EvidenceIn, JudgementIn, OutreachIn
from factcheck.api.task_json import evidence_json
from factcheck.context.evidence import add_evidence, add_selection, judge_evidence
from factcheck.context.incoming import receive_address
from factcheck.context.models import EvidenceItem
from factcheck.context.outreach import note_answer, note_asked, outreach_json
from factcheck.context.selections import Selection
from factcheck.request import current_actor


def _add(session: Session, task_id: int, sent: EvidenceIn) -> EvidenceItem:
    if sent.document_id is not None:
        return add_selection(
            session,
            actor=current_actor(),
            task_id=task_id,
            selection=Selection(sent.document_id, tuple(sent.passages), sent.words),
            stance=sent.stance or "",
        )
    item = add_evidence(
        session,
        actor=current_actor(),
        task_id=task_id,
        url=sent.url,
        title=sent.title,
        passage=sent.passage,
        stance=sent.stance or "",
        decisive=bool(sent.decisive),
    )
    if sent.url.strip() and item.document_id is None:
        receive_address(
            session, actor=current_actor(), url=sent.url, title=sent.title, task_id=task_id
        )
    return item


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/tasks/<int:task_id>/evidence")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(EvidenceIn)
    @blueprint.doc(summary="Add a piece of evidence by hand", security="token")
    def post_evidence(task_id: int, json_data: EvidenceIn) -> Response:
        def work(session: Session) -> Answer:
            return Answer(evidence_json(_add(session, task_id, json_data)), 201)

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/evidence/<int:evidence_id>")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(JudgementIn)
    @blueprint.doc(summary="Set the stance of a piece of evidence", security="token")
    def post_judgement(task_id: int, evidence_id: int, json_data: JudgementIn) -> Response:
        def work(session: Session) -> Answer:
            item = judge_evidence(
                session,
                actor=current_actor(),
                task_id=task_id,
                evidence_id=evidence_id,
                stance=json_data.stance,
                decisive=json_data.decisive,
            )
            return Answer(evidence_json(item))

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/outreach")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(OutreachIn)
    @blueprint.doc(summary="Note who was asked about the claim", security="token")
    def post_outreach(task_id: int, json_data: OutreachIn) -> Response:
        def work(session: Session) -> Answer:
            row = note_asked(
                session,
                actor=current_actor(),
                task_id=task_id,
                asked=json_data.asked,
                asked_on=json_data.asked_on,
                deadline=json_data.deadline,
                answer=json_data.answer,
            )
            return Answer({"id": row.id} | outreach_json(row), 201)

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/outreach/<int:outreach_id>")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(AnswerIn)
    @blueprint.doc(summary="Note what they said", security="token")
    def post_answer(task_id: int, outreach_id: int, json_data: AnswerIn) -> Response:
        def work(session: Session) -> Answer:
            row = note_answer(
                session,
                actor=current_actor(),
                task_id=task_id,
                outreach_id=outreach_id,
                answer=json_data.answer,
            )
            return Answer({"id": row.id} | outreach_json(row))

        return answer_once(work)
