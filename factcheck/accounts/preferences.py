"""What a person chose for themselves: their keys, their language."""

from sqlmodel import Session

from factcheck.accounts.service import get_user
from factcheck.errors import InvalidInput
from factcheck.language import LANGUAGES
from factcheck.language import gettext as _


def set_keys(session: Session, *, user_id: int, keys: dict[str, str]) -> None:
    """Keep a person's keys; what is not named in `keys` is as shipped, an empty one is no key."""
    user = get_user(session, user_id)
    user.keys = keys
    session.add(user)


def switch_keys(session: Session, *, user_id: int, on: bool) -> None:
    """Letter keys on or off; those with ctrl stay."""
    user = get_user(session, user_id)
    user.keys_off = not on
    session.add(user)


def set_language(session: Session, *, user_id: int, language: str) -> None:
    """Keep a person's language; an empty one is what their browser asks for.

    Raises `InvalidInput` for a language that the desk does not speak.
    """
    if language and language not in LANGUAGES:
        raise InvalidInput(
            _("The desk does not speak “%(language)s”. Choose one of the list.", language=language)
        )
    user = get_user(session, user_id)
    user.language = language
    session.add(user)
