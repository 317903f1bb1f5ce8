"""Where the content stands: before the cue, after it, or on both sides of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.reported.cue_words import ADDRESSED, CLOSE_LINKS, SUPPOSING
from factcheck.extraction.reported.ends import content_end
from factcheck.extraction.reported.groups import Group
from factcheck.extraction.reported.spans import (
    after_dateline,
    has_verb,
    is_clause,
    next_comma,
    sentence_end,
    skip_out,
    skip_remark,
)
from factcheck.extraction.reported.starts import after_addressee, content_start

Shape = Literal["before", "after", "around", "according", "noun"]
"""Where the content stands in relation to the cue."""


@dataclass(frozen=True, slots=True)
class Reported:
    """Token positions within one sentence; ends are exclusive, the subject's end inclusive."""

    start: int
    end: int
    subject: tuple[int, int] | None
    cue: tuple[int, int]
    verb: str
    shape: Shape


def content_of(sentence: Sentence, group: Group, openings: set[int]) -> Reported | None:
    """Decide whether the content follows, precedes or surrounds the cue."""
    if sentence.lower(group.opening - 1) in ("what", "how", "who", "why"):
        return None
    if sentence.lower(group.opening - 1) == "as" and sentence.tags[group.cue] != w.PARTICIPLE:
        return _as_remark(sentence, group, openings)
    if (
        sentence.lower(0) == "as"
        and sentence.tag(skip_out(sentence, group.close)) == w.COMMA
        and sentence.finite_between(1, group.subject[1] if group.subject else 1) == -1
    ):
        return _as_remark(sentence, group, openings)
    if sentence.tags[group.cue] == w.PARTICIPLE and group.cue == 0:
        return _opening_participle(sentence, group, openings)
    start = None if group.inverted else content_start(sentence, group)
    if start is None or sentence.tag(group.close) == w.COMMA:
        preceding = _content_before(sentence, group, openings)
        if preceding is not None:
            return preceding
    if start is None:
        return None
    end = content_end(sentence, start, group, openings)
    said_that = sentence.lower(start - 1) == "that" and group.verb != "find"
    if not (said_that and end - start >= 3) and not is_clause(sentence, start, end):
        return None
    return Reported(start, end, group.subject, (group.cue, group.cue + 1), group.verb, "after")


def _opening_participle(sentence: Sentence, group: Group, openings: set[int]) -> Reported | None:
    """ "Noting that prices fell, Lee called …": the subject follows the comma."""
    start = content_start(sentence, group)
    if start is None:
        return None
    end = content_end(sentence, start, group, openings)
    subject = sentence.first_subject(end + 1, len(sentence))
    if subject is None or sentence.tag(end) != w.COMMA:
        return None
    return Reported(start, end, subject, (group.cue, group.cue + 1), group.verb, "after")


def _content_before(sentence: Sentence, group: Group, openings: set[int]) -> Reported | None:
    """The content that ends at the comma before the cue, or goes on after it."""
    edge = group.opening - 1
    if group.verb in SUPPOSING - {"think", "believe", "suggest"}:
        return None
    if sentence.tag(edge) not in (w.COMMA, w.QUOTE, w.DASH, w.CLOSE):
        return None
    if sentence.tags[group.cue] == w.PARTICIPLE and sentence.tag(group.cue - 1) != w.AUXILIARY:
        return None
    if sentence.tag(group.opening) == w.RELATIVE:
        return None
    start = after_dateline(sentence)
    if any(start <= opening < edge for opening in openings):
        return None
    rest = group.close
    if group.verb in ADDRESSED and not group.inverted:
        rest = max(rest, after_addressee(sentence, rest))
    rest = skip_remark(sentence, rest)
    around = _continues(sentence, rest, group)
    opening_phrase = sentence.tag(start) in (w.SUBORDINATOR, w.PARTICIPLE, w.PREPOSITION, w.TO)
    whole = has_verb(sentence, start, edge)
    if around:
        end = content_end(sentence, rest + 1, group, openings)
        whole = whole or has_verb(sentence, rest + 1, end)
    else:
        end = edge + 1 if sentence.tag(edge) in (w.QUOTE, w.CLOSE) else edge
        closes = sentence.tag(rest + 1) != w.QUOTE and sentence.tag(rest) in (
            w.STOP,
            w.COMMA,
            w.DASH,
            w.CLOSE,
            w.SUBORDINATOR,
            w.AND,
        )
        whole = (
            (whole or sentence.tags[group.cue] == w.NAME)
            and closes
            and (not opening_phrase or sentence.tag(rest) != w.COMMA)
        )
    if not whole or sentence.words_between(start, end) < 4:
        return None
    shape: Shape = "around" if around else "before"
    return Reported(start, end, group.subject, (group.cue, group.cue + 1), group.verb, shape)


def _continues(sentence: Sentence, rest: int, group: Group) -> bool:
    """Whether the content goes on after a cue in its middle."""
    if sentence.tag(rest) != w.COMMA:
        return False
    following = rest + 1
    start = after_dateline(sentence)
    unfinished = sentence.tag(start) in (w.SUBORDINATOR, w.PREPOSITION, w.TO)
    if sentence.tag(following) == w.QUOTE:
        return sentence.tag(start) in (w.SUBORDINATOR, w.AND)
    while sentence.tag(following) == w.ADVERB:
        following += 1
    tag = sentence.tag(following)
    if tag == w.PARTICIPLE and not unfinished:
        return False
    if tag == w.SUBORDINATOR and sentence.lower(following) not in CLOSE_LINKS:
        return False
    if (
        tag == w.VERB
        and sentence.tag(following + 1) == w.PREPOSITION
        and (sentence.lower(following).endswith("ed"))
    ):
        return False
    if sentence.lower(following) in ("who", "whose", "whom"):
        return False
    starts_clause = tag in (w.AND, w.SUBORDINATOR, w.PRONOUN, w.CONTRACTED)
    if group.inverted and not starts_clause and not sentence.is_finite(following):
        return False
    if tag == w.AND and (
        sentence.is_finite(following + 1) or sentence.tag(group.opening - 1) == w.QUOTE
    ):
        return False
    return (
        sentence.words_between(following, len(sentence)) >= 2
        and sentence.finite_between(following, len(sentence)) >= 0
    )


def _as_remark(sentence: Sentence, group: Group, openings: set[int]) -> Reported | None:
    """ "As Lee noted, …" and "…, as Lee noted": the content is on the other side of the comma."""
    edge = group.opening - 1
    if edge == 0 or sentence.tag(edge) == w.COMMA:
        comma = next_comma(sentence, group.close)
        if comma is None:
            return None
        end = content_end(sentence, comma + 1, group, openings)
        return _checked(sentence, comma + 1, end, group, "after")
    if sentence.tag(edge - 1) == w.COMMA:
        rest = skip_out(sentence, group.close)
        following = rest + 1
        while sentence.tag(following) == w.ADVERB:
            following += 1
        if sentence.tag(rest) == w.COMMA and sentence.is_finite(following):
            return _checked(sentence, 0, sentence_end(sentence), group, "around")
        return _checked(sentence, 0, edge - 1, group, "before")
    return None


def _checked(
    sentence: Sentence, start: int, end: int, group: Group, shape: Shape
) -> Reported | None:
    if sentence.finite_between(start, end) < 0 or sentence.words_between(start, end) < 4:
        return None
    return Reported(start, end, group.subject, (group.cue, group.cue + 1), group.verb, shape)
