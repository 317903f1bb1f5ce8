"""Server-side browser sessions: rows in the database, a random identifier in the cookie."""

import json
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from factcheck import clock
from factcheck.accounts.models import WebSession
from factcheck.accounts.secrets import hash_secret

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=1)


def new_identifier() -> str:
    """256 random bits for a cookie; the database keeps only its hash."""
    return secrets.token_urlsafe(32)


def load_session(session: Session, identifier: str) -> tuple[WebSession, dict[str, Any]] | None:
    """The live session and its data; None when unknown, idle too long or too old."""
    row = session.get(WebSession, hash_secret(identifier))
    if row is None:
        return None
    now = clock.now()
    if now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return None
    data: dict[str, Any] = json.loads(row.data)
    return row, data


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
