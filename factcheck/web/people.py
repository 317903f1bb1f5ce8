"""flask-login's side: the signed-in person."""

from dataclasses import dataclass

from flask import Flask
from flask_login import LoginManager, UserMixin

from factcheck.accounts.models import User
from factcheck.request import current_database


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """A person as flask-login knows them."""

    person: User

    def get_id(self) -> str:
        return str(self.person.id)


def init_people(app: Flask) -> None:
    # Without its template variable: an error page must not ask the database who is looking.
    manager = LoginManager(app, add_context_processor=False)
    # Sessions are server-side and end with roles and passwords; a browser's changed address
    # (a train, a phone network) is no reason to throw somebody out of their work.
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(user_id: str) -> SignedIn | None:
        with current_database().read() as session:
            user = session.get(User, int(user_id))
        return SignedIn(user) if user is not None and user.active else None
