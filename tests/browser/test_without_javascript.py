"""The whole way with JavaScript switched off."""

from playwright.sync_api import Page
from sqlmodel import select

from factcheck.audit.models import Event
from factcheck.tasks.lifecycle import TRANSITIONS
from tests.browser.conftest import Opener
from tests.web.newsroom import RATIONALE, Newsroom

BY_THE_SYSTEM = {"context_gathered", "lease_expired", "recheck_due"}


def test_a_claim_is_checked_and_approved_without_javascript(
    newsroom: Newsroom, open_page: Opener
) -> None:
    reviewer = open_page("/inbox?q=type:quote+bridges", "reviewer", javascript=False)
    reviewer.click("table button:has-text('Take')")
    reviewer.fill("#rationale", RATIONALE)
    reviewer.click(".card >> nth=0 >> button:has-text('undermines')")
    assert reviewer.locator("#rationale").input_value() == RATIONALE
    reviewer.click(".card >> nth=0 >> button:has-text('decisive')")
    reviewer.click("summary:has-text('Add evidence')")
    reviewer.fill("#url", "https://port.example/video")
    reviewer.click("details.add button:has-text('Add')")
    reviewer.check("input[value=altered_material]", force=True)
    reviewer.click("text=Save draft")
    assert reviewer.locator("input[value=altered_material]").is_checked()
    reviewer.click("form#verdict button.button-primary")
    assert "Submitted: Altered materially" in reviewer.locator("main").inner_text()

    editor = open_page(f"/approvals/{newsroom.tasks['quote']}", "editor", javascript=False)
    assert "port.example" in editor.locator("main").inner_text()
    editor.click("button:has-text('Approve')")

    assert newsroom.task("quote").state == "approved"


def test_triage_works_without_javascript(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/inbox", "reviewer", javascript=False)

    page.click("tr:has-text('310,000') >> text=Dismiss")
    page.click("button:has-text('Too minor')")
    assert newsroom.task("city").state == "dismissed"
    page.click("#toast button:has-text('Undo')")
    assert newsroom.task("city").state == "ready"

    page.goto("/inbox")
    page.click("tr:has-text('310,000') >> text=Snooze")
    page.click("button:has-text('A day')")
    assert newsroom.task("city").state == "snoozed"


def hand_in(page: Page, task_id: int, rating: str) -> None:
    """Take a task and submit a verdict."""
    page.goto(f"/tasks/{task_id}")
    page.click(".task-head button:has-text('Take')")
    judge(page, rating)


def judge(page: Page, rating: str) -> None:
    page.check(f"input[value={rating}]", force=True)
    page.fill("#rationale", RATIONALE)
    page.click("form#verdict button:has-text('and stay here')")


def test_every_verb_of_the_lifecycle_works_without_javascript(
    newsroom: Newsroom, open_page: Opener
) -> None:
    costs, city, work = (newsroom.tasks[name] for name in ("costs", "city", "work"))
    reviewer = open_page(f"/tasks/{city}/dismiss", "reviewer", javascript=False)
    editor = open_page("/approvals", "editor", javascript=False)
    second = open_page("/inbox", "second", javascript=False)
    admin = open_page("/inbox", "admin", javascript=False)

    reviewer.click("button:has-text('Too minor')")
    reviewer.goto(f"/tasks/{city}")
    reviewer.click("button:has-text('Reopen')")
    reviewer.goto(f"/tasks/{city}/mark_duplicate")
    reviewer.check(f"input[value='{costs}']")
    reviewer.click("button:has-text('Mark as a duplicate')")
    reviewer.goto(f"/tasks/{work}/snooze")
    reviewer.click("button:has-text('A day')")
    reviewer.goto(f"/tasks/{work}")
    reviewer.click("button:has-text('Wake')")
    reviewer.goto(f"/tasks/{work}")
    reviewer.click(".task-head button:has-text('Take')")
    reviewer.click("button:has-text('Hand back')")
    reviewer.goto(f"/tasks/{work}/recuse")
    reviewer.fill("#reason", "My sister works at the port.")
    reviewer.click("button:has-text('Keep me out of it')")

    reviewer.goto(f"/tasks/{costs}")
    reviewer.click("#codes summary")
    reviewer.fill("#no_evidence", "It is a sum of two published figures.")
    reviewer.click("#codes button:has-text('Note it')")
    hand_in(reviewer, costs, "half_true")
    reviewer.click("button:has-text('Withdraw')")
    judge(reviewer, "mostly_true")
    editor.goto(f"/approvals/{costs}")
    editor.click("summary:has-text('Request changes')")
    editor.fill("#reason", "Say which half of the year.")
    editor.click("button:has-text('Send back')")
    hand_in(reviewer, costs, "true")
    editor.goto(f"/approvals/{costs}")
    editor.click("button:has-text('Second opinion')")
    hand_in(second, costs, "true")
    editor.goto(f"/approvals/{costs}")
    editor.click("button:has-text('Approve')")

    reviewer.goto(f"/tasks/{costs}/correct")
    reviewer.fill("#reason", "The office has revised its figure.")
    reviewer.click("button:has-text('Open it for correction')")
    reviewer.goto(f"/tasks/{costs}")
    judge(reviewer, "mostly_true")
    editor.goto(f"/approvals/{costs}")
    editor.click("button:has-text('Approve')")
    editor.goto(f"/tasks/{costs}/retract")
    editor.fill("#reason", "The office has withdrawn its figures.")
    editor.click("button:has-text('Ask for the retraction')")
    admin.goto(f"/tasks/{costs}")
    admin.click("button:has-text('Confirm the retraction')")

    assert newsroom.task("costs").state == "retracted"
    with newsroom.database.read() as session:
        acted = set(session.exec(select(Event.action).where(Event.object_type == "task")))
    verbs = {row.verb for row in TRANSITIONS} - BY_THE_SYSTEM
    assert {f"task.{verb}" for verb in verbs} <= acted
