"""Measures reported statements and their speakers, beside a regular expression.

    python -m tests.bench.statements FOLDER        # or FACTCHECK_BENCH_DATA=FOLDER

FOLDER has `data/statements/polnear-dev.jsonl`. A statement is found when a claim with a speaker
overlaps it (or one of its sentences) by the intersection over union given; several claims within
a statement count when they cover half of it. Claims on optional spans count for nothing. Speed is
processor time of one core, reading and quotes included.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.extraction import extract

Span = tuple[int, int]
EDGES = " \t\r\n\u00a0\"“”„«»‘’'`,.:;—–-…"
NO_NAMES = frozenset(("the", "a", "an", "of", "mr", "mrs", "ms", "dr", "jr", "sr", "his", "her"))


class Given(NamedTuple):
    span: Span
    speaker: str


_AFTER = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]+ ?){1,5}|[Hh]e|[Ss]he|[Tt]hey|[Tt]he \w+) "
    r"(?:said|says|told \w+|argued|claimed|added|noted|announced|reported|warned)"
    r"(?: that)? (?P<what>[^“”\"\n]{15,}?[.!?])(?=\s|$)"
)
_BEFORE = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=\n))(?P<what>[A-Z][^“”\"\n.]{15,}?), (?:according to )?"
    r"(?P<who>(?:[A-Z][\w.’'-]+ ?){1,5}|he|she|they)(?: said| says| added)?\."
)


def by_expression(text: str) -> list[Given]:
    """The baseline: a name or pronoun, one of ten cues, and the rest of the sentence."""
    return [
        Given(match.span("what"), match["who"].strip())
        for pattern in (_AFTER, _BEFORE)
        for match in pattern.finditer(text)
    ]


def by_extraction(text: str) -> list[Given]:
    """What the product gives out."""
    return [
        Given((claim.start, claim.end), claim.speaker)
        for claim in extract(text).claims
        if claim.speaker
    ]


def trimmed(text: str, span: Span) -> Span:
    """Without marks and white space at the edges, and without a leading "that"."""
    start, end = span
    for _ in range(2):
        while start < end and text[start] in EDGES:
            start += 1
        while end > start and text[end - 1] in EDGES:
            end -= 1
        if text[start : start + 5].lower() == "that ":
            start += 5
    return start, end


def common(left: Span, right: Span) -> int:
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def likeness(left: Span, right: Span) -> float:
    shared = common(left, right)
    return shared / (left[1] - left[0] + right[1] - right[0] - shared) if shared else 0.0


def inside(small: Span, large: Span, share: float) -> bool:
    return common(small, large) >= share * max(1, small[1] - small[0])


def shapes(text: str, statement: dict[str, Any]) -> list[Span]:
    spans = [(statement["start"], statement["end"]), *statement.get("sentences", ())]
    return [trimmed(text, (span[0], span[1])) for span in spans]


def paired(gold: list[list[Span]], given: list[Span], least: float) -> dict[int, int]:
    """Statement → claim, one to one, the likeliest pair first."""
    pairs = sorted(
        (
            (max(likeness(shape, span) for shape in statement), number, index)
            for number, statement in enumerate(gold)
            for index, span in enumerate(given)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for value, number, index in pairs:
        if value >= least and number not in found and index not in found.values():
            found[number] = index
    return found


def names_agree(gold: str, given: str) -> bool:
    def words(name: str) -> list[str]:
        name = re.split(r",|;|\(| who | at the | of the | from the ", name)[0]
        found = re.findall(r"[\w’'-]+", re.sub(r"['’]s\b", "", name).lower())
        return [word for word in found if word not in NO_NAMES] or found

    left, right = words(gold), words(given)
    return bool(left and right) and (left[-1] in right or right[-1] in left)


class Counts:
    """Hits and misses of one system over all articles."""

    def __init__(self) -> None:
        self.gold = self.hits = self.given = self.tight_hits = self.tight_given = 0
        self.named = self.right = 0

    def add(self, article: dict[str, Any], given: list[Given]) -> None:
        text = article["text"]
        spans = [trimmed(text, one.span) for one in given]
        gold = [shapes(text, statement) for statement in article["statements"]]
        optional = [shapes(text, other) for other in article["others"]]
        found = paired(gold, spans, 0.5)
        self._add_split(gold, spans, found)
        self.gold += len(gold)
        self.hits += len(found)
        self.given += len(spans) - self._ignored(gold, optional, spans, found)
        tight = paired(gold, spans, 0.8)
        self.tight_hits += len(tight)
        self.tight_given += len(spans) - self._ignored(gold, optional, spans, tight)
        for number, index in found.items():
            if article["statements"][number]["source_kind"] == "named":
                self.named += 1
                raw = article["statements"][number]["speaker_raw"]
                self.right += names_agree(raw, given[index].speaker)

    def _add_split(self, gold: list[list[Span]], spans: list[Span], found: dict[int, int]) -> None:
        for number, statement in enumerate(gold):
            whole = statement[0]
            parts = [
                index
                for index, span in enumerate(spans)
                if index not in found.values() and inside(span, whole, 0.9)
            ]
            covered = sum(common(spans[index], whole) for index in parts)
            if number not in found and len(parts) > 1 and covered * 2 >= whole[1] - whole[0]:
                found[number] = max(parts, key=lambda index: spans[index][1] - spans[index][0])

    @staticmethod
    def _ignored(
        gold: list[list[Span]],
        optional: list[list[Span]],
        spans: list[Span],
        found: dict[int, int],
    ) -> int:
        used = set(found.values())
        return sum(
            index not in used
            and (
                any(inside(span, gold[number][0], 0.9) for number in found)
                or any(likeness(span, shape) >= 0.5 for other in optional for shape in other)
                or any(inside(span, other[0], 0.5) for other in optional)
            )
            for index, span in enumerate(spans)
        )

    def line(self) -> str:
        def f1(hits: int, given: int) -> float:
            return 2 * hits / (given + self.gold) if given + self.gold else 0.0

        return (
            f"F1 {f1(self.hits, self.given):.3f}  at .8 {f1(self.tight_hits, self.tight_given):.3f}"
            f"  speaker {self.right / (self.named or 1):.3f}"
            f"  precision {self.hits / (self.given or 1):.3f}  recall {self.hits / self.gold:.3f}"
        )


def measure(
    name: str, articles: list[dict[str, Any]], system: Callable[[str], list[Given]]
) -> None:
    """Print one line for one system."""
    counts = Counts()
    began = time.process_time()
    answers = [system(article["text"]) for article in articles]
    seconds = time.process_time() - began
    for article, given in zip(articles, answers, strict=True):
        counts.add(article, given)
    rate = len(articles) / seconds if seconds else 0.0
    print(f"{name:12s} {counts.line()}  {rate:.0f} articles/s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("FACTCHECK_BENCH_DATA"))
    folder = parser.parse_args().folder
    if folder is None:
        print("Give the data folder, or set FACTCHECK_BENCH_DATA.", file=sys.stderr)
        return 2
    path = Path(folder) / "data" / "statements" / "polnear-dev.jsonl"
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    extract(articles[0]["text"])
    measure("expression", articles, by_expression)
    measure("factcheck", articles, by_extraction)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
