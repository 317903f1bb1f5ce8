"""What a check of a file from elsewhere says: sentences, each of which holds or does not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, in a sentence."""

    holds: bool
    sentence: str


def told(holds: bool, good: str, bad: str) -> Finding:
    """The sentence that fits."""
    return Finding(holds, good if holds else bad)
