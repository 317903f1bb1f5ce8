"""Clauses that stand alone: of the article's own sentences and of what stands in quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.tokens import words_of
from factcheck.extraction.types import Quote, Span

LEAST_WORDS = 4
_ENDS = ".!?"
_SENTENCE_END = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[)\]’”\"']*+\s+(?=[A-Z\d“‘\"'(\[])")
_PREFACE = re.compile(
    r"(?:(?:and|but|so|now|well|look|yes|no),?\s+)?(?:"
    r"(?:i|we)(?:['’]m| am|['’]re| are)? (?:can |am |are |just |also |would |have to |want to )*"
    r"(?:announce|report|confirm|say|tell you|repeat|stress|add|note|delighted to report|"
    r"pleased to (?:report|announce|say)|proud to (?:report|announce|say)|happy to "
    r"(?:report|announce|say)|sorry to say|know|believe|think)(?:,? (?:today|now|here|tonight))?,? "
    r"(?:that )?)(?=\S)",
    re.IGNORECASE,
)
_OPENERS = frozenset((w.SUBORDINATOR, w.PREPOSITION, w.PARTICIPLE, w.ADVERB, w.TO))
_SUBJECTS = frozenset((w.NAME, w.NOUN, w.DETERMINER, w.PRONOUN, w.NUMBER, w.CONTRACTED))
_CUT = re.compile(f"[{w.COMMA}{w.COLON}{w.DASH}]")
"""Searched for in a sentence's tags, like what stands at the edges of a clause."""
_IN_FRONT = "".join((w.AND, w.COMMA, w.DASH, w.COLON, w.STOP))
_AT_END = "".join((w.COMMA, w.DASH, w.COLON, w.STOP))
_CONCESSIVE = frozenset(("although", "though", "while", "whereas"))


class Segment(NamedTuple):
    """A clause in code points; `reason` says why it is no claim, None when it may be one."""

    start: int
    end: int
    reason: str | None = None


def own_segments(
    sentence: Sentence, text: str, taken: Sequence[tuple[int, int]]
) -> Iterator[Segment]:
    """The clauses of a sentence that no reported statement takes up. `taken` are token ranges."""
    words = sentence.words
    if _is_heading(sentence, text):
        return
    if sentence.lowers[-1] == "?":
        yield Segment(words.start(0), words.ends[-1], "a question")
        return
    for clause in _clauses(sentence, 0, len(sentence)):
        if taken and any(clause[0] < last and start < clause[1] for start, last in taken):
            continue
        first, end = trimmed(sentence, *_without_concession(sentence, *clause))
        if sentence.words_between(first, end) < LEAST_WORDS or w.QUOTE in sentence.tags[first:end]:
            continue
        if _has_subject(sentence, first, end):
            yield Segment(words.start(first), words.ends[end - 1])


def _is_heading(sentence: Sentence, text: str) -> bool:
    """A line without a stop at its end: a headline, a caption, an item of a menu."""
    end = sentence.words.ends[-1]
    last = text[end - 1] if end else ""
    rest = text[end : end + 1]
    return last not in ".!?:;…”\"’')]" and rest in ("", "\n", "\r") and len(sentence) < 25


def quoted_segments(text: str, quote: Quote) -> Iterator[Segment]:
    """The clauses of a quotation, its marks, prefaces and closing stops left out."""
    for span in quote.spans or (Span(quote.start, quote.end),):
        for start, end in _quoted_sentences(text, span):
            yield from _quoted_clauses(text, start, end)


def _quoted_sentences(text: str, span: Span) -> Iterator[tuple[int, int]]:
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        yield start, match.end()
        start = match.end()
    yield start, span.end


def _quoted_clauses(text: str, start: int, end: int) -> Iterator[Segment]:
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[end - 1 : end] == "?":
        yield Segment(start, end, "a question")
        return
    preface = _PREFACE.match(text, start, end)
    if preface is not None:
        start = preface.end()
    words = words_of(text, Span(start, end))
    sentence = Sentence(0, words, ())
    if not len(sentence):
        return
    for clause in _clauses(sentence, 0, len(sentence)):
        first, last = trimmed(sentence, *_without_concession(sentence, *clause))
        if sentence.words_between(first, last) < LEAST_WORDS:
            continue
        if _has_subject(sentence, first, last):
            yield Segment(words.start(first), words.ends[last - 1])


