"""Finding passages in the source library: SQLite FTS5 or Postgres full text, one interface.

The index itself is made by the first migration: on SQLite an FTS5 table kept by triggers, on
Postgres a generated column with a GIN index.
"""

import re
from collections.abc import Sequence
from math import log

from sqlalchemy import text
from sqlmodel import Session, col, select

from factcheck.context.models import Passage

_WORD = re.compile(r"\w+")
# Words too common to tell passages apart; only left out when others remain.
_COMMON = frozenset(
    _WORD.findall(
        "a an and are as at be been but by for from had has have he her his i in is it its me my "
        "not of on or our she so that the their them they this to us was we were what which who "
        "will with you your"
    )
)
MAX_TERMS = 40
# Postgres refuses a word of more than 2,046 bytes; no language has one.
MAX_WORD = 100

# A word found in this many passages is too common to be followed any further.
COMMON = 1_000
# So many of the best by their rare words are looked at again, by all words; and all that are as
# good as the last of them, since only the common words tell those apart.
RERANKED = 200

_SQLITE = (
    "SELECT rowid FROM passage_index WHERE passage_index MATCH :{name} LIMIT {most}",
    '"{term}"',
    " AND ",
)
_POSTGRES = (
    "SELECT id FROM passage WHERE search @@ to_tsquery('english', :{name}) LIMIT {most}",
    "'{term}'",
    " & ",
)


def query_terms(words: str) -> list[str]:
    """The words to look for, in order, without doublets; never anything but letters and digits."""
    found = (match.group().lower() for match in _WORD.finditer(words))
    terms = list(dict.fromkeys(term for term in found if len(term) <= MAX_WORD))
    telling = [term for term in terms if term not in _COMMON]
    return (telling or terms)[:MAX_TERMS]


def search_passages(session: Session, words: str, *, limit: int = 20) -> list[Passage]:
    """The passages that share most with the words, best first. No words, no passages.

    A passage counts by the rarity of the words that it shares. Words that are common in the library
    are not followed, since that would read most of it; where no other is left, the passages that
    hold all of them are taken.
    """
    terms = query_terms(words)
    if not terms:
        return []
    found = _passages_with(session, [[term] for term in terms])
    rare = {number for number, ids in found.items() if len(ids) < COMMON}
    scores: dict[int, float] = {}
    for number in rare:
        for passage_id in found[number]:
            scores[passage_id] = scores.get(passage_id, 0.0) + 1 / log(len(found[number]) + 2)
    if len(rare) < len(terms) and len(scores) < limit:
        together = _passages_with(session, [terms])
        scores = dict.fromkeys(together.get(0, ()), 0.0) | scores
    texts = session.exec(
        select(col(Passage.id), Passage.text).where(col(Passage.id).in_(_best(scores)))
    ).all()
    ids = _ranked([(number or 0, words) for number, words in texts], terms, scores)[:limit]
    rows = session.exec(select(Passage).where(col(Passage.id).in_(ids))).all()
    return sorted(rows, key=lambda row: ids.index(row.id or 0))


def _best(scores: dict[int, float]) -> list[int]:
    """The passages that are worth reading; of a tie at the end all, as far as one word leads."""
    best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
    last = scores[best[:RERANKED][-1]] if best else 0.0
    return [passage_id for passage_id in best[: RERANKED + COMMON] if scores[passage_id] >= last]


def _passages_with(session: Session, groups: list[list[str]]) -> dict[int, list[int]]:
    """For each group of terms, by its place, the ids of passages with all of them; at most COMMON.

    One query for all: the database answers each part from its index.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    statement, term_form, joint = _SQLITE if sqlite else _POSTGRES
    parts, values = [], {}
    for number, terms in enumerate(groups):
        part = statement.format(name=f"q{number}", most=COMMON)
        # Only constants are put together here; the words are bound values.
        parts.append(f"SELECT {number} AS part, found.* FROM ({part}) AS found")  # noqa: S608
        values[f"q{number}"] = joint.join(term_form.format(term=term) for term in terms)
    found: dict[int, list[int]] = {}
    for number, passage_id in session.execute(text(" UNION ALL ".join(parts)), values):
        found.setdefault(number, []).append(passage_id)
    return found


def _ranked(
    texts: Sequence[tuple[int, str]], terms: list[str], scores: dict[int, float]
) -> list[int]:
    """By the rarity of what they share, then by how many of all the words, the shortest first."""

    def key(row: tuple[int, str]) -> tuple[float, int, int]:
        passage_id, words = row
        held = {match.group().lower() for match in _WORD.finditer(words)}
        shared = len(held.intersection(terms))
        return (-scores[passage_id] - 0.05 * shared, len(words), passage_id)

    return [passage_id for passage_id, _words in sorted(texts, key=key)]
