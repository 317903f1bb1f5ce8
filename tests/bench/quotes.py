"""Measures quotes and speakers on development articles, beside a regular expression.

    python -m tests.bench.quotes FOLDER            # or FACTCHECK_BENCH_DATA=FOLDER
    python -m tests.bench.quotes FOLDER --sieves   # what each sieve is right in

FOLDER has `data/quotes/polnear-dev.jsonl` and `wikinews.jsonl`. Without it only the Wikinews
articles of the tests are measured. Speed is processor time of one core, reading included: once
for articles whose words are new to the process, and once when their words are known and their
sentences are not, as in a worker that has been reading for a while. Loading the word lists, once a
process, does not count.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from factcheck.extraction import extract
from factcheck.extraction.speakers.precision import family_of
from factcheck.extraction.worth import RATED
from tests.bench.quote_scores import Scores, add_article

OWN_WIKINEWS = Path(__file__).parents[1] / "gold" / "wikinews.jsonl"
TOO_FEW = 10
"""Below this many cases a sieve takes the precision of its family."""
FEWEST_OF_FAMILY = 5
"""Below this many cases a family and route takes the precision of the family."""
FEW_CASES = 50
"""Below this many cases a sieve's precision is the lower end of its 90 % interval."""

_MARKED = re.compile(r"“([^”\n]+)”?|\"([^\"\n]+)\"?|''((?:(?!'')[^\n])+)''")
_NAME = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*")
_NO_NAME = frozenset("The A An He She It They But And In On At We I This That".split())

Quotes = list[dict[str, Any]]


def by_expression(text: str) -> Quotes:
    """The baseline: everything in double marks, and the nearest capitalised words."""
    found: Quotes = []
    for marked in _MARKED.finditer(text):
        group = next(number for number in (1, 2, 3) if marked.group(number) is not None)
        after = text[marked.end() : marked.end() + 120]
        before = text[max(0, marked.start() - 120) : marked.start()]
        names = [(one.start(), one.group()) for one in _NAME.finditer(after)]
        names += [(len(before) - one.end(), one.group()) for one in _NAME.finditer(before)]
        names = [(away, name) for away, name in names if name not in _NO_NAME]
        speaker = min(names)[1] if names else None
        found.append(
            {
                "start": marked.start(group),
                "end": marked.end(group),
                "speaker": speaker,
                "raw": speaker,
            }
        )
    return found


def by_extraction(text: str) -> Quotes:
    """The product: an entry a span."""
    return [
        {
            "start": span.start,
            "end": span.end,
            "speaker": quote.speaker,
            "raw": quote.speaker_raw,
            "method": quote.method,
            "proposed": quote.speaker or next(iter(quote.candidates), None),
        }
        for quote in extract(text).quotes
        for span in quote.spans
    ]


def measure(path: Path, system: Callable[[str], Quotes]) -> tuple[Scores, float]:
    """The scores over a file of articles, and articles a second."""
    scores = Scores()
    spent, articles = 0.0, 0
    for gold in read_articles(path):
        started = time.process_time()
        given = system(gold["text"])
        spent += time.process_time() - started
        articles += 1
        add_article(scores, gold, given)
    return scores, articles / max(spent, 1e-9)


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


ROWS: tuple[tuple[str, str, Callable[[Scores], float]], ...] = (
    ("span F1, overlap .8", "≥ .975", lambda s: s.span_f1),
    ("span F1, exact", "≥ .970", lambda s: s.exact_f1),
    ("speaker right, of matched quotes", "≥ .900", lambda s: s.speaker_of_matched),
    ("end to end", "≥ .870", lambda s: s.end_to_end),
    ("right when a speaker is given", "≥ .930", lambda s: s.precision_when_given),
    ("abstained", "≤ .100", lambda s: s.abstained),
    ("named speakers", "", lambda s: s.group("named", "speaker_right", "speaker_asked")),
    ("pronoun speakers", "≥ .800", lambda s: s.group("pronoun", "speaker_right", "speaker_asked")),
    ("nominal speakers", "", lambda s: s.group("nominal", "speaker_right", "speaker_asked")),
    ("recall, one to three words", "≥ .950", lambda s: s.group("1-3 words", "found", "gold")),
    ("non-quotes rejected", "≥ .600", lambda s: s.nonquotes_rejected),
)
WIKINEWS_TARGETS = {"span F1, overlap .8": "≥ .940", "end to end": "≥ .850"}


