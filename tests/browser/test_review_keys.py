"""The keys of the verdict form and of the approval page."""

from playwright.sync_api import Page

from factcheck.verdicts.service import verdicts_of
from factcheck.verdicts.wording import suggest_wording
from tests.browser.conftest import Opener, check_page
from tests.web.newsroom import RATIONALE, Newsroom

WORDING = "The transcript has the opposite: she will not build 42 bridges."


def rationales(newsroom: Newsroom, name: str) -> list[tuple[str, str]]:
    with newsroom.database.read() as session:
        given = verdicts_of(session, newsroom.tasks[name])
    return [(one.rationale, one.confidence) for one in given]


def test_confidence_is_chosen_with_a_key(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")

    page.keyboard.press("4")
    page.keyboard.press("7")
    page.keyboard.press("m")
    page.keyboard.type(RATIONALE)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#toast")

    assert rationales(newsroom, "quote") == [(RATIONALE, "low")]


def test_the_suggestion_comes_when_asked_for_and_typed_words_stay(
    newsroom: Newsroom, open_page: Opener
) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")
    assert page.locator("#suggestion").count() == 0
    page.fill("#rationale", "Half a sentence")
    page.locator("h1").focus()

    page.keyboard.press("g")
    page.keyboard.press("g")
    page.wait_for_selector("#suggestion")

    assert page.locator("#rationale").input_value() == "Half a sentence"
    check_page(page)


def test_a_verbatim_quote_takes_one_key(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("historic")
    page = open_page(f"/tasks/{newsroom.tasks['historic']}", "reviewer")
    check_page(page)

    page.keyboard.press("V")
    page.wait_for_selector("#toast")

    ((rationale, _confidence),) = rationales(newsroom, "historic")
    assert rationale.startswith("Word for word")
    page.keyboard.press("z")
    page.wait_for_url(f"**/tasks/{newsroom.tasks['historic']}?**")
    assert newsroom.task("historic").state == "in_review"


def test_an_editor_sends_a_wording_which_the_author_takes_with_one_key(
    newsroom: Newsroom, open_page: Opener
) -> None:
    newsroom.submit("quote")
    page = open_page(f"/approvals/{newsroom.tasks['quote']}", "editor")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "suggestion"
    page.fill("#suggestion", WORDING)
    check_page(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/approvals")

    author = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")
    check_page(author)
    author.keyboard.press("a")
    author.wait_for_selector("#toast")

    assert [text for text, _confidence in rationales(newsroom, "quote")] == [RATIONALE, WORDING]


def test_a_flag_is_raised_from_the_approval(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.submit("quote")
    page = open_page(f"/approvals/{newsroom.tasks['quote']}", "editor")

    page.keyboard.press("!")
    page.keyboard.type("Ask the lawyer first.")
    page.keyboard.press("Control+Enter")

    page.wait_for_selector(".risks >> text=Ask the lawyer first.")
    assert newsroom.task("quote").state == "submitted"


def outside_of_the_window(page: Page) -> list[str]:
    """What an editor decides by and cannot see without scrolling."""
    found: list[str] = page.evaluate(
        """() => ['#claim-title', '.proposed', '#cited', '#risks', '[data-key=a]', '[data-key=r] summary',
                  '[data-key=e] summary', '[data-key="2"]', '[data-key="!"] summary'].filter(one => {
          const box = document.querySelector(one).getBoundingClientRect();
          return box.top < 0 || box.bottom > innerHeight;
        })"""
    )
    return found


def test_everything_for_a_decision_is_in_sight(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.submit("quote")
    page = open_page(f"/approvals/{newsroom.tasks['quote']}", "editor")
    assert outside_of_the_window(page) == []
    newsroom.send_back("quote", field="wording", reason="Shorter.", who="admin")
    newsroom.submit("quote", rationale=WORDING)

    page.reload()

    assert "Since your last look" in page.locator(".proposed").inner_text()
    assert outside_of_the_window(page) == []
    check_page(page)


def test_a_wording_that_waits_reads_well_on_a_narrow_window(
    newsroom: Newsroom, open_page: Opener
) -> None:
    newsroom.submit("quote")
    with newsroom.database.write() as session:
        suggest_wording(
            session,
            actor=newsroom.actor("editor"),
            task_id=newsroom.tasks["quote"],
            version=None,
            suggestion=WORDING,
        )

    for mode in ("narrow", "dark", "forced"):
        check_page(open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer", mode=mode))


def test_a_person_uses_keys_of_their_own(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.submit("quote")
    page = open_page("/account/keys", "editor", expect_faults=True)
    page.fill("#approval-a", "r")
    page.click("text=Save")
    assert "is also" in page.locator("#approval-a-error").inner_text()
    check_page(page)
    page.fill("#approval-a", "w")
    page.fill("#approval-2", "")
    page.click("text=Save")
    page.wait_for_selector("#toast")

    page.goto(f"/approvals/{newsroom.tasks['quote']}")
    assert "Altered materially w" in page.locator("[data-key=w]").inner_text().replace("\n", " ")
    assert page.locator("[data-key='2']").count() == 0
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.press("w")
    page.wait_for_url("**/approvals")

    assert newsroom.task("quote").state == "approved"


def test_practice_is_done_with_keys(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/practice", "reviewer")
    check_page(page)
    for key in ("1", "4", "2", "4", "4"):
        page.keyboard.press("n")
        page.keyboard.press(key)
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**solution=1")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/practice")

    assert page.locator("h1").inner_text().startswith("5 of 5 right")
    assert page.locator("text=Keys that you did not use").count() == 0
    check_page(page)
