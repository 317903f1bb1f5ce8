"""Placements and their edits written out as a `Comparison`."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.context.comparison import lexicon
from factcheck.context.comparison.classify import bracket_turns, qualifiers
from factcheck.context.comparison.edit import Edit
from factcheck.context.comparison.edits import punctuation, read_edits
from factcheck.context.comparison.placement import Placement, Source
from factcheck.context.comparison.result import (
    MARKED,
    UNCOUNTED,
    Alert,
    Comparison,
    Difference,
    Result,
    Segment,
)
from factcheck.context.comparison.tokens import Token
from factcheck.messages import marked

# More words than this between two parts of a quote, and they were said in two places.
FAR_APART = 40
_WORDS_BEFORE, _WORDS_AFTER = 4, 5


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the quote's tokens, and its place if it has one; `ellipsis` stood before it."""

    tokens: Sequence[Token]
    placement: Placement | None
    ellipsis: Token | None = None


class Report:
    """Gathers what a comparison found, in the order of the quote."""

    def __init__(self, quote: str, source: Source) -> None:
        self.quote = quote
        self.source = source
        self.edits: list[Edit] = []
        self.alerts: dict[str, Alert] = {}
        self.extra: list[Difference] = []
        self.reversed = False

    def add_parts(self, parts: Sequence[Part], closing: Token | None) -> None:
        """Read the parts of a quote in order; `closing` is an ellipsis at its very end."""
        previous: Placement | None = None
        for part in parts:
            if part.ellipsis or previous:
                self._add_join(previous, part)
            if part.placement is None:
                bracketed = all(token.bracketed for token in part.tokens)
                self.edits.append(Edit(list(part.tokens), [], "bracket" if bracketed else "added"))
                continue
            self._add_edits(read_edits(part.placement))
            self._warn_of_speakers(part.placement)
            previous = part.placement
        if closing:
            end = previous.end if previous else 0
            after = self.source.cut(end, min(len(self.source.text), end + 12))
            self._add_ellipsis([closing], after[0] if after and after[0].gap else None)

    def comparison(self, start: int, end: int, score: float) -> Comparison:
        """The finished comparison."""
        self._warn_of_context(start, end)
        differences = [self._difference(edit) for edit in self.edits if not edit.same]
        differences += self.extra
        differences.sort(key=lambda difference: not difference.material)
        return Comparison(
            _result(differences, marked=MARKED, reversed_=self.reversed),
            start,
            end,
            tuple(differences),
            tuple(self.alerts.values()),
            tuple(self._segments(start, end)),
            score,
        )

    def _warn(self, code: str, text: str) -> None:
        self.alerts.setdefault(f"{code} {text}", Alert(code, text))

    def _add_join(self, previous: Placement | None, part: Part) -> None:
        """The words of the source between two parts, marked by an ellipsis or not at all."""
        published = [part.ellipsis] if part.ellipsis else []
        kind = "ellipsis" if part.ellipsis else "dropped"
        here = part.placement
        if previous is None or here is None:
            pause = self._pause_before(here.start) if here else None
            self._add_ellipsis(published, pause)
            return
        if here.start < previous.end:
            self.reversed = True
            self._warn(
                "stitched", marked("The quote joins two places of the source, in reverse order.")
            )
            self.edits.append(Edit(published, [], kind))
            return
        between = self.source.cut(previous.end, here.start)
        if any(token.label for token in between):
            self._warn(
                "stitched", marked("The quote joins words from two turns of the conversation.")
            )
        omitted = [token for token in between if not token.noise]
        if not omitted:
            if part.ellipsis:
                self._add_ellipsis(published, next((t for t in between if t.gap), None))
            return
        if len(omitted) > FAR_APART:
            self._warn(
                "stitched",
                marked(
                    "The quote is joined from two places that are %(count)s words apart.",
                    count=len(omitted),
                ),
            )
        telling = qualifiers(omitted)
        if part.ellipsis and telling:
            self._warn(
                "omitted", marked("The omitted words hold %(telling)s.", telling=_listed(telling))
            )
        material = bool(telling) and (bool(part.ellipsis) or len(omitted) <= 12)
        self.edits.append(Edit(published, omitted, kind, material))

    def _add_ellipsis(self, published: list[Token], pause: Token | None) -> None:
        """An ellipsis that leaves nothing out; where the source has one too, both are the same."""
        if pause:
            self.edits.append(Edit(published, [pause], "same"))
        else:
            self.edits.append(Edit(published, [], "ellipsis" if published else "dropped"))

    def _pause_before(self, start: int) -> Token | None:
        before = self.source.cut(max(0, start - 12), start)
        return before[-1] if before and before[-1].gap else None

    def _add_edits(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            if edit.type == "bracket" and bracket_turns(edit.published, edit.source):
                edit.material = True
                words = _text(self.quote, edit.published)
                self._warn(
                    "bracket",
                    marked("The bracket changes the sense: it puts “%(words)s”.", words=words)
                    if words
                    else marked("The bracket changes the sense: it puts “nothing”."),
                )
        for before, after in itertools.pairwise(edits):
            marks = punctuation(before, after, self.quote, self.source.text)
            if marks:
                self.extra.append(Difference("punctuation", *marks, material=False))
                if ("?" in marks[0]) != ("?" in marks[1]):
                    self._warn("question", marked("A question mark stands on one side only."))
        self.edits.extend(edits)

    def _warn_of_speakers(self, placement: Placement) -> None:
        for token in placement.source:
            if token.label and placement.start < token.start < placement.end:
                text = self.source.text
                name = text[token.start : text.find(":", token.start)]
                self._warn(
                    "speaker",
                    marked("The words run on into a new turn of speech: %(name)s.", name=name),
                )

    def _warn_of_context(self, start: int, end: int) -> None:
        """Say when the sentence takes back, just outside of the quote, what the quote says."""
        text = self.source.text
        before = self.source.cut(text.rfind(" ", 0, max(0, start - 45)) + 1, start)
        head = self.source.cut(start, min(len(text), start + 30))[:1]
        telling: list[Token] = []
        if head and not head[0].sentence_start:
            for token in reversed(before[-_WORDS_BEFORE:]):
                telling.insert(0, token)
                if token.sentence_start:
                    break
        following = self.source.cut(end, min(len(text), end + 60))[:_WORDS_AFTER]
        for token in following:
            if token.sentence_start and token.start > end:
                break
            if token.category in (lexicon.CONDITION, lexicon.NEGATION):
                telling.append(token)
        words = [
            token.text
            for token in telling
            if token.category in (lexicon.NEGATION, lexicon.CONDITION, lexicon.HEDGE)
        ]
        if words:
            self._warn(
                "context",
                marked(
                    "The source's sentence also says %(words)s next to it.", words=_listed(words)
                ),
            )

    def _difference(self, edit: Edit) -> Difference:
        source = _text(self.source.text, edit.source)
        return Difference(edit.type, _text(self.quote, edit.published), source, edit.material)

    def _segments(self, start: int, end: int) -> list[Segment]:
        ours = _cuts([edit.published for edit in self.edits], self.quote, 0, len(self.quote))
        theirs = _cuts([edit.source for edit in self.edits], self.source.text, start, end)
        segments: list[Segment] = []
        swallowed = False
        for edit, here, there in zip(self.edits, ours, theirs, strict=True):
            published, source = self.quote[slice(*here)], self.source.text[slice(*there)]
            kind, material = edit.type, edit.material
            if segments and (swallowed or segments[-1].type == kind == "same"):
                last = segments.pop()
                published, source = last.published + published, last.source + source
                if swallowed and (last.material or kind == "same"):
                    kind, material = last.type, last.material
            # “€40 billion” is cut into 40 and €, which stands before it: both are shown as one.
            swallowed = bool((edit.published and not published) or (edit.source and not source))
            segments.append(Segment(kind, published, source, material))
        return segments


def _first(run: Sequence[Token], text: str) -> int | None:
    """Where a run begins, its opening bracket included."""
    if not run:
        return None
    token = min(run, key=lambda one: one.start)
    opens = token.bracketed and text[token.start - 1 : token.start] in ("[", "(")
    return token.start - 1 if opens else token.start


def _cuts(
    runs: Sequence[Sequence[Token]], text: str, start: int, end: int
) -> list[tuple[int, int]]:
    """Where to cut a text so that each run keeps the space after it; a silent run gets nothing.

    Where the runs go back in the text (a quote that turns its source round), each run stands alone.
    """
    starts = [_first(run, text) for run in runs]
    known = [value for value in starts if value is not None]
    ends = [max((token.end for token in run), default=None) for run in runs]
    backwards = any(b < a - 8 for a, b in itertools.pairwise(known))
    cuts: list[tuple[int, int]] = []
    following = end
    for at in range(len(runs) - 1, -1, -1):
        own, stop = starts[at], ends[at]
        if own is None or stop is None:
            cuts.append((following, following))
        elif backwards:
            cuts.append((own, stop))
        else:
            first = max(start, min(own, following))
            cuts.append((first, following))
            following = first
    cuts.reverse()
    if not backwards and cuts:
        head = next((at for at, value in enumerate(starts) if value is not None), None)
        if head is not None:
            cuts[head] = (start, cuts[head][1])
    return cuts


def _text(text: str, tokens: Sequence[Token]) -> str:
    if not tokens:
        return ""
    return text[min(token.start for token in tokens) : max(token.end for token in tokens)]


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in list(dict.fromkeys(words))[:6])


def _result(
    differences: Sequence[Difference], *, marked: frozenset[str], reversed_: bool
) -> Result:
    counted = [d for d in differences if d.type not in UNCOUNTED]
    unmarked = [d for d in counted if d.type not in marked]
    if any(d.material for d in unmarked):
        return "altered_material"
    if unmarked or reversed_:
        return "altered"
    return "marked_edits" if counted else "verbatim"
