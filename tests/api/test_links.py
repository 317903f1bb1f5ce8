"""The same claim again, as programs see it."""

import pytest

from tests.api.conftest import Desk, Program
from tests.api.test_whole_way import is_problem
from tests.web.newsroom import repeat_claims


@pytest.fixture(scope="module")
def again(desk: Desk) -> dict[str, int]:
    return repeat_claims(desk.room)


@pytest.fixture
def reviewer(desk: Desk) -> Program:
    return desk.program("reviewer")


def test_a_task_names_what_its_claim_may_repeat(
    desk: Desk, reviewer: Program, again: dict[str, int]
) -> None:
    body = reviewer.get(f"/tasks/{again['quote']}").json

    assert body is not None
    (link,) = body["links"]
    assert (link["state"], link["kind"], link["task_id"]) == (
        "suggested",
        "open",
        desk.room.tasks["quote"],
    )
    assert link["basis"]["same_amounts"] is False
    assert "other amounts" in link["basis"]["summary"]
    assert 0 < link["score"] <= 1


def test_a_link_is_decided_once_for_a_key_and_for_the_version_seen(
    desk: Desk, reviewer: Program, again: dict[str, int]
) -> None:
    task_id = again["costs"]
    seen = reviewer.get(f"/tasks/{task_id}")
    assert seen.json is not None
    path = f"/tasks/{task_id}/links/{seen.json['links'][0]['id']}"
    match = {"If-Match": seen.headers["ETag"]}

    is_problem(reviewer.post(f"{path}/confirm"), 428)
    is_problem(reviewer.post(f"{path}/confirm", headers={"If-Match": '"99"'}), 412)
    is_problem(reviewer.post(f"{path}/erase", headers=match), 404)
    is_problem(reviewer.post(f"/tasks/{task_id}/links/999/confirm", headers=match), 404)
    is_problem(desk.program("reader").post(f"{path}/confirm", headers=match), 403)
    is_problem(reviewer.post(f"{path}/undo", headers=match), 409)
    first = reviewer.post(f"{path}/confirm", key="link-1", headers=match)
    second = reviewer.post(f"{path}/confirm", key="link-1", headers=match)

    assert (first.status_code, second.headers["Idempotency-Replayed"]) == (200, "true")
    assert first.json == second.json
    assert first.json is not None
    (link,) = first.json["links"]
    assert (link["state"], link["decided_by"]) == ("confirmed", desk.room.people["reviewer"].id)
    assert first.json["state"] == "ready"

    undone = reviewer.post(f"{path}/undo", headers=match)
    assert undone.json is not None
    assert undone.json["links"][0]["state"] == "suggested"
