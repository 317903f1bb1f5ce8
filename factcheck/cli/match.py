"""`factcheck match`: which earlier checks do these claims repeat?"""

from __future__ import annotations

from typing import TextIO

import click

from factcheck.claims.matching import CheckedText, Index
from factcheck.cli.lines import LineErrors, read_objects, write_object


@click.command("match")
@click.option(
    "--claims",
    type=click.File("r", encoding="utf-8", errors="replace"),
    required=True,
    help='The claims checked before: lines {"id", "text", "title"?}.',
)
@click.option(
    "--queries",
    type=click.File("r", encoding="utf-8", errors="replace"),
    required=True,
    help='What to match: lines {"id", "text"}; - reads standard input.',
)
@click.option("--top", type=click.IntRange(1, 1000), default=5, show_default=True)
@click.pass_context
def match_command(context: click.Context, claims: TextIO, queries: TextIO, top: int) -> None:
    """Find the earlier checks that each query may repeat.

    Prints {"id", "matches": [{"id", "score"}]} a line, best first. A match is a suggestion:
    compare scores within one line only.
    """
    claim_errors, query_errors = LineErrors.of(claims), LineErrors.of(queries)
    originals: dict[str, str | int] = {}
    checks: list[CheckedText] = []
    for claim in read_objects(claims, claim_errors):
        key = str(len(checks))
        originals[key] = claim["id"]
        title = claim.get("title")
        checks.append(CheckedText(key, claim["text"], title if isinstance(title, str) else ""))
    index = Index(checks)
    for query in read_objects(queries, query_errors):
        matches = [
            {"id": originals[match.id], "score": match.score}
            for match in index.search(query["text"], top)
        ]
        write_object({"id": query["id"], "matches": matches})
    if claim_errors.count or query_errors.count:
        context.exit(1)
