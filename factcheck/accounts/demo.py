"""The demo's people: known by their addresses, and let in without a password in demo mode alone."""

from sqlmodel import Session, col, select

from factcheck.accounts.models import User
from factcheck.errors import NotFound
from factcheck.language import gettext as _

DEMO_DOMAIN = "demo.example"


def demo_people(session: Session) -> list[User]:
    """The demo's active people in the order in which they were made."""
    people = session.exec(
        select(User).where(col(User.email).endswith(f"@{DEMO_DOMAIN}")).order_by(col(User.id))
    )
    return [one for one in people if one.active]


def get_demo_person(session: Session, email: str) -> User:
    for one in demo_people(session):
        if one.email == email:
            return one
    raise NotFound(_("The demo has nobody of this address."))
