"""Evidence by selection: words marked in a source become a piece of evidence with their place."""

import pytest

from factcheck.context.evidence import evidence_of
from factcheck.context.models import EvidenceItem
from tests.browser.conftest import MODES, Opener, axe_faults, sideways, small_targets
from tests.web.newsroom import SOURCE, Newsroom

WORDS = "we will build two"
SELECT = """
words => {
  const text = [...document.querySelectorAll('[data-selectable] p')]
    .find(one => one.textContent.includes(words));
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (!node.data.includes(words)) node = walker.nextNode();
  const start = node.data.indexOf(words);
  document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
}
"""


def by_hand(newsroom: Newsroom) -> list[EvidenceItem]:
    with newsroom.database.read() as session:
        found = evidence_of(session, newsroom.tasks["city"])
        return [item for item in found if item.provider == "person"]


def test_selected_words_become_evidence_with_their_place(
    newsroom: Newsroom, open_page: Opener
) -> None:
    newsroom.take("city")
    page = open_page(f"/sources/1?task={newsroom.tasks['city']}", "reviewer")

    page.evaluate(SELECT, WORDS)
    page.wait_for_function("words => document.querySelector('#words').value === words", arg=WORDS)
    page.select_option("#stance", "supports")
    page.click("#choose button")
    page.wait_for_url("**/tasks/**")

    [item] = by_hand(newsroom)
    assert (item.passage, item.stance) == (WORDS, "supports")
    assert SOURCE[item.place["start"] : item.place["end"]] == WORDS
    assert page.locator(f"#evidence-{item.id}").is_visible()


def test_a_paragraph_is_ticked_without_a_script(newsroom: Newsroom, open_page: Opener) -> None:
    newsroom.take("city")
    page = open_page(f"/sources/1?task={newsroom.tasks['city']}", "reviewer", javascript=False)

    page.check("#p4 input")
    page.click("#choose button")
    page.wait_for_url("**/tasks/**")

    assert [item.passage[:7] for item in by_hand(newsroom)] == ["It is a"]


@pytest.mark.parametrize("mode", MODES)
def test_choosing_words_is_open_to_everybody(
    newsroom: Newsroom, open_page: Opener, mode: str
) -> None:
    newsroom.take("city")
    page = open_page(f"/sources/1?task={newsroom.tasks['city']}", "reviewer", mode=mode)

    assert axe_faults(page) == {}
    assert small_targets(page) == []
    assert sideways(page) == 0
