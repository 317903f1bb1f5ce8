"""Deliveries of ours, as they arrived at a receiver, before npm's standardwebhooks."""

import json

import pytest

from factcheck.net.policy import FetchPolicy
from tests.outside.programs import command, judged, module
from tests.publishing.receiver import receiving
from tests.publishing.test_webhooks import add, work
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom
from worker import handlers
from worker.runtime import Runtime

# Says of each delivery whether it is verified, whole and with one byte changed.
VERIFY = """
const { Webhook } = require("standardwebhooks");
const { secret, deliveries } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const verified = (body, headers) => {
  try { return new Webhook(secret).verify(body, headers); } catch (error) { return error.name; }
};
console.log(JSON.stringify(deliveries.map(({ body, headers }) =>
  [verified(body, headers), verified(body.replace('"', "'"), headers)])));
"""


@pytest.mark.slow
def test_the_library_of_node_verifies_what_we_deliver(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = module("standardwebhooks")
    node = command("node", "nodejs")
    task_in_state(room, "approved")
    with receiving() as receiver:
        policy = FetchPolicy.from_text(allow_cidrs="127.0.0.0/8", ports=str(receiver.port))
        monkeypatch.setattr(handlers, "policy_for", lambda _settings: policy)
        runtime = Runtime(room.database, handlers.HANDLERS, lease_seconds=30)
        endpoint = add(room, receiver)
        task_in_state(room, "approved")
        work(room, runtime)
    given = {
        "secret": endpoint.secret,
        "deliveries": [
            {"body": one.body.decode(), "headers": one.headers} for one in receiver.messages
        ],
    }

    answer = judged(node, "-e", VERIFY, cwd=package.parent.parent, given=json.dumps(given))

    found = json.loads(answer.stdout)
    assert {whole["type"] for whole, _changed in found} >= {"check.published", "task.submitted"}
    assert all(changed == "WebhookVerificationError" for _whole, changed in found)
