"""What a new claim is matched against, kept in the database: open tasks, checks, imports.

The same BM25 as `claims.matching.Index`, over the same stems, computed by the database from a table
of its terms. One statement for SQLite and Postgres, so that both give the same answers: their own
full-text searches rank differently from each other, and Postgres's knows no rarity of words. Query
words reach the database as bound values only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, text
from sqlmodel import Session, col, select

from factcheck.claims.matching import (
    LENGTH_WEIGHT,
    RARITY_POWER,
    SATURATION,
    CheckedText,
    Match,
    Reranker,
    clean_query,
    terms,
    weighted_counts,
)
from factcheck.claims.models import KnownClaim, KnownTerm

LEAST_LIKENESS = 0.35
"""Where one query in twenty finds a claim that it does not repeat (docs/claims.md, Measured)."""
LEAST_SHARED = 3
"""Fewer words in common say nothing, however rare they are."""
POOL = 20
MOST = 5
_MARKS = ".,;:!?()[]“”‘’\"'"
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*")

# The stems come from a list of their own with their rarity; the join then reads, for each, one
# stretch of the primary key. CROSS JOIN keeps SQLite to that order.
_SCORES = """
WITH wanted(term, rarity) AS ({wanted})
SELECT known_term.known_id AS id,
  sum(wanted.rarity * known_term.count * :gain
      / (known_term.count + :flat + :sloped * known_term.length)) AS score
FROM wanted {join} known_term ON known_term.term = wanted.term
GROUP BY known_term.known_id ORDER BY score DESC, known_term.known_id LIMIT :top
"""
_TOTALS = select(func.count(), func.avg(KnownClaim.length))
_HAVE = (
    select(KnownTerm.term, func.count())
    .where(col(KnownTerm.term).in_(bindparam("terms", expanding=True)))
    .group_by(col(KnownTerm.term))
)
_POSTGRES = text(
    _SCORES.format(
        wanted="SELECT * FROM unnest(CAST(:terms AS varchar[]), CAST(:rarities AS float8[]))",
        join="JOIN",
    )
)


@dataclass(frozen=True)
class Earlier:
    """A known claim that a claim probably repeats.

    `likeness` is the share of telling words in common, 0 to 1; `shared` are those words as the new
    claim has them, of `words` in all; `same_amounts` is None when neither names an amount.
    """

    known: KnownClaim
    likeness: float
    shared: tuple[str, ...]
    words: int
    same_amounts: bool | None


def add_known(session: Session, titled: Sequence[tuple[KnownClaim, str]]) -> None:
    """Have claims found from now on by their `text` and by a title, which may be empty."""
    counted = [(row, weighted_counts(CheckedText("", row.text, title))) for row, title in titled]
    for row, counts in counted:
        row.length = sum(counts.values())
        session.add(row)
    session.flush()
    found = [
        {"term": term, "known_id": row.id, "count": count, "length": row.length}
        for row, counts in counted
        for term, count in counts.items()
    ]
    if found:
        session.execute(insert(KnownTerm), found)


def forget_known(session: Session, row: KnownClaim) -> None:
    """Have a claim not found any more."""
    session.execute(delete(KnownTerm).where(col(KnownTerm.known_id) == row.id))
    session.delete(row)
    session.flush()


def known_of_task(session: Session, task_id: int) -> KnownClaim | None:
    return session.exec(select(KnownClaim).where(KnownClaim.task_id == task_id)).first()


def known_words(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The texts of known claims, by the ids that matches have."""
    numbers = [int(one) for one in ids]
    rows = session.exec(
        select(KnownClaim.id, KnownClaim.text).where(col(KnownClaim.id).in_(numbers))
    )
    return {str(row_id): words for row_id, words in rows}


def search_known(
    session: Session,
    query: str,
    *,
    top: int = POOL,
    reranker: Reranker | None = None,
    pool: int = POOL,
) -> list[Match]:
    """The known claims that share most with a text, best first; ids are those of `KnownClaim`.

    The order is that of `claims.matching.Index.search`, with the same hook for a reranker.
    """
    return _search(_Collection(session), query, top, reranker, pool)


