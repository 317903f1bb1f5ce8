"""`/api/v1/webhooks`: endpoints that are told of changes, and the log of what they were told."""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import (
    Answer,
    answer_once,
    decode_cursor,
    encode_cursor,
    page,
    row_id,
)
from factcheck.api.guard import scoped
from factcheck.api.schemas import ListQuery, WebhookIn
from factcheck.errors import NotFound
from factcheck.publishing.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from factcheck.publishing.webhooks import (
    add_endpoint,
    attempts_of,
    disable_endpoint,
    enable_endpoint,
    get_endpoint,
    list_deliveries,
    list_endpoints,
    replay_delivery,
    rotate_secret,
)
from factcheck.request import current_actor, current_database, public_base

managed = scoped(Scope.WEBHOOKS_MANAGE, Permission.MANAGE_DESK)


def endpoint_json(endpoint: WebhookEndpoint) -> dict[str, Any]:
    until = endpoint.old_secret_until
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "types": endpoint.types,
        "state": endpoint.state,
        "reason": endpoint.reason,
        "old_secret_until": until.isoformat() if until else None,
        "created_at": endpoint.created_at.isoformat(),
    }


def delivery_json(delivery: WebhookDelivery, attempts: list[WebhookAttempt]) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "message_id": delivery.message_id,
        "type": delivery.type,
        "body": delivery.body,
        "state": delivery.state,
        "next_at": delivery.next_at.isoformat() if delivery.next_at else None,
        "created_at": delivery.created_at.isoformat(),
        "attempts": [
            {
                "at": attempt.at.isoformat(),
                "status": attempt.status,
                "answer": attempt.answer,
                "reason": attempt.reason,
                "milliseconds": attempt.milliseconds,
            }
            for attempt in attempts
        ],
    }


def _rotate(session: Session, endpoint_id: int) -> dict[str, Any]:
    new = rotate_secret(session, actor=current_actor(), endpoint_id=endpoint_id)
    return endpoint_json(new.endpoint) | {"secret": new.secret}


def _disable(session: Session, endpoint_id: int) -> dict[str, Any]:
    actor = current_actor()
    reason = f"{actor.name} disabled it."
    return endpoint_json(
        disable_endpoint(session, actor=actor, endpoint_id=endpoint_id, reason=reason)
    )


def _enable(session: Session, endpoint_id: int) -> dict[str, Any]:
    return endpoint_json(enable_endpoint(session, actor=current_actor(), endpoint_id=endpoint_id))


ACTS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "rotate": _rotate,
    "disable": _disable,
    "enable": _enable,
}


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/webhooks")
    @managed
    @blueprint.input(WebhookIn)
    @blueprint.doc(summary="Have an address told of changes", security="token")
    def post_webhook(json_data: WebhookIn) -> Response:
        def work(session: Session) -> Answer:
            new = add_endpoint(
                session,
                actor=current_actor(),
                url=json_data.url,
                types=json_data.types,
                base=public_base(),
            )
            return Answer(endpoint_json(new.endpoint) | {"secret": new.secret}, 201)

        return answer_once(work)

    @blueprint.get("/webhooks")
    @managed
    @blueprint.doc(summary="The addresses that are told of changes", security="token")
    def get_webhooks() -> Response:
        with current_database().read() as session:
            endpoints = list_endpoints(session)
        return page([endpoint_json(endpoint) for endpoint in endpoints], None)

    @blueprint.post("/webhooks/<int:endpoint_id>/<act>")
    @managed
    @blueprint.doc(summary="Rotate a webhook's secret, disable or enable it", security="token")
    def post_webhook_act(endpoint_id: int, act: str) -> Response:
        if act not in ACTS:
            raise NotFound(f"There is no “{act}” for a webhook: use {', '.join(ACTS)}.")
        return answer_once(lambda session: Answer(ACTS[act](session, endpoint_id)))

    @blueprint.get("/webhooks/<int:endpoint_id>/deliveries")
    @managed
    @blueprint.input(ListQuery, location="query")
    @blueprint.doc(summary="What an endpoint was told, newest first", security="token")
    def get_deliveries(endpoint_id: int, query_data: ListQuery) -> Response:
        before = decode_cursor(query_data.cursor, row_id)[0] if query_data.cursor else None
        with current_database().read() as session:
            get_endpoint(session, endpoint_id)
            rows = list_deliveries(session, endpoint_id, before=before, limit=query_data.limit + 1)
            shown = rows[: query_data.limit]
            attempts = attempts_of(session, [row.id or 0 for row in shown])
        more = len(rows) > len(shown)
        items = [delivery_json(row, attempts[row.id or 0]) for row in shown]
        return page(items, encode_cursor(shown[-1].id) if more else None)

    @blueprint.post("/webhook-deliveries/<int:delivery_id>/replay")
    @managed
    @blueprint.doc(summary="Send a message again, with the same id", security="token")
    def post_replay(delivery_id: int) -> Response:
        def work(session: Session) -> Answer:
            row = replay_delivery(session, actor=current_actor(), delivery_id=delivery_id)
            session.flush()
            attempts = attempts_of(session, [delivery_id])
            return Answer(delivery_json(row, attempts[delivery_id]), 202)

        return answer_once(work)
