"""Checked claims as lists and exports read them: a row each, with the native JSON as text.

The text is `native_json` of the check and nothing else. Triggers empty it with whatever it is made
from; the timetable makes it anew, and who reads before that makes it for itself. So a list costs
one statement, and nothing that is read was true only once.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal, tuple_, update
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from factcheck.db import Database, UTCDateTime
from factcheck.publishing.checked import CheckedCursor, Published
from factcheck.publishing.models import CheckedEntry
from factcheck.publishing.narrowing import CheckedFilter, beginning_of, conditions, end_of
from factcheck.publishing.native import native_json
from factcheck.publishing.reading import read_published

BATCH = 500
# Stands for the desk's own address; nobody can have it (RFC 2606).
NOWHERE = "https://desk.invalid"
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class Entry(NamedTuple):
    """A checked claim in a list; `native` is its native JSON without a host."""

    checked_id: int
    updated_at: datetime
    native: str


def native_text(published: Published) -> str:
    """The native JSON of a checked claim as an entry keeps it."""
    return _encode(native_json(published, NOWHERE))


def at_base(native: str, base: str) -> str:
    """The native JSON for readers who see the desk under this address."""
    return native.replace(NOWHERE, _encode(base.rstrip("/"))[1:-1])


def list_entries(
    session: Session, where: CheckedFilter, *, after: CheckedCursor | None = None, limit: int = 50
) -> list[Entry]:
    """In the order of their last change, so that a reader can go on where it stopped."""
    meant = list(conditions(where))
    end = end_of(where.until)
    order = (col(CheckedEntry.updated_at), col(CheckedEntry.checked_id))
    if where.since is not None:
        # A check changes after it was published, so that the list begins there at the earliest.
        first = CheckedCursor(beginning_of(where.since), 0)
        after = max(after or first, first, key=lambda one: (one.updated_at, one.id))
    if after is not None:
        # Compared as a pair, so that the index begins right there.
        seen = tuple_(literal(after.updated_at, UTCDateTime()), literal(after.id))
        meant.append(tuple_(*order) > seen)
    if end is None:
        return _read(session, meant, order, limit)
    # What came out in the period and has not changed since stands before its end; from there on
    # only what has changed is looked at, which an index of its own holds.
    changed = col(CheckedEntry.updated_at)
    found = _read(session, [*meant, changed < end], order, limit)
    if len(found) == limit:
        return found
    later = [*meant, changed >= end, changed > col(CheckedEntry.published_at)]
    return found + _read(session, later, order, limit - len(found))


def each_native(database: Database, where: CheckedFilter, *, batch: int = BATCH) -> Iterator[str]:
    """The native JSON of the checked claims that the filter means, those taken back too.

    In the order of their ids each comes once, as it was when its batch was read. A batch is read in
    a transaction of its own, so that a long export blocks no writer and holds one batch in memory.
    """
    key = col(CheckedEntry.checked_id)
    after: int | None = 0
    while after is not None:
        with database.read() as session:
            found = _read(session, [key > after, *conditions(where)], (key,), batch)
        for entry in found:
            yield entry.native
        after = found[-1].checked_id if len(found) == batch else None


def _read(
    session: Session,
    meant: Sequence[ColumnElement[bool]],
    order: Sequence[Any],
    limit: int,
) -> list[Entry]:
    statement = (
        select(CheckedEntry.checked_id, CheckedEntry.updated_at, CheckedEntry.native)
        .where(*meant)
        .order_by(*order)
        .limit(limit)
    )
    # Past the session, which would ask of each row what objects it holds.
    rows = session.connection().execute(statement).all()
    unmade = [checked_id for checked_id, _at, native in rows if native is None]
    made = {
        published.checked.id: native_text(published)
        for published in read_published(session, unmade)
    }
    return [Entry(one, at, made[one] if native is None else native) for one, at, native in rows]


def make_entries(session: Session, *, limit: int = BATCH) -> int:
    """Make the native JSON of entries that lack it; gives back of how many.

    They are held first: on Postgres whoever changes what an entry is made from waits for it, and
    empties it again afterwards.
    """
    unmade = session.exec(
        select(CheckedEntry.checked_id)
        .where(col(CheckedEntry.native).is_(None))
        .order_by(col(CheckedEntry.checked_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    made = [
        {"one": published.checked.id, "text": native_text(published)}
        for published in read_published(session, unmade)
    ]
    if made:
        session.connection().execute(
            update(CheckedEntry)
            .where(col(CheckedEntry.checked_id) == bindparam("one"))
            .values(native=bindparam("text")),
            made,
        )
    return len(made)
