import re
from html import unescape

import pytest

from factcheck.tasks.lifecycle import TRANSITIONS, in_words
from factcheck.web.help import KEYS
from tests.web.conftest import Browser
from tests.web.newsroom import Newsroom

_KEY = re.compile(r'data-(?:scoped-)?key="([^"]+)"')
# The script finds rows and pieces by itself. What a page has only when there are neighbours or
# earlier versions is named in the test.
SERIES = {"n", "p", "[", "]", "Enter"}


def test_the_lifecycle_page_is_the_table(reviewer: Browser) -> None:
    page = reviewer.get("/help/lifecycle").text

    assert page.count("<tr>") == len(TRANSITIONS) + 1
    for transition in TRANSITIONS:
        assert transition.label in page
        assert in_words(transition.target) in page


def test_the_keys_page_lists_every_group(reviewer: Browser) -> None:
    page = unescape(reviewer.get("/help/keys").text)

    for title, _name, keys in KEYS:
        assert title in page
        for key in keys:
            assert key.does in page


@pytest.mark.parametrize(
    ("group", "path", "sometimes"),
    [
        ("inbox", "/inbox", {"j", "k", "X", "."}),
        ("task", "/tasks/{quote}", {"V", "q", "w", "f", "a", "t", "x", "h", "O", "o"}),
        ("approval", "/approvals/{quote}", {"j", "k", "v", "A", "o"}),
    ],
)
def test_the_keys_of_a_page_are_on_the_page(
    group: str, path: str, sometimes: set[str], admin: Browser, full_newsroom: Newsroom
) -> None:
    if group == "approval":
        full_newsroom.submit("quote")
    else:
        full_newsroom.take("quote", "admin")
    page = admin.get(path.format(**full_newsroom.tasks)).text

    found = set(_KEY.findall(page)) | SERIES | sometimes
    (listed,) = [keys for _title, one, keys in KEYS if one == group]
    assert {key for line in listed for key in line.keys} <= found
