"""A stored comparison made ready for a page: two columns of pieces, each with its look and label.

Each kind of difference has a look (background and line, in the style sheet) and a label that is
read aloud, because screen readers often pass over <ins> and <del>. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from factcheck.language import code_in_words, translated
from factcheck.language import gettext as _
from factcheck.messages import marked, marked_in
from factcheck.web.around import Around, text_around

PLAIN = frozenset({"same", "case", "punctuation", "contraction", "spelling"})
# type: (look, label). What is not named here is a material kind of change: a triangle and its name.
LOOKS = {
    "bracket": ("marked", marked("bracketed by the writer")),
    "ellipsis": ("marked", marked("left out at the ellipsis")),
    "capital": ("marked", marked("capital changed")),
    "filler": ("filler", marked("filler left out")),
    "changed": ("changed", marked_in("difference", "changed")),
    "added": ("changed", marked_in("difference", "added")),
    "dropped": ("dropped", marked("left out without a mark")),
}
RESULTS = {
    "verbatim": marked("Verbatim"),
    "marked_edits": marked("Marked edits"),
    "altered": marked("Altered"),
    "altered_material": marked("Altered materially"),
    "not_found": marked("Not found"),
}
# What stands between two places that a quote joins is shown in full up to so many code points;
MOST_BETWEEN = 1_500
# of more, so many at either end.
SHOWN_OF_MORE = 400
MARKED = frozenset({"bracket", "ellipsis", "filler", "capital"})


@dataclass(frozen=True)
class ComparedPiece:
    """A run of words on one side; `look` is a class of the style sheet, empty for plain words."""

    text: str
    look: str = ""
    label: str = ""
    material: bool = False


@dataclass(frozen=True)
class ComparisonView:
    """The two columns; `around` is what stands around the matched words in the source."""

    result: str
    words: str
    published: tuple[ComparedPiece, ...]
    source: tuple[ComparedPiece, ...]
    around: Around
    differences: tuple[dict[str, Any], ...]
    warnings: tuple[str, ...]
    start: int | None
    end: int | None
    document_id: int


def view_comparison(
    *,
    detail: dict[str, Any],
    source_text: str,
    document_id: int,
    start: int | None,
    end: int | None,
    quote: str,
) -> ComparisonView:
    """`detail` is `Comparison.to_json()` as stored, `source_text` the passage around the place."""
    segments = detail.get("segments", [])
    found = "".join(segment["source"] for segment in segments)
    at = source_text.find(found) if found else -1
    differences = sorted(detail.get("differences", []), key=lambda one: not one["material"])
    return ComparisonView(
        result=detail["result"],
        words=result_in_words(detail["result"], differences),
        published=_pieces(segments, "published") or (ComparedPiece(quote),),
        source=_pieces(segments, "source"),
        around=text_around(source_text, at, at + len(found)) if at >= 0 else Around(),
        differences=tuple(one | {"source": _shortened(one["source"])} for one in differences),
        warnings=tuple(translated(warning["text"]) for warning in detail.get("warnings", [])),
        start=start,
        end=end,
        document_id=document_id,
    )


def result_in_words(result: str, differences: Iterable[dict[str, Any]]) -> str:
    """“Altered materially (1)”: the result, with the number of differences that made it."""
    if result in ("verbatim", "not_found"):
        return translated(RESULTS[result])
    return (
        f"{translated(RESULTS[result])} ({sum(1 for one in differences if _counts(result, one))})"
    )


def _counts(result: str, difference: dict[str, Any]) -> bool:
    if result == "marked_edits":
        return difference["type"] in MARKED
    if result == "altered":
        return difference["type"] not in PLAIN | MARKED
    return bool(difference["material"])


def label_of(kind: str) -> str:
    """A kind of difference as it is read out."""
    if kind in PLAIN:
        return ""
    if kind in ("changed", "added"):
        return code_in_words(kind, "difference")
    if kind in LOOKS:
        return translated(LOOKS[kind][1])
    return _("%(kind)s differs", kind=code_in_words(kind, "difference"))


def _shortened(text: str) -> str:
    """A text without its middle, if it is long; the number of words tells how much that is."""
    if len(text) <= MOST_BETWEEN:
        return text
    left_out = len(text[SHOWN_OF_MORE:-SHOWN_OF_MORE].split())
    between = _("(%(count)s words)", count=left_out)
    return f"{text[:SHOWN_OF_MORE]} … {between} … {text[-SHOWN_OF_MORE:]}"


def _pieces(segments: list[dict[str, Any]], side: str) -> tuple[ComparedPiece, ...]:
    return tuple(
        _piece(segment, _shortened(segment[side])) for segment in segments if segment[side]
    )


def _piece(segment: dict[str, Any], text: str) -> ComparedPiece:
    kind, material = segment["type"], bool(segment.get("material"))
    if kind in PLAIN:
        return ComparedPiece(text)
    look = LOOKS.get(kind, ("changed", ""))[0]
    return ComparedPiece(text, look, label_of(kind), material)
