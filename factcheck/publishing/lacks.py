"""Something that a check lacks before it goes out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lack:
    """A field, by its dotted name, that is missing or unfit, and why in words."""

    field: str
    text: str
