"""Which earlier check does a claim repeat? BM25 over stemmed words, in plain Python.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). Titles
weigh a little more than claims. A match is a suggestion to a person: no score closes a task.
"""

from __future__ import annotations

import heapq
import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from factcheck.claims.stemming import stem

SATURATION = 1.0
LENGTH_WEIGHT = 0.4
TITLE_WEIGHT = 1.5
RARITY_POWER = 1.3
"""Fitted, with the three above, on queries that are not scored. Rare words (names, numbers) say
more about two claims being the same than BM25's own rarity allows for."""

MOST_READ = 20_000
"""Code points of a query or a document that are read: a claim is never longer."""

STOP_WORDS = frozenset(
    """a about after all also am amp an and any are as at be because been being but by can could did
    do does don for from get got had has have he her here him his how i if in into is it its just me
    more my no not of on or our out over rt she so some than that the their them then there these
    they this to u up us via was we were what when where which who why will with would you
    your""".split()
)
_ADDRESS = re.compile(r"https?://\S+|\bpic\.twitter\.com/\S+|\bwww\.\S+")
_SIGNATURE = re.compile(
    r"(?:—|–|--)\s*+(?P<name>[^—–\n]{0,80}?)\(@\w{1,30}\)\s+\w+\s+\d{1,2},\s+\d{4}\s*$"
)
_TAG = re.compile(r"[#@]\w+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OWNER = re.compile(r"['’]s$")


class CheckedText(NamedTuple):
    """An earlier check: the claim's words, and the title it was published under, if any."""

    id: str
    text: str
    title: str = ""


class Match(NamedTuple):
    """An earlier check and how well it fits; scores of one query compare, of two do not."""

    id: str
    score: float


class Reranker(Protocol):
    """Puts candidates into a better order, for example by meaning.

    It gets the query as given and the candidates best first, and returns any of them best first.
    It must not raise for odd text, and it may be slow: it sees `Index.search`'s `pool` at most.
    """

    def rerank(self, query: str, candidates: Sequence[Match]) -> Sequence[Match]: ...


def clean_query(text: str) -> str:
    """A post without addresses and signature, its hashtags and handles split into words.

    The name in the signature ("— NAME (@handle) May 4, 2020") stays: who said it often is in
    the claim.
    """
    text = text[:MOST_READ]
    signature = _SIGNATURE.search(text, max(0, len(text) - 200))
    if signature is not None:
        text = f"{text[: signature.start()]} {signature['name']}"
    text = _ADDRESS.sub(" ", text)
    return _TAG.sub(lambda tag: _CAPITAL.sub(" ", tag.group()), text)


def terms(text: str) -> list[str]:
    """The stems of the words of a text, stop words left out, in order and with repetitions."""
    words = (_OWNER.sub("", word) for word in _WORD.findall(text[:MOST_READ].lower()))
    return [stem(word) for word in words if word not in STOP_WORDS]


class Index:
    """Earlier checks to search in, built once and then only read; safe to share among threads."""

    def __init__(self, checks: Iterable[CheckedText]) -> None:
        self._ids: list[str] = []
        counts: list[dict[str, float]] = []
        for check in checks:
            self._ids.append(check.id)
            counts.append(weighted_counts(check))
        self._postings = _postings(counts)

    def __len__(self) -> int:
        return len(self._ids)

    def search(
        self, query: str, top: int, reranker: Reranker | None = None, pool: int = 20
    ) -> list[Match]:
        """The best matches, best first, at most `top`; equal scores in the order of the checks.

        Every term counts: leaving out frequent ones is faster and finds less.
        """
        if reranker is not None:
            candidates = self._search(query, max(top, pool))
            return list(reranker.rerank(query, candidates))[:top]
        return self._search(query, top)

    def _search(self, query: str, top: int) -> list[Match]:
        scores: defaultdict[int, float] = defaultdict(float)
        for term in dict.fromkeys(terms(clean_query(query))):
            posting = self._postings.get(term)
            if posting is not None:
                for number, weight in zip(*posting, strict=True):
                    scores[number] += weight
        best = heapq.nsmallest(top, scores.items(), key=lambda item: (-item[1], item[0]))
        return [Match(self._ids[number], round(score, 4)) for number, score in best]


def weighted_counts(check: CheckedText) -> dict[str, float]:
    """How often each term stands in a check, the title's counted for more."""
    counts: dict[str, float] = dict(Counter(terms(check.text)))
    for term, count in Counter(terms(check.title)).items():
        counts[term] = counts.get(term, 0.0) + TITLE_WEIGHT * count
    return counts


def _postings(counts: Sequence[dict[str, float]]) -> dict[str, tuple[array[int], array[float]]]:
    """Term → the numbers of the checks that have it, and what it adds to their scores."""
    lengths = [sum(document.values()) for document in counts]
    average = sum(lengths) / (len(lengths) or 1) or 1.0
    frequency = Counter(term for document in counts for term in document)
    total = len(counts)
    rarity = {
        term: math.log(1 + (total - count + 0.5) / (count + 0.5)) ** RARITY_POWER
        for term, count in frequency.items()
    }
    postings: dict[str, tuple[array[int], array[float]]] = {}
    for number, document in enumerate(counts):
        norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths[number] / average)
        for term, count in document.items():
            numbers, weights = postings.setdefault(term, (array("l"), array("d")))
            numbers.append(number)
            weights.append(rarity[term] * count * (SATURATION + 1) / (count + norm))
    return postings
