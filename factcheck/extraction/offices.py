"""Which office a speaker holds, by what the article itself calls them: no list of people."""

from __future__ import annotations

from factcheck.extraction.memo import Memo
from factcheck.extraction.names import Entity
from factcheck.extraction.words import word_set

_NOT_IN_OFFICE = word_set(
    """former ex then-president ex-president then late candidate nominee hopeful deputy vice
    president-elect assistant acting company firm bank university college club council union
    association school board editor magazine"""
)
"""Words that make another thing of a role: the former president, the vice president."""
_OFFICES = (
    ("a head of government", ("prime minister", "premier", "chancellor", "taoiseach")),
    ("a head of state", ("king", "queen", "monarch", "emperor")),
    ("a president", ("president",)),
    ("a minister", ("minister", "secretary of state", "foreign secretary", "home secretary",
                    "defence secretary", "defense secretary", "treasury secretary")),
    ("a governor or mayor", ("governor", "gov.", "gov", "mayor")),
    ("a lawmaker", ("senator", "sen.", "sen", "congressman", "congresswoman", "rep.",
                                "lawmaker", "representative", "mp", "backbencher", "peer")),
    ("a judge", ("judge", "justice")),
    ("the head of a body", ("secretary-general", "chief", "commissioner", "director", "chairman",
                            "chairwoman", "chair", "chairperson", "ceo", "superintendent")),
)  # fmt: skip
"""The offices, highest first, and the words with which a role ends."""
_CENTRAL_BANKS = (
    "central bank",
    "federal reserve",
    "bank of england",
    "bank of japan",
    "bundesbank",
)


def office_of(name: str, entity: Entity | None) -> str | None:
    """The highest office of a speaker: of somebody named, by the roles that the article gives
    them; of somebody unnamed ("the prime minister"), by the words themselves."""
    lowered = name.lower()
    if any(bank in lowered for bank in _CENTRAL_BANKS):
        return "a central bank"
    if entity is not None and entity.kind == "body":
        return None
    roles = [lowered] if entity is None else entity.roles
    highest = min(map(_rank_of.__getitem__, roles), default=len(_OFFICES))
    return _OFFICES[highest][0] if highest < len(_OFFICES) else None


@Memo
def _rank_of(role: str) -> int:
    """The place of a role among the offices, 0 for the highest; their number if it is none."""
    if _NOT_IN_OFFICE.isdisjoint(role.split()):
        for rank, (_, endings) in enumerate(_OFFICES):
            if any(role == ending or role.endswith(f" {ending}") for ending in endings):
                return rank
    return len(_OFFICES)
