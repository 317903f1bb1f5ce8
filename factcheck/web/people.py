"""flask-login's side: the signed-in person."""

from dataclasses import dataclass

from flask import Flask, session
from flask_login import LoginManager, UserMixin

from factcheck.accounts.models import User
from factcheck.request import current_database
from factcheck.web.sessions import DeskSession


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """A person as flask-login knows them."""

    person: User

    def get_id(self) -> str:
        return str(self.person.id)


def _who_came(user_id: int) -> User | None:
    """The person of the browser's session, who was read with it."""
    if isinstance(session, DeskSession) and session.person and session.person.id == user_id:
        return session.person
    with current_database().read() as database_session:
        return database_session.get(User, user_id)


def init_people(app: Flask) -> None:
    # Without its template variable: an error page must not ask the database who is looking.
    manager = LoginManager(app, add_context_processor=False)
    # Sessions are server-side and end with roles and passwords; a browser's changed address
    # (a train, a phone network) is no reason to throw somebody out of their work.
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(user_id: str) -> SignedIn | None:
        user = _who_came(int(user_id))
        return SignedIn(user) if user is not None and user.active else None
