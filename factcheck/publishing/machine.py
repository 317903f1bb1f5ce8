"""Which steps of a check a program made, as readers are told; all others were a person's."""

from factcheck.claims.adding import BY_HAND as CLAIM_BY_HAND
from factcheck.context.evidence import BY_HAND as PIECE_BY_HAND
from factcheck.messages import marked
from factcheck.publishing.checked import Published

STEPS = {
    "claim_found": marked("The claim was found in the article, with a guess at who said it."),
    "evidence_gathered": marked("Some of the evidence was gathered, of which people chose."),
    "words_compared": marked("The words were compared with their source."),
}
_PEOPLE = (CLAIM_BY_HAND, "person")


def machine_steps(published: Published) -> list[str]:
    """The codes of the steps, in the order in which they are made. No verdict is among them."""
    made = {
        "claim_found": published.claim.method not in _PEOPLE,
        "evidence_gathered": any(
            piece.get("provider") not in (None, "", PIECE_BY_HAND) for piece in published.evidence
        ),
        "words_compared": published.comparison is not None,
    }
    return [step for step in STEPS if made[step]]
