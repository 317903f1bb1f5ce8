"""`factcheck rank`: how much each sentence is worth checking."""

from __future__ import annotations

from typing import TextIO

import click

from factcheck.cli.lines import LineErrors, read_objects, write_object
from factcheck.extraction.worth import rate


@click.command("rank")
@click.option(
    "--jsonl",
    "source",
    type=click.File("r", encoding="utf-8", errors="replace"),
    required=True,
    help='Lines {"id", "text"}; - reads standard input.',
)
@click.pass_context
def rank_command(context: click.Context, source: TextIO) -> None:
    """Score sentences by how much they are worth checking.

    Prints {"id", "score", "reasons"} a line: the score is 0 to 1, and .5 is the decision.
    """
    errors = LineErrors.of(source)
    for sentence in read_objects(source, errors):
        worth = rate(sentence["text"])
        write_object({"id": sentence["id"], "score": worth.score, "reasons": list(worth.reasons)})
    if errors.count:
        context.exit(1)
