"""`factcheck compare`: quotes held against their sources, in a pipe."""

import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from factcheck.context.compare import Comparison, compare
from factcheck.errors import InvalidInput


@click.command("compare")
@click.option("--quote", help="The words as they were published.")
@click.option(
    "--source",
    type=click.File("r", encoding="utf-8"),
    help="A file with the words as they were spoken or written; - for standard input.",
)
@click.option(
    "--jsonl",
    "lines",
    type=click.File("r", encoding="utf-8"),
    help='Lines {"id", "quote", "source"}, one answer a line; - for standard input.',
)
@click.option("--language", default="en", show_default=True, help="How 1.000 and 4,2 are read.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer to --quote as JSON.")
def compare_command(
    quote: str | None,
    source: TextIO | None,
    lines: TextIO | None,
    language: str,
    as_json: bool,
) -> None:
    """Compare a published quote with its source, word by word.

    The result is verbatim, marked_edits, altered, altered_material or not_found.

    \b
    Exit status: 0 when every quote was compared, whatever the result; 1 when a line could not be
    used; 2 for wrong options.

    \b
    Examples:
      factcheck compare --quote "the path is irreversible" --source speech.txt
      factcheck compare --jsonl pairs.jsonl | jq -r 'select(.result != "verbatim") | .id'
    """
    if lines is not None:
        if quote is not None or source is not None:
            raise click.UsageError("Give --jsonl, or --quote and --source, not both.")
        failed = [_answer(number, line, language) for number, line in _numbered(lines)].count(False)
        if failed:
            sys.exit(1)
        return
    if quote is None or source is None:
        raise click.UsageError("Give --quote and --source, or --jsonl.")
    try:
        comparison = compare(quote, _read(source), language=language)
    except InvalidInput as error:
        raise click.ClickException(str(error)) from error
    if as_json or not sys.stdout.isatty():
        click.echo(_line(comparison))
    else:
        click.echo(describe(comparison))


def describe(comparison: Comparison) -> str:
    """The comparison in a few lines for a person at a terminal."""
    titles = {
        "verbatim": "Verbatim",
        "marked_edits": "Marked edits",
        "altered": "Altered",
        "altered_material": "Altered materially",
        "not_found": "Not found",
    }
    shown = [titles[comparison.result]]
    if comparison.start is not None:
        shown[0] += f" (characters {comparison.start} to {comparison.end} of the source)"
    for difference in comparison.differences:
        mark = "▲" if difference.material else "·"
        published, spoken = difference.published or "–", difference.source or "–"
        shown.append(f"  {mark} {difference.type}: “{published}” / “{spoken}”")
    shown.extend(f"  ! {alert.text}" for alert in comparison.warnings)
    return "\n".join(shown)


def _numbered(lines: TextIO) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _read(source: TextIO) -> str:
    try:
        return source.read()
    except UnicodeDecodeError as error:
        raise click.ClickException(
            "The source is not UTF-8 text. Convert it, or add it to the library as a document."
        ) from error


def _answer(number: int, line: str, language: str) -> bool:
    """Print the answer to one line; say what is wrong with it and return False if there is none."""
    try:
        pair = json.loads(line)
        if not isinstance(pair, dict):
            raise InvalidInput("It is not a JSON object.")
        for field in ("quote", "source"):
            if not isinstance(pair.get(field), str):
                raise InvalidInput(f'The field "{field}" is missing or not a text.')
        comparison = compare(pair["quote"], pair["source"], language=language)
    except json.JSONDecodeError as error:
        click.echo(f"Line {number} is not JSON: {error.msg}. The line was skipped.", err=True)
        return False
    except InvalidInput as error:
        click.echo(f"Line {number} cannot be used: {error} The line was skipped.", err=True)
        return False
    click.echo(_line(comparison, id=pair.get("id")))
    return True


def _line(comparison: Comparison, **head: Any) -> str:
    whole = comparison.to_json()
    fields = ("result", "start", "end", "differences", "warnings")
    return json.dumps(head | {field: whole[field] for field in fields}, ensure_ascii=False)
