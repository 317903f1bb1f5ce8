"""The whole way with JavaScript switched off."""

from tests.browser.conftest import Opener
from tests.web.newsroom import RATIONALE, Newsroom


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