def print_table(title: str, path: Path, targets: dict[str, str] | None = None) -> Scores:
    baseline, baseline_speed = measure(path, by_expression)
    product, speed = measure(path, by_extraction)
    RATED.clear()  # a sentence that was scored before would cost nothing
    _, speed_of_known_words = measure(path, by_extraction)
    print(f"\n{title}: {product.totals['gold']} quotes, {product.totals['nonquotes']} non-quotes")
    print(f"{'measure':36s}{'regex':>8s}{'factcheck':>11s}   to reach")
    for name, target, value in ROWS:
        wanted = targets.get(name, "") if targets is not None else target
        print(f"{name:36s}{value(baseline):8.3f}{value(product):11.3f}   {wanted}")
    print(f"{'articles a second, one core':36s}{baseline_speed:8.0f}{speed:11.0f}   ≥ 200")
    print(f"{'the same, words known':44s}{speed_of_known_words:11.0f}   ≥ 200")
    return product


def lower_bound(right: int, asked: int, z: float = 1.645) -> float:
    """The lower end of Wilson's interval (90 %)."""
    if not asked:
        return 0.0
    share = right / asked
    centre = share + z * z / (2 * asked)
    spread = z * math.sqrt(share * (1 - share) / asked + z * z / (4 * asked * asked))
    return (centre - spread) / (1 + z * z / asked)


def print_sieves(scores: list[Scores]) -> None:
    """Each sieve's right answers, cases, and the confidence that follows."""
    right: dict[str, int] = {}
    asked: dict[str, int] = {}
    for one in scores:
        for method, counts in one.by_method.items():
            right[method] = right.get(method, 0) + counts["right"]
            asked[method] = asked.get(method, 0) + counts["asked"]
    print("\nPRECISION, sieves with ten cases or more")
    for method in sorted(asked, key=lambda name: -asked[name]):
        if asked[method] >= TOO_FEW:
            print_precision(method, right[method], asked[method])
    families: dict[str, list[str]] = {}
    for method in asked:
        family = family_of(method)
        families.setdefault(family, []).append(method)
        families.setdefault(family.partition("/")[0], []).append(method)
    print("\nFAMILY_PRECISION")
    for family, methods in sorted(families.items()):
        cases = sum(asked[method] for method in methods)
        if cases >= FEWEST_OF_FAMILY or "/" not in family:
            print_precision(family, sum(right[method] for method in methods), cases)
    print("\nsieves with fewer cases")
    for method in sorted(asked, key=lambda name: -asked[name]):
        if asked[method] < TOO_FEW:
            print_precision(method, right[method], asked[method])


def print_precision(name: str, right: int, asked: int) -> None:
    share = min(right / asked, 0.99) if asked >= FEW_CASES else lower_bound(right, asked)
    print(f'    "{name}": {share:.2f},  # {right} of {asked}')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("FACTCHECK_BENCH_DATA"))
    parser.add_argument("--sieves", action="store_true", help="print each sieve's precision")
    options = parser.parse_args()
    extract("“No,” Ana Ruiz said. It cost 5 million in May.")  # the word lists are loaded
    scores = []
    if options.folder:
        path = Path(options.folder) / "data" / "quotes" / "polnear-dev.jsonl"
        scores.append(print_table("Development articles", path))
    else:
        print("No FOLDER and no FACTCHECK_BENCH_DATA: the tests' articles only.", file=sys.stderr)
    scores.append(print_table("Wikinews", OWN_WIKINEWS, WIKINEWS_TARGETS))
    if options.sieves:
        print_sieves(scores)


if __name__ == "__main__":
    main()
