"""`factcheck export`: checked claims out, streamed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from factcheck.cli.common import data_option, open_desk, print_json
from factcheck.db import Database
from factcheck.publishing.checked import (
    CheckedCursor,
    CheckedFilter,
    Published,
    list_published,
    native_json,
)
from factcheck.publishing.claimreview import claim_review

PAGE = 200


def every_checked_claim(database: Database) -> Iterator[Published]:
    """All of them, page by page, each page in a transaction of its own."""
    after: CheckedCursor | None = None
    while True:
        with database.read() as session:
            rows = list_published(session, CheckedFilter(), after=after, limit=PAGE)
        yield from rows
        if len(rows) < PAGE:
            return
        last = rows[-1].checked
        after = CheckedCursor(last.updated_at, last.id or 0)


@click.command("export", epilog="Example: factcheck export --format claimreview > checks.jsonl")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "claimreview"]),
    default="jsonl",
    show_default=True,
    help="Native JSON or schema.org ClaimReview, one object a line.",
)
@click.option("--base", default="", help="Address of the public pages; else the setting's.")
@data_option
def export_command(form: str, base: str, data: Path | None) -> None:
    """Write checked claims to standard output."""
    desk = open_desk(data)
    base = base or desk.settings.public_url or "http://127.0.0.1:8000"
    for published in every_checked_claim(desk.database):
        value: dict[str, Any] | None = (
            native_json(published, base)
            if form == "jsonl"
            else claim_review(published, base=base, organisation=desk.settings.organisation)
        )
        if value is not None:
            print_json(value)
