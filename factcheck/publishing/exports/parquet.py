"""The flat table as Parquet (extra `parquet`), a row group at a time."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from itertools import islice
from typing import Any

from factcheck.errors import Unavailable
from factcheck.language import gettext as _
from factcheck.publishing.exports.flat import COLUMNS, Cell

# Small, so that little is held at a time.
GROUP = 1_000
_READERS = {"date": date.fromisoformat, "datetime": datetime.fromisoformat}


def parquet_chunks(rows: Iterable[dict[str, Cell]]) -> Iterator[bytes]:
    """The bytes of a Parquet file. Raises `Unavailable` when pyarrow is not installed."""
    arrow, parquet = _arrow()
    schema = _schema(arrow)
    remaining = iter(rows)
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := list(islice(remaining, GROUP)):
            writer.write_table(_table(arrow, schema, group))
            yield sink.taken()
    yield sink.taken()


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise Unavailable(
            _("Parquet needs pyarrow. Install it with: pip install 'factcheck[parquet]'")
        ) from None


def _schema(arrow: Any) -> Any:
    kinds = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "date": arrow.date32(),
        "datetime": arrow.timestamp("us", tz="UTC"),
    }
    return arrow.schema(
        [
            arrow.field(
                column.name,
                kinds[column.kind],
                nullable=not column.required,
                metadata={"description": column.description},
            )
            for column in COLUMNS
        ]
    )


def _table(arrow: Any, schema: Any, group: list[dict[str, Cell]]) -> Any:
    arrays = []
    for column, field in zip(COLUMNS, schema, strict=True):
        values: list[Any] = [row[column.name] for row in group]
        read = _READERS.get(column.kind)
        if read is not None:
            values = [read(value) if value is not None else None for value in values]
        arrays.append(arrow.array(values, type=field.type))
    return arrow.Table.from_arrays(arrays, schema=schema)


class _Sink(io.RawIOBase):
    """Takes what is written and hands it on, so that no more than a row group is held."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._position += len(part)
        return len(part)

    def taken(self) -> bytes:
        whole, self._parts = b"".join(self._parts), []
        return whole
