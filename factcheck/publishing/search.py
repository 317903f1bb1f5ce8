"""Finding checked claims by words: SQLite FTS5 or Postgres full text, one interface.

A search must not become slow because a word is common. So each word is counted first, up to a
limit; the rarer ones find the candidates, and those that share most with them come first. When
every word is common, as many of them as are found together must be there, and then the newest come
first.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from factcheck.context.search import query_terms
from factcheck.publishing.checked import Published, load_all_published
from factcheck.verdicts.models import CheckedClaim

# So many candidates are ranked in a few hundredths of a second on either database.
CANDIDATES = 3000
# Of a long quote the longest words are counted; they tell most.
COUNTED_TERMS = 12


@dataclass(frozen=True)
class ClaimSearch:
    """What is looked for; an empty field does not narrow it.

    `language` is a primary subtag (`en`). `since` is compared with the newer of the claim's day and
    the review's.
    """

    words: str = ""
    language: str = ""
    since: date | None = None


def search_checked(
    session: Session, wanted: ClaimSearch, *, offset: int, limit: int
) -> list[Published]:
    """Checks that stand, best first; without words the newest first. The order is stable."""
    dialect = _Sqlite if session.get_bind().dialect.name == "sqlite" else _Postgres
    values: dict[str, Any] = {
        "language": wanted.language.lower(),
        "region": f"{wanted.language.lower()}-%",
        "since": (wanted.since or date.min).isoformat(),
        "offset": offset,
        "limit": limit,
    }
    statement = dialect.all_newest
    if wanted.words:
        counts = _count_terms(session, dialect, wanted.words)
        if not counts:
            return []
        rare = _rare_terms(counts)
        statement = dialect.best if rare else dialect.newest
        values["query"] = (
            dialect.any_of(rare) if rare else _found_together(session, dialect, list(counts))
        )
        values["everything"] = dialect.any_of(list(counts))
    ids = [int(found) for found in session.execute(text(statement), values).scalars()]
    rows = {
        row.id: row
        for row in session.exec(select(CheckedClaim).where(col(CheckedClaim.id).in_(ids)))
    }
    return load_all_published(session, [rows[checked_id] for checked_id in ids])


def _count_terms(
    session: Session, dialect: "type[_Sqlite | _Postgres]", words: str
) -> dict[str, int]:
    """The words that are to be found at all, with the number of their checks, counted so far."""
    counts = {}
    terms = sorted(query_terms(words), key=len, reverse=True)[:COUNTED_TERMS]
    common = _known_to_be_common(session, dialect, terms)
    for term in terms:
        if term in common:
            counts[term] = CANDIDATES + 1
            continue
        values = {"query": dialect.any_of([term]), "most": CANDIDATES + 1}
        found = session.execute(text(dialect.count), values).scalar_one()
        if found:
            counts[term] = found
    return counts


def _known_to_be_common(
    session: Session, dialect: "type[_Sqlite | _Postgres]", terms: list[str]
) -> set[str]:
    """Words that need not be counted, since the database's own statistics say that they are common.

    They are of a sample, so that only what is far beyond the limit is taken from them.
    """
    if not dialect.common:
        return set()
    values = {"terms": terms, "beyond": 2 * CANDIDATES}
    return set(session.execute(text(dialect.common), values).scalars())


def _rare_terms(counts: dict[str, int]) -> list[str]:
    """The rarest words whose checks together are few enough to be ranked."""
    rare, candidates = [], 0
    for term in sorted(counts, key=lambda term: (counts[term], term)):
        candidates += counts[term]
        if candidates > CANDIDATES:
            break
        rare.append(term)
    return rare


def _found_together(
    session: Session, dialect: "type[_Sqlite | _Postgres]", terms: list[str]
) -> str:
    """The query for the most of these words, the first ones rather than the last, that some check
    has all of."""
    for length in range(len(terms), 1, -1):
        query = dialect.all_of(terms[:length])
        if session.execute(text(dialect.count), {"query": query, "most": 1}).scalar_one():
            return query
    return dialect.all_of(terms[:1])


class _Sqlite:
    # Its index counts what it holds without reading the words.
    common = ""
    count = (
        "SELECT count(*) FROM "
        "(SELECT 1 FROM checked_index WHERE checked_index MATCH :query LIMIT :most)"
    )
    all_newest = (
        "SELECT checked_id FROM checked_text "
        "WHERE (:language = '' OR lower(language) = :language OR lower(language) LIKE :region) "
        "AND dated >= :since ORDER BY checked_id DESC LIMIT :limit OFFSET :offset"
    )
    best = (
        "SELECT checked_id FROM checked_index JOIN checked_text "
        "ON checked_text.checked_id = checked_index.rowid WHERE checked_index MATCH :query "
        "AND (:language = '' OR lower(language) = :language OR lower(language) LIKE :region) "
        "AND dated >= :since "
        "ORDER BY bm25(checked_index), checked_id DESC LIMIT :limit OFFSET :offset"
    )
    newest = (
        "SELECT checked_id FROM checked_index JOIN checked_text "
        "ON checked_text.checked_id = checked_index.rowid WHERE checked_index MATCH :query "
        "AND (:language = '' OR lower(language) = :language OR lower(language) LIKE :region) "
        "AND dated >= :since ORDER BY checked_index.rowid DESC LIMIT :limit OFFSET :offset"
    )

    @staticmethod
    def any_of(terms: list[str]) -> str:
        return " OR ".join(f'"{term}"' for term in terms)

    @staticmethod
    def all_of(terms: list[str]) -> str:
        return " AND ".join(f'"{term}"' for term in terms)


class _Postgres:
    # A count of a common word reads three thousand rows of words, each unpacked.
    common = (
        "SELECT term FROM unnest(CAST(:terms AS text[])) AS asked(term) "
        "JOIN (SELECT lexeme, share FROM pg_stats CROSS JOIN LATERAL unnest("
        "CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) "
        "AS known(lexeme, share) WHERE schemaname = current_schema() "
        "AND tablename = 'checked_text' AND attname = 'search') AS statistics "
        "ON tsvector_to_array(to_tsvector('english', term)) = ARRAY[lexeme] "
        "WHERE share * (SELECT reltuples FROM pg_class "
        "WHERE oid = to_regclass('checked_text')) > :beyond"
    )
    count = (
        "SELECT count(*) FROM (SELECT 1 FROM checked_text "
        "WHERE search @@ to_tsquery('english', :query) LIMIT :most) AS counted"
    )
    all_newest = (
        "SELECT checked_id FROM checked_text "
        "WHERE (:language = '' OR lower(language) = :language OR lower(language) LIKE :region) "
        "AND dated >= CAST(:since AS date) ORDER BY checked_id DESC LIMIT :limit OFFSET :offset"
    )
    best = (
        "SELECT checked_id FROM checked_text WHERE search @@ to_tsquery('english', :query) "
        "AND (:language = '' OR lower(language) = :language OR lower(language) LIKE :region) "
        "AND dated >= CAST(:since AS date) "
        "ORDER BY ts_rank(search, to_tsquery('english', :everything), 1) DESC, checked_id DESC "
        "LIMIT :limit OFFSET :offset"
    )
    newest = (
        "SELECT checked_id FROM checked_text WHERE search @@ to_tsquery('english', :query) "
        "AND (:language = '' OR lower(language) = :language OR lower(language) LIKE :region) "
        "AND dated >= CAST(:since AS date) ORDER BY checked_id DESC LIMIT :limit OFFSET :offset"
    )

    @staticmethod
    def any_of(terms: list[str]) -> str:
        return " | ".join(f"'{term}'" for term in terms)

    @staticmethod
    def all_of(terms: list[str]) -> str:
        return " & ".join(f"'{term}'" for term in terms)
