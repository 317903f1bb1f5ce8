"""What a comparison answers: plain data."""

from dataclasses import dataclass, field
from typing import Any, Literal

Result = Literal["verbatim", "marked_edits", "altered", "altered_material", "not_found"]

# Listed with the details and not counted: they change no word.
UNCOUNTED = frozenset({"case", "punctuation", "contraction", "spelling"})
# What house style allows as long as it is visible or harmless.
MARKED = frozenset({"bracket", "ellipsis", "filler", "capital"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the quote and the source part.

    `type` is one of case, punctuation, contraction, spelling (uncounted); bracket, ellipsis,
    filler, capital (marked edits); changed, added, dropped, number, unit, date, name, negation,
    modal, hedge, condition, quantifier, direction, roles. `published` and `source` are the words
    on each side, empty where one is silent. `material` says that the sense may turn on it.
    """

    type: str
    published: str
    source: str
    material: bool

    def to_json(self) -> dict[str, Any]:
        """The difference as the command prints it."""
        return {
            "type": self.type,
            "published": self.published,
            "source": self.source,
            "material": self.material,
        }


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the alignment for display; `type` is "same" or a difference's type.

    The `published` parts of all segments, joined, are the quote; the `source` parts are the
    source from `start` to `end`.
    """

    type: str
    published: str
    source: str
    material: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a person should look at that does not decide the result; `text` is a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The word-level alignment of a quote with its source.

    `start` and `end` are code points of the matched place in the source, None when not found.
    `score` is the share of the quote that the place accounts for, 0 to 1. `said_by` names those in
    whose turns of speech the place stands, where the source is a transcript and somebody looked.
    """

    result: Result
    start: int | None = None
    end: int | None = None
    differences: tuple[Difference, ...] = ()
    warnings: tuple[Alert, ...] = ()
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    score: float = 0.0
    said_by: tuple[str, ...] = ()

    @property
    def stitched(self) -> bool:
        """Whether the quote joins words from two places."""
        return any(alert.code == "stitched" for alert in self.warnings)

    def to_json(self) -> dict[str, Any]:
        """The comparison with everything a page needs to show it."""
        return {
            "result": self.result,
            "start": self.start,
            "end": self.end,
            "differences": [difference.to_json() for difference in self.differences],
            "warnings": [{"code": w.code, "text": w.text} for w in self.warnings],
            "segments": [
                {
                    "type": s.type,
                    "published": s.published,
                    "source": s.source,
                    "material": s.material,
                }
                for s in self.segments
            ],
            "score": round(self.score, 3),
            "said_by": list(self.said_by),
        }
