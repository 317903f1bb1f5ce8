"""`factcheck user` and `factcheck token`: accounts from the command line."""

from datetime import timedelta
from pathlib import Path

import click
from sqlmodel import Session, select

from factcheck import clock
from factcheck.accounts.models import User
from factcheck.accounts.policy import ROLES, SCOPES
from factcheck.accounts.service import (
    add_token,
    add_user,
    change_user,
    get_user,
    list_tokens,
    list_users,
    revoke_token,
    set_password,
)
from factcheck.cli.common import (
    COMMAND_LINE,
    data_option,
    json_option,
    open_desk,
    print_json,
    print_table,
)
from factcheck.errors import NotFound


def _by_email(session: Session, email: str) -> int:
    user = session.exec(select(User).where(User.email == email.strip().lower())).first()
    if user is None or user.id is None:
        raise NotFound(f"There is nobody with the address {email}.")
    return user.id


@click.group("user")
def user_group() -> None:
    """People of the desk."""


@user_group.command("add")
@click.argument("email")
@click.option("--name", default="")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
@click.password_option(help="Asked for when left out, and then not shown.")
@data_option
def user_add(
    email: str, name: str, roles: tuple[str, ...], password: str, data: Path | None
) -> None:
    """Add a person."""
    with open_desk(data).database.write() as session:
        user = add_user(
            session,
            actor=COMMAND_LINE,
            email=email,
            name=name,
            password=password,
            roles=list(roles),
        )
        click.echo(f"Added {user.name} <{user.email}> as {', '.join(user.roles)}.")


@user_group.command("change")
@click.argument("email")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="All their roles.")
@click.option("--open/--closed", "active", default=None, help="Whether they may sign in.")
@data_option
def user_change(email: str, roles: tuple[str, ...], active: bool | None, data: Path | None) -> None:
    """Give a person other roles, close their account or open it again; ends their sessions."""
    if not roles and active is None:
        raise click.UsageError("Say what to change: --role, --open or --closed.")
    with open_desk(data).database.write() as session:
        user_id = _by_email(session, email)
        before = get_user(session, user_id)
        user = change_user(
            session,
            actor=COMMAND_LINE,
            user_id=user_id,
            roles=list(roles) or before.roles,
            active=before.active if active is None else active,
        )
        standing = "may sign in" if user.active else "cannot sign in"
        click.echo(f"{user.name} <{user.email}> is {', '.join(user.roles)} and {standing}.")


@user_group.command("password")
@click.argument("email")
@click.password_option()
@data_option
def user_password(email: str, password: str, data: Path | None) -> None:
    """Set a new password; ends the person's sessions."""
    with open_desk(data).database.write() as session:
        set_password(
            session, actor=COMMAND_LINE, user_id=_by_email(session, email), password=password
        )
    click.echo(f"The password of {email} is changed.")


@user_group.command("list")
@json_option
@data_option
def user_list(as_json: bool, data: Path | None) -> None:
    """Show everybody."""
    with open_desk(data).database.read() as session:
        users = list_users(session)
    if as_json:
        for user in users:
            print_json(
                {"email": user.email, "name": user.name, "roles": user.roles, "active": user.active}
            )
        return
    rows = [
        (user.email, user.name, ", ".join(user.roles), "yes" if user.active else "no")
        for user in users
    ]
    print_table("People", ("e-mail", "name", "roles", "active"), rows)


@click.group("token")
def token_group() -> None:
    """Keys for programs."""


@token_group.command("add")
@click.argument("email")
@click.option("--name", default="command line")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES))
@click.option("--days", type=click.IntRange(1), help="Expires after so many days.")
@data_option
def token_add(
    email: str, name: str, scopes: tuple[str, ...], days: int | None, data: Path | None
) -> None:
    """Make a token for a person's programs. It is printed this once."""
    expires_at = clock.now() + timedelta(days=days) if days else None
    with open_desk(data).database.write() as session:
        _, whole = add_token(
            session,
            actor=COMMAND_LINE,
            user_id=_by_email(session, email),
            name=name,
            scopes=list(scopes),
            expires_at=expires_at,
        )
    click.echo(whole)


@token_group.command("list")
@json_option
@data_option
def token_list(as_json: bool, data: Path | None) -> None:
    """Show every token's owner, scopes and last use."""
    with open_desk(data).database.read() as session:
        found = list_tokens(session)
    if as_json:
        for token, user in found:
            print_json(
                {"id": token.id, "owner": user.email, "name": token.name, "scopes": token.scopes}
                | {"revoked_at": token.revoked_at, "expires_at": token.expires_at}
                | {"last_used_at": token.last_used_at}
            )
        return
    rows = [
        (
            str(token.id),
            user.email,
            token.name,
            ", ".join(token.scopes),
            "revoked" if token.revoked_at else str(token.last_used_at or "never used"),
        )
        for token, user in found
    ]
    print_table("Tokens", ("id", "owner", "name", "scopes", "last used"), rows)


@token_group.command("revoke")
@click.argument("token_id", type=int)
@data_option
def token_revoke(token_id: int, data: Path | None) -> None:
    """End a token."""
    with open_desk(data).database.write() as session:
        revoke_token(session, actor=COMMAND_LINE, token_id=token_id)
    click.echo(f"Token {token_id} is revoked.")
