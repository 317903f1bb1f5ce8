"""What commands share: the data folder, the desk behind it, printing."""

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from factcheck.audit.log import Actor
from factcheck.desk import Desk
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
json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines for programs.")


def examples(*lines: str) -> str:
    """The end of a command's help: what one would type, a line each."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def load_settings(data: Path | None) -> Settings:
    """The settings from the environment, with the data folder of the command line if given."""
    return Settings(data=data.absolute()) if data else Settings()


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
