"""Programs around the real desk: the Python client acts, a receiver is told, a copy is kept."""

import signal
from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook

from factcheck.client import Desk, Task
from tests.e2e.program import Client, Demo, wait_for
from tests.publishing.receiver import Receiver, receiving

pytestmark = [pytest.mark.slow]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def demo(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[Demo]:
    demo = Demo(
        tmp_path_factory.mktemp("programs") / "desk",
        environment={
            "FACTCHECK_FETCH_ALLOW_CIDRS": "127.0.0.0/8",
            "FACTCHECK_FETCH_PORTS": str(receiver.port),
        },
    )
    demo.start()
    yield demo
    demo.stop(signal.SIGKILL)


def desk_of(demo: Demo, role: str) -> Desk:
    return Desk(demo.url, demo.sign_in_of(role)["token"])


def test_what_is_published_reaches_the_receiver_and_the_copy(
    demo: Demo, receiver: Receiver
) -> None:
    admin = Client(demo.url, demo.sign_in_of("admin")["token"])
    secret = admin.post("/webhooks", {"url": receiver.url, "types": ["check.published"]}).json()[
        "secret"
    ]

    with desk_of(demo, "reviewer") as reviewer, desk_of(demo, "editor") as editor:

        def ready() -> Task | None:
            return next(reviewer.tasks(state="ready"), None)

        task = wait_for("a task to be ready", ready)
        assert task is not None
        held = reviewer.act(task, "take")
        rating = held["scale"]["ratings"][0]["code"]
        reviewer.act(
            held,
            "submit",
            rating=rating,
            rationale="It is in the transcript.",
            evidence=[{"passage": "The words of the transcript."}],
        )
        editor.act(editor.task(task["id"]), "approve")

        wait_for("the webhook", lambda: receiver.messages)
        (message,) = receiver.messages
        told = Webhook(secret).verify(message.body, message.headers)
        (change,) = editor.changes()
        assert told["data"]["id"] == change["id"]
        assert told["data"]["url"] == change["url"]
        assert editor.checked_claim(change["id"])["revision"] == told["data"]["revision"] == 1
