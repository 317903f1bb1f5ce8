"""Use cases around people: adding them, signing them in, their tokens."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.accounts.models import ApiToken, OneTimeLink, SignInAttempt, User, WebSession
from factcheck.accounts.policy import ROLES, SCOPES, Role
from factcheck.accounts.secrets import (
    hash_password,
    hash_secret,
    new_token,
    same_secret,
    split_token,
    verify_password,
)
from factcheck.audit.log import Actor, record_event
from factcheck.errors import Forbidden, InvalidInput, NotFound
from factcheck.language import gettext as _

SIGN_IN_WINDOW = timedelta(seconds=60)
SIGN_IN_LIMIT = 5
ACCOUNT_WINDOW = timedelta(hours=1)
ACCOUNT_LIMIT = 20
LAST_USED_STEP = timedelta(minutes=1)


class TooManyAttempts(Forbidden):
    """Too many failed sign-ins; `seconds` is how long to wait."""

    code = "too_many_attempts"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("Too many failed sign-ins. Try again in %(seconds)s seconds.", seconds=seconds)
        )
        self.seconds = seconds


def actor_for(user: User, request_id: str = "") -> Actor:
    """The person as one who acts."""
    if user.id is None:
        raise ValueError("a person must be stored before acting")
    return Actor(user.id, user.name, frozenset(user.roles), request_id)


def _checked_roles(roles: list[str]) -> list[str]:
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or not roles:
        raise InvalidInput(
            _("Roles are %(roles)s.", roles=", ".join(ROLES)),
            {"roles": _("Choose at least one of the roles.")},
        )
    return sorted(set(roles))


def add_user(
    session: Session, *, actor: Actor, email: str, name: str, password: str, roles: list[str]
) -> User:
    """A new person. Raises `InvalidInput` for an address in use, unknown roles, a bad password."""
    email = email.strip().lower()
    if "@" not in email or len(email) > 254:
        raise InvalidInput(_("This is no e-mail address."), {"email": _("Give an e-mail address.")})
    if session.exec(select(User).where(User.email == email)).first():
        raise InvalidInput(
            _("Somebody with this address is here already."), {"email": _("Use another address.")}
        )
    user = User(
        email=email,
        name=name.strip() or email.split("@", 1)[0],
        password_hash=hash_password(password),
        roles=_checked_roles(roles),
        created_at=clock.now(),
    )
    session.add(user)
    session.flush()
    assert user.id is not None
    record_event(
        session,
        actor=actor,
        action="person.added",
        object_type="person",
        object_id=user.id,
        email=email,
        roles=user.roles,
    )
    return user


def change_user(
    session: Session, *, actor: Actor, user_id: int, roles: list[str], active: bool
) -> User:
    """New roles or standing. The last active admin stays one. Ends the person's sessions."""
    user = get_user(session, user_id)
    roles = _checked_roles(roles)
    if not (Role.ADMIN in roles and active) and is_last_admin(session, user):
        raise InvalidInput(_("This is the last admin; make somebody else admin first."))
    user.roles, user.active = roles, active
    session.add(user)
    end_sessions(session, user_id)
    record_event(
        session,
        actor=actor,
        action="person.changed",
        object_type="person",
        object_id=user_id,
        roles=roles,
        active=active,
    )
    return user


def is_last_admin(session: Session, user: User) -> bool:
    """Whether nobody else could run the desk if this person no longer did."""
    others = session.exec(select(User).where(col(User.active), User.id != user.id))
    return Role.ADMIN in user.roles and not any(Role.ADMIN in other.roles for other in others)


def set_password(session: Session, *, actor: Actor, user_id: int, password: str) -> None:
    """A new password; ends every session of the person."""
    user = get_user(session, user_id)
    user.password_hash = hash_password(password)
    session.add(user)
    end_sessions(session, user_id)
    record_event(
        session,
        actor=actor,
        action="person.password_changed",
        object_type="person",
        object_id=user_id,
    )


def get_user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(_("There is no such person."))
    return user


def list_users(session: Session) -> list[User]:
    return list(session.exec(select(User).order_by(col(User.name), col(User.id))))


