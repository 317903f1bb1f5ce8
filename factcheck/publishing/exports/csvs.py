"""Rows as CSV after RFC 4180: UTF-8, CRLF, quotation marks where they are needed."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from factcheck.publishing.exports.flat import Cell

# What a spreadsheet would take for the beginning of a formula.
_BEGINNINGS = frozenset("=+-@\t\r")
# A file object for each row costs more than the row.
_AT_ONCE = 100


def csv_lines(
    header: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, raw: bool
) -> Iterator[str]:
    """The header and the rows, some lines at a time.

    A text cell that a spreadsheet would run as a formula gets a leading ' unless `raw` is wished;
    numbers are left alone.
    """
    yield _written([header])
    cells = (row.values() if raw else _tame(row.values()) for row in rows)
    while some := list(islice(cells, _AT_ONCE)):
        yield _written(some)


def _written(rows: Iterable[Iterable[Cell]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines.getvalue()


def _tame(cells: Iterable[Cell]) -> list[Cell]:
    # Asked of millions of cells, most of them empty.
    return [
        f"'{cell}" if cell.__class__ is str and cell[:1] in _BEGINNINGS else cell for cell in cells
    ]
