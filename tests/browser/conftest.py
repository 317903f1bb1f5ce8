"""A real Chromium before a real server. See `Seen` for what every page is held to."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from factcheck.app import create_app
from factcheck.db import Database
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.databases import Databases
from tests.web.newsroom import PASSWORD, Newsroom, fill_newsroom, hire_people, open_newsroom

CHROMIUM = Path(os.environ.get("FACTCHECK_TEST_CHROMIUM", "/usr/bin/chromium"))
ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "outside" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "docs" / "screenshots"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MODES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "narrow": {"viewport": {"width": 320, "height": 700}},
}
DESKTOP = {"width": 1280, "height": 800}
# What a pointer has to hit. Links inside a sentence are excepted, as WCAG 2.5.8 does.
SMALL_TARGETS = """
() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: false}))
  .filter(e => !e.closest('.skip, .visually-hidden, [hidden]') && e.type !== 'hidden')
  .filter(e => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
  .map(e => [e, (e.closest('label.choice, label.step') || e).getBoundingClientRect()])
  .filter(([e, r]) => r.width > 1 && (r.height < 24 || r.width < 24))
  .map(([e, r]) => `${e.outerHTML.slice(0, 90)} ${r.width}x${r.height}`)
"""

# What moves by itself after it was painted, in shares of the window (Layout Instability API).
NOTE_SHIFTS = """
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted = (window.shifted || 0) + one.value;
}).observe({type: "layout-shift", buffered: true});
"""
MOST_SHIFTED = 0.02
# What a page does by itself it does at once: two frames later it is seen.
AFTER_PAINTING = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => done(window.shifted || 0))))
"""


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        _missing(f"no {CHROMIUM}: apt-get install chromium, or set FACTCHECK_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM))
        yield browser
        browser.close()


def _prepare(url: str) -> None:
    hire_people(url)
    database = Database(url)
    fill_newsroom(open_newsroom(database))
    database.engine.dispose()


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A newsroom with an article and its tasks, made once."""
    originals = Databases(tmp_path_factory.mktemp("browser"), _prepare)
    yield originals
    originals.close()


@pytest.fixture
def app(originals: Databases, tmp_path: Path) -> Iterator[Flask]:
    with originals.copy("sqlite", tmp_path) as url:
        app = create_app(Settings(data=tmp_path, database_url=url, organisation="The Harbour Post"))
        yield app
        app.extensions[EXTENSION].database.engine.dispose()


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return open_newsroom(app.extensions[EXTENSION].database)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the app is served, on a port of the test's own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Seen:
    """What went wrong on the pages of a context; a test ends with `nothing_wrong`."""

    address: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.on(
            "console",
            lambda line: self.faults.append(line.text) if line.type in ("error", "warning") else 0,
        )

    def _request(self, url: str) -> None:
        if not url.startswith(self.address):
            self.faults.append(f"a request to {url}")


Opener = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, address: str, newsroom: Newsroom) -> Iterator[Opener]:
    """`open_page(path, who, mode=…, javascript=…, width=…)`: a page of a browser of its own.

    At the end of the test nothing may have gone wrong on any page: no error in the console (so no
    CSP violation), no request to another site. `expect_faults=True` leaves that to the test.
    """
    contexts: list[BrowserContext] = []
    watched: list[Seen] = []

    def open_it(
        path: str,
        who: str = "",
        *,
        mode: str = "light",
        javascript: bool = True,
        expect_faults: bool = False,
        **options: Any,
    ) -> Page:
        seen = Seen(address)
        settings = {"viewport": DESKTOP, **MODES[mode], **options}
        context = chromium.new_context(
            base_url=address, java_script_enabled=javascript, reduced_motion="reduce", **settings
        )
        context.set_default_timeout(20_000)
        context.add_init_script(NOTE_SHIFTS)
        contexts.append(context)
        page = context.new_page()
        if not expect_faults:
            watched.append(seen)
        seen.watch(page)
        if who:
            page.goto("/sign-in")
            page.fill("#email", f"{who}@desk.test")
            page.fill("#password", PASSWORD)
            page.click("main button")
            page.wait_for_url("**/inbox")
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert [fault for seen in watched for fault in seen.faults] == []


def axe_faults(page: Page) -> dict[str, list[str]]:
    """The rules of axe-core that the page breaks, each with the elements."""
    if not AXE.exists():
        _missing("no axe-core; run: make outside")
    page.evaluate(AXE.read_text())
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert len(result["passes"]) >= 5
    return {
        fault["id"]: [node["html"][:160] for node in fault["nodes"]]
        for fault in result["violations"]
    }


def small_targets(page: Page) -> list[str]:
    """What is smaller than 24 by 24 px."""
    found: list[str] = page.evaluate(SMALL_TARGETS)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, width)


def shifted(page: Page) -> float:
    """The page's cumulative layout shift so far, 0 where it is small enough for nobody to see."""
    moved: float = page.evaluate(AFTER_PAINTING)
    return moved if moved > MOST_SHIFTED else 0


def faults_of(page: Page) -> dict[str, object]:
    """What every screen must hold in every mode, and this one does not."""
    # Before axe, which moves things itself while it looks at them.
    moved = shifted(page)
    found = {
        "layout shift": moved,
        "axe": axe_faults(page),
        "small targets": small_targets(page),
        "sideways": sideways(page),
    }
    return {name: what for name, what in found.items() if what}


def check_page(page: Page) -> None:
    assert faults_of(page) == {}


def take_picture(page: Page, name: str) -> None:
    """Keep the page's picture for the README, when FACTCHECK_SCREENSHOTS is set."""
    if os.environ.get("FACTCHECK_SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")
