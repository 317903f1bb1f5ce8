"""`factcheck demo`: the whole desk on this machine, with a sample article and three accounts."""

import json
import secrets
import shutil
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session, select

from factcheck.accounts.demo import DEMO_DOMAIN
from factcheck.accounts.models import User
from factcheck.accounts.service import add_token, add_user, find_token, set_password
from factcheck.cli import stack
from factcheck.cli.common import COMMAND_LINE
from factcheck.db import Database
from factcheck.desk import Desk
from factcheck.preparation import add_sample, prepare_database
from factcheck.settings import OidcSettings, Settings

DEFAULT_PORT = 8000


@dataclass(frozen=True)
class Account:
    """One of the demo's sign-ins."""

    email: str
    name: str
    roles: tuple[str, ...]
    scopes: tuple[str, ...]


_READING = ("claims:read", "exports:read", "tasks:read", "tasks:write")
ACCOUNTS = (
    Account(f"reviewer@{DEMO_DOMAIN}", "Robin Reviewer", ("reviewer",), _READING),
    Account(f"editor@{DEMO_DOMAIN}", "Edda Editor", ("editor",), (*_READING, "publish")),
    Account(
        f"admin@{DEMO_DOMAIN}",
        "Ada Admin",
        ("admin", "editor", "reviewer"),
        (*_READING, "publish", "webhooks:manage", "admin"),
    ),
)


def default_data_dir() -> Path:
    return Path.home() / ".local" / "share" / "factcheck-demo"


def sign_ins(database: Database, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The accounts with password and token; those of an earlier start are kept if they work."""
    by_email = {one.get("email"): one for one in known}
    with database.write() as session:
        return [_sign_in(session, account, by_email.get(account.email)) for account in ACCOUNTS]


def _sign_in(session: Session, account: Account, known: dict[str, Any] | None) -> dict[str, Any]:
    user = session.exec(select(User).where(User.email == account.email)).first()
    if user is not None and known and find_token(session, str(known.get("token"))):
        return known
    password = secrets.token_urlsafe(9)
    if user is None:
        user = add_user(
            session,
            actor=COMMAND_LINE,
            email=account.email,
            name=account.name,
            password=password,
            roles=list(account.roles),
        )
    else:
        set_password(session, actor=COMMAND_LINE, user_id=user.id or 0, password=password)
    _, token = add_token(
        session,
        actor=COMMAND_LINE,
        user_id=user.id or 0,
        name="demo",
        scopes=list(account.scopes),
    )
    return {
        "email": account.email,
        "password": password,
        "token": token,
        "roles": list(account.roles),
    }


# What a demo leaves in its folder. Logs and sockets may be in use; what an old queue still holds
# are numbers of jobs that are not there any more, which workers pass over.
_OWN = ("factcheck.sqlite3*", "archive", "cache", "demo.json")


def forget_demo(data: Path) -> None:
    """Remove what an earlier demo left in its folder; nothing, where no demo was.

    The caller holds the folder's lock (`stack.only_one`), so no demo is running there.
    """
    if not (data / "demo.json").exists():
        return
    for pattern in _OWN:
        for found in data.glob(pattern):
            shutil.rmtree(found) if found.is_dir() else found.unlink()


def prepare_demo(desk: Desk, url: str) -> list[dict[str, Any]]:
    """Database, accounts and sample article; writes `demo.json` into the data folder."""
    prepare_database(desk.database)
    file = desk.settings.data / "demo.json"
    try:
        known = json.loads(file.read_text())["users"]
    except (FileNotFoundError, ValueError, KeyError):
        known = []
    users = sign_ins(desk.database, known)
    with desk.database.write() as session:
        add_sample(session, actor=COMMAND_LINE)
    file.touch(mode=0o600)
    file.write_text(json.dumps({"url": url, "users": users}, indent=1) + "\n")
    return users


@click.command("demo")
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="The next free one if taken.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=default_data_dir,
    help="Folder of the demo's files.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the web browser.")
@click.option("--reset", is_flag=True, help="Begin anew: forget what was done in the demo.")
def demo_command(port: int, workers: int, data: Path, no_browser: bool, reset: bool) -> None:
    """Try the desk: everything on this machine, a sample article, three sign-ins. Ctrl-C stops it.

    Nothing leaves this machine, and nobody else can reach it.
    """
    settings = Settings(
        data=data.absolute(),
        mode="demo",
        organisation="Demo fact-check desk",
        providers=(),
        oidc=OidcSettings(),
        password_sign_in=True,
    )
    desk = Desk(settings)
    users: list[dict[str, Any]] = []

    def on_ready(url: str) -> None:
        click.echo(f"\nThe demo desk is ready at {url}\n")
        for user in users:
            click.echo(f"  {user['email']:24} {user['password']:16} {', '.join(user['roles'])}")
        click.echo("\nCtrl-C stops it; nothing is lost, and a second start finds it all again.")
        if not no_browser:
            webbrowser.open(url)

    def prepare(url: str) -> None:
        if reset:
            forget_demo(settings.data)
        users.extend(prepare_demo(desk, url))

    stack.run_stack(
        settings,
        port=port,
        workers=workers,
        say=click.echo,
        prepare=prepare,
        on_ready=on_ready,
    )
