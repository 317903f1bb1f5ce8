"""The flat table as Parquet (extra `parquet`), a row group at a time."""

import io
import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from factcheck.errors import Unavailable
from factcheck.language import gettext as _
from factcheck.publishing.exports.flat import COLUMNS, Cell

# Small, so that little is held at a time.
GROUP = 1_000
# The reader of JSON takes no line that is longer.
BLOCK = 16 * 1024 * 1024


def parquet_chunks(rows: Iterable[dict[str, Cell]]) -> Iterator[bytes]:
    """The bytes of a Parquet file. Raises `Unavailable` when pyarrow is not installed."""
    arrow = _Arrow()
    remaining = iter(rows)
    sink = _Sink()
    with arrow.parquet.ParquetWriter(sink, arrow.schema, compression="zstd") as writer:
        while group := list(islice(remaining, GROUP)):
            writer.write_table(arrow.table(group))
            yield sink.taken()
    yield sink.taken()


class _Arrow:
    """What is used of pyarrow, and the table's schema.

    A group goes through its reader of JSON: making arrays of Python's values has pyarrow load
    pandas wherever it is installed, which takes more memory than everything else here.
    """

    def __init__(self) -> None:
        try:
            self._arrow: Any = import_module("pyarrow")
            self._json: Any = import_module("pyarrow.json")
            self.parquet: Any = import_module("pyarrow.parquet")
        except ImportError:
            raise Unavailable(
                _("Parquet needs pyarrow. Install it with: pip install 'factcheck[parquet]'")
            ) from None
        text, number = self._arrow.string(), self._arrow.int64()
        self.schema = self._schema(
            {
                "string": text,
                "integer": number,
                "date": self._arrow.date32(),
                "datetime": self._arrow.timestamp("us", tz="UTC"),
            }
        )
        # JSON has days and times as text.
        read = self._schema({"string": text, "integer": number, "date": text, "datetime": text})
        self._options = {
            "parse_options": self._json.ParseOptions(explicit_schema=read),
            "read_options": self._json.ReadOptions(use_threads=False, block_size=BLOCK),
        }

    def _schema(self, kinds: dict[str, Any]) -> Any:
        return self._arrow.schema(
            [
                self._arrow.field(
                    column.name,
                    kinds[column.kind],
                    nullable=not column.required,
                    metadata={"description": column.description},
                )
                for column in COLUMNS
            ]
        )

    def table(self, group: list[dict[str, Cell]]) -> Any:
        lines = "\n".join(map(json.dumps, group)).encode()
        return self._json.read_json(io.BytesIO(lines), **self._options).cast(self.schema)


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
