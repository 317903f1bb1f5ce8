"""Figures of the quote comparison: `python tests/bench/compare.py`.

Accuracy on our own pairs, class by class, and processor time per quote against sources of three
lengths built from the pairs' own texts.
"""

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from factcheck.context.compare import Comparison, compare

GOLD = Path(__file__).parents[1] / "gold" / "comparison_pairs.jsonl"
RESULTS = ("verbatim", "marked_edits", "altered", "altered_material", "not_found")


def print_accuracy(pairs: list[dict[str, str]]) -> None:
    table: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        table[pair["result"], compare(pair["quote"], pair["source"]).result] += 1
    print(f"{'known':<18}" + "".join(f"{result:>18}" for result in RESULTS))
    for known in RESULTS:
        print(f"{known:<18}" + "".join(f"{table[known, got]:>18}" for got in RESULTS))
    material = sum(table["altered_material", got] for got in RESULTS)
    harmless = sum(table[known, got] for known in RESULTS[:2] for got in RESULTS)
    false = sum(table[known, got] for known in RESULTS[:2] for got in RESULTS[2:4])
    print(
        f"material alterations found {table['altered_material', 'altered_material'] / material:.3f}"
    )
    print(f"false altered on verbatim or marked quotes {false / harmless:.3f}")


def print_speed(pairs: list[dict[str, str]]) -> None:
    texts = sorted({pair["source"] for pair in pairs})
    random.Random(1).shuffle(texts)
    words = " ".join(texts).split()
    for size in (1_000, 4_000, 17_000):
        source = " ".join((words * (size // len(words) + 1))[:size])
        spent = [_spend(pair["quote"], source)[0] for pair in pairs[:200]]
        spent.sort()
        print(
            f"{size:>6} words: median {spent[len(spent) // 2]:.2f} ms,"
            f" p95 {spent[int(len(spent) * 0.95)]:.2f} ms, most {spent[-1]:.2f} ms"
        )


def _spend(quote: str, source: str) -> tuple[float, Comparison]:
    start = time.process_time()
    comparison = compare(quote, source)
    return (time.process_time() - start) * 1_000, comparison


if __name__ == "__main__":
    lines = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    print_accuracy(lines)
    print_speed(lines)
