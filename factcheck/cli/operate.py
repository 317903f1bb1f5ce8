"""`factcheck db` and `factcheck doctor`: what an operator needs."""

from pathlib import Path

import click

from factcheck import schema
from factcheck.cli.common import data_option, json_option, load_settings, print_json
from factcheck.desk import Desk
from factcheck.examination import examine
from factcheck.preparation import prepare_database


@click.group("db")
def database_group() -> None:
    """The database's schema."""


@database_group.command("upgrade")
@data_option
def database_upgrade(data: Path | None) -> None:
    """Bring the schema up to date. A database from a newer version is refused."""
    database = Desk(load_settings(data)).database
    before = schema.current(database)
    prepare_database(database)
    after = schema.current(database)
    click.echo(f"The schema is {after}." if before == after else f"{before or 'empty'} → {after}.")


@database_group.command("current")
@data_option
def database_current(data: Path | None) -> None:
    """Show the schema's revision and the program's own."""
    database = Desk(load_settings(data)).database
    click.echo(f"database {schema.current(database) or 'empty'}, program {schema.head()}")


@click.command("doctor")
@json_option
@data_option
def doctor_command(as_json: bool, data: Path | None) -> None:
    """Look at everything that the desk needs: database, queue, workers, jobs, clocks, archive,
    disk and the files of the web pages. Exit status 1 when something failed."""
    found = list(examine(Desk(load_settings(data))))
    for finding in found:
        if as_json:
            print_json(
                {
                    "name": finding.name,
                    "level": finding.level,
                    "what": finding.what,
                    "advice": finding.advice,
                }
            )
        else:
            advice = f" → {finding.advice}" if finding.advice else ""
            click.echo(f"{finding.level:4} {finding.what}{advice}")
    if any(finding.level == "FAIL" for finding in found):
        raise click.exceptions.Exit(1)
