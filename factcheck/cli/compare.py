"""`factcheck compare`: quotes held against their sources, in a pipe."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TextIO

import click

from factcheck.context.attribution import attribute, warn_of_speaker
from factcheck.context.compare import Comparison, compare
from factcheck.context.passages import cut_text
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
    help='Lines {"id", "quote", "source", "speaker"?}, one answer a line; - for standard input.',
)
@click.option("--speaker", help="Who is quoted; in a transcript somebody else's words are named.")
@click.option("--language", default="en", show_default=True, help="How 1.000 and 4,2 are read.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer to --quote as JSON.")
def compare_command(
    quote: str | None,
    source: TextIO | None,
    lines: TextIO | None,
    speaker: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Compare a published quote with its source, word by word.

    The result is verbatim, marked_edits, altered, altered_material or not_found.

    \b
    Exit status: 0 when every quote was compared, whatever the result; 1 when a line could not be
    used; 2 for wrong options.
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
        comparison = _compare(quote, _read(source), speaker, language)
    except InvalidInput as error:
        raise click.ClickException(str(error)) from error
    if as_json or not sys.stdout.isatty():
        click.echo(_line(comparison))
    else:
        click.echo(describe(comparison))


def _compare(quote: str, source: str, speaker: str | None, language: str) -> Comparison:
    """The comparison, with who says the words where the source is a transcript."""
    comparison = attribute(compare(quote, source, language=language), cut_text(source))
    alert = warn_of_speaker(speaker, comparison.said_by)
    return replace(comparison, warnings=(alert, *comparison.warnings)) if alert else comparison


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
    if comparison.said_by:
        shown.append(f"  said by {', '.join(comparison.said_by)}")
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
        speaker = pair.get("speaker")
        if not isinstance(speaker, str | None):
            raise InvalidInput('The field "speaker" is not a text.')
        comparison = _compare(pair["quote"], pair["source"], speaker, language)
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
    answer = head | {field: whole[field] for field in fields}
    if comparison.said_by:
        answer["said_by"] = whole["said_by"]
    return json.dumps(answer, ensure_ascii=False)
