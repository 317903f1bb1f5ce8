"""Quotation marks: which text stands between which marks, paragraph by paragraph.

`find_marked` runs one state machine a paragraph, so that a stray mark can spoil no more than
the paragraph it stands in, and each machine looks at each mark once (linear time). Curly,
straight, doubled ('' and ``), low-high („ “), angle («», »«, ‹›) and British single marks are
known, wrong-way curly marks (”Q”) included. Whether the words are anybody's is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.extraction.mark_tokens import (
    DOUBLE,
    MarkToken,
    is_single_opener,
    mark_tokens,
    single_closers,
    single_marks_are_outer,
)
from factcheck.extraction.types import Span

_NEUTRAL = frozenset(['"', "''", "＂"])
_CLOSERS: dict[str, frozenset[str]] = {
    "“": frozenset(["”", '"', "''", "＂"]),
    "”": frozenset(["”", "“", '"', "''"]),
    "‟": frozenset(["”", '"']),
    "„": frozenset(["“", "”", '"', "''", "‟"]),
    '"': frozenset(['"', "”", "''", "＂"]),
    "＂": frozenset(["＂", '"', "”"]),
    "''": frozenset(["''", "”", '"']),
    "``": frozenset(["''", "”", '"']),
    "«": frozenset(["»"]),
    "»": frozenset(["«", "»"]),
    "‹": frozenset(["›"]),
    "›": frozenset(["‹"]),
    "‘": frozenset(["’", "'"]),
    "’": frozenset(["’", "'"]),
    "‚": frozenset(["‘", "’", "'"]),
    "'": frozenset(["'", "’"]),
    "`": frozenset(["'", "’"]),
}
TRANSCRIPT_LABEL = re.compile(r"\s*([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})\s?:\s")
"""NAME: at the start of a turn in a transcript, the name in capitals."""
_MAXIMUM_DEPTH = 4
"""Deeper nesting than this is noise; marks beyond it are passed over."""
MOST_MARKS = 60_000
"""Marks and apostrophes of a text that are read; news has about 20,000 in a million characters."""
_MAXIMUM_RUN = 12
"""Paragraphs that a quotation may run on through without any mark."""


@dataclass(slots=True)
class Marked:
    """Text between marks. `start`/`end` leave the marks out, `outer` takes them in.

    `embed` says that the marks belong to markup. `children` are marked texts within.
    `spans` has an entry a paragraph when a quotation reopens its marks in each of them.
    """

    start: int
    end: int
    outer: Span
    mark: str
    closed: bool
    embed: bool = False
    children: list[Marked] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    marked: list[Marked]
    lone_closer: Span | None
    """A closing mark before any opening one."""
    opens_first: bool


def find_marked(text: str, paragraphs: Sequence[Span]) -> list[Marked]:
    """All outermost marked texts, in order, with those that run over paragraphs joined."""
    tokens: list[list[MarkToken]] = []
    left = MOST_MARKS
    for paragraph in paragraphs:
        tokens.append(mark_tokens(text, paragraph, left))
        left -= len(tokens[-1])
    single = single_marks_are_outer(text, tokens)
    read = [
        _read_paragraph(text, paragraph, found, single)
        for paragraph, found in zip(paragraphs, tokens, strict=True)
    ]
    return _join_paragraphs(text, read)


class _Machine:
    """Reads the marks of one paragraph. `stack` holds the marked texts that are still open."""

    def __init__(self, text: str, paragraph: Span, tokens: list[MarkToken], single: bool) -> None:
        self.text = text
        self.paragraph = paragraph
        self.tokens = tokens
        self.single = single
        self.single_closers = single_closers(text, tokens)
        self.last_single_closer = max(self.single_closers, default=-1)
        self.closers_left = [0] * (len(tokens) + 1)
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            closes = token.mark in DOUBLE and (token.mark == "”" or token.strictly_closes)
            self.closers_left[index] = self.closers_left[index + 1] + closes
        self.stack: list[Marked] = []
        self.done: list[Marked] = []
        self.lone_closer: Span | None = None

    def read(self) -> _Paragraph:
        for index, token in enumerate(self.tokens):
            if token.mark in DOUBLE or token.mark in "‹›":
                self._read_double(index, token)
            else:
                self._read_single(index, token)
        self._end_paragraph()
        opens_first = bool(self.done) and not self.text[
            self.paragraph.start : self.done[0].outer.start
        ].strip(" \t\r\n\u00a0-*•>")
        return _Paragraph(self.done, self.lone_closer, opens_first)

    def _read_double(self, index: int, token: MarkToken) -> None:
        if self._is_measure(index, token):
            return
        depth = self._depth_of_closable(token)
        if depth is not None and not self._opens_within(index, token):
            self._close(depth, token)
        elif self._may_open(token) or self._is_misplaced_opener(index, token):
            if self.stack and self._restarts(index, token):
                self.stack.clear()
            self._open(token)
        else:
            self._note_lone_closer(token)

    def _read_single(self, index: int, token: MarkToken) -> None:
        if self.stack and index in self.single_closers:
            for depth in range(len(self.stack) - 1, -1, -1):
                if self.stack[depth].mark in "‘'‚`":
                    self._close(depth, token)
                    return
                if not self.single:
                    return
        if not self.stack and not self.single:
            return
        if not is_single_opener(self.text, token):
            if self.single and index in self.single_closers:
                self._note_lone_closer(token)
            return
        if any(open_.mark in "‘'‚`" for open_ in self.stack):
            return
        at_start = not self.text[self.paragraph.start : token.start].strip()
        if index < self.last_single_closer or (self.single and at_start):
            self._open(token)

    def _note_lone_closer(self, token: MarkToken) -> None:
        if not self.stack and not self.done and self.lone_closer is None:
            self.lone_closer = Span(token.start, token.end)

    def _is_measure(self, index: int, token: MarkToken) -> bool:
        """Inches after a digit: 5", and 6'2" even within a quotation."""
        if token.mark not in ('"', "''") or not self.text[token.start - 1 : token.start].isdigit():
            return False
        if token.start == self.paragraph.start:
            return False
        feet = re.search(r"\d['’]\s?\d{1,2}$", self.text[max(0, token.start - 6) : token.start])
        return not self.stack or feet is not None or self._goes_on(index, token)

    def _goes_on(self, index: int, token: MarkToken) -> bool:
        """It is 3" deep.": a word follows, and the next mark closes what is open."""
        following = next(
            (later for later in self.tokens[index + 1 : index + 4] if later.mark in DOUBLE), None
        )
        goes_on = re.match(r" [a-z]", self.text[token.end : token.end + 2]) is not None
        return goes_on and following is not None and following.strictly_closes

    def _depth_of_closable(self, token: MarkToken) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[depth]
            if token.mark in _CLOSERS[opened.mark] and opened.mark not in "‘'‚`":
                return depth
            if opened.mark == "“" and token.mark == "“" and token.strictly_closes:
                return depth
        return None

    def _opens_within(self, index: int, token: MarkToken) -> bool:
        """A mark that could close but stands like an opener, with closers enough to come."""
        opened = self.stack[-1]
        if token.mark == "”":
            return token.strictly_opens and self.closers_left[index + 1] > len(self.stack)
        if not token.strictly_opens or token.in_tag:
            return False
        if opened.mark == token.mark or token.mark in _NEUTRAL:
            return True
        return self.closers_left[index + 1] > len(self.stack)

    def _restarts(self, index: int, token: MarkToken) -> bool:
        """The open mark was a stray one: too few closers are left for a quotation within it."""
        same = any(open_.mark == token.mark for open_ in self.stack)
        return same and self.closers_left[index + 1] <= len(self.stack)

    def _is_misplaced_opener(self, index: int, token: MarkToken) -> bool:
        """said," Q": the space is on the wrong side, and a closer follows."""
        if self.stack or token.mark not in _NEUTRAL or self.text[token.start - 1] not in ",:":
            return False
        following = next(
            (later for later in self.tokens[index + 1 : index + 6] if later.mark in DOUBLE), None
        )
        return following is not None and following.strictly_closes

    def _may_open(self, token: MarkToken) -> bool:
        if len(self.stack) >= _MAXIMUM_DEPTH:
            return False
        if token.mark in ("“", "``", "„", "‟", "‹"):
            return not token.strictly_closes
        if token.mark in ("”", "›", "»"):
            return token.strictly_opens
        if token.mark == "«":
            return not token.strictly_closes
        return token.strictly_opens or (token.can_open and not token.strictly_closes)

    def _open(self, token: MarkToken) -> None:
        self.stack.append(
            Marked(
                token.end,
                token.end,
                Span(token.start, token.end),
                token.mark,
                closed=False,
                embed=token.in_tag,
            )
        )

    def _close(self, depth: int, token: MarkToken) -> None:
        marked = self.stack[depth]
        del self.stack[depth:]
        marked.start, marked.end = self._without_padding(marked.start, token.start)
        marked.outer = Span(marked.outer.start, token.end)
        marked.closed = True
        self._keep(marked)

    def _without_padding(self, start: int, end: int) -> tuple[int, int]:
        """« Q »: the spaces that some houses set within the marks belong to the marks."""
        words = self.text[start:end]
        padding = len(words) - len(words.lstrip())
        return (
            (start + padding, start + len(words.rstrip())) if padding < len(words) else (start, end)
        )

    def _keep(self, marked: Marked) -> None:
        if self.stack:
            self.stack[-1].children.append(marked)
        else:
            self.done.append(marked)

    def _end_paragraph(self) -> None:
        if not self.stack:
            return
        marked = self.stack[0]
        # An embed or a single mark that is never closed is no quotation of the rest.
        if marked.embed:
            self.stack.clear()
            return
        end = self.paragraph.end
        while end > marked.start and self.text[end - 1].isspace():
            end -= 1
        for inner in self.stack[1:]:
            marked.children.extend(inner.children)
        self.stack.clear()
        marked.end = end
        marked.outer = Span(marked.outer.start, end)
        self.done.append(marked)


def _read_paragraph(
    text: str, paragraph: Span, tokens: list[MarkToken], single: bool
) -> _Paragraph:
    if not tokens:
        return _Paragraph([], None, opens_first=False)
    return _Machine(text, paragraph, tokens, single).read()


def _begins_speech(text: str, marked: Marked) -> bool:
    """Whether an open mark stands where speech starts; within a clause it is a stray."""
    before = text[max(0, marked.outer.start - 3) : marked.outer.start].rstrip(" \t\u00a0")
    return not before or not before[-1].isalnum()


def _join_paragraphs(text: str, read: list[_Paragraph]) -> list[Marked]:
    """Continue a quotation that is open at a paragraph's end, if the next ones take it up."""
    result: list[Marked] = []
    open_run: Marked | None = None
    opened_at = 0
    for index, current in enumerate(read):
        rest = current.marked
        if open_run is not None:
            if (
                current.opens_first
                and index == opened_at + 1
                and not TRANSCRIPT_LABEL.match(text, rest[0].start)
            ):
                _extend(open_run, rest[0])
                rest = rest[1:]
                opened_at = index
                open_run = None if open_run.closed else open_run
            elif current.lone_closer is not None:
                _run_on(open_run, current.lone_closer)
                open_run = None
            elif rest or index - opened_at > _MAXIMUM_RUN:
                open_run = None
        result.extend(rest)
        if rest and not rest[-1].closed and _begins_speech(text, rest[-1]):
            open_run, opened_at = rest[-1], index
    for marked in result:
        if not marked.spans:
            marked.spans = [Span(marked.start, marked.end)]
    return result


def _extend(run: Marked, piece: Marked) -> None:
    """The next paragraph reopens the marks: one quotation of several spans."""
    if not run.spans:
        run.spans = [Span(run.start, run.end)]
    run.spans.append(Span(piece.start, piece.end))
    run.children.extend(piece.children)
    run.end = piece.end
    run.outer = Span(run.outer.start, piece.outer.end)
    run.closed = piece.closed


def _run_on(run: Marked, closer: Span) -> None:
    """The marks close in a later paragraph without being reopened: one span over both."""
    last = run.spans[-1].start if run.spans else run.start
    if run.spans:
        run.spans[-1] = Span(last, closer.start)
    run.end = closer.start
    run.outer = Span(run.outer.start, closer.end)
    run.closed = True
