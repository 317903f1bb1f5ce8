"""Measures when a page's largest part is painted over a slow line.

    python -m tests.bench.slow_network

1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms a round trip (the browser's own emulation), nothing kept from
before. The newsroom of the tests is served by the product's web server; largest contentful paint and
layout shift as Chromium reports them, of seven loads each.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from factcheck.db import Database
from tests.bench.desk import CHROMIUM, serving
from tests.web.newsroom import PASSWORD, fill_newsroom, hire_people, open_newsroom

LOADS = 7
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PAINTED = """
new Promise(done => {
  const seen = { painted: 0, shift: 0 };
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) seen.painted = one.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(seen), 1500);
})
"""


def load(browser: Browser, address: str, path: str, *, signed_in: bool) -> tuple[float, float]:
    """Milliseconds to the largest paint, and the layout shift, of one first view."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    if signed_in:
        page.goto(f"{address}/sign-in")
        page.fill("#email", "reviewer@desk.test")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/inbox")
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.emulateNetworkConditions", LINE)
    page.goto(address + path)
    seen = page.evaluate(PAINTED)
    context.close()
    return seen["painted"], seen["shift"]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/bench.sqlite3"
        hire_people(url)
        room = fill_newsroom(open_newsroom(Database(url)))
        check = room.publish("costs", rating="true")
        room.take("quote")
        pages = ((f"/c/{check.slug}", False), (f"/tasks/{room.tasks['quote']}", True))
        room.database.engine.dispose()
        with serving(url, folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            for path, signed_in in pages:
                seen = [load(browser, address, path, signed_in=signed_in) for _ in range(LOADS)]
                painted = sorted(one for one, _shift in seen)
                print(
                    f"{path:40s} largest paint {statistics.median(painted):.0f} ms "
                    f"({painted[0]:.0f} to {painted[-1]:.0f}), "
                    f"layout shift {max(shift for _one, shift in seen):.3f}"
                )
            browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
