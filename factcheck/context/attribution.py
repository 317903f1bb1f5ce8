"""In whose mouth the words of a comparison stand, and whether that is the one they are given to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from factcheck.context.comparison.result import Alert, Comparison
from factcheck.context.passages import Passage, said_by, said_by_another
from factcheck.messages import marked

ANOTHER_SPEAKER = "another_speaker"


def attribute(comparison: Comparison, passages: Sequence[Passage]) -> Comparison:
    """The comparison with the speakers of its place, as the source's turns of speech name them."""
    if comparison.start is None or comparison.end is None:
        return comparison
    return replace(comparison, said_by=said_by(passages, comparison.start, comparison.end))


def warn_of_speaker(speaker: str | None, speakers: Sequence[str]) -> Alert | None:
    """A warning when the words are somebody else's in the source; None without a known speaker."""
    other = said_by_another(speaker, speakers) if speaker else None
    if other is None:
        return None
    return Alert(
        ANOTHER_SPEAKER,
        marked("Said by somebody else: in the source these are words of %(other)s.", other=other),
    )


def with_speaker(detail: dict[str, Any], speaker: str | None) -> dict[str, Any]:
    """A stored comparison, with the warning that holds for the speaker as known now."""
    alert = warn_of_speaker(speaker, detail.get("said_by", []))
    if alert is None:
        return detail
    warning = {"code": alert.code, "text": alert.text}
    return detail | {"warnings": [warning, *detail.get("warnings", [])]}
