"""Every screen of the desk in every mode: axe, targets, no sideways scroll, a clean console."""

from datetime import timedelta
from pprint import pformat

import pytest
from playwright.sync_api import Browser, Page

from factcheck import clock
from factcheck.audit.log import SYSTEM
from factcheck.context.archived import note_copy
from factcheck.context.evidence import add_evidence
from factcheck.context.keeping import store_run
from factcheck.context.providers.base import Finding
from factcheck.context.running import Run
from tests.browser.conftest import (
    MODES,
    NOTE_SHIFTS,
    Opener,
    axe_faults,
    check_page,
    faults_of,
    shifted,
    sideways,
    small_targets,
    take_picture,
)
from tests.web.newsroom import Newsroom

# A band that comes in above what is being read, after it was painted.
LATE_BAND = """
() => requestAnimationFrame(() => requestAnimationFrame(() => {
  const band = document.createElement("div");
  band.style.height = "300px";
  document.querySelector("main").prepend(band);
}))
"""
# name: (who looks, address with {task})
SCREENS = {
    "sign-in": ("", "/sign-in"),
    "password": ("reviewer", "/account/password"),
    "inbox": ("reviewer", "/inbox"),
    "inbox-problem": ("reviewer", "/inbox?q=staet:ready"),
    "task-ready": ("reviewer", "/tasks/{city}"),
    "task": ("reviewer", "/tasks/{quote}"),
    "task-submitted": ("reviewer", "/tasks/{historic}"),
    "dismiss": ("reviewer", "/tasks/{city}/dismiss"),
    "duplicate": ("reviewer", "/tasks/{city}/mark_duplicate"),
    "record": ("reviewer", "/tasks/{historic}/record"),
    "task-in-trouble": ("reviewer", "/tasks/{march}"),
    "health": ("admin", "/admin/health"),
    "approvals": ("editor", "/approvals"),
    "approval": ("editor", "/approvals/{costs}"),
    "approval-own": ("editor", "/approvals/{work}"),
}


def busy(newsroom: Newsroom) -> Newsroom:
    """A desk in the middle of its day."""
    newsroom.take("quote")
    newsroom.submit("historic", "second", rating="verbatim", rationale="The transcript has it.")
    newsroom.submit("costs", "second", rating="true", rationale="The office gives 4.2 per cent.")
    newsroom.submit("work", "editor", rating="half_true", rationale="Only the survey begins then.")
    with newsroom.database.write() as session:
        task_id, until = newsroom.tasks["march"], clock.now() + timedelta(minutes=20)
        store_run(session, task_id, Run("wikipedia", failure="It failed.", attempts=3))
        store_run(session, task_id, Run("gdelt", failure="Paused.", until=until))
        add_evidence(session, actor=SYSTEM, task_id=task_id, url="https://paper.example/a")
        note_copy(session, Finding("a", "", "", copy_of="https://paper.example/a"))
    return newsroom


@pytest.mark.parametrize("mode", MODES)
def test_every_screen_holds_in_every_mode(newsroom: Newsroom, open_page: Opener, mode: str) -> None:
    busy(newsroom)
    pages: dict[str, Page] = {}
    broken = {}
    for name, (who, path) in SCREENS.items():
        here = path.format(**newsroom.tasks)
        if who in pages:
            pages[who].goto(here)
        else:
            pages[who] = open_page(here, who, mode=mode)
        page = pages[who]
        if found := faults_of(page):
            broken[name] = found
    assert not broken, pformat(broken)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pictures_of_the_desk_at_work(newsroom: Newsroom, open_page: Opener, mode: str) -> None:
    """Made when FACTCHECK_SCREENSHOTS is set; otherwise the same steps, unpictured."""
    page = open_page("/inbox", "reviewer", mode=mode)
    take_picture(page, f"inbox-{mode}")
    page.goto("/inbox?q=type:quote+bridges")
    page.keyboard.press("p")
    page.wait_for_selector("#rationale")
    for key in ("]", "u"):
        page.keyboard.press(key)
    page.wait_for_selector(".card .badge-bad")
    page.keyboard.press("d")
    page.wait_for_selector(".card-decisive")
    page.keyboard.press("4")
    page.fill("#rationale", "She said that they will not build 42 bridges; the “not” is left out.")
    page.wait_for_selector("#saved:has-text('Draft saved')")
    page.evaluate("scrollTo(0, 0)")
    take_picture(page, f"task-{mode}")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/inbox**")

    page = open_page(f"/approvals/{newsroom.tasks['quote']}", "editor", mode=mode)
    take_picture(page, f"approval-{mode}")
    assert page.locator(".card-decisive").count() == 1


def test_the_keys_of_a_page_are_listed_in_a_dialog(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("quote")
    page = open_page(f"/tasks/{newsroom.tasks['quote']}", "reviewer")

    page.keyboard.press("?")

    dialog = page.locator("dialog[open]")
    assert "Altered materially" in dialog.inner_text()
    check_page(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_the_checks_themselves_find_what_is_wrong(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    page.add_init_script(NOTE_SHIFTS)
    page.goto("about:blank")
    page.set_content(
        "<main><img src='x.png'><input><button></button>"
        "<p style='color:#ccc;background:#fff'>faint</p><a href='#' style='display:block;"
        "width:9px;height:9px'>x</a><div style='width:900px'>wide</div></main>"
    )

    faults = axe_faults(page)

    assert {"image-alt", "label", "button-name", "html-has-lang", "color-contrast"} <= set(faults)
    assert small_targets(page)
    assert sideways(page) > 0
    page.evaluate(LATE_BAND)
    page.wait_for_function("() => window.shifted > 0.02", polling=100)
    assert shifted(page)
    page.close()