def find_earlier(
    session: Session,
    query: str,
    *,
    accept: Callable[[KnownClaim], bool] = lambda _row: True,
    reranker: Reranker | None = None,
) -> list[Earlier]:
    """The known claims that a text probably repeats, best first, `MOST` at most.

    `accept` says which of them may be among them, so that a claim does not find itself.
    """
    collection = _Collection(session)
    matches = _search(collection, query, POOL, reranker, POOL)
    ids = [int(match.id) for match in matches]
    found = session.exec(select(KnownClaim).where(col(KnownClaim.id).in_(ids)))
    rows = {row.id: row for row in found if accept(row)}
    best = [rows[row_id] for row_id in ids if row_id in rows][:MOST]
    held = _Likeness.over(collection, query, best)
    earlier = [held.of(row) for row in best]
    return [
        one for one in earlier if one.likeness >= LEAST_LIKENESS and len(one.shared) >= LEAST_SHARED
    ]


def _search(
    collection: _Collection, query: str, top: int, reranker: Reranker | None, pool: int
) -> list[Match]:
    wanted = list(dict.fromkeys(terms(clean_query(query))))
    rows = collection.scores(wanted, max(top, pool) if reranker else top)
    matches = [Match(str(row_id), round(score, 4)) for row_id, score in rows]
    if reranker is not None:
        return list(reranker.rerank(query, matches))[:top]
    return matches


class _Collection:
    """The known claims as one search sees them: how many, how long, how rare each term is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_sqlite = session.get_bind().dialect.name == "sqlite"
        total, average = session.execute(_TOTALS).one()
        self._total, self._average = total, average or 1.0
        self._rarity: dict[str, float] = {}

    def rarities(self, wanted: Iterable[str]) -> dict[str, float]:
        """How telling each term is, by the number of known claims that have it."""
        new = [term for term in wanted if term not in self._rarity]
        if new:
            have = dict(self._session.execute(_HAVE, {"terms": new}).all())
            for term in new:
                count = have.get(term, 0)
                odds = (self._total - count + 0.5) / (count + 0.5)
                self._rarity[term] = math.log(1 + odds) ** RARITY_POWER
        return self._rarity

    def scores(self, wanted: Sequence[str], top: int) -> Sequence[tuple[int, float]]:
        """The best known claims for the terms: id and score, best first."""
        if not wanted:
            return []
        rarity = self.rarities(wanted)
        values: dict[str, object] = {
            "gain": SATURATION + 1,
            "flat": SATURATION * (1 - LENGTH_WEIGHT),
            "sloped": SATURATION * LENGTH_WEIGHT / self._average,
            "top": top,
        }
        if not self._is_sqlite:
            values |= {"terms": list(wanted), "rarities": [rarity[term] for term in wanted]}
            return self._session.execute(_POSTGRES, values).all()
        rows = []
        for number, term in enumerate(wanted):
            rows.append(f"(:term_{number}, :rarity_{number})")
            values |= {f"term_{number}": term, f"rarity_{number}": rarity[term]}
        statement = _SCORES.format(wanted=f"VALUES {', '.join(rows)}", join="CROSS JOIN")
        return self._session.execute(text(statement), values).all()


@dataclass(frozen=True)
class _Likeness:
    """Holds a text against known claims by the words that they share, rare ones counting more."""

    surface: dict[str, str]
    amounts: frozenset[str]
    rarity: dict[str, float]
    terms: dict[int, frozenset[str]]

    @classmethod
    def over(cls, collection: _Collection, query: str, rows: Iterable[KnownClaim]) -> _Likeness:
        cleaned = clean_query(query)
        words = [word.strip(_MARKS) for word in cleaned.split()]
        surface = {term: word for word in reversed(words) for term in terms(word)}
        known = {row.id or 0: frozenset(terms(row.text)) for row in rows}
        every = frozenset(surface).union(*known.values())
        return cls(surface, _amounts(cleaned), collection.rarities(sorted(every)), known)

    def of(self, row: KnownClaim) -> Earlier:
        here, there = frozenset(self.surface), self.terms[row.id or 0]
        shared = here & there
        whole = self._weight(here) + self._weight(there)
        amounts = _amounts(row.text)
        return Earlier(
            known=row,
            likeness=round(2 * self._weight(shared) / whole, 3) if whole else 0.0,
            shared=tuple(word for term, word in self.surface.items() if term in shared),
            words=len(here),
            same_amounts=None if not amounts and not self.amounts else amounts == self.amounts,
        )

    def _weight(self, found: Iterable[str]) -> float:
        return sum(self.rarity[term] for term in found)


def _amounts(words: str) -> frozenset[str]:
    """The numbers of a text, thousands' commas left out."""
    return frozenset(re.sub(r",(?=\d{3}\b)", "", amount) for amount in _AMOUNT.findall(words))
