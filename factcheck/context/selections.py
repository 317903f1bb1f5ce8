"""Words chosen in a source, by ticked passages or by selecting text, and their place in it."""

import re
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from factcheck.context.library import get_source, passages_of
from factcheck.errors import DoesNotFit
from factcheck.language import gettext as _

# Nobody selects more than this by hand, and a pattern of more words is slow to look for.
MOST_WORDS = 2_000


@dataclass(frozen=True)
class Selection:
    """Words chosen in a source: code points into its text, or passages by their numbers.

    With `words` the place is where they stand in the passages (in the whole document without any).
    """

    document_id: int
    passages: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Found:
    """The place of a selection: code points into the document's text, and what the place is."""

    start: int
    end: int
    place: dict[str, Any]


def place_in_source(session: Session, selection: Selection) -> Found:
    """Where the chosen words stand. Raises `InvalidInput` when nothing, or nothing there, is."""
    text = get_source(session, selection.document_id).text
    passages = passages_of(session, selection.document_id)
    ticked = [one for one in passages if one.number in selection.passages]
    if not ticked and not selection.words.strip():
        raise DoesNotFit(
            _("Choose the words: select them in the text, or tick a paragraph."),
            {"passage": _("Tick a paragraph.")},
        )
    start = min((one.start_offset for one in ticked), default=0)
    end = max((one.end_offset for one in ticked), default=len(text))
    if selection.words.strip():
        start, end = words_in(text, selection.words, start, end)
    first = next((one for one in passages if one.start_offset <= start < one.end_offset), None)
    return Found(start, end, dict(first.place) if first else {})


def words_in(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """The first place of the words between two others; a browser gives other blanks than the text.

    Raises `InvalidInput` when they are not there.
    """
    parts = words.split()[:MOST_WORDS]
    match = re.compile(r"\s+".join(map(re.escape, parts))).search(text, start, end)
    if match is None:
        raise DoesNotFit(
            _("These words are not in the text as they were given. Select them again."),
            {"words": _("Select the words in the text.")},
        )
    return match.span()
