"""A person's own keys: which key they use for which of the desk's."""

from sqlmodel import Session

from factcheck.accounts.service import get_user


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
