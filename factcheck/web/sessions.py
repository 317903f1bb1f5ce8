"""Flask's session, kept in the database; the cookie holds a random identifier and nothing else."""

from typing import Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import CallbackDict

from factcheck import clock
from factcheck.accounts.models import User
from factcheck.accounts.sessions import (
    SEEN_STEP,
    drop_session,
    load_session,
    new_identifier,
    save_session,
)
from factcheck.db import Database
from factcheck.errors import Unavailable
from factcheck.language import gettext as _

_USER_KEY = "_user_id"  # where flask-login keeps the person
WITHOUT_SESSION = frozenset({"static", "health.livez", "health.readyz"})


class DeskSession(CallbackDict[str, Any], SessionMixin):
    """A browser's session. `rotate` gives it a new identifier, as is due at sign-in and -out."""

    def __init__(self, identifier: str | None, data: dict[str, Any]) -> None:
        super().__init__(data, self._note)
        self.identifier = identifier
        self.person: User | None = None
        self.replaced: str | None = None
        self.modified = False
        self.accessed = False
        self.stale = False

    @staticmethod
    def _note(session: "CallbackDict[str, Any]") -> None:
        session.modified = True  # type: ignore[attr-defined]

    def rotate(self) -> None:
        self.replaced, self.identifier, self.modified = self.identifier, None, True

    @property
    def user_id(self) -> int | None:
        value = self.get(_USER_KEY)
        return int(value) if value is not None else None


class DatabaseSessions(SessionInterface):
    """Opens and saves `DeskSession`s. A request that never touches its session costs no write."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def open_session(self, app: Flask, request: Request) -> DeskSession | None:
        """The browser's session; None, for which Flask puts a null session, without a database."""
        identifier = request.cookies.get(self.get_cookie_name(app))
        if identifier:
            try:
                with self.database.read() as database_session:
                    found = load_session(database_session, identifier)
            except OperationalError:
                return None
            if found is not None:
                opened = DeskSession(identifier, found.data)
                opened.person = found.person
                opened.stale = clock.now() - found.row.seen_at > SEEN_STEP
                return opened
        return DeskSession(None, {})

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, DeskSession)
        if not session.modified and not (session.stale and session.identifier):
            return
        identifier = session.identifier or new_identifier()
        with self.database.write() as database_session:
            if session.replaced:
                drop_session(database_session, session.replaced)
            save_session(database_session, identifier, user_id=session.user_id, data=dict(session))
        if identifier != session.identifier:
            response.set_cookie(
                self.get_cookie_name(app),
                identifier,
                httponly=True,
                secure=self.get_cookie_secure(app),
                samesite="Lax",
                path="/",
            )


def init_sessions(app: Flask, database: Database) -> None:
    """Keep sessions in the database. Call it first: whoever comes later may want the session."""
    interface = app.session_interface = DatabaseSessions(database)

    @app.before_request
    def refuse_without_database() -> None:
        # Without its session nobody could be told from a stranger, and nothing typed be taken.
        if request.endpoint not in WITHOUT_SESSION and interface.is_null_session(session):
            raise Unavailable(_("The database cannot be reached. Try again in a moment."))
