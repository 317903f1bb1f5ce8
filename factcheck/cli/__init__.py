"""The `factcheck` command. Each subcommand's module is imported when it is run, not before."""

import sys
from importlib import import_module

import click

from factcheck import __version__
from factcheck.cli.examples import show_examples
from factcheck.errors import FactcheckError

# Command → module and the click command in it. The first five need no database.
COMMANDS = {
    "extract": "factcheck.cli.extract:extract_command",
    "rank": "factcheck.cli.rank:rank_command",
    "match": "factcheck.cli.match:match_command",
    "compare": "factcheck.cli.compare:compare_command",
    "fetch": "factcheck.cli.fetch:fetch_command",
    "demo": "factcheck.cli.demo:demo_command",
    "up": "factcheck.cli.processes:up",
    "web": "factcheck.cli.processes:web",
    "relay": "factcheck.cli.processes:relay",
    "worker": "factcheck.cli.processes:worker",
    "ingest": "factcheck.cli.material:ingest_command",
    "feed": "factcheck.cli.feeds:feed_group",
    "source": "factcheck.cli.material:source_group",
    "import": "factcheck.cli.imports:import_group",
    "export": "factcheck.cli.export:export_command",
    "mcp": "factcheck.cli.mcp:mcp_command",
    "worth": "factcheck.cli.worth:worth_group",
    "semantic": "factcheck.cli.semantic:semantic_group",
    "audit": "factcheck.cli.audit:audit_group",
    "backup": "factcheck.cli.backup:backup_command",
    "restore": "factcheck.cli.backup:restore_command",
    "db": "factcheck.cli.operate:database_group",
    "user": "factcheck.cli.people:user_group",
    "token": "factcheck.cli.people:token_group",
    "doctor": "factcheck.cli.operate:doctor_command",
}


class LazyGroup(click.Group):
    """A group whose commands are found by name, so that `factcheck extract` starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        show_examples(command, cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck")
def cli() -> None:
    """A newsroom's fact-check desk.

    Exit status: 0 done, 1 failed (the message says what to do), 2 wrong usage.
    """


def main() -> None:
    """The console script: domain errors become one sentence and exit status 1."""
    try:
        cli.main(prog_name="factcheck", standalone_mode=True)
    except FactcheckError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
