"""What outside providers share: tidying others' words, picking the passages that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from factcheck.articles.text import clean_text
from factcheck.context.compare import compare
from factcheck.context.passages import Passage, cut_text
from factcheck.context.providers.base import Request
from factcheck.context.search import query_terms
from factcheck.errors import InvalidInput
from factcheck.messages import marked

# A passage that shares fewer of the claim's telling words than this says nothing about it.
LEAST_SHARE = 0.3
LONGEST_TITLE = 300
LONGEST_PASSAGE = 2_000


@dataclass(frozen=True)
class Fit:
    """A passage of somebody's text that speaks of the claim; `found_by` says how it was found."""

    passage: Passage
    found_by: str


def tidy(value: object, longest: int = LONGEST_TITLE) -> str:
    """Somebody else's words on one line, without control characters; empty for no string."""
    if not isinstance(value, str):
        return ""
    words = " ".join(clean_text(value).split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def fit_address(words: str, room: int = 1_200) -> str:
    """As many of the words as an address has room for once they are encoded in it."""
    kept = words.split()
    while kept and len(quote_plus(" ".join(kept))) > room:
        kept.pop()
    return " ".join(kept)


def best_passages(text: str, request: Request, *, most: int) -> list[Fit]:
    """The passages of a text, one paragraph a line, that fit the claim best.

    Those that hold a quote's words come first.
    """
    terms = set(query_terms(request.text))
    ranked = []
    for passage in cut_text(text.replace("\n", "\n\n")):
        shared = terms & set(query_terms(passage.text))
        if terms and len(shared) >= LEAST_SHARE * len(terms):
            ranked.append((len(shared), passage))
    ranked.sort(key=lambda pair: -pair[0])
    fits = [
        Fit(
            passage,
            marked("%(shared)s of %(words)s words", shared=shared, words=len(terms)),
        )
        for shared, passage in ranked
    ]
    if request.kind == "quote":
        fits = _with_words_first(fits[: most * 3], request)
    return fits[:most]


def _with_words_first(fits: Sequence[Fit], request: Request) -> list[Fit]:
    held, others = [], []
    for fit in fits:
        try:
            result = compare(request.text, fit.passage.text, language=request.language).result
        except InvalidInput:
            return list(fits)
        if result == "not_found":
            others.append(fit)
        else:
            held.append(Fit(fit.passage, f"{fit.found_by}; {_RESULTS[result]}"))
    return held + others


_RESULTS = {
    "verbatim": marked("the quote word for word"),
    "marked_edits": marked("the quote with marked edits"),
    "altered": marked("the quote in other words"),
    "altered_material": marked("the quote, materially altered"),
}
