"""Rows as CSV after RFC 4180: UTF-8, CRLF, quotation marks where they are needed."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.publishing.exports.flat import Cell

# What a spreadsheet would take for the beginning of a formula.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(
    header: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, raw: bool
) -> Iterator[str]:
    """The header and one string a row.

    A text cell that a spreadsheet would run as a formula gets a leading ' unless `raw` is wished;
    numbers are left alone.
    """
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(header)
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        cells = row.values()
        writer.writerow(cells if raw else map(_tame, cells))
        yield line.getvalue()


def _tame(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_BEGINNINGS):
        return f"'{cell}"
    return cell
