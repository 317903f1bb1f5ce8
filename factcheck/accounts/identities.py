"""Use cases around identities: who may come in through the provider, as whom, and as what.

Who somebody is, is said by issuer and subject together. An e-mail address never lets anybody in:
one that is here already is an offer, which an admin or the signed-in person confirms.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.accounts.models import Identity, User
from factcheck.accounts.policy import Role
from factcheck.accounts.service import end_sessions, get_user, is_last_admin
from factcheck.audit.log import SYSTEM, Actor, record_event
from factcheck.db import lock_name
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked

NO_ROLE = marked(
    "You are known there, but none of your groups has a role at this desk. "
    "Ask an admin of the desk which group you need."
)
NOT_ACTIVE = marked("Your account at this desk was closed. An admin of the desk can open it again.")
NO_ADDRESS = marked(
    "The provider says no e-mail address of yours, so no account can be made. "
    "Ask whoever runs it to give this desk the claim “email”."
)
UNPROVEN_ADDRESS = marked(
    "The provider has not proven that your e-mail address is yours. Confirm it there, then try "
    "again."
)
OFFERED = marked(
    "An account with your address, %(email)s, is here already. Sign in with its password once and "
    "confirm that it is yours, or ask an admin of the desk to link the two."
)
MAX_SUBJECT = 255


@dataclass(frozen=True)
class Claimed:
    """What a provider says of somebody, checked by `factcheck.oidc`. `roles` are the desk's.

    `address_proven` is False only for a provider that says so.
    """

    issuer: str
    subject: str
    email: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    address_proven: bool = True


@dataclass(frozen=True)
class Reception:
    """What became of somebody who came from the provider.

    Either `user` is let in, or `refusal` says why not, in English; with `offered` the identity
    (its id) may be linked to the account whose password the browser can show.
    """

    user: User | None = None
    refusal: str = ""
    offered: int | None = None


def receive(session: Session, *, claimed: Claimed) -> Reception:
    """Find or make the person, bring their roles up to date, and say whether they may come in."""
    lock_name(session, "identities")  # two browsers of one new person
    identity = find_identity(session, issuer=claimed.issuer, subject=claimed.subject)
    if identity is None or identity.user_id is None:
        return _receive_unknown(session, identity, claimed)
    user = get_user(session, identity.user_id)
    if not user.active:
        return Reception(refusal=NOT_ACTIVE)
    _refresh_roles(session, user, claimed)
    if not claimed.roles:
        return Reception(refusal=NO_ROLE)
    identity.email, identity.used_at = claimed.email, clock.now()
    session.add(identity)
    return Reception(user=user)


def _receive_unknown(session: Session, identity: Identity | None, claimed: Claimed) -> Reception:
    if not claimed.roles:
        return Reception(refusal=NO_ROLE)
    if "@" not in claimed.email:
        return Reception(refusal=NO_ADDRESS)
    if not claimed.address_proven:
        return Reception(refusal=UNPROVEN_ADDRESS)
    identity = identity or _new_identity(session, claimed)
    identity.email = claimed.email
    session.add(identity)
    if session.exec(select(User).where(User.email == claimed.email)).first():
        _note(session, SYSTEM, "identity.offered", identity)
        return Reception(refusal=marked(OFFERED, email=claimed.email), offered=identity.id)
    user = _add_person(session, claimed)
    identity.user_id, identity.used_at = user.id, clock.now()
    session.add(identity)
    _note(session, SYSTEM, "identity.linked", identity)
    return Reception(user=user)


def _new_identity(session: Session, claimed: Claimed) -> Identity:
    identity = Identity(
        issuer=claimed.issuer,
        subject=claimed.subject,
        email=claimed.email,
        created_at=clock.now(),
    )
    session.add(identity)
    session.flush()
    return identity


def _add_person(session: Session, claimed: Claimed) -> User:
    user = User(
        email=claimed.email,
        name=claimed.name.strip()[:200] or claimed.email.split("@", 1)[0],
        password_hash="",
        roles=list(claimed.roles),
        created_at=clock.now(),
    )
    session.add(user)
    session.flush()
    assert user.id is not None
    record_event(
        session,
        actor=SYSTEM,
        action="person.added",
        object_type="person",
        object_id=user.id,
        email=user.email,
        roles=user.roles,
        issuer=claimed.issuer,
    )
    return user


def _refresh_roles(session: Session, user: User, claimed: Claimed) -> None:
    """The provider's groups as they are now; but the last admin stays one."""
    roles = set(claimed.roles)
    if Role.ADMIN not in roles and is_last_admin(session, user):
        roles.add(Role.ADMIN.value)
    if roles == set(user.roles):
        return
    assert user.id is not None
    before, user.roles = user.roles, sorted(roles)
    session.add(user)
    end_sessions(session, user.id)
    record_event(
        session,
        actor=SYSTEM,
        action="person.changed",
        object_type="person",
        object_id=user.id,
        roles=user.roles,
        before=before,
        active=user.active,
        issuer=claimed.issuer,
    )


