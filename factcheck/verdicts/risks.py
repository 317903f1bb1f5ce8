"""What an editor should look at before signing: risks and a checklist, from what is recorded. Pure.

Nothing here decides anything; a list without risks is no reason to sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.context.origins import Piece, group_origins
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.messages import marked

# Differences on which the sense of a quote turns, in the words of the risk.
_TELLING = {
    "number": marked("A number differs from the source"),
    "unit": marked("A unit differs from the source"),
    "date": marked("A date differs from the source"),
    "name": marked("A name differs from the source"),
    "negation": marked("A negation differs from the source"),
    "condition": marked("A condition differs from the source"),
    "quantifier": marked("A quantifier differs from the source"),
    "direction": marked("A direction differs from the source"),
}


@dataclass(frozen=True)
class Basis:
    """What the risks are judged from.

    `evidence` is what the verdict froze; `differences` those of the quote's comparison;
    `other_ratings` the codes that other readers of the same revision gave; `said_by_another` who
    says a quote's words in the source, if that is not its speaker.
    """

    rating: str
    evidence: Sequence[dict[str, Any]]
    differences: Sequence[dict[str, Any]] = ()
    other_ratings: Sequence[str] = ()
    claim_changed: bool = False
    speaker_known: bool = True
    is_quote: bool = False
    sent_back: bool = False
    under_correction: bool = False
    said_by_another: str = ""
    claimant_asked: bool = False
    confidence: str = ""


@dataclass(frozen=True)
class Risk:
    """A risk by its code, with a sentence for the editor."""

    code: str
    text: str


@dataclass(frozen=True)
class Check:
    """A line of the checklist."""

    text: str
    done: bool


def count_origins(evidence: Sequence[dict[str, Any]]) -> int:
    """How many independent sources are cited: copies of one story, or pages of one site, are one.

    Verdicts carry the number of each piece's origin; older ones are judged by what they froze.
    """
    if all("origin" in item for item in evidence):
        return len({item["origin"] for item in evidence})
    pieces = [
        Piece(item.get("url") or "", item.get("document_id"), item.get("passage") or "")
        for item in evidence
    ]
    return len(set(group_origins(pieces)))


def _is_kept(item: dict[str, Any]) -> bool:
    """Whether the desk holds a copy of what was cited."""
    return bool(item.get("snapshot_hash") or item.get("document_id"))


def risks_of(basis: Basis) -> list[Risk]:
    """The risks of a verdict, the gravest first."""
    found = []
    if basis.claim_changed:
        found.append(Risk("changed", _("The claim's words or speaker changed after the verdict")))
    if any(other != basis.rating for other in basis.other_ratings):
        found.append(Risk("readers_differ", _("Another reader came to another rating")))
    differing = {one["type"] for one in basis.differences if one.get("material")}
    found += [
        Risk(kind, translated(sentence)) for kind, sentence in _TELLING.items() if kind in differing
    ]
    if any(kind not in _TELLING for kind in differing):
        found.append(Risk("wording", _("Words on which the sense may turn differ from the source")))
    if basis.said_by_another:
        found.append(
            Risk(
                "another_speaker",
                _(
                    "In the source, %(name)s says these words",
                    name=basis.said_by_another,
                ),
            )
        )
    if basis.is_quote and not basis.speaker_known:
        found.append(Risk("speaker", _("Nobody said who spoke")))
    if basis.confidence == "low":
        found.append(Risk("low_confidence", _("Its author says: low confidence")))
    found += _evidence_risks(basis)
    if basis.under_correction:
        found.append(Risk("correction", _("This corrects a published check")))
    if basis.sent_back:
        found.append(Risk("sent_back", _("It was sent back before")))
    return found


def _evidence_risks(basis: Basis) -> list[Risk]:
    if not basis.evidence:
        return [Risk("no_evidence", _("No evidence is cited"))]
    found = []
    if count_origins(basis.evidence) == 1:
        found.append(Risk("single_source", _single(len(basis.evidence))))
    if not all(map(_is_kept, basis.evidence)):
        found.append(Risk("not_archived", _("Some evidence is not archived")))
    return found


def _single(pieces: int) -> str:
    return (
        _("A single source")
        if pieces == 1
        else _("A single source: %(pieces)s pieces of one origin", pieces=pieces)
    )


def checklist_of(basis: Basis) -> list[Check]:
    """What a careful desk has done before it publishes."""
    return [
        Check(_("speaker named"), basis.speaker_known),
        Check(_("claimant asked"), basis.claimant_asked),
        Check(_("evidence cited"), bool(basis.evidence)),
        Check(_("a decisive piece marked"), any(item.get("decisive") for item in basis.evidence)),
        Check(_("two independent sources"), count_origins(basis.evidence) > 1),
        Check(
            _("all of it archived"),
            bool(basis.evidence)
            and all(
                item.get("snapshot_hash") or item.get("document_id") for item in basis.evidence
            ),
        ),
    ]
