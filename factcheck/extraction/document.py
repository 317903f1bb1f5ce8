"""A text read once, for every part of extraction to share.

    document = Document.read(text)
    document.masked            # the text, quoted parts replaced by MASK, same length
    document.sentences         # spans in order; document.words[i] are the tokens of sentence i
    document.names             # NameTable: who is named, mentions by sentence
    document.sentence_at(n)    # index of the sentence around or before a code point
    document.paragraph_of[i]   # index of the paragraph of sentence i

Reading is linear in the length of the text. Nothing here decides who said what.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from factcheck.extraction.marks import Marked, find_marked
from factcheck.extraction.names import NameTable
from factcheck.extraction.sentences import mask, sentence_spans, trim
from factcheck.extraction.tokens import Words, words_of
from factcheck.extraction.types import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LONGEST_SENTENCE = 250
"""Tokens. Nobody writes a longer one; cutting keeps what is done for each quotation in bounds."""
MOST_PARAGRAPHS = MOST_SENTENCES = 20_000
"""How much of a text is read: some two and a half million code points of prose, less of noise."""
_NICKNAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*)?$")
_WRAP_WIDTH = range(50, 101)
"""Line lengths, in code points, of text that was wrapped by hand or by a mail program."""


@dataclass(slots=True)
class Document:
    """A text with its paragraphs, marked texts, sentences, tokens and names. Treat as frozen.

    `paragraph_of[i]` is the paragraph of sentence `i`. `marked` are the texts in quotation
    marks; those that are nicknames in a name are in `nicknames`. `unread_from` is where the text
    begins that is beyond `MOST_PARAGRAPHS` or `MOST_SENTENCES`, None when there is none.
    """

    text: str
    paragraphs: tuple[Span, ...]
    marked: tuple[Marked, ...]
    nicknames: tuple[Marked, ...]
    masked: str
    sentences: tuple[Span, ...]
    paragraph_of: tuple[int, ...]
    words: tuple[Words, ...]
    names: NameTable
    unread_from: int | None
    _sentence_starts: list[int]

    @classmethod
    def read(cls, text: str) -> Document:
        paragraphs = paragraph_spans(text)
        found = find_marked(text, paragraphs)
        nicknames = tuple(marked for marked in found if _is_nickname(text, marked))
        hidden = set(map(id, nicknames))
        marked = tuple(one for one in found if id(one) not in hidden)
        masked = mask(
            text,
            [one.outer for one in marked if one.start < one.end],
            [one.outer for one in nicknames],
        )
        sentences: list[Span] = []
        words: list[Words] = []
        paragraph_of: list[int] = []
        spans = (
            (index, sentence)
            for index, paragraph in enumerate(paragraphs)
            for sentence in sentence_spans(text, masked, paragraph)
        )
        for index, sentence in list(islice(spans, MOST_SENTENCES)):
            for piece in _pieces(words_of(masked, sentence)):
                whole = not piece.ends or (piece.start(0), piece.ends[-1]) == sentence
                sentences.append(sentence if whole else Span(piece.start(0), piece.ends[-1]))
                paragraph_of.append(index)
                words.append(piece)
        unread_from = _unread_from(text, paragraphs, next(spans, None))
        return cls(
            text,
            paragraphs,
            _before(marked, unread_from),
            _before(nicknames, unread_from),
            masked,
            tuple(sentences),
            tuple(paragraph_of),
            tuple(words),
            NameTable.build(text, words),
            unread_from,
            [sentence.start for sentence in sentences],
        )

    def sentence_at(self, offset: int) -> int:
        """Index of the last sentence that starts at or before the code point; 0 at the least."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)


def _pieces(words: Words) -> list[Words]:
    """The words of a sentence, in pieces if there are too many."""
    if len(words) <= _LONGEST_SENTENCE:
        return [words]
    starts = range(0, len(words), _LONGEST_SENTENCE)
    return [words.part(start, start + _LONGEST_SENTENCE) for start in starts]


def _unread_from(
    text: str, paragraphs: tuple[Span, ...], unread: tuple[int, Span] | None
) -> int | None:
    """The first sentence, or the rest of the text, beyond what is read."""
    if unread is not None:
        return unread[1].start
    if len(paragraphs) < MOST_PARAGRAPHS:
        return None
    rest = text[paragraphs[-1].end :]
    return len(text) - len(rest.lstrip()) if rest.strip() else None


def _before(marked: tuple[Marked, ...], end: int | None) -> tuple[Marked, ...]:
    """The marked texts that begin in what is read: of the others no speaker could be found."""
    return marked if end is None else tuple(one for one in marked if one.outer.start < end)


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """Paragraphs: lines, or blocks between blank lines when the lines were wrapped."""
    pattern_spans = _blocks(text) if _is_wrapped(text) else _lines(text)
    filled = (span for span in pattern_spans if span.start < span.end)
    return tuple(islice(filled, MOST_PARAGRAPHS))


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        yield trim(text, Span(*match.span()))


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield trim(text, Span(start, match.start()))
        start = match.end()
    yield trim(text, Span(start, len(text)))


def _is_wrapped(text: str) -> bool:
    """Most single line breaks stand within sentences, at about the same width."""
    if not _BLANK_LINE.search(text):
        return False
    lines = text.split("\n")
    within = ended = 0
    for line, following in pairwise(lines):
        if not line.strip() or not following.strip():
            continue
        if len(line) in _WRAP_WIDTH and line.rstrip()[-1] not in ".!?:”\"’'":
            within += 1
        else:
            ended += 1
    return within >= 3 and within > 2 * ended


def _is_nickname(text: str, marked: Marked) -> bool:
    """Roberto “Beto” Ruiz: a word or two in marks between two parts of a name."""
    if not marked.closed or marked.end - marked.start > 24 or marked.embed:
        return False
    before = text[max(0, marked.outer.start - 2) : marked.outer.start]
    after = text[marked.outer.end : marked.outer.end + 2]
    if len(before) < 2 or before[1] != " " or not (before[0].isalpha() or before[0] == "."):
        return False
    if len(after) < 2 or after[0] != " " or not after[1].isupper():
        return False
    inside = text[marked.start : marked.end]
    if not inside[:1].isupper() or not _NICKNAME.match(inside):
        return False
    word = re.search(r"[\w.’'-]+$", text[max(0, marked.outer.start - 25) : marked.outer.start - 1])
    return word is not None and word.group()[0].isupper() and word.group().lower() not in _NO_NAME


_NO_NAME = frozenset(["the", "a", "an", "on", "in", "his", "her", "their", "its", "called"])
