"""Sending webhooks: one attempt of one message, and when the next one is due.

A receiver may see a message twice (its `webhook-id` tells) and never misses one: the attempt is a
job, and what came of it is written in the transaction that ends the job.
"""

import random
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sqlmodel import Session, select

from factcheck import clock
from factcheck.audit.log import SYSTEM
from factcheck.db import Database, database_now
from factcheck.messages import marked
from factcheck.net.client import Response, fetch
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchLimits, FetchPolicy
from factcheck.publishing.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from factcheck.publishing.signatures import signed_headers
from factcheck.publishing.webhooks import DELIVER, disable_endpoint, get_delivery, get_endpoint
from factcheck.queueing.outbox import add_job

# How long after an attempt the next one follows; the published timetable of Standard Webhooks.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# Up to so much is added, so that not everybody is told again in the same second.
JITTER = 0.1
LONGEST_WAIT = timedelta(hours=24)
ANSWER_KEPT = 2000
LIMITS = FetchLimits(first_byte_seconds=20.0, total_seconds=25.0)
GONE, BUSY = 410, (429, 503)


@dataclass(frozen=True)
class Attempt:
    """What came of one attempt. `status` is None when there was no answer; `reason` says why."""

    at: datetime
    milliseconds: int
    status: int | None = None
    answer: str = ""
    reason: str = ""
    retry_after: timedelta | None = None
    skipped: bool = False

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def attempt_delivery(database: Database, delivery_id: int, *, policy: FetchPolicy) -> Attempt:
    """Send a message once. Never raises for what the receiver does."""
    with database.read() as session:
        delivery = get_delivery(session, delivery_id)
        endpoint = get_endpoint(session, delivery.endpoint_id)
    now = clock.now()
    if endpoint.state != "active" or delivery.state != "waiting":
        return Attempt(now, 0, skipped=True)
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        **signed_headers(delivery.message_id, now, body, _secrets(endpoint, now)),
    }
    began = time.monotonic()
    try:
        answer = fetch(
            endpoint.url,
            policy=replace(policy, limits=LIMITS),
            method="POST",
            headers=headers,
            content=body,
            accept=None,
            excerpt=ANSWER_KEPT,
        )
    except (FetchFailed, Refused) as error:
        return Attempt(now, _milliseconds(began), reason=str(error))
    return Attempt(
        now,
        _milliseconds(began),
        status=answer.status,
        answer=answer.body.decode("utf-8", "replace").replace("\x00", "�"),
        reason=""
        if 200 <= answer.status < 300
        else marked("The receiver answered %(status)s.", status=answer.status),
        retry_after=_retry_after(answer, now),
    )


def _milliseconds(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _secrets(endpoint: WebhookEndpoint, now: datetime) -> list[str]:
    until = endpoint.old_secret_until
    old = [endpoint.old_secret] if until is not None and now < until else []
    return [endpoint.secret, *old]


def _retry_after(answer: Response, now: datetime) -> timedelta | None:
    """What a busy receiver asks for, in seconds or as a date; None when it asks for nothing."""
    value = answer.headers.get("retry-after", "").strip()
    if answer.status not in BUSY or not value:
        return None
    if value.isascii() and value.isdecimal():
        return min(timedelta(seconds=int(value[:9])), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), LONGEST_WAIT)


def store_attempt(session: Session, delivery_id: int, attempt: Attempt) -> None:
    """Keep what came of an attempt, and ask for the next one where it is not settled."""
    delivery = session.exec(
        select(WebhookDelivery)
        .where(WebhookDelivery.id == delivery_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if attempt.skipped:
        if delivery.state == "waiting":
            delivery.state, delivery.next_at = "failed", None
            session.add(delivery)
        return
    session.add(
        WebhookAttempt(
            delivery_id=delivery_id,
            at=attempt.at,
            status=attempt.status,
            answer=attempt.answer,
            reason=attempt.reason,
            milliseconds=attempt.milliseconds,
        )
    )
    delivery.attempts += 1
    if attempt.arrived:
        delivery.state, delivery.next_at = "delivered", None
    elif attempt.status == GONE:
        delivery.state, delivery.next_at = "failed", None
        disable_endpoint(
            session,
            actor=SYSTEM,
            endpoint_id=delivery.endpoint_id,
            reason=marked("The receiver answered 410: it is gone."),
        )
    else:
        _wait(session, delivery, attempt.retry_after)
    session.add(delivery)


def give_up_attempt(session: Session, delivery_id: int, reason: str) -> None:
    """A job that could not be done counts as an attempt that failed."""
    store_attempt(session, delivery_id, Attempt(clock.now(), 0, reason=reason))


def _wait(session: Session, delivery: WebhookDelivery, at_least: timedelta | None) -> None:
    if delivery.attempts > len(WAITS):
        delivery.state, delivery.next_at = "failed", None
        return
    wait = WAITS[delivery.attempts - 1]
    wait += wait * (JITTER * random.random())  # noqa: S311 - spreads load, protects nothing
    delivery.next_at = database_now(session) + max(wait, at_least or timedelta())
    add_job(session, DELIVER, delivery.id or 0, not_before=delivery.next_at)
