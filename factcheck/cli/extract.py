"""`factcheck extract`: quotes with their speakers, and claims, of a text or of many."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console
from rich.table import Table

from factcheck.cli.lines import LineErrors, read_objects, write_object
from factcheck.errors import FactcheckError
from factcheck.extraction import Extraction, extract

_HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml"])


@click.command("extract")
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--jsonl",
    "source",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help='Lines {"id", "text", "published"?}; - reads standard input.',
)
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help='The day that "tomorrow" in FILE is counted from.',
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
@click.pass_context
def extract_command(
    context: click.Context,
    file: str | None,
    source: TextIO | None,
    published: datetime | None,
    as_json: bool,
) -> None:
    """Find who said what in FILE (text or HTML; - or nothing reads standard input).

    Offsets are Unicode code points into the text as given, quotation marks left out. Of an HTML
    page they count in the article's text, which --json then gives as "text".
    """
    if source is not None:
        if file is not None:
            raise click.UsageError("Give either FILE or --jsonl, not both.")
        _answer_lines(context, source)
        return
    data, is_page = _read(file)
    text = _text_of_page(data) if is_page else data.decode("utf-8", errors="replace")
    extraction = extract(text, published=published.date() if published else None)
    _warn_of_unread(extraction, file or "standard input")
    if as_json:
        given = {"text": text} if is_page else {}
        write_object({**given, **answer(extraction)})
    else:
        _print_tables(extraction)


def answer(extraction: Extraction) -> dict[str, Any]:
    """The extraction as the command gives it out: one entry in `quotes` a contiguous span.

    A quote over several paragraphs that each reopen the marks has an entry a paragraph, all with
    the same `spans`; `part` counts them from 1 and `parts` says how many there are. `in_quote` of
    a claim is the index of its quote's first entry.
    """
    given = extraction.to_json()
    quotes: list[dict[str, Any]] = []
    first_entry: list[int] = []
    for quote in extraction.quotes:
        first_entry.append(len(quotes))
        quotes.extend(quote.to_json_parts())
    for claim in given["claims"]:
        if claim["in_quote"] is not None:
            claim["in_quote"] = first_entry[claim["in_quote"]]
    return {**given, "quotes": quotes}


def _warn_of_unread(extraction: Extraction, name: str) -> None:
    if extraction.unread_from is not None:
        click.echo(
            f"{name}: too long to be read whole; what follows character "
            f"{extraction.unread_from} was left out. Split it and try again.",
            err=True,
        )


def _answer_lines(context: click.Context, source: TextIO) -> None:
    name = getattr(source, "name", "standard input")
    errors = LineErrors(name)
    for article in read_objects(source, errors):
        published: date | None = None
        if article.get("published") is not None:
            published = _day(article["published"])
            if published is None:
                errors.count += 1
                click.echo(
                    f"{name}, article {article['id']!r}: published is no date. "
                    "Write it as YYYY-MM-DD or leave it out.",
                    err=True,
                )
                continue
        extraction = extract(article["text"], published=published)
        _warn_of_unread(extraction, f"{name}, article {article['id']!r}")
        write_object({"id": article["id"], **answer(extraction)})
    if errors.count:
        context.exit(1)


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None


def _read(file: str | None) -> tuple[bytes, bool]:
    """The bytes, and whether they are an HTML page."""
    if file is None or file == "-":
        data, name = sys.stdin.buffer.read(), ""
    else:
        path = Path(file)
        try:
            data, name = path.read_bytes(), path.suffix.lower()
        except OSError as error:
            raise click.ClickException(
                f"{file} cannot be read: {error.strerror}. Check the path and its permissions."
            ) from error
    return data, name in _HTML_SUFFIXES or _looks_like_html(data)


def _looks_like_html(data: bytes) -> bool:
    start = data[:512].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body"))


def _text_of_page(data: bytes) -> str:
    # Reading HTML loads a parser that takes longer to import than a text takes to extract.
    from factcheck.articles.reading import read_article

    try:
        article = read_article(data, content_type="text/html", url=None)
    except FactcheckError as error:
        raise click.ClickException(str(error)) from error
    return article.text


def _print_tables(extraction: Extraction) -> None:
    # The article's words are no console markup.
    console = Console(markup=False, emoji=False, highlight=False)
    if not extraction.quotes and not extraction.claims:
        console.print("No quotes and no claims were found in this text.")
        return
    if extraction.quotes:
        console.print(_quote_table(extraction))
    if extraction.claims:
        console.print(_claim_table(extraction))
    if extraction.nonquotes:
        console.print(_nonquote_table(extraction))


def _quote_table(extraction: Extraction) -> Table:
    table = Table("Speaker", "Quote", "Cue", "Sure", title="Quotes", title_justify="left")
    for quote in extraction.quotes:
        speaker = quote.speaker or "speaker?"
        if quote.speaker is None and quote.candidates:
            speaker += "\n" + "\n".join(
                f"{key} {name}" for key, name in enumerate(quote.candidates, start=1)
            )
        sure = f"{quote.confidence:.0%}" if quote.speaker else ""
        table.add_row(_plain(speaker), _plain(quote.text), _plain(quote.cue or ""), sure)
    return table


def _claim_table(extraction: Extraction) -> Table:
    table = Table("Score", "Kind", "Claim", "Speaker", title="Claims", title_justify="left")
    for claim in extraction.claims:
        table.add_row(
            f"{claim.score:.2f}",
            ", ".join(claim.types),
            _plain(claim.text),
            _plain(claim.speaker or ""),
        )
    return table


def _nonquote_table(extraction: Extraction) -> Table:
    table = Table("Text", "Why", title="In marks, but nobody's words", title_justify="left")
    for nonquote in extraction.nonquotes:
        table.add_row(_plain(nonquote.text), nonquote.reason.replace("_", " "))
    return table


def _plain(text: str) -> str:
    """Without control characters, which could move the cursor."""
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)
