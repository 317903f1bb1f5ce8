"""`factcheck match`: which earlier checks do these claims repeat?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from factcheck.claims.matching import CheckedText, Index, Reranker
from factcheck.claims.semantic import Encoder, ModelUnusable, SemanticReranker
from factcheck.cli.lines import LineErrors, read_objects, write_object

ALL_CORES = 0


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
@click.option(
    "--semantic",
    "model",
    type=click.Path(path_type=Path),
    envvar="FACTCHECK_SEMANTIC_MODEL",
    help="Folder of a sentence encoder, to match by meaning too; also FACTCHECK_SEMANTIC_MODEL.",
)
@click.pass_context
def match_command(
    context: click.Context, claims: TextIO, queries: TextIO, top: int, model: Path | None
) -> None:
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
    reranker = _reranker(model, checks)
    for query in read_objects(queries, query_errors):
        matches = [
            {"id": originals[match.id], "score": match.score}
            for match in index.search(query["text"], top, reranker)
        ]
        write_object({"id": query["id"], "matches": matches})
    if claim_errors.count or query_errors.count:
        context.exit(1)


def _reranker(model: Path | None, checks: list[CheckedText]) -> Reranker | None:
    """By meaning, when there is a model that can be used; one warning when it cannot."""
    if model is None or not checks:
        return None
    try:
        encoder = Encoder(model, threads=ALL_CORES)
        if sys.stderr.isatty():
            click.echo(f"Encoding {len(checks):,} checks, some hundred a second …", err=True)
        return SemanticReranker.over(encoder, checks)
    except ModelUnusable as error:
        click.echo(str(error), err=True)
        return None
