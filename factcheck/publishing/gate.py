"""What readers of the markup need, and what a check lacks of it, before it is signed.

The table is the union of what Google's and Bing's documentation of ClaimReview ask for and what
Duke's Fact-Check Insights relies on. Nobody promises to show a check that has it all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session

from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor
from factcheck.errors import Conflict
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.messages import marked
from factcheck.publishing.checked import Published, load_published
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.codes import advised_lacks, basis_of, required_lacks
from factcheck.publishing.lacks import Lack
from factcheck.verdicts.approval import approve_verdict
from factcheck.verdicts.models import CheckedClaim

Need = Literal["required", "recommended", ""]
Review = Mapping[str, Any]

PROFILES = {"google": "Google", "bing": "Bing", "duke": "Duke's Fact-Check Insights"}
# Without what these two require a check is found by nobody, so it is not published.
BLOCKING = ("google", "duke", "codes")
CODES = "codes"
# Beyond about this many characters Google cuts the claim.
LONGEST_CLAIM = 75


class NotPublishable(Conflict):
    """The check lacks what its readers require."""

    code = "not_publishable"


@dataclass(frozen=True)
class Gate:
    """What one profile lacks: `required` keeps the check from its readers, `recommended` not."""

    profile: str
    label: str
    required: tuple[Lack, ...]
    recommended: tuple[Lack, ...]

    @property
    def blocks(self) -> bool:
        return self.profile in BLOCKING and bool(self.required)


@dataclass(frozen=True)
class _Rule:
    """One field: what it is to Google, Bing and Duke, when it is there, and what to say if not."""

    field: str
    needs: tuple[Need, Need, Need]
    holds: Callable[[Review], bool]
    text: str


def _at(review: Review, path: str) -> Any:
    value: Any = review
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _has(path: str) -> Callable[[Review], bool]:
    return lambda review: _at(review, path) not in (None, "", [], {})


def _is_address(path: str) -> Callable[[Review], bool]:
    return lambda review: is_web_address(_at(review, path) or "")


def _is_rated(review: Review) -> bool:
    """1 ≤ worst ≤ value ≤ best, in whole numbers, best above worst."""
    rating = review["reviewRating"]
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if not all(isinstance(number, int) for number in numbers):
        return False
    worst, value, best = numbers
    return bool(1 <= worst <= value <= best and best > worst)


def _is_short(review: Review) -> bool:
    return len(review["claimReviewed"]) <= LONGEST_CLAIM


def _hides_verdict(review: Review) -> bool:
    label = str(_at(review, "reviewRating.alternateName") or "").casefold()
    words = f" {review['claimReviewed'].casefold()} "
    return not label or f" {label} " not in words


def _has_place(review: Review) -> bool:
    return _has("itemReviewed.firstAppearance")(review) or _has("itemReviewed.appearance")(review)


_RULES = (
    _Rule(
        "claimReviewed",
        ("required", "required", "required"),
        _has("claimReviewed"),
        marked("The claim's words are missing."),
    ),
    _Rule(
        "claimReviewed",
        ("recommended", "", ""),
        _is_short,
        marked(
            "The claim is longer than %(longest_claim)s characters, so it may be cut.",
            longest_claim=LONGEST_CLAIM,
        ),
    ),
    _Rule(
        "claimReviewed",
        ("recommended", "recommended", "recommended"),
        _hides_verdict,
        marked("The claim holds the words of the verdict, as if it were judged already."),
    ),
    _Rule(
        "url",
        ("required", "", "required"),
        _is_address("url"),
        marked("The page's web address is missing; an operator sets it as public_url."),
    ),
    _Rule(
        "author.name",
        ("recommended", "required", "required"),
        _has("author.name"),
        marked("The publisher's name is missing; an operator sets it as organisation."),
    ),
    _Rule(
        "author.url",
        ("recommended", "required", "required"),
        _is_address("author.url"),
        marked("The publisher's web address is missing; an operator sets it as public_url."),
    ),
    _Rule(
        "datePublished",
        ("", "required", "recommended"),
        _has("datePublished"),
        marked("The day of publication is missing."),
    ),
    _Rule(
        "reviewRating.alternateName",
        ("required", "required", "required"),
        _has("reviewRating.alternateName"),
        marked("The rating's words are missing."),
    ),
    _Rule(
        "reviewRating.ratingValue",
        ("recommended", "required", "recommended"),
        _is_rated,
        marked("The rating has no number on its scale; it goes out in words alone."),
    ),
    _Rule(
        "reviewRating.ratingExplanation",
        ("", "", "recommended"),
        _has("reviewRating.ratingExplanation"),
        marked("The rating's explanation is missing."),
    ),
    _Rule(
        "itemReviewed.author",
        ("recommended", "required", "recommended"),
        _has("itemReviewed.author.name"),
        marked(
            "The claim's author is not known: choose the speaker, or name the article's outlet."
        ),
    ),
    _Rule(
        "itemReviewed.datePublished",
        ("recommended", "", "recommended"),
        _has("itemReviewed.datePublished"),
        marked("The day of the claim is not known: the article has no date."),
    ),
    _Rule(
        "itemReviewed.firstAppearance",
        ("recommended", "", "recommended"),
        _has_place,
        marked("The place of the claim is not known: the article has no address."),
    ),
)


def missing_fields(review: Review) -> dict[str, Gate]:
    """What each profile lacks in a ClaimReview, by the profile's name. Pure."""
    failed = [rule for rule in _RULES if not rule.holds(review)]
    return {
        profile: Gate(
            profile,
            label,
            required=_lacks(failed, number, "required"),
            recommended=_lacks(failed, number, "recommended"),
        )
        for number, (profile, label) in enumerate(PROFILES.items())
    }


