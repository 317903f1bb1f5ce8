"""Evidence and outreach as programs see them."""

from tests.api.conftest import Desk
from tests.web.newsroom import SOURCE


def test_words_of_a_source_are_added_with_their_place(desk: Desk) -> None:
    task_id = desk.room.tasks["historic"]
    program = desk.program("reviewer")
    source_id = program.get("/sources").json["items"][0]["id"]
    chosen = {"document_id": source_id, "words": "two.", "passages": [3], "stance": "context"}

    item = program.post(f"/tasks/{task_id}/evidence", chosen).json
    missing = program.post(f"/tasks/{task_id}/evidence", chosen | {"words": "of nobody"})

    assert SOURCE[item["place"]["start"] : item["place"]["end"]] == item["passage"] == "two."
    assert (item["stance"], item["document_id"]) == ("context", source_id)
    assert (missing.status_code, missing.json["code"]) == (422, "does_not_fit")
    evidence = program.get(f"/tasks/{task_id}").json["context"]["evidence"]
    assert {one["id"]: one["origin"] for one in evidence}[item["id"]] >= 0


def test_who_was_asked_and_what_they_said(desk: Desk) -> None:
    task_id = desk.room.tasks["historic"]
    program = desk.program("reviewer")

    asked = program.post(
        f"/tasks/{task_id}/outreach", {"asked": "Ada Stone's office", "deadline": "2099-01-01"}
    )
    answered = program.post(
        f"/tasks/{task_id}/outreach/{asked.json['id']}", {"answer": "She stands by it."}
    )

    assert (asked.status_code, asked.json["answer"]) == (201, "")
    assert answered.json["answer"] == "She stands by it."
    [row] = program.get(f"/tasks/{task_id}").json["context"]["outreach"]
    assert (row["asked"], row["deadline"]) == ("Ada Stone's office", "2099-01-01")
