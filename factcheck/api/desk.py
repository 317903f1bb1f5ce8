"""The desk itself: who I am, scales, events, jobs."""

import json
from dataclasses import asdict

from apiflask import APIBlueprint
from flask import Response
from sqlmodel import Session, col, select

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import Answer, answer_once, page
from factcheck.api.guard import current_token, scoped
from factcheck.api.schemas import EventQuery
from factcheck.audit.models import Event
from factcheck.context.health import health_of
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import pending_summary, retry_job
from factcheck.request import current_actor, current_database, current_settings
from factcheck.verdicts.scales import list_scales

JOBS_SHOWN = 100


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/me")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(summary="Whose token this is and what it may do", security="token")
    def get_me() -> Response:
        actor = current_actor()
        body = {
            "id": actor.id,
            "name": actor.name,
            "roles": sorted(actor.roles),
            "scopes": current_token().scopes,
        }
        return Answer(body).to_response()

    @blueprint.get("/scales")
    @scoped(Scope.CLAIMS_READ)
    @blueprint.doc(summary="The rating scales, every version", security="token")
    def get_scales() -> Response:
        with current_database().read() as session:
            items = [
                {
                    "id": scale.id,
                    "version": scale.version,
                    "question": scale.question,
                    "label": scale.label,
                    "ratings": scale.ratings,
                }
                for scale in list_scales(session)
            ]
        return page(items, None)

    @blueprint.get("/providers")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="The outside providers and how they do", security="token")
    def get_providers() -> Response:
        with current_database().read() as session:
            rows = health_of(session, current_settings())
        items = [
            {
                "provider": one.name,
                "label": one.label,
                "on": not one.off,
                "state": one.state,
                "hosts": [asdict(host) for host in one.hosts],
            }
            for one in rows
        ]
        return page(items, None)

    @blueprint.get("/events")
    @scoped(Scope.ADMIN, Permission.MANAGE_DESK)
    @blueprint.input(EventQuery, location="query")
    @blueprint.doc(summary="The event log, in order", security="token")
    def get_events(query_data: EventQuery) -> Response:
        with current_database().read() as session:
            rows = session.exec(
                select(Event)
                .where(col(Event.seq) > query_data.after)
                .order_by(col(Event.seq))
                .limit(query_data.limit)
            ).all()
        items = [
            row.model_dump() | {"at": row.at.isoformat(), "payload": json.loads(row.payload)}
            for row in rows
        ]
        return page(items, None)

    @blueprint.get("/jobs")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="The queue: counts, and the jobs that were given up", security="token")
    def get_jobs() -> Response:
        with current_database().read() as session:
            summary = pending_summary(session)
            dead = session.exec(
                select(Outbox)
                .where(Outbox.state == "dead")
                .order_by(col(Outbox.id).desc())
                .limit(JOBS_SHOWN)
            ).all()
        body = {
            "pending": summary.pending,
            "dead": summary.dead,
            "oldest_seconds": summary.oldest_seconds,
            "items": [
                {
                    "id": job.id,
                    "kind": job.kind,
                    "subject_id": job.subject_id,
                    "attempts": job.attempts,
                    "reason": job.reason,
                }
                for job in dead
            ],
        }
        return Answer(body).to_response()

    @blueprint.post("/jobs/<int:job_id>/retry")
    @scoped(Scope.TASKS_WRITE, Permission.MANAGE_JOBS)
    @blueprint.doc(summary="Try a job again that was given up", security="token")
    def post_retry(job_id: int) -> Response:
        def work(session: Session) -> Answer:
            job = retry_job(session, actor=current_actor(), job_id=job_id)
            return Answer({"id": job.id, "state": job.state})

        return answer_once(work)
