"""Two versions of a text made ready for a page: what changed, side by side, with its label. Pure.

The looks are those of a quote's comparison, so that a kind of difference looks the same everywhere.
"""

from collections import Counter
from dataclasses import dataclass

from factcheck.context.comparison.result import Segment
from factcheck.context.comparison.revision import Stretch, compare_texts, differences_in
from factcheck.language import code_in_words
from factcheck.language import gettext as _
from factcheck.web.comparison import LOOKS, PLAIN, ComparedPiece, label_of

_LABELS = {"added": "added", "dropped": "removed"}


@dataclass(frozen=True)
class Row:
    """A changed stretch on both sides, or `skipped` paragraphs that are the same."""

    before: tuple[ComparedPiece, ...] = ()
    after: tuple[ComparedPiece, ...] = ()
    skipped: int = 0


@dataclass(frozen=True)
class RevisionView:
    """The rows, and how many differences there are of each kind, in words."""

    rows: tuple[Row, ...]
    kinds: tuple[tuple[str, int, bool], ...]

    @property
    def total(self) -> int:
        return sum(count for _kind, count, _material in self.kinds)


def view_revision(before: str, after: str) -> RevisionView:
    """The differences between two versions of a text."""
    stretches = compare_texts(before, after)
    found = Counter((_name(one), one.material) for one in differences_in(stretches))
    kinds = sorted(found.items(), key=lambda pair: (not pair[0][1], -pair[1]))
    return RevisionView(
        tuple(_row(one) for one in stretches),
        tuple((name, count, material) for (name, material), count in kinds),
    )


def _name(segment: Segment) -> str:
    if segment.type in PLAIN:
        return code_in_words("spelling", "difference")
    return code_in_words(_LABELS.get(segment.type, segment.type), "difference")


def _row(stretch: Stretch) -> Row:
    if not stretch.changed:
        return Row(skipped=stretch.segments[0].published.count("\n") + 1)
    return Row(
        tuple(_piece(one, one.source, "removed") for one in stretch.segments if one.source),
        tuple(_piece(one, one.published, "added") for one in stretch.segments if one.published),
    )


def _piece(segment: Segment, text: str, alone: str) -> ComparedPiece:
    if segment.type == "same":
        return ComparedPiece(text)
    look = "dropped" if alone == "removed" and not segment.published else "changed"
    if segment.type in PLAIN:
        return ComparedPiece(text, "marked", _("spelled otherwise"))
    label = label_of(segment.type)
    if segment.type in _LABELS:
        label = code_in_words(_LABELS[segment.type], "difference")
    if segment.type not in LOOKS and not (segment.source and segment.published):
        kind = code_in_words(segment.type, "difference")
        label = _("%(kind)s removed", kind=kind)
        if alone == "added":
            label = _("%(kind)s added", kind=kind)
    return ComparedPiece(text, look, label, segment.material)
