"""Outside providers as programs see them."""

from factcheck.context.keeping import store_run
from factcheck.context.running import Run
from tests.api.conftest import Desk


def test_a_program_sees_how_providers_fared_and_may_ask_one_again(desk: Desk) -> None:
    task_id = desk.room.tasks["city"]
    program = desk.program("reviewer")
    with desk.room.database.write() as session:
        store_run(session, task_id, Run("wikipedia", failure="It failed.", attempts=3))

    runs = program.get(f"/tasks/{task_id}").json["context"]["providers"]
    (wikipedia,) = (run for run in runs if run["provider"] == "wikipedia")
    inside = program.post(f"/tasks/{task_id}/search_again", {"provider": "source_library"})
    off = program.post(f"/tasks/{task_id}/search_again", {"provider": "wikipedia"})

    assert (wikipedia["state"], wikipedia["attempts"], wikipedia["due_at"]) == ("failed", 3, None)
    assert inside.status_code == 202
    assert (off.status_code, off.json["code"]) == (422, "does_not_fit")


def test_a_program_sees_which_providers_are_on(desk: Desk) -> None:
    items = desk.program("reviewer").get("/providers").json["items"]

    assert {item["provider"] for item in items} >= {"wikipedia", "searxng"}
    assert not any(item["on"] for item in items)
    assert all(item["state"].startswith("Off") for item in items)


def test_a_page_is_not_saved_on_a_desk_without_a_key(desk: Desk) -> None:
    task_id = desk.room.tasks["quote"]
    program = desk.program("reviewer")
    item = program.post(f"/tasks/{task_id}/evidence", {"url": "https://paper.example/x"}).json

    answer = program.post(f"/tasks/{task_id}/evidence/{item['id']}/archive")

    assert answer.status_code == 409
    assert "FACTCHECK_INTERNET_ARCHIVE_KEY" in answer.json["detail"]