def network_of(address: str) -> str:
    """The network that sign-in attempts are counted by: /24 for IPv4, /64 for IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    bits = 24 if ip.version == 4 else 64
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False))


def check_throttle(session: Session, *, email: str, network: str) -> None:
    """Raises `TooManyAttempts` when this account has failed too often lately."""
    email, now = email.strip().lower(), clock.now()

    def failures(since: datetime, *conditions: object) -> tuple[int, datetime | None]:
        statement = select(func.count(), func.min(SignInAttempt.at)).where(
            SignInAttempt.email == email,
            col(SignInAttempt.at) > since,
            *conditions,  # type: ignore[arg-type]
        )
        count, first = session.exec(statement).one()
        return count, first

    for window, limit, conditions in (
        (SIGN_IN_WINDOW, SIGN_IN_LIMIT, (SignInAttempt.network == network,)),
        (ACCOUNT_WINDOW, ACCOUNT_LIMIT, ()),
    ):
        count, first = failures(now - window, *conditions)
        if count >= limit and first is not None:
            raise TooManyAttempts(max(1, int((first + window - now).total_seconds())))


def record_failed_sign_in(session: Session, *, email: str, network: str) -> None:
    session.add(SignInAttempt(email=email.strip().lower()[:254], network=network, at=clock.now()))


def authenticate(session: Session, *, email: str, password: str) -> User | None:
    """The person whose address and password these are, or None; equally slow for both."""
    user = session.exec(select(User).where(User.email == email.strip().lower())).first()
    fits = verify_password(user.password_hash if user else None, password)
    return user if user is not None and fits and user.active else None


def end_sessions(session: Session, user_id: int) -> None:
    for row in session.exec(select(WebSession).where(WebSession.user_id == user_id)):
        session.delete(row)


def add_token(
    session: Session,
    *,
    actor: Actor,
    user_id: int,
    name: str,
    scopes: list[str],
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A token for a person's programs, with the secret that is shown this once."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise InvalidInput(
            _("Scopes are %(scopes)s.", scopes=", ".join(SCOPES)),
            {"scopes": _("Choose at least one of the scopes.")},
        )
    get_user(session, user_id)
    whole, prefix, secret_hash = new_token()
    token = ApiToken(
        user_id=user_id,
        name=name.strip() or "token",
        prefix=prefix,
        secret_hash=secret_hash,
        scopes=sorted(set(scopes)),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    session.add(token)
    session.flush()
    assert token.id is not None
    record_event(
        session,
        actor=actor,
        action="token.added",
        object_type="token",
        object_id=token.id,
        user_id=user_id,
        scopes=token.scopes,
    )
    return token, whole


def revoke_token(session: Session, *, actor: Actor, token_id: int) -> ApiToken:
    token = session.get(ApiToken, token_id)
    if token is None:
        raise NotFound(_("There is no such token."))
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        session.add(token)
        record_event(
            session,
            actor=actor,
            action="token.revoked",
            object_type="token",
            object_id=token_id,
        )
    return token


def list_tokens(session: Session) -> list[tuple[ApiToken, User]]:
    statement = (
        select(ApiToken, User)
        .join(User, col(User.id) == col(ApiToken.user_id))
        .order_by(col(ApiToken.id).desc())
    )
    return list(session.exec(statement))


def find_token(session: Session, whole: str) -> tuple[ApiToken, User] | None:
    """The live token and its active person for what a program sent, or None."""
    parts = split_token(whole)
    if parts is None:
        return None
    prefix, secret = parts
    token = session.exec(select(ApiToken).where(ApiToken.prefix == prefix)).first()
    if token is None or not same_secret(secret, token.secret_hash):
        return None
    now = clock.now()
    if token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now):
        return None
    user = session.get(User, token.user_id)
    return (token, user) if user is not None and user.active else None


def note_token_use(session: Session, token: ApiToken) -> None:
    """Keep when a token was last used, to the minute, so that reads seldom have to write."""
    session.execute(
        update(ApiToken).where(col(ApiToken.id) == token.id).values(last_used_at=clock.now())
    )


def token_use_is_due(token: ApiToken) -> bool:
    return token.last_used_at is None or clock.now() - token.last_used_at > LAST_USED_STEP


def make_link(session: Session, *, purpose: str, secret: str) -> None:
    """Store a one-time link's secret (hashed); older unused ones of the purpose stop working."""
    for old in session.exec(
        select(OneTimeLink).where(
            OneTimeLink.purpose == purpose, col(OneTimeLink.used_at).is_(None)
        )
    ):
        session.delete(old)
    session.add(
        OneTimeLink(purpose=purpose, secret_hash=hash_secret(secret), created_at=clock.now())
    )


def find_link(session: Session, *, purpose: str, secret: str) -> OneTimeLink:
    """The unused link. Raises `NotFound` when it is unknown or was used."""
    link = session.exec(
        select(OneTimeLink).where(
            OneTimeLink.purpose == purpose,
            OneTimeLink.secret_hash == hash_secret(secret),
            col(OneTimeLink.used_at).is_(None),
        )
    ).first()
    if link is None:
        raise NotFound(_("This link was used already or is not known. Ask for a new one."))
    return link


def use_link(session: Session, *, purpose: str, secret: str) -> None:
    link = find_link(session, purpose=purpose, secret=secret)
    link.used_at = clock.now()
    session.add(link)


def names_of(session: Session, ids: Sequence[int | None]) -> dict[int, str]:
    """People's names by id."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    return dict(session.execute(select(User.id, User.name).where(col(User.id).in_(wanted))).all())


def note_practised(session: Session, *, person_id: int) -> None:
    """The person went through the practice, or waved it away: it is offered no more."""
    user = get_user(session, person_id)
    user.practised_at = user.practised_at or clock.now()
    session.add(user)
