"""Passages in the manner of many desks: every quote and who said it, as a reader would say."""

import pytest

from .newspaper_passages import PASSAGES, Passage
from .passages import said


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_each_quote_has_the_speaker_that_a_careful_reader_names(passage: Passage) -> None:
    found = said(passage.text)
    assert [speaker for _, speaker in found] == [speaker for _, speaker in passage.answers]
    for (words, _), (begins, _) in zip(found, passage.answers, strict=True):
        assert words.startswith(begins)
