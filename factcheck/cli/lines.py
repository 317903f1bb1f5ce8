"""JSON Lines in and out for the commands that read them: every good line is answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import click


class LineErrors:
    """Says on standard error which lines could not be read, and remembers that there were any."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    @classmethod
    def of(cls, source: TextIO) -> LineErrors:
        """For a file or pipe, under the name that it was opened with."""
        return cls(getattr(source, "name", "<stdin>"))

    def report(self, number: int, what: str) -> None:
        """`number` counts from 1; `what` is a whole sentence."""
        self.count += 1
        click.echo(f"{self.name}, line {number}: {what}", err=True)


def read_objects(
    lines: Iterable[str], errors: LineErrors, required: tuple[str, ...] = ("id", "text")
) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; a bad line is reported and left out, an empty one skipped.

    `id` may be text or a number; every other required field must be text.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            errors.report(number, "This is not JSON. Write one object a line.")
            continue
        if not isinstance(value, dict):
            errors.report(number, "This is not a JSON object. Write one object a line.")
            continue
        missing = [name for name in required if not _usable(name, value.get(name))]
        if missing:
            errors.report(number, f"The field {missing[0]!r} is missing or not text. Add it.")
            continue
        yield value


def _usable(name: str, value: object) -> bool:
    return isinstance(value, str) or (name == "id" and type(value) is int)


def write_object(value: dict[str, Any], out: TextIO | None = None) -> None:
    """Write one line of JSON; half a surrogate pair goes out as the escape that it came in as."""
    line = json.dumps(value, ensure_ascii=False)
    (out or sys.stdout).write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
