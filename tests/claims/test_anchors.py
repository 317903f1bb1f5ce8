"""Anchors in a changed text: the same words in the same surroundings, or orphaned."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.claims.anchors import CONTEXT, TELLING, Anchor, find_again, make_anchor

TEXT = (
    "Stone spoke on Tuesday at the port. She called the programme “historic”, and nobody laughed. "
    "The opposition called the delay “historic” as well. Building costs fell by 4.2 per cent."
)
# Few letters make for many lookalikes.
texts = st.text(alphabet="ab “”.\n👩é", min_size=1, max_size=120)


def anchor_of(words: str, text: str = TEXT, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return make_anchor(text, start, start + len(words))


def test_unchanged_text_leaves_it_anchored() -> None:
    found = find_again(anchor_of("historic"), TEXT)

    assert found.state == "anchored"
    assert found.anchor == anchor_of("historic")


def test_words_before_it_move_it() -> None:
    changed = "Corrected. " + TEXT

    found = find_again(anchor_of("historic", nth=1), changed)

    assert found.state == "moved"
    assert found.anchor == anchor_of("historic", changed, nth=1)


def test_a_word_that_is_gone_is_not_found_in_another_place() -> None:
    changed = TEXT.replace("“historic”, and nobody", "new, and nobody")

    assert find_again(anchor_of("historic"), changed).state == "orphaned"


def test_the_same_place_with_other_surroundings_is_no_proof() -> None:
    anchor = anchor_of("historic")
    changed = "x" * anchor.start + "historic" + "y" * 200

    assert find_again(anchor, changed).state == "orphaned"


def test_changed_words_are_orphaned_and_keep_their_place() -> None:
    anchor = anchor_of("costs fell by 4.2 per cent")

    found = find_again(anchor, TEXT.replace("4.2", "4.3"))

    assert (found.state, found.anchor) == ("orphaned", anchor)


def test_two_equal_places_are_for_a_person_to_choose_from() -> None:
    refrain = "It is a long refrain that is sung again and again, word for word, for ever. "
    anchor = anchor_of("sung again and again", "Song. " + refrain)

    assert find_again(anchor, refrain * 3).state == "orphaned"


@given(text=texts, changed=texts, data=st.data())
def test_it_is_exact_or_orphaned_and_never_a_lookalike(
    text: str, changed: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = make_anchor(text, start, end)

    found = find_again(anchor, changed)

    if found.state == "orphaned":
        assert found.anchor == anchor
        return
    new = found.anchor
    assert changed[new.start : new.end] == anchor.exact == new.exact
    assert (found.state == "anchored") == (new.start == anchor.start)
    assert new == make_anchor(changed, new.start, new.end)
    whole = anchor.prefix + anchor.exact + anchor.suffix
    around = changed[max(0, new.start - CONTEXT) : new.end + CONTEXT]
    assert any(
        whole[at : at + min(TELLING, len(whole))] in around
        for at in range(len(whole) - min(TELLING, len(whole)) + 1)
    )


@given(text=texts, before=texts, after=texts, data=st.data())
def test_it_moves_along_when_text_comes_around_it(
    text: str, before: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = make_anchor(text, start, end)
    changed = before + text + after
    assume(changed.count(anchor.exact) == 1)

    found = find_again(anchor, changed)

    # Known only by its edges, a whole text has no surroundings to be told by.
    assert found.state in ("moved", "orphaned")
    if len(anchor.prefix) + len(anchor.exact) + len(anchor.suffix) >= TELLING:
        assert (found.state, found.anchor.start) == ("moved", start + len(before))


@pytest.mark.parametrize("words", ["👩‍👩‍👧", "é"])
def test_offsets_are_code_points(words: str) -> None:
    text = f"Around {words} there is enough to tell this place from others."
    anchor = anchor_of(words, text)

    assert (anchor.start, anchor.end) == (7, 7 + len(words))
    assert find_again(anchor, text).state == "anchored"
