"""Finding passages in the source library: SQLite FTS5 or Postgres full text, one interface.

The index itself is made by the first migration: on SQLite an FTS5 table kept by triggers, on
Postgres a generated column with a GIN index.
"""

import re

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

_SQLITE = text(
    "SELECT rowid FROM passage_index WHERE passage_index MATCH :query "
    "ORDER BY bm25(passage_index) LIMIT :limit"
)
_POSTGRES = text(
    "SELECT id FROM passage WHERE search @@ to_tsquery('english', :query) "
    "ORDER BY ts_rank_cd(search, to_tsquery('english', :query), 1) DESC, id LIMIT :limit"
)


def query_terms(words: str) -> list[str]:
    """The words to look for, in order, without doublets; never anything but letters and digits."""
    found = (match.group().lower() for match in _WORD.finditer(words))
    terms = list(dict.fromkeys(term for term in found if len(term) <= MAX_WORD))
    telling = [term for term in terms if term not in _COMMON]
    return (telling or terms)[:MAX_TERMS]


def search_passages(session: Session, words: str, *, limit: int = 20) -> list[Passage]:
    """The passages that share most with the words, best first. No words, no passages."""
    terms = query_terms(words)
    if not terms:
        return []
    if session.get_bind().dialect.name == "sqlite":
        query, statement = " OR ".join(f'"{term}"' for term in terms), _SQLITE
    else:
        query, statement = " | ".join(f"'{term}'" for term in terms), _POSTGRES
    ids = list(session.execute(statement, {"query": query, "limit": limit}).scalars())
    rows = {row.id: row for row in session.exec(select(Passage).where(col(Passage.id).in_(ids)))}
    return [rows[passage_id] for passage_id in ids]
