"""The Nu Html Checker on every page, in one run."""

import json
from pathlib import Path

import pytest

from tests.outside.conftest import Site
from tests.outside.pages import documents
from tests.outside.programs import command, judged, module

BROKEN = "<!doctype html><title>Broken</title><p id=a><div id=a></p><img src=x>"
# Attributes of htmx, which the pages of the desk alone use.
HTMX = "Attribute “hx-"
# What a stranger may read, at the least; the desk's own pages are more.
PUBLIC = {
    "", "c", "embed", "said-by", "corrections", "how-we-rate", "about", "tell-us", "docs", "sign-in",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.pages
def test_the_html_checker_complains_of_no_page(site: Site, tmp_path: Path) -> None:
    pages = documents(site, public=True) | documents(site, public=False)
    pages["/no-such-page"] = site.browser().get("/no-such-page").text
    pages["broken"] = BROKEN
    names = {}
    for number, (address, page) in enumerate(pages.items()):
        file = tmp_path / f"{number}.html"
        file.write_text(page)
        names[file.name] = address

    answer = judged(
        command("java", "default-jre-headless"),
        *("-Xss4m", "-jar", module("vnu-jar", "build", "dist", "vnu.jar")),
        *("--format", "json", "--stdout", "--skip-non-html", tmp_path),
    )

    complaints: dict[str, list[str]] = {}
    for one in json.loads(answer.stdout)["messages"]:
        if one["message"].startswith(HTMX):
            continue
        name = names[one["url"].rpartition("/")[2]]
        complaints.setdefault(name, []).append(f"{one['message']} in {one.get('extract')}")
    # A judge that finds nothing in a broken page has not judged.
    assert complaints.pop("broken", None)
    assert not complaints, "\n".join(f"{name}: {said}" for name, said in complaints.items())
    assert {address.split("/")[1] for address in pages if "/" in address} >= PUBLIC