def coordinated(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of "X, and Y" in `start..end` when each stands alone, else the whole."""
    first = start
    for here in range(start + 1, end):
        if (
            sentence.tags[here] == w.COMMA
            and sentence.lower(here + 1) in ("and", "but")
            and w.SUBORDINATOR not in sentence.tags[first:here]
            and _begins_clause(sentence, here + 1, end)
            and _stands_alone(sentence, first, here)
            and _stands_alone(sentence, here + 2, end)
        ):
            yield first, here
            first = here + 2
    yield first, end


def _stands_alone(sentence: Sentence, first: int, end: int) -> bool:
    return sentence.words_between(first, end) >= LEAST_WORDS and (
        sentence.finite_between(first + 1, end) >= 0 or sentence.tag(first) == w.CONTRACTED
    )


def _clauses(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """Cut where a coordinated, contrasting or relative clause begins, and after an opening."""
    cuts = [start]
    opening = _main_clause_after_opening(sentence, start, end)
    if opening is not None:
        cuts.append(opening)
    for match in _CUT.finditer(sentence.tags, start + 1, end):
        begins = match.group() != w.COMMA or _begins_clause(sentence, match.end(), end)
        if begins and match.end() > cuts[-1]:
            cuts.append(match.end())
    return list(pairwise([*cuts, end]))


def _main_clause_after_opening(sentence: Sentence, start: int, end: int) -> int | None:
    """ "In a sign of …, Japan will": where the main clause begins."""
    first = start + (sentence.tag(start) == w.AND)
    if sentence.tag(first) not in _OPENERS:
        return None
    for here in range(first + 1, end):
        if sentence.tags[here] == w.COMMA and sentence.tag(here + 1) in _SUBJECTS:
            verb = sentence.finite_between(here + 1, end)
            return here + 1 if verb > here + 1 else None
    return None


def _begins_clause(sentence: Sentence, position: int, end: int) -> bool:
    tag = sentence.tag(position)
    if tag == w.RELATIVE:
        return sentence.lower(position) in ("which", "who") and (
            sentence.is_finite(position + 1) and not _resumes(sentence, position, end)
        )
    if tag == w.SUBORDINATOR:
        return sentence.lower(position) in _CONCESSIVE
    if tag != w.AND or sentence.tag(position + 1) not in _SUBJECTS:
        return False
    following = position + 1
    while following < end and sentence.tags[following] not in (w.COMMA, w.DASH, w.COLON, w.AND):
        if sentence.is_finite(following):
            return following > position + 1 or sentence.tags[following] == w.CONTRACTED
        following += 1
    return False


def _without_concession(sentence: Sentence, first: int, end: int) -> tuple[int, int]:
    """ "Although it rained" says that it rained."""
    while first < end and (
        sentence.tags[first] in _IN_FRONT or sentence.lower(first) in _CONCESSIVE
    ):
        first += 1
    return first, end


def _resumes(sentence: Sentence, relative: int, end: int) -> bool:
    """ "Canada, which borders the US, exports oil": the main verb follows the next comma."""
    for here in range(relative, end):
        if sentence.tags[here] == w.COMMA:
            return sentence.is_finite(here + 1)
    return False


def trimmed(sentence: Sentence, first: int, end: int) -> tuple[int, int]:
    """Without conjunctions in front, and marks at either edge."""
    tags = sentence.tags[first:end]
    kept = tags.lstrip(_IN_FRONT)
    first += len(tags) - len(kept)
    return first, first + len(kept.rstrip(_AT_END))


def _has_subject(sentence: Sentence, first: int, end: int) -> bool:
    """A finite verb with something before it, and no condition ("if", "when") in front."""
    verb = sentence.finite_between(first, end)
    if verb < 0 or sentence.tags[first] == w.SUBORDINATOR:
        return False
    if sentence.tags[verb] == w.CONTRACTED:
        return True
    return verb > first and sentence.tags[first] not in (w.PARTICIPLE, w.TO)
