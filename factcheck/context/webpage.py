"""Web pages read into their main text."""

import re
from html.parser import HTMLParser

import trafilatura

from factcheck.context.comparison.wordlist import words
from factcheck.context.passages import Passage, cut_text
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

# Longer markup (code points) is a data dump and not a page that somebody reads.
LONGEST_MARKUP = 10_000_000
# Below this (code points) the search for a main part guesses.
_SHORT = 250
_SILENT = frozenset(words("script style noscript template svg nav form"))
_INLINE = frozenset(
    words("a abbr b bdi cite code em font i kbd mark q s small span strong sub sup time u var")
)


def read_webpage(markup: str) -> tuple[str, str, list[Passage]]:
    """The title, the main text (a paragraph for each block) and its passages.

    Raises `InvalidInput` when the page is longer than `LONGEST_MARKUP` or holds no readable text.
    """
    if len(markup) > LONGEST_MARKUP:
        raise InvalidInput(
            _(
                "The page has more than %(longest_markup)s characters. Save the part "
                "that is needed.",
                longest_markup=LONGEST_MARKUP,
            )
        )
    visible = _VisibleText()
    visible.feed(markup)
    text = trafilatura.extract(
        markup, include_comments=False, include_tables=True, favor_recall=True
    )
    if not text or len(text) < _SHORT:
        # Too small or too odd to have a main part: everything that can be seen.
        text = visible.text()
    if not text:
        raise InvalidInput(
            _("The page holds no readable text. If a script builds it, save it from a browser.")
        )
    text = re.sub(r"\n\s*", "\n\n", text.strip())
    return visible.title, text, cut_text(text)


class _VisibleText(HTMLParser):
    """Collects the title and every text outside of scripts, styles, menus and forms."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._title: list[str] = []
        self._pieces: list[str] = []
        self._in_title = False
        self._silent = 0

    @property
    def title(self) -> str:
        return " ".join("".join(self._title).split())[:300]

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title" and not self._title
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag not in _INLINE:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif not self._silent:
            self._pieces.append(data)
