"""Endpoints that are told of changes: adding them, their secrets, what they are told.

What is told is read from the log of events, whose order is that of the commits. So nothing that is
told can be forgotten by the code that publishes, and an endpoint's position in the log moves in the
transaction that writes its messages.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import AuditHead, Event
from factcheck.db import insert_missing
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.publishing.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from factcheck.publishing.signatures import new_secret
from factcheck.queueing.outbox import add_job, hasten_job
from factcheck.verdicts.models import CheckedClaim

DELIVER = "deliver_webhook"
# The event's name with the type that receivers know.
TYPES = {
    "check.published": "check.published",
    "check.corrected": "check.corrected",
    "check.retracted": "check.retracted",
    "task.opened": "task.created",
    "task.submit": "task.submitted",
}
ALL_TYPES = tuple(TYPES.values())
# The old secret signs too for so long, so that the receiver can change over.
ROTATION = timedelta(days=1)
EVENTS_AT_ONCE = 1000
DELIVERIES_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class NewEndpoint:
    """An endpoint with its secret, which is shown this once."""

    endpoint: WebhookEndpoint
    secret: str


def add_endpoint(
    session: Session, *, actor: Actor, url: str, types: list[str], base: str
) -> NewEndpoint:
    """Tell this address of changes of these types from now on; `base` is where our pages are."""
    url = url.strip()
    if not is_web_address(url):
        raise InvalidInput(
            _("A webhook needs an address that begins with https://."),
            {"url": _("Give an address that begins with https://.")},
        )
    if not types or not set(types) <= set(ALL_TYPES):
        raise InvalidInput(
            _("Types are %(all_types)s.", all_types=", ".join(ALL_TYPES)),
            {"types": _("Choose at least one of the types.")},
        )
    secret = new_secret()
    endpoint = WebhookEndpoint(
        url=url,
        types=sorted(set(types)),
        secret=secret,
        base=base,
        position=_head(session),
        created_by=actor.id,
        created_at=clock.now(),
    )
    session.add(endpoint)
    session.flush()
    _record(session, actor, "webhook.added", endpoint, url=url, types=endpoint.types)
    return NewEndpoint(endpoint, secret)


def rotate_secret(session: Session, *, actor: Actor, endpoint_id: int) -> NewEndpoint:
    """Give an endpoint a new secret; for a day the old one signs too."""
    endpoint = get_endpoint(session, endpoint_id, lock=True)
    endpoint.old_secret, endpoint.old_secret_until = endpoint.secret, clock.now() + ROTATION
    endpoint.secret = new_secret()
    session.add(endpoint)
    _record(session, actor, "webhook.rotated", endpoint)
    return NewEndpoint(endpoint, endpoint.secret)


def disable_endpoint(
    session: Session, *, actor: Actor, endpoint_id: int, reason: str
) -> WebhookEndpoint:
    """Tell an endpoint nothing more; what waits for it is not sent."""
    endpoint = get_endpoint(session, endpoint_id, lock=True)
    if endpoint.state == "active":
        endpoint.state, endpoint.reason = "disabled", reason
        session.add(endpoint)
        _record(session, actor, "webhook.disabled", endpoint, reason=reason)
    return endpoint


def enable_endpoint(session: Session, *, actor: Actor, endpoint_id: int) -> WebhookEndpoint:
    """Tell an endpoint again, of what happens from now on."""
    endpoint = get_endpoint(session, endpoint_id, lock=True)
    if endpoint.state == "disabled":
        endpoint.state, endpoint.reason, endpoint.position = "active", "", _head(session)
        session.add(endpoint)
        _record(session, actor, "webhook.enabled", endpoint)
    return endpoint


def replay_delivery(session: Session, *, actor: Actor, delivery_id: int) -> WebhookDelivery:
    """Send a message once more, with the same id, whatever became of it before."""
    delivery = get_delivery(session, delivery_id)
    if get_endpoint(session, delivery.endpoint_id).state != "active":
        raise Conflict(_("This webhook is disabled. Enable it, then send the message again."))
    delivery.state, delivery.attempts, delivery.next_at = "waiting", 0, clock.now()
    session.add(delivery)
    hasten_job(session, add_job(session, DELIVER, delivery_id))
    record_event(
        session,
        actor=actor,
        action="webhook.replayed",
        object_type="webhook",
        object_id=delivery.endpoint_id,
        message=delivery.message_id,
    )
    return delivery


def announce_events(session: Session, *, base: str = "") -> None:
    """Write what each endpoint is to be told since its position, with the jobs that send it.

    `base` is the setting for the address of our pages; without it the endpoint's own counts.
    """
    head = _head(session)
    for endpoint in session.exec(
        select(WebhookEndpoint)
        .where(WebhookEndpoint.state == "active", col(WebhookEndpoint.position) < head)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all():
        _announce_to(session, endpoint, head, base or endpoint.base)


def _announce_to(session: Session, endpoint: WebhookEndpoint, head: int, base: str) -> None:
    wanted = [action for action, kind in TYPES.items() if kind in endpoint.types]
    events = session.exec(
        select(Event)
        .where(
            col(Event.seq) > endpoint.position,
            col(Event.seq) <= head,
            col(Event.action).in_(wanted),
        )
        .order_by(col(Event.seq))
        .limit(EVENTS_AT_ONCE)
    ).all()
    for event in events:
        values = {
            "endpoint_id": endpoint.id,
            "event_seq": event.seq,
            # The event's hash: the same over retries, and another one on every desk.
            "message_id": f"msg_{event.hash[:32]}",
            "type": TYPES[event.action],
            "body": json.dumps(_message(session, event, base), ensure_ascii=False),
            "state": "waiting",
            "attempts": 0,
            "next_at": clock.now(),
            "created_at": clock.now(),
        }
        insert_missing(session, WebhookDelivery, values)
        delivery = session.exec(
            select(WebhookDelivery).where(
                WebhookDelivery.endpoint_id == endpoint.id,
                WebhookDelivery.event_seq == event.seq,
            )
        ).one()
        add_job(session, DELIVER, delivery.id or 0)
    endpoint.position = events[-1].seq if len(events) == EVENTS_AT_ONCE else head
    session.add(endpoint)


def _message(session: Session, event: Event, base: str) -> dict[str, Any]:
    """What is sent: thin, so that the receiver asks for the rest with its own token."""
    base = base.rstrip("/")
    data: dict[str, Any] = {"id": event.object_id}
    if event.object_type == "checked_claim":
        payload = json.loads(event.payload)
        slug = session.get_one(CheckedClaim, event.object_id).slug
        data |= {"revision": payload["revision"], "url": f"{base}/c/{slug}"}
    else:
        data["url"] = f"{base}/tasks/{event.object_id}"
    return {"type": TYPES[event.action], "timestamp": event.at.isoformat(), "data": data}


def forget_old_deliveries(session: Session) -> None:
    """Remove from the log of deliveries what was settled a month ago."""
    old = select(WebhookDelivery.id).where(
        col(WebhookDelivery.created_at) < clock.now() - DELIVERIES_KEPT,
        WebhookDelivery.state != "waiting",
    )
    session.execute(delete(WebhookAttempt).where(col(WebhookAttempt.delivery_id).in_(old)))
    session.execute(delete(WebhookDelivery).where(col(WebhookDelivery.id).in_(old)))


def get_endpoint(session: Session, endpoint_id: int, *, lock: bool = False) -> WebhookEndpoint:
    """Raises `NotFound`."""
    statement = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    endpoint = session.exec(statement).first()
    if endpoint is None:
        raise NotFound(_("There is no webhook %(endpoint_id)s.", endpoint_id=endpoint_id))
    return endpoint


def get_delivery(session: Session, delivery_id: int) -> WebhookDelivery:
    """Raises `NotFound`."""
    delivery = session.get(WebhookDelivery, delivery_id)
    if delivery is None:
        raise NotFound(_("There is no delivery %(delivery_id)s.", delivery_id=delivery_id))
    return delivery


def list_endpoints(session: Session) -> list[WebhookEndpoint]:
    return list(session.exec(select(WebhookEndpoint).order_by(col(WebhookEndpoint.id))))


def list_deliveries(
    session: Session, endpoint_id: int, *, before: int | None = None, limit: int = 50
) -> list[WebhookDelivery]:
    """The newest first; `before` is the id of the last one seen."""
    statement = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id)
    if before is not None:
        statement = statement.where(col(WebhookDelivery.id) < before)
    return list(session.exec(statement.order_by(col(WebhookDelivery.id).desc()).limit(limit)))


def attempts_of(session: Session, delivery_ids: list[int]) -> dict[int, list[WebhookAttempt]]:
    """The attempts of each delivery, oldest first."""
    found: dict[int, list[WebhookAttempt]] = {delivery_id: [] for delivery_id in delivery_ids}
    for attempt in session.exec(
        select(WebhookAttempt)
        .where(col(WebhookAttempt.delivery_id).in_(delivery_ids))
        .order_by(col(WebhookAttempt.id))
    ):
        found[attempt.delivery_id].append(attempt)
    return found


def _head(session: Session) -> int:
    return session.exec(select(AuditHead.seq)).one()


def _record(
    session: Session, actor: Actor, action: str, endpoint: WebhookEndpoint, **payload: Any
) -> None:
    assert endpoint.id is not None
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="webhook",
        object_id=endpoint.id,
        **payload,
    )