def _lacks(failed: list[_Rule], profile: int, need: Need) -> tuple[Lack, ...]:
    return tuple(Lack(rule.field, rule.text) for rule in failed if rule.needs[profile] == need)


def gates_for(published: Published, *, base: str, organisation: str) -> dict[str, Gate]:
    """What each reader would lack, and what the fact-checkers' codes ask for besides."""
    review = claim_review(published, base=base, organisation=organisation)
    assert review is not None
    basis = basis_of(published)
    codes = Gate(CODES, _("The fact-checkers' code"), required_lacks(basis), advised_lacks(basis))
    return missing_fields(review) | {CODES: codes}


def gates_json(gates: Mapping[str, Gate]) -> dict[str, Any]:
    """The gates as programs see them: what blocks the approval, what keeps a reader away."""
    return {
        gate.profile: {
            "blocks": gate.blocks,
            "required": [{"field": one.field, "text": one.text} for one in gate.required],
            "recommended": [{"field": one.field, "text": one.text} for one in gate.recommended],
        }
        for gate in gates.values()
    }


def publish_verdict(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int | None,
    verdict_id: int | None = None,
    base: str,
    organisation: str,
) -> CheckedClaim:
    """Sign a verdict version, unless what would be published lacks what its readers require.

    `base` and `organisation` are the address and the name that it is published under. Raises
    `NotPublishable`, and whatever `approve_verdict` raises; the transaction must then be undone.
    """
    checked = approve_verdict(
        session, actor=actor, task_id=task_id, version=version, verdict_id=verdict_id
    )
    published = load_published(session, checked)
    for gate in gates_for(published, base=base, organisation=organisation).values():
        if gate.blocks:
            lacks = " ".join(translated(lack.text) for lack in gate.required)
            if gate.profile == CODES:
                raise NotPublishable(
                    _("%(lacks)s %(label)s asks for it.", label=gate.label, lacks=lacks)
                )
            raise NotPublishable(
                _(
                    "%(lacks)s %(label)s cannot read the check like this.",
                    label=gate.label,
                    lacks=lacks,
                )
            )
    return checked