def offer(session: Session, *, claimed: Claimed) -> int:
    """Keep an identity for a signed-in person who wants to link it; returns its id.

    Raises `Conflict` for one that is linked already, `InvalidInput` for one that has no role here.
    """
    lock_name(session, "identities")
    if not claimed.roles:
        raise InvalidInput(_(NO_ROLE))
    identity = find_identity(session, issuer=claimed.issuer, subject=claimed.subject)
    identity = identity or _new_identity(session, claimed)
    _refuse_linked(identity)
    assert identity.id is not None
    return identity.id


def link_identity(session: Session, *, actor: Actor, identity_id: int, user_id: int) -> Identity:
    """Link a waiting identity to a person. Raises `Conflict` when it is linked already."""
    identity = get_identity(session, identity_id)
    _refuse_linked(identity)
    get_user(session, user_id)
    identity.user_id = user_id
    session.add(identity)
    _note(session, actor, "identity.linked", identity)
    return identity


def link_subject(
    session: Session, *, actor: Actor, issuer: str, subject: str, user_id: int
) -> Identity:
    """Link a person to the identity of this subject, seen before or not."""
    subject = subject.strip()
    if not 0 < len(subject) <= MAX_SUBJECT:
        raise InvalidInput(
            _("This is no subject."), {"subject": _("Give the person's id at the provider.")}
        )
    lock_name(session, "identities")
    identity = find_identity(session, issuer=issuer, subject=subject)
    identity = identity or _new_identity(session, Claimed(issuer, subject))
    assert identity.id is not None
    return link_identity(session, actor=actor, identity_id=identity.id, user_id=user_id)


def unlink_identity(session: Session, *, actor: Actor, identity_id: int) -> None:
    """Forget an identity; whoever came in by it is signed out."""
    identity = get_identity(session, identity_id)
    if identity.user_id is not None:
        end_sessions(session, identity.user_id)
    _note(session, actor, "identity.unlinked", identity)
    session.delete(identity)


def get_identity(session: Session, identity_id: int) -> Identity:
    identity = session.get(Identity, identity_id)
    if identity is None:
        raise NotFound(_("There is no such identity. It may have been unlinked meanwhile."))
    return identity


def find_identity(session: Session, *, issuer: str, subject: str) -> Identity | None:
    return session.exec(
        select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    ).first()


def identities_of(session: Session, user_id: int) -> list[Identity]:
    rows = session.exec(
        select(Identity).where(Identity.user_id == user_id).order_by(col(Identity.id))
    )
    return list(rows)


def waiting_identities(session: Session) -> list[Identity]:
    """Those that nobody has linked yet, the newest first."""
    rows = session.exec(
        select(Identity).where(col(Identity.user_id).is_(None)).order_by(col(Identity.id).desc())
    )
    return list(rows)


def _refuse_linked(identity: Identity) -> None:
    if identity.user_id is not None:
        raise Conflict(
            _("This identity is linked to somebody already. An admin can unlink it first.")
        )


def _note(session: Session, actor: Actor, action: str, identity: Identity) -> None:
    assert identity.id is not None
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="identity",
        object_id=identity.id,
        issuer=identity.issuer,
        subject=identity.subject,
        user_id=identity.user_id,
    )
