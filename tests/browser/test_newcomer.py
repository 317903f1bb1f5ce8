"""A newcomer with the demo: from its first page to a verdict, by what the screen says alone."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import DESKTOP
from tests.e2e.program import Demo

MOST_ACTIONS = 15
RATIONALE = "The communiqué of the summit calls the path irreversible."


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path / "desk")
    try:
        demo.start()
        yield demo
    finally:
        demo.stop(signal.SIGKILL)


class Newcomer:
    """Does what a page offers in so many words; each act is one action, a typed text too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions: list[str] = []

    def open(self, address: str) -> None:
        self.actions.append("open the address that the terminal shows")
        self.page.goto(address)

    def press(self, button: Locator) -> None:
        self.actions.append(f"press {button.inner_text()!r}")
        button.click()

    def type(self, field: Locator, words: str) -> None:
        self.actions.append(f"type into {field.get_attribute('name')!r}")
        field.fill(words)


def test_a_newcomer_hands_in_a_verdict_in_a_few_actions(demo: Demo, chromium: Browser) -> None:
    page = chromium.new_page(viewport=DESKTOP)
    newcomer, began = Newcomer(page), time.monotonic()

    newcomer.open(demo.url)
    newcomer.press(page.get_by_role("link", name="Sign in"))
    newcomer.press(page.get_by_role("button", name="reviewer").first)
    newcomer.press(page.get_by_role("button", name="Start"))
    newcomer.press(page.locator("label:has(input[name=rating])").first)
    newcomer.type(page.get_by_label("Why, in a sentence that stands alone"), RATIONALE)
    newcomer.press(page.get_by_role("button", name="Submit").first)
    page.get_by_text("Submitted:").first.wait_for()

    print(f"\n{len(newcomer.actions)} actions, {time.monotonic() - began:.1f} s of the machine's:")
    print(*newcomer.actions, sep="\n")
    assert len(newcomer.actions) <= MOST_ACTIONS
    client = demo.client("reviewer")
    (submitted,) = client.get("/tasks", state="submitted")["items"]
    assert submitted["state"] == "submitted"
    page.close()
