"""Webhooks, received by a real server and verified with the library of Standard Webhooks."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import col, select
from standardwebhooks import Webhook, WebhookVerificationError

from factcheck import clock
from factcheck.audit.log import SYSTEM
from factcheck.errors import Conflict, InvalidInput
from factcheck.net.policy import FetchPolicy
from factcheck.publishing.deliveries import WAITS
from factcheck.publishing.models import WebhookAttempt, WebhookDelivery
from factcheck.publishing.webhooks import (
    ALL_TYPES,
    DELIVER,
    ROTATION,
    NewEndpoint,
    add_endpoint,
    announce_events,
    disable_endpoint,
    enable_endpoint,
    get_endpoint,
    list_deliveries,
    replay_delivery,
    rotate_secret,
)
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import MAX_ATTEMPTS
from tests.publishing.receiver import Receiver, receiving
from tests.tasks.walking import actors, acts, task_in_state
from tests.web.newsroom import Newsroom
from worker import handlers
from worker.runtime import Runtime

BASE = "https://desk.example"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def runtime(room: Newsroom, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Workers whose client may reach the receiver, which is on this machine."""
    policy = FetchPolicy.from_text(allow_cidrs="127.0.0.0/8", ports=str(receiver.port))
    monkeypatch.setattr(handlers, "policy_for", lambda _settings: policy)
    return Runtime(room.database, handlers.HANDLERS, lease_seconds=30)


def add(room: Newsroom, receiver: Receiver, *types: str) -> NewEndpoint:
    with room.database.write() as session:
        return add_endpoint(
            session, actor=SYSTEM, url=receiver.url, types=list(types or ALL_TYPES), base=BASE
        )


def pending(room: Newsroom) -> list[Outbox]:
    with room.database.read() as session:
        return list(
            session.exec(
                select(Outbox)
                .where(Outbox.kind == DELIVER, Outbox.state == "pending")
                .order_by(col(Outbox.id))
            )
        )


def work(room: Newsroom, runtime: Runtime) -> None:
    """A round: what happened is announced, what is due is sent."""
    with room.database.write() as session:
        announce_events(session)
    for job in pending(room):
        if job.next_dispatch <= datetime.now(UTC):
            assert runtime.run(job.id or 0) == "done"


def deliveries(room: Newsroom, endpoint: NewEndpoint) -> list[WebhookDelivery]:
    with room.database.read() as session:
        return list_deliveries(session, endpoint.endpoint.id or 0)[::-1]


def verified(receiver: Receiver, secret: str) -> list[dict[str, object]]:
    return [Webhook(secret).verify(one.body, one.headers) for one in receiver.messages]


