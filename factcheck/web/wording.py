"""Two versions held against each other: the rationale word by word, the rest by field. Pure."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from factcheck.context.withholding import reveal
from factcheck.verdicts.models import Verdict

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


@dataclass(frozen=True)
class Difference:
    """What a verdict version changed: words of the rationale, and (field, before, now)."""

    rationale: list[Change]
    fields: list[tuple[str, str, str]]

    @property
    def names(self) -> list[str]:
        """What changed, in words; empty when nothing did."""
        words = ["rationale"] if any(one.kind != "kept" for one in self.rationale) else []
        return [*words, *dict.fromkeys(name for name, _before, _now in self.fields)]


def difference_between(before: tuple[str, Verdict], now: tuple[str, Verdict]) -> Difference:
    """Each version comes with its rating in words."""
    (old_rating, old), (rating, new) = before, now
    pairs = (
        ("rating", old_rating, rating),
        ("confidence", old.confidence, new.confidence),
        ("day to look again", str(old.recheck_on or ""), str(new.recheck_on or "")),
    )
    fields = [pair for pair in pairs if pair[1] != pair[2]]
    return Difference(
        changes_between(old.rationale, new.rationale),
        fields + _evidence(*(reveal(one.evidence, one.withheld) for one in (old, new))),
    )


def _evidence(
    before: list[dict[str, Any]], now: list[dict[str, Any]]
) -> list[tuple[str, str, str]]:
    """Pieces that were added, taken out, or are judged otherwise."""
    old, new = ({item["id"]: _piece(item) for item in items} for items in (before, now))
    return [
        ("evidence", old.get(one, ""), new.get(one, ""))
        for one in dict.fromkeys([*old, *new])
        if old.get(one) != new.get(one)
    ]


def _piece(item: dict[str, Any]) -> str:
    marks = [item.get("stance") or "", "decisive" if item.get("decisive") else ""]
    judged = ", ".join(filter(None, marks))
    title = item.get("title") or item.get("url") or "a piece"
    return f"{title} ({judged})" if judged else title
