"""Make the weights of the check-worthiness score. Needs scikit-learn; scoring does not.

    python -m factcheck.extraction.worth_training claimbuster.jsonl [OUT.json.gz]

The file holds one object a line: {"text", "label": 0 or 1, "split"?}. Lines of another split than
`train` are never fitted on. A newsroom's own decisions are fitted by `worth_refit`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from factcheck.extraction.worth import SHIPPED, Weights, save_weights
from factcheck.extraction.worth_features import FEATURE_NAMES, hand_features
from factcheck.extraction.worth_measures import Example
from factcheck.extraction.worth_reading import grams, read, said
from factcheck.extraction.worth_vectors import term_values

LEAST_SENTENCES = 2
"""A word or pair is kept when this many sentences have it."""

STRENGTH = 2.0
"""Inverse of the penalty, and the scale of hand features beside words, chosen on held-out
debates of the training split."""
HAND_SCALE = 0.2
THRESHOLD = 0.53
"""Held-out debates of the same years want .55, later debates want .46 to .50; see the card."""


def read_examples(path: Path, split: str) -> list[Example]:
    """The examples of one split without repeated sentences, in the order of the file."""
    examples: dict[str, Example] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("split", split) == split:
                examples.setdefault(row["text"].lower(), Example(row["text"], row["label"]))
    return list(examples.values())


def train(examples: Sequence[Example], about: dict[str, str]) -> Weights:
    """Fit weights to examples; the same examples give the same weights."""
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

    texts = [said(example.text) for example in examples]
    readings = [read(text) for text in texts]
    words = [reading.words for reading in readings]
    frequencies = _inverse_document_frequencies(words)
    hand = []
    for text, reading in zip(texts, readings, strict=True):
        values = hand_features(text, reading)
        hand.append([values.get(name, 0.0) for name in FEATURE_NAMES])
    scaler = StandardScaler()
    scaled = scaler.fit_transform(hand) * HAND_SCALE
    index = {term: column for column, term in enumerate(frequencies)}
    columns = hstack([_term_matrix(words, frequencies, index, csr_matrix), scaled]).tocsr()
    model = LogisticRegression(
        C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=500
    )
    model.fit(columns, [example.label for example in examples])
    coefficients = [float(value) for value in model.coef_[0]]
    hand_coefficients = [
        HAND_SCALE * value / float(deviation)
        for value, deviation in zip(coefficients[len(index) :], scaler.scale_, strict=True)
    ]
    shift = sum(
        value * float(mean) for value, mean in zip(hand_coefficients, scaler.mean_, strict=True)
    )
    bias = float(model.intercept_[0]) - shift - math.log(THRESHOLD / (1 - THRESHOLD))
    return Weights(
        terms={term: (frequencies[term], coefficients[column]) for term, column in index.items()},
        features=dict(zip(FEATURE_NAMES, hand_coefficients, strict=True)),
        bias=bias,
        about=about,
    )


def _inverse_document_frequencies(words: Sequence[list[str]]) -> dict[str, float]:
    counts = Counter(term for sentence in words for term in set(grams(sentence)))
    total = len(words) + 1
    return {
        term: math.log(total / (count + 1)) + 1
        for term, count in sorted(counts.items())
        if count >= LEAST_SENTENCES
    }


def _term_matrix(
    words: Sequence[list[str]], frequencies: dict[str, float], index: dict[str, int], matrix: Any
) -> Any:
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, sentence in enumerate(words):
        for term, value in term_values(sentence, frequencies).items():
            rows.append(row)
            columns.append(index[term])
            values.append(value)
    return matrix((values, (rows, columns)), shape=(len(words), len(index)))


def main(arguments: Sequence[str]) -> int:
    """Train on the `train` split of a file and write the weights."""
    if not arguments:
        sys.stderr.write(
            "Give the data: python -m factcheck.extraction.worth_training FILE [OUT]\n"
        )
        return 2
    out = Path(arguments[1]) if len(arguments) > 1 else SHIPPED
    examples = read_examples(Path(arguments[0]), "train")
    weights = train(
        examples,
        {
            "data": "ClaimBuster, Zenodo record 3836810 (Arslan, Hassan, Li, Tremayne 2020)",
            "licence": "not confirmed, believed to be CC BY 4.0; see docs/model-card-worth.md",
            "split": "train",
            "sentences": str(len(examples)),
        },
    )
    save_weights(weights, out)
    sys.stdout.write(f"{len(examples)} sentences, {len(weights.terms)} terms, {out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
