"""Keys: how few are needed, that none is lost on the wrong claim, that text stays text."""

import os
import random
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlmodel import select

from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.models import Claim as ClaimRow
from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence
from factcheck.context.links import links_of
from factcheck.extraction.types import Claim, Extraction
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import note_context_gathered, take_task, task_id_of
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import Approval, Draft
from factcheck.verdicts.service import submit_verdict, verdicts_of
from tests.browser.conftest import Opener, check_page
from tests.web.newsroom import RATIONALE, Newsroom, repeat_claims

StartResponse = Callable[..., Any]
# How many keys the burst has; the figure of docs/reviewing.md is from 1,000.
KEYS = int(os.environ.get("FACTCHECK_TEST_KEYS", "60"))


class Keyboard:
    """Presses keys and counts them; typing a rationale is not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)


def test_a_verdict_takes_four_keys_besides_its_reason(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/inbox?q=type:quote+bridges", "reviewer")
    keys = Keyboard(page)

    keys.press("1")
    page.wait_for_selector("#rationale")
    keys.press("4", "m")
    page.keyboard.type(RATIONALE)
    keys.press("Control+Enter")
    page.wait_for_url("**/inbox**")

    assert keys.count <= 4
    with newsroom.database.read() as session:
        (verdict,) = verdicts_of(session, newsroom.tasks["quote"])
    assert (verdict.rating, verdict.rationale) == ("altered_material", RATIONALE)


def test_submitting_leads_to_the_next_task_ready_to_be_judged(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/inbox", "reviewer")
    page.keyboard.press("1")
    page.wait_for_selector("#rationale")
    first = page.locator("h1").inner_text()

    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type("The office says so.")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("first => document.querySelector('h1').innerText !== first", arg=first)

    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.locator("#rationale").input_value() == ""
    assert "Submitted: True" in page.locator("#toast").inner_text()
    page.keyboard.press("z")
    page.wait_for_function("first => document.querySelector('h1').innerText === first", arg=first)
    assert page.locator("#rationale").input_value() == "The office says so."


def test_an_editor_approves_with_one_key(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.submit("quote")
    page = open_page(f"/approvals/{newsroom.tasks['quote']}", "editor")

    page.keyboard.press("a")
    page.wait_for_url("**/approvals")

    assert newsroom.task("quote").state == "approved"


def test_an_approval_needs_no_scrolling(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.submit("quote")
    newsroom.submit("costs", "second", rating="true", rationale="The office says so.")

    for name in ("quote", "costs"):
        page = open_page(f"/approvals/{newsroom.tasks[name]}", "editor")
        tall = page.evaluate("document.documentElement.scrollHeight - innerHeight")
        assert tall <= 0, name
        assert page.locator("[data-key=a]").bounding_box() is not None


def test_evidence_is_judged_while_a_reason_is_being_typed(
    newsroom: Newsroom, open_page: Opener
) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")
    page.fill("#rationale", "Half a sentence")
    page.locator("h1").focus()

    page.keyboard.press("]")
    page.keyboard.press("u")
    page.wait_for_selector(".card .badge-bad")
    page.keyboard.press("d")
    page.wait_for_selector(".card-decisive")

    assert page.locator("#rationale").input_value() == "Half a sentence"
    assert page.locator(".card-decisive input[name=cite]").is_checked()
    assert page.evaluate("document.activeElement.classList.contains('card-decisive')")


def test_a_draft_saves_itself_and_outlives_the_page(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")

    page.keyboard.press("3")
    page.keyboard.press("m")
    page.keyboard.type("Kept as it is typed")
    page.wait_for_selector("#saved:has-text('Draft saved')")

    with newsroom.database.read() as session:
        draft = session.get_one(Draft, (newsroom.tasks["quote"], newsroom.people["reviewer"].id))
    assert (draft.rating, draft.rationale) == ("altered", "Kept as it is typed")
    page.reload()
    assert page.locator("#rationale").input_value() == "Kept as it is typed"
    assert page.locator("input[value=altered]").is_checked()


def test_an_open_speaker_is_picked_with_one_key(newsroom: Newsroom, open_page: Opener) -> None:
    with newsroom.database.write() as session:
        claim = session.get_one(ClaimRow, newsroom.task("historic").claim_id)
        claim.speaker_id, claim.candidates = None, ["Ada Stone", "Ben Marsh"]
        session.add(claim)
    newsroom.take("historic")
    page = open_page(f"/tasks/{newsroom.tasks['historic']}", "reviewer")

    page.keyboard.press("q")

    page.get_by_role("link", name="Ben Marsh").wait_for()
    with newsroom.database.read() as session:
        actions = session.exec(select(Event.action).where(Event.object_type == "claim"))
        assert "claim.speaker_chosen" in actions.all()


def test_letters_in_a_field_are_text(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")

    page.keyboard.press("m")
    page.keyboard.type("lb 12 ?zgi")

    assert page.locator("#rationale").input_value() == "lb 12 ?zgi"
    assert page.locator("input[name=rating]:checked").count() == 0
    assert f"/tasks/{newsroom.tasks['quote']}" in page.url


def test_letter_keys_switched_off_leave_the_keys_with_ctrl(
    newsroom: Newsroom, open_page: Opener
) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")
    page.click("text=Letter keys: on")
    page.wait_for_selector("text=Letter keys: off")

    page.keyboard.press("3")
    assert page.locator("input[name=rating]:checked").count() == 0
    assert page.locator("[data-key='3']").get_attribute("aria-keyshortcuts") is None
    page.check("input[value=altered]")
    page.fill("#rationale", "Typed.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#toast")
    assert newsroom.task("quote").state == "submitted"


def test_a_claim_is_added_and_speakers_are_merged_with_keys_alone(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/articles/1", "reviewer")
    page.keyboard.press("c")
    page.wait_for_url("**/articles/1?add=yes")
    page.get_by_label("Tick sentence 1", exact=True).focus()
    while "opposition" not in page.evaluate("document.activeElement.closest('li').innerText"):
        page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Added: “The opposition").wait_for()
    assert page.get_by_text("added by hand").count() == 1
    page.keyboard.press("z")
    page.get_by_text("Taken back; its task is dismissed").wait_for()

    page.goto("/speakers/2")
    merged = page.locator("h1").inner_text()
    page.keyboard.press("m")
    page.locator("#q").fill("stone")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=stone")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/merge?into=1")
    page.keyboard.press("Control+Enter")
    page.get_by_text(f"{merged} is Ada Stone now").wait_for()
    page.keyboard.press("z")
    page.get_by_text("the speakers are as they were").wait_for()
    page.goto("/speakers/2")
    assert page.locator("h1").inner_text() == merged


def test_words_selected_in_an_article_go_into_the_field_of_the_claim(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/articles/1?add=yes", "reviewer")
    page.get_by_text("The opposition said that the plan was late.").click(click_count=3)

    page.wait_for_function("document.querySelector('#words').value.includes('plan was late')")

    assert page.locator("[name=passage]:checked").count() >= 1


def test_go_keys_lead_to_the_other_pages(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/inbox", "editor")

    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/approvals")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/inbox")


def test_escape_goes_back_one_step_at_a_time(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")
    page.keyboard.press("m")

    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("4")
    assert page.is_checked("[value=altered_material]")
    page.keyboard.press("Escape")
    page.wait_for_url("**/inbox**")


def test_a_slash_searches_the_claims_from_every_page(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/speakers", "reviewer")

    page.keyboard.press("/")
    page.keyboard.type("bridges")
    page.keyboard.press("Enter")

    page.wait_for_url("**/inbox?q=bridges")
    assert "42 bridges" in page.inner_text("tbody")


def test_the_row_that_is_current_first_is_shown_beside_the_list(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/inbox", "reviewer")

    page.wait_for_selector("#preview mark")


def test_rows_are_walked_and_opened(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/inbox", "reviewer")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/**")

    assert page.locator("h1").inner_text() == focused


def test_differences_are_walked(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")

    page.keyboard.press("n")

    assert "not" in page.evaluate("document.activeElement.innerText")


def test_a_tick_after_judging_is_kept_too(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    with newsroom.database.write() as session:
        task_id, url = newsroom.tasks["quote"], "https://port.example/video"
        add_evidence(session, actor=newsroom.actor("reviewer"), task_id=task_id, url=url)
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")
    page.keyboard.press("]")
    page.keyboard.press("s")
    page.wait_for_selector(".card .badge-good")

    page.check("#evidence .card:not(:has(input[name=cite]:checked)) >> nth=0 >> input[name=cite]")
    page.wait_for_selector("#saved:has-text('Draft saved')")
    page.reload()

    assert page.locator("#evidence input[name=cite]:checked").count() == 2


def test_a_stale_page_shows_both_texts(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer", expect_faults=True)
    page.check("input[value=altered]")
    page.fill("#rationale", "My words, typed for minutes.")
    reviewer = newsroom.actor("reviewer")
    with newsroom.database.write() as session:
        submit_verdict(
            session,
            actor=reviewer,
            task_id=newsroom.tasks["quote"],
            version=None,
            proposal=Proposal("verbatim", "Words from the other window."),
        )

    page.click("text=Submit >> nth=0")
    page.wait_for_selector("text=This task changed while you wrote")

    shown = page.locator("main").inner_text()
    assert "My words, typed for minutes." in shown
    assert "Words from the other window." in shown


class Slow:
    """A server that answers each form after a random delay of up to 300 ms."""

    def __init__(self, app: Callable[..., Iterable[bytes]], seed: int) -> None:
        self.app, self.random = app, random.Random(seed)

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            time.sleep(self.random.uniform(0, 0.3))
        return self.app(environ, start)


def submit_many(newsroom: Newsroom, count: int) -> list[int]:
    """Tasks that wait for an editor, one an article."""
    ids = []
    reviewer = newsroom.actor("reviewer")
    for number in range(count):
        text = f"Report {number}\n\nThe harbour took {number + 100} ships this year."
        with newsroom.database.write() as session:
            version = add_article(session, actor=reviewer, text=text).version
            assert version is not None
            start = text.index("The harbour")
            claim = Claim(
                start, len(text), text[start:], ("quantity",), None, None, None, True, 0.9
            )
            found = Extraction(claims=(claim,))
            (task,) = open_tasks(session, actor=SYSTEM, version=version, extraction=found)
            task_id = task_id_of(task)
            ids.append(task_id)
            note_context_gathered(session, actor=SYSTEM, task_id=task_id)
            take_task(session, actor=reviewer, task_id=task_id, version=None, lease_minutes=15)
            submit_verdict(
                session,
                actor=reviewer,
                task_id=task_id,
                version=None,
                proposal=Proposal(
                    "true",
                    f"The port counted {number + 100}.",
                    evidence=(Citation(title="The port's count", passage="So many ships"),),
                ),
            )
    return ids


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_burst_of_keys_never_decides_on_another_claim(
    app: Flask, newsroom: Newsroom, open_page: Opener
) -> None:
    ids = submit_many(newsroom, KEYS // 5)
    app.wsgi_app = Slow(app.wsgi_app, seed=4)  # type: ignore[method-assign]
    page = open_page(f"/approvals/{ids[0]}", "editor")
    decided: list[tuple[str, str]] = []

    def note(request: Any) -> None:
        if request.method == "POST":
            decided.append((request.frame.url, request.url))

    page.on("request", note)
    dice = random.Random(7)
    for _ in range(KEYS):
        if page.url.endswith("/approvals"):
            break
        page.keyboard.press("a")
        page.wait_for_timeout(dice.choice((0, 5, 20, 60)))
    # The last one may be on its way still.
    page.wait_for_function("() => document.getElementById('main')?.ariaBusy !== 'true'")
    page.wait_for_load_state()

    print(f"{KEYS} keys, {len(decided)} decisions")
    assert decided
    assert [(shown, sent) for shown, sent in decided if f"{shown}/approve" != sent] == []
    with newsroom.database.read() as session:
        approved = session.exec(select(Approval.task_id)).all()
    assert len(approved) == len(set(approved)) == len(decided)


def test_a_link_is_confirmed_rejected_and_undone_with_one_key_each(
    newsroom: Newsroom, open_page: Opener
) -> None:
    again = repeat_claims(newsroom)["costs"]
    page = open_page(f"/tasks/{again}", "reviewer")
    page.wait_for_selector("#links .badge:has-text('suggested')")

    page.keyboard.press("a")
    page.wait_for_selector("#links .badge:has-text('same claim')")
    page.keyboard.press("z")
    page.wait_for_selector("#links .badge:has-text('suggested')")
    page.keyboard.press("r")
    page.wait_for_selector("#links .badge:has-text('another claim')")

    with newsroom.database.read() as session:
        (link,) = links_of(session, again)
    assert (link.row.state, link.row.decided_by) == (
        "rejected",
        newsroom.people["reviewer"].id,
    )
    assert page.locator("h1").inner_text().startswith("Building costs fell")
    check_page(page)
