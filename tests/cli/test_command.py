"""The command as a whole: every help ends with examples that work, a dry run stores nothing."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlmodel import col, func, select

from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.cli import COMMANDS, cli
from factcheck.cli.examples import EXAMPLES
from factcheck.context.models import SourceDocument
from factcheck.db import Database
from factcheck.errors import InvalidInput
from tests.databases import Databases

_COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3|9|4)[0-8][;m]")
TEXT = "“We will build 42 bridges,” Ada Stone said on Tuesday.\n"


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def test_every_help_ends_with_two_or_three_examples_that_parse() -> None:
    found = dict(commands(cli))

    assert set(found) == set(EXAMPLES)
    for path, command in found.items():
        help_text = command.get_help(click.Context(command, info_name=path))
        shown = [line.strip() for line in help_text.split("Examples:")[1].strip().splitlines()]
        assert 2 <= len(shown) <= 3, path
        assert tuple(shown) == EXAMPLES[path]
        for line in shown:
            if "$(factcheck" in line or "FACTCHECK_DATABASE_URL" in line:
                continue
            words = shlex.split(line.split("factcheck ", 1)[1].split("|")[0].split(">")[0])
            given = words[len(path.split()) :]
            assert words[: len(path.split())] == path.split(), line
            context = click.Context(command)
            command.make_parser(context).parse_args(given)  # raises for an option that is not


def test_the_first_help_says_what_the_exit_status_means() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output

    assert "Exit status: 0 done, 1 failed" in shown
    assert set(COMMANDS) <= set(shown.split())
    assert CliRunner().invoke(cli, ["rank"]).exit_code == 2


@pytest.fixture
def desk(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path))
    with databases.copy("sqlite", tmp_path) as url:
        database = Database(url)
        yield database
        database.engine.dispose()


def run(*arguments: str, **options: str) -> Result:
    return CliRunner().invoke(cli, arguments, **options)  # type: ignore[arg-type]


def counts(database: Database) -> tuple[int, ...]:
    with database.read() as session:
        return tuple(
            session.exec(select(func.count(col(column)))).one()
            for column in (Article.id, SourceDocument.id, Event.seq)
        )


def test_a_dry_run_says_what_would_come_in_and_stores_nothing(
    desk: Database, tmp_path: Path
) -> None:
    file = tmp_path / "story.txt"
    file.write_text(TEXT)
    run("db", "upgrade")
    before = counts(desk)

    tried = run("ingest", "--dry-run", "--json", str(file))
    assert tried.exit_code == 0, tried.output
    said = json.loads(tried.stdout)
    assert (said["result"], said["id"]) == ("new", None)
    assert "nothing was stored" in run("source", "add", "--dry-run", str(file)).output
    assert counts(desk) == before
    assert not list(tmp_path.rglob("*.warc.gz"))

    assert json.loads(run("ingest", "--json", str(file)).stdout)["id"] == 1
    again = json.loads(run("ingest", "--dry-run", "--json", str(file)).stdout)
    assert (again["result"], again["id"]) == ("known", 1)


def test_people_and_tokens_are_kept_from_the_command_line(desk: Database) -> None:
    added = run("user", "add", "ada@desk.test", "--role", "admin", "--password", "a good sentence")
    assert added.exit_code == 0, added.output
    run("user", "add", "ed@desk.test", "--role", "editor", "--password", "a good sentence")

    changed = run("user", "change", "ed@desk.test", "--role", "reviewer", "--closed")
    assert "is reviewer and cannot sign in" in changed.output
    assert "is reviewer and may sign in" in run("user", "change", "ed@desk.test", "--open").output
    assert run("user", "change", "ed@desk.test").exit_code == 2
    last = run("user", "change", "ada@desk.test", "--closed")
    assert "the last admin" in str(last.exception)

    run("token", "add", "ed@desk.test", "--scope", "claims:read", "--name", "letter")
    token = json.loads(run("token", "list", "--json").stdout)
    assert (token["owner"], token["name"], token["revoked_at"]) == ("ed@desk.test", "letter", None)
    with desk.read() as session:
        actions = session.exec(select(Event.action).order_by(col(Event.seq))).all()
    assert actions.count("person.changed") == 2


@pytest.mark.parametrize(
    ("name", "value"), [("FACTCHECK_PROVIDERS", "nobody"), ("FACTCHECK_OIDC_ROLES", "{")]
)
def test_a_setting_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    answer = run("doctor", "--data", str(tmp_path))

    assert answer.exit_code == 1
    assert isinstance(answer.exception, InvalidInput)
    assert "setting" in str(answer.exception) or name in str(answer.exception)


PROGRESS = """
from rich.progress import track
from factcheck.cli.common import STDERR
list(track([1], "Articles", console=STDERR))
"""


def test_no_color_takes_the_colours_out_of_what_is_shown() -> None:
    def shown(**more: str) -> str:
        child = subprocess.run(
            [sys.executable, "-c", PROGRESS],
            env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", **more},
            capture_output=True,
            text=True,
        )
        assert "Articles" in child.stderr, child.stderr
        return child.stderr

    assert _COLOUR.search(shown())
    assert not _COLOUR.search(shown(NO_COLOR="1"))
