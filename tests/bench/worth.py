"""Measures the check-worthiness score, beside "has a number".

    python -m tests.bench.worth FOLDER             # or FACTCHECK_BENCH_DATA=FOLDER
    python -m tests.bench.worth FOLDER --held-out  # trains on part of `train`, scores the rest

FOLDER has `data/checkworthy/claimbuster.jsonl`. The decision is a score of .5. Speed is processor
time of one core. `--held-out` needs scikit-learn; it is what changes should be judged by, since
the test split is looked at rarely.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from factcheck.extraction.worth import rate
from factcheck.extraction.worth_measures import Example, average_precision, decide, evaluate
from factcheck.extraction.worth_training import read_examples, train

LATE = 16_000
"""Held out: the sentences after this many, the latest debates."""


def has_number(text: str) -> float:
    """The baseline."""
    return float(re.search(r"\d", text) is not None)


def measure(name: str, examples: Sequence[Example], score: Callable[[str], float]) -> None:
    """Print one line for one system."""
    labels = [example.label for example in examples]
    began = time.process_time()
    scores = [score(example.text) for example in examples]
    seconds = time.process_time() - began
    precision, recall, f1 = decide(labels, scores)
    print(
        f"{name:12s} F1 {f1:.3f}  AP {average_precision(labels, scores):.3f}"
        f"  precision {precision:.3f}  recall {recall:.3f}"
        f"  {len(examples) / (seconds or 1):.0f} sentences/s"
    )


def held_out(path: Path) -> None:
    """Fit on the earlier debates of `train`, score the latest, as they are and disguised."""
    examples = read_examples(path, "train")
    weights = train(examples[:LATE], {"data": "the earlier debates"})
    for name, disguise in DISGUISES.items():
        disguised = [Example(disguise(text), label) for text, label in examples[LATE:]]
        figures = evaluate(weights, disguised)
        print(f"{name:22s} F1 {figures.f1:.3f}  AP {figures.average_precision:.3f}")


def as_post(text: str) -> str:
    """As somebody might post it: an address, a tag on each fifth word, marks of a thread."""
    words = text.split()
    tagged = [f"#{word}" if place % 5 == 4 else word for place, word in enumerate(words)]
    return f"1/ {' '.join(tagged)} https://t.example/x @desk"


DISGUISES: dict[str, Callable[[str], str]] = {
    "latest debates": lambda text: text,
    "in lower case": str.lower,
    "IN CAPITALS": str.upper,
    "without punctuation": lambda text: re.sub(r"[^\w\s'’$€£%]", "", text),
    "as a post": as_post,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("FACTCHECK_BENCH_DATA"))
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    if arguments.folder is None:
        print("Give the data folder, or set FACTCHECK_BENCH_DATA.", file=sys.stderr)
        return 2
    path = Path(arguments.folder) / "data" / "checkworthy" / "claimbuster.jsonl"
    if arguments.held_out:
        held_out(path)
        return 0
    examples = read_examples(path, "test")
    rate("")
    measure("has a number", examples, has_number)
    measure("factcheck", examples, lambda text: rate(text).score)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
