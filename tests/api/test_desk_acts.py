"""Merging, splitting, a claim by hand and tags, as a program does them."""

from tests.api.conftest import Desk
from tests.web.newsroom import TEXT

OPPOSED = "The opposition said that the plan was late."


def body(answer: object) -> dict[str, object]:
    found = answer.get_json()  # type: ignore[attr-defined]
    assert isinstance(found, dict)
    return found


def test_speakers_are_merged_split_and_parted_again(desk: Desk) -> None:
    program = desk.program("reviewer")
    names = {one["name"]: one["id"] for one in body(program.get("/speakers"))["items"]}  # type: ignore[attr-defined]
    office, stone = names["the statistics office"], names["Ada Stone"]

    shown = body(program.get(f"/speakers/{office}/merge?into={stone}"))
    merged = body(program.post(f"/speakers/{office}/merge", {"into": stone}, key="one"))
    again = body(program.post(f"/speakers/{office}/merge", {"into": stone}, key="one"))

    document = body(desk.app.test_client().get("/openapi.json"))
    answers = document["paths"]["/api/v1/speakers/{speaker_id}/merge"]["get"]["responses"]  # type: ignore[index]
    assert answers["200"]["content"]["application/json"]["schema"] == {"type": "object"}
    assert len(shown["claims"]) == 1  # type: ignore[arg-type]
    assert shown["aliases"] == ["the statistics office"]
    assert merged == again
    assert program.get(f"/speakers/{office}").location == f"/api/v1/speakers/{stone}"
    assert program.post(f"/speakers/{office}/merge", {"into": stone}).status_code == 409
    undone = program.post(f"/speakers/{stone}/undo", {"change": merged["change"]})
    assert undone.status_code == 200
    assert program.get(f"/speakers/{office}").status_code == 200
    said = program.post(f"/speakers/{stone}/affiliation", {"affiliation": " Harbour  Party"})
    assert body(said)["affiliation"] == "Harbour Party"
    assert body(program.get(f"/speakers/{stone}"))["affiliation"] == "Harbour Party"
    assert program.post(f"/speakers/{stone}/affiliation", {}).status_code == 422
    part = {"name": "Eve Stone", "claims": [desk.room.task("march").claim_id]}
    assert body(program.post(f"/speakers/{stone}/split", part))["speaker"]["name"] == "Eve Stone"  # type: ignore[index]
    assert program.post(f"/speakers/{stone}/split", {"name": "Eve"}).status_code == 422


def test_a_claim_by_hand_is_made_once_and_taken_back(desk: Desk) -> None:
    program = desk.program("reviewer")
    assert desk.room.article is not None
    path, start = f"/articles/{desk.room.article.id}/claims", TEXT.index(OPPOSED)
    sent = {"kind": "claim", "start": start, "end": start + len(OPPOSED), "text": OPPOSED}

    stale = program.post(path, sent | {"text": "Other words."})
    made = program.post(path, sent | {"speaker": "the opposition"})

    assert stale.status_code == 409
    assert made.status_code == 201
    claim = body(made)
    assert (claim["text"], claim["method"], claim["speaker"]) == (
        OPPOSED,
        "added",
        "the opposition",
    )
    (task,) = claim["tasks"]  # type: ignore[misc]
    assert task["question"] == "true"
    refused = program.post(path, sent)
    assert (refused.status_code, body(refused)["code"]) == (409, "claim_there")
    undone = body(program.post(f"/claims/{claim['id']}/undo"))
    assert [one["state"] for one in undone["tasks"]] == ["dismissed"]  # type: ignore[attr-defined]


def test_tags_are_put_on_listed_and_taken_off(desk: Desk) -> None:
    program, tag = desk.program("reviewer"), "Budget 2025"
    path = f"/tasks/{desk.room.tasks['quote']}"

    tagged = body(program.post(f"{path}/tags", {"add": [tag, "coast"]}))

    assert tagged["tags"] == ["budget-2025", "coast"]
    listed = body(program.get("/tasks", query_string={"tag": tag}))["items"]
    assert [one["id"] for one in listed] == [desk.room.tasks["quote"]]  # type: ignore[attr-defined]
    assert body(program.post(f"{path}/tags", {"remove": [tag]}))["tags"] == ["coast"]
    assert program.post(f"{path}/tags", {"add": ["!"]}).status_code == 422