def test_each_change_is_told_once_signed_and_thin(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    task_in_state(room, "approved")
    endpoint = add(room, receiver)

    task_id, other = task_in_state(room, "approved")
    for verb, who in (
        ("correct", "colleague"), ("submit", "colleague"), ("approve", "editor"),
        ("retract", "editor"), ("retract", "author"),
    ):  # fmt: skip
        with room.database.write() as session:
            acts(other)[verb](session, actors(room)[who], task_id)
    for _ in range(2):
        work(room, runtime)

    told = verified(receiver, endpoint.secret)
    of_task = [one for one in told if one["type"] != "task.created"]
    assert [one["type"] for one in of_task] == [
        "task.submitted",
        "check.published",
        "task.submitted",
        "check.corrected",
        "check.retracted",
    ]
    assert [one["data"]["revision"] for one in of_task if "check" in str(one["type"])] == [1, 2, 2]  # type: ignore[index]
    published = of_task[1]
    assert set(published) == {"type", "timestamp", "data"}
    assert str(published["data"]["url"]).startswith(f"{BASE}/c/")  # type: ignore[index]
    assert datetime.fromisoformat(str(published["timestamp"])).tzinfo is not None
    ids = [one.headers["webhook-id"] for one in receiver.messages]
    assert len(set(ids)) == len(ids)
    assert not any("." in one for one in ids)
    assert all(len(one.body) < 20_000 for one in receiver.messages)
    assert {row.state for row in deliveries(room, endpoint)} == {"delivered"}


def test_an_endpoint_is_told_only_what_it_asked_for(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.retracted")
    task_in_state(room, "retracted")
    work(room, runtime)

    (told,) = verified(receiver, endpoint.secret)
    assert told["type"] == "check.retracted"


def test_a_changed_body_or_a_wrong_secret_is_noticed(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    work(room, runtime)
    (message,) = receiver.messages

    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secret).verify(message.body + b" ", message.headers)
    with room.database.write() as session:
        other = rotate_secret(session, actor=SYSTEM, endpoint_id=endpoint.endpoint.id or 0)
    with pytest.raises(WebhookVerificationError):
        Webhook(other.secret).verify(message.body, message.headers)


def test_while_a_secret_is_rotated_both_verify(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.published")
    with room.database.write() as session:
        new = rotate_secret(session, actor=SYSTEM, endpoint_id=endpoint.endpoint.id or 0)
    task_in_state(room, "approved")
    work(room, runtime)

    assert verified(receiver, endpoint.secret) == verified(receiver, new.secret)
    assert len(receiver.messages[0].headers["webhook-signature"].split()) == 2
    with time_machine.travel(clock.now() + ROTATION + timedelta(minutes=1)):
        task_in_state(room, "approved")
        work(room, runtime)
        late = receiver.messages[1]
        Webhook(new.secret).verify(late.body, late.headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(endpoint.secret).verify(late.body, late.headers)


def test_a_receiver_that_fails_is_told_again_on_the_timetable(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    """Ten attempts with one id, each after its wait and at most a tenth more; then it is failed."""
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    for _ in range(len(WAITS) + 1):
        receiver.will_answer(500, b"out of order")
    now = clock.now()
    seen = []
    for _ in range(len(WAITS)):
        with time_machine.travel(now, tick=False):
            with room.database.write() as session:
                announce_events(session)
            (job,) = pending(room)
            assert runtime.run(job.id or 0) == "done"
            (following,) = pending(room)
        seen.append(following.next_dispatch)
        (row,) = deliveries(room, endpoint)
        assert (row.state, row.next_at) == ("waiting", following.next_dispatch)

    for wait, due in zip(WAITS, seen, strict=True):
        assert timedelta() <= due - (datetime.now(UTC) + wait) + timedelta(minutes=2)
        assert due - datetime.now(UTC) <= wait * 1.1 + timedelta(minutes=1)
    (job,) = pending(room)
    assert runtime.run(job.id or 0) == "done"
    (row,) = deliveries(room, endpoint)
    assert (row.state, row.next_at, pending(room)) == ("failed", None, [])
    assert len({one.headers["webhook-id"] for one in receiver.messages}) == 1
    assert len({one.body for one in receiver.messages}) == 1
    with room.database.read() as session:
        log = session.exec(select(WebhookAttempt)).all()
    assert [(one.status, one.answer) for one in log] == [(500, "out of order")] * 10


def test_a_redirect_is_a_failure_and_is_not_followed(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    receiver.will_answer(302, Location=receiver.url)
    work(room, runtime)

    assert len(receiver.messages) == 1
    assert [row.state for row in deliveries(room, endpoint)] == ["waiting"]


def test_a_receiver_that_is_gone_is_told_nothing_more(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    receiver.will_answer(410)
    work(room, runtime)
    task_in_state(room, "approved")
    work(room, runtime)

    assert len(receiver.messages) == 1
    with room.database.read() as session:
        row = get_endpoint(session, endpoint.endpoint.id or 0)
    assert (row.state, "410" in row.reason) == ("disabled", True)
    with room.database.write() as session:
        enable_endpoint(session, actor=SYSTEM, endpoint_id=row.id or 0)
    task_in_state(room, "approved")
    work(room, runtime)
    assert len(receiver.messages) == 2


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_busy_receiver_is_left_alone_as_long_as_it_asks(
    room: Newsroom, receiver: Receiver, runtime: Runtime, form: str
) -> None:
    add(room, receiver, "check.published")
    task_in_state(room, "approved")
    later = datetime.now(UTC) + timedelta(hours=1)
    asked = "3600" if form == "seconds" else later.strftime("%a, %d %b %Y %H:%M:%S GMT")
    receiver.will_answer(429, Retry_After=asked)
    work(room, runtime)

    (job,) = pending(room)
    assert job.next_dispatch - datetime.now(UTC) > timedelta(minutes=55)


def test_a_message_is_sent_again_by_hand_with_the_same_id(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    receiver.will_answer(503, Retry_After="3600")
    work(room, runtime)
    (row,) = deliveries(room, endpoint)
    assert row.state == "waiting"

    with room.database.write() as session:
        replay_delivery(session, actor=SYSTEM, delivery_id=row.id or 0)
    work(room, runtime)

    first, second = receiver.messages
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == row.message_id
    assert [one.state for one in deliveries(room, endpoint)] == ["delivered"]
    with room.database.write() as session:
        disable_endpoint(session, actor=SYSTEM, endpoint_id=row.endpoint_id, reason="Quiet.")
    with pytest.raises(Conflict, match="disabled"), room.database.write() as session:
        replay_delivery(session, actor=SYSTEM, delivery_id=row.id or 0)


def test_a_worker_killed_while_sending_sends_again(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    """The message may arrive twice, with one id, and is settled once."""
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    with room.database.write() as session:
        announce_events(session)
    (job,) = pending(room)
    (row,) = deliveries(room, endpoint)

    handlers.HANDLERS[DELIVER].work(room.database, row.id or 0)
    assert runtime.run(job.id or 0) == "done"

    assert len({one.headers["webhook-id"] for one in receiver.messages}) == 1
    assert len(receiver.messages) == 2
    assert [one.state for one in deliveries(room, endpoint)] == ["delivered"]


def test_a_job_that_dies_counts_as_an_attempt(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    with room.database.write() as session:
        announce_events(session)
        (job,) = session.exec(select(Outbox).where(Outbox.kind == DELIVER)).all()
        job.attempts = MAX_ATTEMPTS
        session.add(job)

    assert runtime.run(job.id or 0) == "dead"

    (row,) = deliveries(room, endpoint)
    assert (row.state, row.attempts, len(pending(room))) == ("waiting", 1, 1)


def test_an_address_inside_is_not_reached(room: Newsroom, receiver: Receiver) -> None:
    """Without the tests' opening the guarded client refuses this machine; the log says so."""
    endpoint = add(room, receiver, "check.published")
    task_in_state(room, "approved")
    work(room, Runtime(room.database, handlers.HANDLERS, lease_seconds=30))

    assert receiver.messages == []
    with room.database.read() as session:
        (attempt,) = session.exec(select(WebhookAttempt)).all()
    assert attempt.status is None
    assert attempt.reason.endswith(".")
    assert [row.state for row in deliveries(room, endpoint)] == ["waiting"]


@pytest.mark.parametrize(
    ("url", "types"),
    [
        ("ftp://a.example", ["check.published"]),
        ("https://a.example", []),
        ("https://a.example", ["x"]),
    ],
)
def test_an_endpoint_that_cannot_be_used_is_refused(
    room: Newsroom, url: str, types: list[str]
) -> None:
    with pytest.raises(InvalidInput), room.database.write() as session:
        add_endpoint(session, actor=SYSTEM, url=url, types=types, base=BASE)


def test_the_body_is_json_of_the_moment_of_the_event(
    room: Newsroom, receiver: Receiver, runtime: Runtime
) -> None:
    add(room, receiver, "task.created")
    task_in_state(room, "queued")
    work(room, runtime)

    body = json.loads(receiver.messages[0].body)
    assert body["type"] == "task.created"
    assert body["data"]["url"] == f"{BASE}/tasks/{body['data']['id']}"
