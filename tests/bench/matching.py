"""Measures matching to earlier checks, beside plain BM25.

    python -m tests.bench.matching FOLDER          # or FACTCHECK_BENCH_DATA=FOLDER
    python -m tests.bench.matching FOLDER --semantic MODEL   # or FACTCHECK_SEMANTIC_MODEL=MODEL

MODEL is the folder of the optional sentence encoder (`factcheck semantic fetch`). FOLDER has `data/matching/m_ct2020_{claims,queries,qrels}.jsonl`. MAP@5 and R@10 by split; fitted
on `train` and `dev`, so that only `test` is a measurement. The time of a query is wall time of
one core, the median and the 95th of a hundred.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from factcheck.claims.matching import CheckedText, Index
from factcheck.claims.semantic import Encoder, SemanticReranker

SPLITS = ("train", "dev", "test")
Search = Callable[[str], list[str]]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain_bm25(claims: list[dict[str, Any]]) -> Search:
    """The baseline: lower-cased words as they stand, k1 1.5, b .75."""
    documents = [Counter(_words(f"{claim['title']} {claim['text']}")) for claim in claims]
    average = sum(sum(document.values()) for document in documents) / len(documents)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, document in enumerate(documents):
        norm = 1.5 * (0.25 + 0.75 * sum(document.values()) / average)
        for word, count in document.items():
            postings[word].append((number, count * 2.5 / (count + norm)))

    def search(query: str) -> list[str]:
        scores: defaultdict[int, float] = defaultdict(float)
        for word in _words(query):
            found = postings.get(word, ())
            rarity = math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[number] += rarity * weight
        best = sorted(scores, key=lambda number: (-scores[number], number))[:10]
        return [claims[number]["id"] for number in best]

    return search


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def index_search(claims: list[dict[str, Any]]) -> Search:
    """What the product does."""
    index = Index(CheckedText(claim["id"], claim["text"], claim["title"]) for claim in claims)
    return lambda query: [match.id for match in index.search(query, 10)]


def semantic_search(claims: list[dict[str, Any]], model: Path) -> dict[str, Search]:
    """What the product does with the optional extra: over the whole collection, and over the
    candidates by words alone, whose vectors are made when they are needed."""
    checks = [CheckedText(claim["id"], claim["text"], claim["title"]) for claim in claims]
    index, encoder = Index(checks), Encoder(model)
    began = time.perf_counter()
    whole = SemanticReranker.over(encoder, checks)
    seconds = time.perf_counter() - began
    print(f"{len(checks)} checks encoded in {seconds:.0f} s, {len(checks) / seconds:.0f} a second")
    words = {check.id: check.text for check in checks}
    lazy = SemanticReranker(encoder, lambda ids: {one: words[one] for one in ids})
    return {
        "by meaning": lambda query: [one.id for one in index.search(query, 10, whole)],
        "its candidates only": lambda query: [one.id for one in index.search(query, 10, lazy)],
    }


def measure(
    name: str, queries: list[dict[str, Any]], right: dict[str, set[str]], search: Search
) -> None:
    """Print one line for one system and split."""
    precisions = recalls = 0.0
    times: list[float] = []
    scored = [query for query in queries if right.get(query["id"])]
    for query in scored:
        began = time.perf_counter()
        answers = search(query["text"])
        times.append((time.perf_counter() - began) * 1000)
        wanted = right[query["id"]]
        hits = 0
        for rank, answer in enumerate(answers[:5], start=1):
            if answer in wanted:
                hits += 1
                precisions += hits / rank / len(wanted)
        recalls += any(answer in wanted for answer in answers)
    times.sort()
    print(
        f"{name:26s} MAP@5 {precisions / len(scored):.3f}  R@10 {recalls / len(scored):.3f}"
        f"  p50 {times[len(times) // 2]:.2f} ms  p95 {times[int(len(times) * 0.95)]:.2f} ms"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("FACTCHECK_BENCH_DATA"))
    parser.add_argument("--split", choices=SPLITS, action="append", help="by itself all three")
    parser.add_argument("--semantic", default=os.environ.get("FACTCHECK_SEMANTIC_MODEL"))
    arguments = parser.parse_args()
    folder = arguments.folder
    if folder is None:
        print("Give the data folder, or set FACTCHECK_BENCH_DATA.", file=sys.stderr)
        return 2
    data = Path(folder) / "data" / "matching"
    claims = read(data / "m_ct2020_claims.jsonl")
    right: dict[str, set[str]] = defaultdict(set)
    for pair in read(data / "m_ct2020_qrels.jsonl"):
        right[pair["qid"]].add(pair["cid"])
    queries = read(data / "m_ct2020_queries.jsonl")
    systems = {"plain BM25": plain_bm25(claims), "factcheck": index_search(claims)}
    if arguments.semantic:
        systems |= semantic_search(claims, Path(arguments.semantic))
    for split in arguments.split or SPLITS:
        for name, search in systems.items():
            of_split = [query for query in queries if query["split"] == split]
            measure(f"{split} {name}", of_split, right, search)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
