"""Two wordings of one text, word by word, for showing what a new version changed. Pure."""

import difflib
import re
from dataclasses import dataclass

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Change:
    """A stretch of words: `kept`, `removed` or `added`."""

    kind: str
    text: str


def changes_between(before: str, after: str) -> list[Change]:
    """The new wording with what was removed from the old one in its place."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Change] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for _tag, start, end, other_start, other_end in matcher.get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[other_start:other_end])
        if removed == added:
            found.append(Change("kept", added))
            continue
        if removed:
            found.append(Change("removed", removed))
        if added:
            found.append(Change("added", added))
    return found
