"""Server-side browser sessions: rows in the database, a random identifier in the cookie."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.accounts.models import User, WebSession
from factcheck.accounts.secrets import hash_secret

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=1)


def new_identifier() -> str:
    """256 random bits for a cookie; the database keeps only its hash."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class LiveSession:
    """A browser's session as every request asks for it: the row, its data, whose it is."""

    row: WebSession
    data: dict[str, Any]
    person: User | None


def load_session(session: Session, identifier: str) -> LiveSession | None:
    """The live session; None when unknown, idle too long or too old."""
    found = session.exec(
        select(WebSession, User)
        .join(User, col(User.id) == col(WebSession.user_id), isouter=True)
        .where(WebSession.id_hash == hash_secret(identifier))
    ).first()
    if found is None:
        return None
    row, person = found
    now = clock.now()
    if now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return None
    return LiveSession(row, json.loads(row.data), person)


def save_session(
    session: Session, identifier: str, *, user_id: int | None, data: dict[str, Any]
) -> None:
    """Insert or update, noting that the browser was seen now."""
    now = clock.now()
    row = session.get(WebSession, hash_secret(identifier)) or WebSession(
        id_hash=hash_secret(identifier), created_at=now, seen_at=now
    )
    row.user_id, row.data, row.seen_at = user_id, json.dumps(data), now
    session.add(row)


def drop_session(session: Session, identifier: str) -> None:
    session.execute(delete(WebSession).where(col(WebSession.id_hash) == hash_secret(identifier)))


def drop_old_sessions(session: Session) -> None:
    """Remove what can no longer be used; run by the timetable."""
    now = clock.now()
    session.execute(
        delete(WebSession).where(
            (col(WebSession.seen_at) < now - IDLE) | (col(WebSession.created_at) < now - ABSOLUTE)
        )
    )
