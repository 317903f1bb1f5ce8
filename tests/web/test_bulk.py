"""Many rows at once, undone as one; skips, notes, flags, presence, and one's own history."""

import re

from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import Newsroom


def pick(newsroom: Newsroom, *names: str) -> list[str]:
    return [f"{newsroom.tasks[name]}:{newsroom.task(name).version}" for name in names]


def states(newsroom: Newsroom, *names: str) -> list[str]:
    return [newsroom.task(name).state for name in names]


@on_both
def test_many_are_dismissed_at_once_and_one_key_takes_all_of_it_back(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    names = ("quote", "costs", "city")
    chosen = {"pick": pick(full_newsroom, *names), "view": "state:ready"}

    asked = reviewer.post("/inbox/choose", {**chosen, "verb": "dismiss"}, page="/inbox")
    assert "Dismiss 3 tasks." in asked.text
    assert states(full_newsroom, *names) == ["ready"] * 3
    reviewer.post("/inbox/bulk/dismiss", {**chosen, "reason": "too minor"}, page="/inbox")
    assert states(full_newsroom, *names) == ["dismissed"] * 3

    inbox = reviewer.get("/inbox").text
    assert "3 dismissed" in inbox
    (undo,) = re.findall(r'action="(/inbox/bulk/\d+/undo)"', inbox)
    reviewer.post(undo, page="/inbox")
    assert states(full_newsroom, *names) == ["ready"] * 3


@on_both
def test_what_changed_meanwhile_is_left_alone_and_told_of(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    chosen = {"pick": pick(full_newsroom, "quote", "costs"), "view": "", "for": "1d"}
    full_newsroom.take("costs", "second")

    reviewer.post("/inbox/bulk/snooze", chosen, page="/inbox")

    assert states(full_newsroom, "quote", "costs") == ["snoozed", "in_review"]
    page = reviewer.get("/inbox").text
    assert "1 snoozed; 1 changed meanwhile and left alone" in page
    assert f"task {full_newsroom.tasks['costs']}" in page


def test_undoing_many_leaves_what_somebody_else_has_touched(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    chosen = {"pick": pick(full_newsroom, "quote", "costs"), "reason": "opinion"}
    reviewer.post("/inbox/bulk/dismiss", chosen, page="/inbox")
    task = full_newsroom.task("costs")
    browser_of("second").post(f"/tasks/{task.id}/reopen", {"version": task.version}, page="/inbox")

    reviewer.post("/inbox/bulk/1/undo", page="/inbox")

    assert states(full_newsroom, "quote", "costs") == ["ready", "ready"]
    assert "1 taken back; 1 changed meanwhile" in reviewer.get("/inbox").text
    assert reviewer.post("/inbox/bulk/1/undo", page="/inbox").status_code == 409
    assert browser_of("second").post("/inbox/bulk/1/undo", page="/inbox").status_code == 404


def test_the_whole_view_can_be_chosen(full_newsroom: Newsroom, reviewer: Browser) -> None:
    asked = reviewer.post(
        "/inbox/choose", {"all": "yes", "view": "state:ready", "verb": "snooze"}, page="/inbox"
    ).text

    assert "Snooze 6 tasks." in asked
    assert asked.count('name="pick"') == 6


def test_nothing_ticked_and_unknown_verbs_change_nothing(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    empty = reviewer.post("/inbox/choose", {"verb": "dismiss", "view": ""}, page="/inbox")
    told = reviewer.get("/inbox").text
    verdict = reviewer.post(
        "/inbox/bulk/submit", {"pick": pick(full_newsroom, "quote")}, page="/inbox"
    )
    unexplained = reviewer.post(
        "/inbox/bulk/dismiss", {"pick": pick(full_newsroom, "quote")}, page="/inbox"
    )

    assert empty.status_code == 303
    assert "Tick the rows first." in told
    assert verdict.status_code == 404
    assert unexplained.status_code == 422
    assert "Say why they need not be checked." in unexplained.text
    assert states(full_newsroom, "quote") == ["ready"]


def test_the_history_lists_ones_own_acts_with_what_can_be_undone(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    for name in ("quote", "costs"):
        task = full_newsroom.task(name)
        reviewer.post(
            f"/tasks/{task.id}/dismiss",
            {"version": task.version, "reason": "opinion"},
            page="/inbox",
        )
    task = full_newsroom.task("costs")
    browser_of("second").post(f"/tasks/{task.id}/reopen", {"version": task.version}, page="/inbox")

    reviewer.get("/inbox")  # takes the last act's message with its own undo
    page = reviewer.get("/history").text

    assert page.count("dismiss") >= 2
    assert "Second has acted on it since." in page
    assert f'action="/tasks/{full_newsroom.tasks["quote"]}/undo"' in page
    assert f'action="/tasks/{full_newsroom.tasks["costs"]}/undo"' not in page
    assert "Nothing yet" in browser_of("editor").get("/history").text


def test_a_skip_needs_a_reason_and_goes_on_to_the_next(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    costs, city = full_newsroom.tasks["costs"], full_newsroom.tasks["city"]

    assert "Why pass it over?" in reviewer.get(f"/tasks/{costs}/skip").text
    assert reviewer.post(f"/tasks/{costs}/skip", page="/inbox").status_code == 422
    answer = reviewer.post(
        f"/tasks/{costs}/skip", {"reason": "needs an expert", "view": "state:ready"}, page="/inbox"
    )

    assert answer.location == f"/tasks/{city}?view=state:ready"
    assert full_newsroom.task("costs").state == "ready"


@on_both
def test_a_flag_stays_in_sight_until_somebody_deals_with_it(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    quote = full_newsroom.tasks["quote"]
    reviewer.post(
        f"/tasks/{quote}/notes", {"text": "Ask the lawyer.", "flag": "yes"}, page="/inbox"
    )
    second = browser_of("second")

    assert "flagged" in second.get("/inbox").text
    assert second.get("/inbox?q=flag:yes").text.count('data-series="row"') == 1
    assert "Ask the lawyer." in second.get(f"/tasks/{quote}").text

    second.post(f"/tasks/{quote}/notes/1/resolve", page="/inbox")
    assert second.get("/inbox?q=flag:yes").text.count('data-series="row"') == 0
    assert "flag, dealt with" in second.get(f"/tasks/{quote}").text


def test_a_note_answers_a_script_with_the_notes_alone(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    quote = full_newsroom.tasks["quote"]

    answer = reviewer.post(
        f"/tasks/{quote}/notes",
        {"text": "Call back on Friday."},
        page="/inbox",
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Call back on Friday." in answer.text
    assert reviewer.post(f"/tasks/{quote}/notes", page="/inbox").status_code == 422


def test_colleagues_see_who_is_there_and_that_it_changed(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    task = full_newsroom.task("quote")
    live = f"/tasks/{task.id}/live?version={task.version}"
    second = browser_of("second")
    second.get(f"{live}&editing=yes")

    first = reviewer.get(live)
    again = reviewer.get(live, headers={"If-None-Match": first.headers["ETag"]})
    full_newsroom.take("quote", "second")
    after = reviewer.get(live, headers={"If-None-Match": first.headers["ETag"]})

    assert "Second is editing" in first.text
    assert "Reviewer" not in first.text
    assert again.status_code == 304
    assert "It changed: in review. Look again" in after.text
