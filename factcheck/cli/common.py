"""What commands share: the data folder, the desk behind it, printing."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError
from pydantic_settings import SettingsError
from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.db import Database
from factcheck.desk import Desk
from factcheck.errors import InvalidInput
from factcheck.logs import configure_logging
from factcheck.preparation import prepare_database
from factcheck.settings import Settings

# What a person does on this machine's command line is theirs, but they have not signed in.
COMMAND_LINE = Actor(id=None, name="command line", roles=frozenset({"system"}))

# Where progress is shown, so that standard output holds answers only.
STDERR = Console(stderr=True)

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of this desk's files; also FACTCHECK_DATA.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be done, and do nothing."
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines for programs.")


def load_settings(data: Path | None) -> Settings:
    """The settings from the environment, with the data folder of the command line if given.

    Raises `InvalidInput` for a setting that cannot be used, with its name.
    """
    try:
        return Settings(data=data.absolute()) if data else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise InvalidInput(f"FACTCHECK_{name} cannot be used: {first['msg']}.") from None
    except SettingsError as error:
        raise InvalidInput(f"A setting cannot be read: {error}. It should be JSON.") from None


def open_desk(data: Path | None) -> Desk:
    """The desk with its database brought up to date. Raises `SchemaMismatch` for a newer one."""
    desk = Desk(load_settings(data))
    command = click.get_current_context(silent=True)
    if command is not None:
        command.call_on_close(desk.database.engine.dispose)
    configure_logging(desk.settings.log_format)
    if sys.stderr.isatty():
        # Lines about each fetch would run through the progress bar; outcomes are told anyway.
        logging.getLogger().setLevel(logging.WARNING)
    prepare_database(desk.database)
    return desk


@contextmanager
def writing(database: Database, *, dry_run: bool) -> Iterator[Session]:
    """A write that is committed at its end, or taken back in a dry run."""
    with database.write() as session:
        yield session
        if dry_run:
            session.rollback()


def print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def print_table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table for people, as wide as the terminal."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
