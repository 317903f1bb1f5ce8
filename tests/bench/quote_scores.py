"""Counts right spans and right speakers of extracted quotes against answers.

Spans are compared with white space, quotation marks, commas and stops trimmed off both edges; a
span is found when its overlap with the answer is at least .8 of their union, one to one, best
pair first. A speaker is right when the last content word of either name is among the words of the
other. A quote whose speaker the answers do not know is not counted for its speaker.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

EDGES = " \t\r\n\u00a0\"“”„«»‘’'`,."
SAME = 0.8
TOUCHES = 0.5
_ARTICLES = frozenset({"the", "a", "an"})
_NO_NAMES = _ARTICLES | frozenset(
    """of mr mrs ms dr sir dame lord lady sen rep gov gen president jr sr ii iii and his her
    their""".split()
)
_END_OF_NAME = re.compile(r",|;|\(|\bwho\b|\bat the\b|\bof the\b|\bfrom the\b")
_MARK_AFTER_NAME = re.compile(r",|;|\(")

Pair = tuple[int, int]


@dataclass
class Scores:
    """Counts over articles; `by_group` breaks speakers and recall down, `by_method` precision."""

    totals: Counter[str] = field(default_factory=Counter)
    by_group: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_method: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def share(self, part: str, whole: str) -> float:
        return self.totals[part] / max(1, self.totals[whole])

    @property
    def span_f1(self) -> float:
        precision, recall = self.share("right_given", "given"), self.share("found", "gold")
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def exact_f1(self) -> float:
        precision, recall = self.share("exact", "given"), self.share("exact", "gold")
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def end_to_end(self) -> float:
        return self.share("speaker_right", "known")

    @property
    def speaker_of_matched(self) -> float:
        return self.share("speaker_right", "speaker_asked")

    @property
    def precision_when_given(self) -> float:
        return self.share("speaker_right", "speaker_given")

    @property
    def abstained(self) -> float:
        return 1 - self.share("speaker_given", "speaker_asked")

    @property
    def nonquotes_rejected(self) -> float:
        return self.share("rejected", "nonquotes")

    def group(self, name: str, part: str, whole: str) -> float:
        return self.by_group[name][part] / max(1, self.by_group[name][whole])


def add_article(scores: Scores, gold: dict[str, Any], given: Sequence[dict[str, Any]]) -> None:
    """Count one article: its answers against the quotes given (start, end, speaker, method)."""
    text = gold["text"]
    gold_spans = [trimmed(text, quote["start"], quote["end"]) for quote in gold["quotes"]]
    spans = [trimmed(text, quote["start"], quote["end"]) for quote in given]
    ambiguous = [trimmed(text, one["start"], one["end"]) for one in gold.get("ambiguous", [])]
    matched = match(gold_spans, spans)
    used = set(matched.values())
    for index, quote in enumerate(gold["quotes"]):
        groups = _groups(text, quote)
        counters = [scores.totals, *(scores.by_group[name] for name in groups)]
        _add(counters, "gold")
        known = bool(quote.get("speaker"))
        if known:
            _add(counters, "known")
        if gold_spans[index] in set(spans):
            _add(counters, "exact")
        if index not in matched:
            continue
        _add(counters, "found")
        if known:
            _add_speaker(scores, counters, quote, given[matched[index]])
    for index, span in enumerate(spans):
        if index in used or not any(overlap(span, one) >= TOUCHES for one in ambiguous):
            scores.totals["given"] += 1
            scores.totals["right_given"] += index in used
    for one in gold.get("nonquotes", []):
        span = trimmed(text, one["start"], one["end"])
        scores.totals["nonquotes"] += 1
        scores.totals["rejected"] += not any(overlap(span, other) >= TOUCHES for other in spans)


def _add_speaker(
    scores: Scores, counters: Iterable[Counter[str]], gold: dict[str, Any], given: dict[str, Any]
) -> None:
    counters = list(counters)
    _add(counters, "speaker_asked")
    answers = [gold["speaker"], *gold.get("speaker_alts", [])]
    proposed = given.get("proposed") or given["speaker"] or ""
    method = scores.by_method[given.get("method", "")]
    method["asked"] += 1
    # Where the annotators kept "the president", the name behind the role cannot be judged.
    as_worded = "/role" in given.get("method", "") and same_name(
        gold["speaker"], given["raw"] or ""
    )
    method["right"] += as_worded or any(same_name(answer, proposed) for answer in answers)
    if given["speaker"]:
        _add(counters, "speaker_given")
    if any(same_name(answer, given["speaker"] or "") for answer in answers):
        _add(counters, "speaker_right")


def _groups(text: str, quote: dict[str, Any]) -> list[str]:
    words = len(text[quote["start"] : quote["end"]].split())
    length = "1 word" if words == 1 else "2-3 words" if words < 4 else "4+ words"
    groups = [quote.get("speaker_kind", "all"), length]
    return [*groups, "1-3 words"] if words < 4 else groups


def _add(counters: Iterable[Counter[str]], key: str) -> None:
    for counter in counters:
        counter[key] += 1


def trimmed(text: str, start: int, end: int) -> Pair:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def overlap(one: Pair, other: Pair) -> float:
    """Intersection over union."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0


def match(gold: Sequence[Pair], given: Sequence[Pair]) -> dict[int, int]:
    pairs = [
        (shared, g, p)
        for g, one in enumerate(gold)
        for p, other in enumerate(given)
        if (shared := overlap(one, other)) >= SAME
    ]
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, g, p in sorted(pairs, reverse=True):
        if g not in matched and p not in used:
            matched[g] = p
            used.add(p)
    return matched


def name_words(name: str) -> list[str]:
    name = unicodedata.normalize("NFKD", name)
    name = "".join(one for one in name if not unicodedata.combining(one))
    if re.search(r"\w", _MARK_AFTER_NAME.split(name)[0]):
        name = _END_OF_NAME.split(name)[0]
    name = re.sub(r"['’]s\b", "", name)
    words = re.findall(r"[\w’'-]+", name.lower())
    content = [word for word in words if word not in _NO_NAMES]
    return content or [word for word in words if word not in _ARTICLES]


def same_name(one: str, other: str) -> bool:
    first, second = name_words(one), name_words(other)
    return bool(first and second) and (first[-1] in second or second[-1] in first)
