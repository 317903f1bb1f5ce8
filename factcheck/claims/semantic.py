"""Earlier checks put in order by meaning: what the optional extra `[semantic]` adds to matching.

A sentence encoder (all-MiniLM-L6-v2 as ONNX; Reimers and Gurevych 2019, arXiv 1908.10084) gives
each text a vector. A check's score is a weighted sum of the cosine of the vectors and of its share
of the best BM25 score. The weight is a constant chosen by hand, not learned coefficients: the data
that it was chosen on may be used for tuning and for nothing else (docs/claims.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from factcheck.claims.matching import CheckedText, Match, clean_query
from factcheck.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

log = structlog.get_logger(__name__)

MEANING_WEIGHT = 0.75
CANDIDATES = 20
"""By meaning, beside those by words."""
MOST_TOKENS = 256
BATCH = 64
MODEL_FILE, TOKENIZER_FILE = "model.onnx", "tokenizer.json"
ADVICE = (
    "Matching goes on without it. Install the extra (pip install 'factcheck[semantic]') and get "
    "the model (factcheck semantic fetch), or unset FACTCHECK_SEMANTIC_MODEL."
)


class ModelUnusable(Unavailable):
    """The semantic model, or what is needed to run it, is missing or broken."""

    code = "model_unusable"


class Encoder:
    """Texts → vectors of length 1, by the model in a folder with `model.onnx` and `tokenizer.json`.

    Safe to share among threads. Raises `ModelUnusable`, with what to do, when there is none.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        try:
            self._session, self._tokenizer = _load(folder, threads)
            self._inputs = {one.name for one in self._session.get_inputs()}
            self.encode(["Is it the encoder that it should be?"])
        except ImportError as error:
            reason = f"{error.name or 'a package'} is not installed"
            raise ModelUnusable(_sentence(folder, reason)) from error
        except Exception as error:  # the runtime raises classes of its own
            raise ModelUnusable(_sentence(folder, str(error).splitlines()[0])) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, float32, in their order."""
        import numpy as np

        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows: dict[int, Any] = {}
        for first in range(0, len(order), BATCH):
            places = order[first : first + BATCH]
            vectors = self._encode([texts[place] for place in places])
            rows.update(zip(places, vectors, strict=True))
        return np.array([rows[place] for place in range(len(texts))], dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        # Half a surrogate pair is no text to the tokenizer.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        ids = [encoding.ids or [0] for encoding in self._tokenizer.encode_batch(clean)]
        tokens = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, numbers in enumerate(ids):
            tokens[row, : len(numbers)] = numbers
            mask[row, : len(numbers)] = 1
        given = {
            "input_ids": tokens,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(tokens),
        }
        wanted = {name: values for name, values in given.items() if name in self._inputs}
        states = self._session.run(None, wanted)[0]
        summed = (states * mask[..., None]).sum(axis=1)
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        vectors: Vectors = (summed / np.maximum(lengths, 1e-9)).astype(np.float32)
        if not np.isfinite(vectors).all():
            raise ValueError("the model gives out no numbers")
        return vectors


def _load(folder: Path, threads: int) -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    for name in (MODEL_FILE, TOKENIZER_FILE):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"there is no {name} in it")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(
        str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return session, tokenizer


def _sentence(folder: Path, reason: str) -> str:
    return f"The semantic model in {folder} cannot be used: {reason}. {ADVICE}"


@lru_cache(maxsize=1)
def encoder_at(folder: Path | None) -> Encoder | None:
    """The encoder in a folder, loaded once a process; None, with one warning, if it is unusable."""
    if folder is None:
        return None
    try:
        return Encoder(folder)
    except ModelUnusable as error:
        log.warning("semantic_model_unusable", reason=str(error))
        return None


WordsOf = Callable[[Sequence[str]], Mapping[str, str]]


class SemanticReranker:
    """A `matching.Reranker` by words and meaning.

    `words_of` gives the claims of checks by their ids. Each is encoded once, when it is first a
    candidate. Where the whole collection is given as `known`, it is encoded at once, and what is
    near in meaning becomes a candidate without a word in common.
    """

    def __init__(self, encoder: Encoder, words_of: WordsOf, known: Sequence[str] = ()) -> None:
        self._encoder = encoder
        self._words_of = words_of
        self._places: dict[str, int] = {}
        self._ids: list[str] = []
        self._vectors: Vectors | None = None
        self._whole = bool(known)
        self._add(known)

    @classmethod
    def over(cls, encoder: Encoder, checks: Iterable[CheckedText]) -> SemanticReranker:
        """For a whole collection, encoded now: some hundred checks a second."""
        words = {check.id: check.text or check.title for check in checks}
        return cls(encoder, lambda ids: {one: words[one] for one in ids}, tuple(words))

    def rerank(self, query: str, candidates: Sequence[Match]) -> Sequence[Match]:
        """The candidates and, over a whole collection, the nearest in meaning; best first.

        Scores are about 0 to 1, and those of two queries compare no better than BM25's do.
        """
        import numpy as np

        by_words = {match.id: match.score for match in candidates}
        self._add([one for one in by_words if one not in self._places])
        if self._vectors is None:
            return list(candidates)
        likeness = self._vectors @ self._encoder.encode([clean_query(query)])[0]
        wanted = [self._places[one] for one in by_words if one in self._places]
        if self._whole:
            count = min(CANDIDATES, len(self._ids))
            wanted += [int(place) for place in np.argpartition(-likeness, count - 1)[:count]]
        best = max(by_words.values(), default=0.0) or 1.0
        # Who is not among the candidates by words has at most the least of their scores.
        least = min(by_words.values(), default=0.0)
        scored = []
        for place in dict.fromkeys(wanted):
            share = by_words.get(self._ids[place], least) / best
            score = MEANING_WEIGHT * float(likeness[place]) + (1 - MEANING_WEIGHT) * share
            scored.append(Match(self._ids[place], round(score, 4)))
        return sorted(scored, key=lambda match: -match.score)

    def _add(self, ids: Sequence[str]) -> None:
        import numpy as np

        words = self._words_of(ids) if ids else {}
        new = [one for one in ids if one in words]
        if not new:
            return
        vectors = self._encoder.encode([words[one] for one in new])
        self._places |= {one: len(self._ids) + place for place, one in enumerate(new)}
        self._ids += new
        known = self._vectors
        self._vectors = vectors if known is None else np.concatenate([known, vectors])
