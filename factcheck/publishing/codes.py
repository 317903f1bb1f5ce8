"""What the fact-checkers' codes (IFCN, EFCSN) ask of a check before it is signed. Pure.

Evidence is required, a reason where there is none or none at first hand, and that a source which is
withheld stays unnamed. The rest is told and leaves the decision to the editor: a quote checked
against its transcript needs no second source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.context.withholding import reveal
from factcheck.messages import marked
from factcheck.publishing.checked import Published
from factcheck.publishing.lacks import Lack

# A title or address shorter than this may stand in a text by chance.
SHORTEST_NAME = 6
ENOUGH_ORIGINS = 2


@dataclass(frozen=True)
class Basis:
    """What is held against the codes.

    `evidence` has who the sources are; `words` is all that readers will read beside it. `compared`
    says that the quote was held against its source; `unrated`, that the rating itself says that
    nothing was found.
    """

    question: str
    evidence: Sequence[Mapping[str, Any]]
    statement: Mapping[str, Any]
    compared: bool = False
    unrated: bool = False
    words: str = ""
    named_before: bool = False


def basis_of(published: Published) -> Basis:
    """The check as it would go out."""
    verdict = published.verdict
    withheld = verdict.withheld.get("comparison")
    compared = (verdict.comparison or {}).get("document_id")
    asked = [f"{row.asked} {row.answer}" for row in published.outreach]
    said = [value for value in verdict.statement.values() if isinstance(value, str)]
    return Basis(
        question=published.task.question,
        evidence=reveal(verdict.evidence, verdict.withheld),
        statement=verdict.statement,
        compared=bool(verdict.comparison or withheld),
        unrated=published.rating["value"] is None,
        words="\n".join([verdict.rationale, *asked, *said]),
        named_before=published.withheld.is_named_in(verdict.evidence, compared),
    )


def _rests_on_something(basis: Basis) -> bool:
    found = basis.evidence or basis.compared or basis.unrated
    return bool(found or basis.statement.get("no_evidence"))


def _has_first_hand(basis: Basis) -> bool:
    kinds = {piece.get("source_kind") for piece in basis.evidence}
    return kinds != {"secondary"} or bool(basis.statement.get("secondary_only"))


def _keeps_silent(basis: Basis) -> bool:
    """No words outside hold the name or address of a source that is withheld."""
    told = basis.words.casefold()
    return not any(
        len(name) >= SHORTEST_NAME and name.casefold() in told
        for piece in basis.evidence
        if piece.get("withheld")
        for name in (piece["title"], piece["url"])
    )


def _has_two_origins(basis: Basis) -> bool:
    if not basis.evidence or basis.statement.get("single_source"):
        return True
    named = [piece for piece in basis.evidence if not piece.get("withheld")]
    first_hand = basis.compared or any(one.get("source_kind") == "primary" for one in named)
    if basis.question == "said" and first_hand:
        return True
    return len({piece["origin"] for piece in named}) >= ENOUGH_ORIGINS


def _says_kinds(basis: Basis) -> bool:
    return all(piece.get("source_kind") for piece in basis.evidence)


@dataclass(frozen=True)
class _Rule:
    field: str
    holds: Callable[[Basis], bool]
    text: str


_REQUIRED = (
    _Rule(
        "evidence",
        _rests_on_something,
        marked("No evidence is cited: cite some, or say why the verdict rests on none."),
    ),
    _Rule(
        "evidence.source_kind",
        _has_first_hand,
        marked("All evidence is secondary: cite a primary source, or say why there is none."),
    ),
    _Rule(
        "evidence.withheld",
        _keeps_silent,
        marked("What readers will read names a source that is withheld: take its name out."),
    ),
    _Rule(
        "evidence.withheld",
        lambda basis: not basis.named_before,
        marked("A source was withheld after this verdict: send it back to be handed in again."),
    ),
)
_ADVISED = (
    _Rule(
        "evidence.origin",
        _has_two_origins,
        marked("There are not two independent named sources: say why these are enough."),
    ),
    _Rule(
        "evidence.source_kind",
        _says_kinds,
        marked("Of some evidence nobody said whether it is primary or secondary."),
    ),
    _Rule(
        "selection.reason",
        lambda basis: bool(basis.statement.get("selection_reason")),
        marked("Nobody said why this claim was taken up."),
    ),
    _Rule(
        "selection.public_interest",
        lambda basis: basis.statement.get("public_interest") is not None,
        marked("Nobody said whether it is of public interest."),
    ),
)


def required_lacks(basis: Basis) -> tuple[Lack, ...]:
    """What keeps the check from being signed."""
    return _failed(_REQUIRED, basis)


def advised_lacks(basis: Basis) -> tuple[Lack, ...]:
    """What the editor is told and may pass over."""
    return _failed(_ADVISED, basis)


def _failed(rules: Sequence[_Rule], basis: Basis) -> tuple[Lack, ...]:
    return tuple(Lack(rule.field, rule.text) for rule in rules if not rule.holds(basis))
