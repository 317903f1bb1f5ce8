"""What the desk says of itself, for its page and as schema.org markup."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from factcheck import clock
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.db import insert_missing
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.publishing.models import OrganisationProfile

LONGEST = 10_000


@dataclass(frozen=True)
class Part:
    """A part of the profile: its field, its heading, and what to write there."""

    name: str
    label: str
    hint: str


PARTS = (
    Part(
        "about",
        marked("What we do"),
        marked("Whom you serve and what you choose to check, in a paragraph."),
    ),
    Part(
        "legal",
        marked("Legal status"),
        marked("Legal form, where it is registered, its register number."),
    ),
    Part(
        "funding",
        marked("Ownership and funding"),
        marked("Who owns you, and who paid for how much last year."),
    ),
    Part("staff", marked("Who works here"), marked("Names and tasks; who has the last word.")),
    Part(
        "ethics",
        marked("Independence"),
        marked("Interests of your staff, parties and donors, and your rules."),
    ),
    Part("contact", marked("How to reach us"), marked("Postal address, telephone, e-mail.")),
    Part(
        "complaints",
        marked("If we do not listen"),
        marked("The body that readers may complain to, and its address."),
    ),
    Part(
        "same_as", marked("Elsewhere on the web"), marked("Addresses that are yours, one a line.")
    ),
)


@dataclass(frozen=True)
class Code:
    """A code of fact-checkers: its short name, its name, and where to complain of a signatory."""

    name: str
    label: str
    url: str


CODES = (
    Code(
        "ifcn",
        marked("IFCN Code of Principles"),
        "https://ifcncodeofprinciples.poynter.org/complaints",
    ),
    Code("efcsn", marked("EFCSN Code of Standards"), "https://efcsn.com/complaints/"),
)


def signed_codes(profile: OrganisationProfile) -> list[Code]:
    """The codes that the desk has signed."""
    return [code for code in CODES if code.name in profile.signatory_of.split()]


def get_profile(session: Session) -> OrganisationProfile:
    """The profile; a blank one before anything was written."""
    return session.get(OrganisationProfile, 1) or OrganisationProfile(updated_at=clock.now())


def write_profile(
    session: Session, *, actor: Actor, words: Mapping[str, str], signed: Collection[str] = ()
) -> None:
    """Replace the profile's parts; the log keeps what stood there. Raises `InvalidInput`.

    `signed` are the short names of the codes that the desk has signed.
    """
    told = {part.name: words.get(part.name, "").strip() for part in PARTS}
    told["signatory_of"] = " ".join(code.name for code in CODES if code.name in signed)
    errors = {
        name: _("Shorten it to %(longest)s characters.", longest=f"{LONGEST:,}")
        for name, text in told.items()
        if len(text) > LONGEST
    }
    for address in told["same_as"].split():
        if not is_web_address(address):
            errors["same_as"] = _(
                "“%(address)s” is no web address; begin it with https://.", address=address[:80]
            )
    if errors:
        raise InvalidInput(_("The profile cannot be kept as it is."), errors)
    blank = dict.fromkeys(told, "")
    insert_missing(session, OrganisationProfile, {"id": 1, "updated_at": clock.now(), **blank})
    row = session.get_one(OrganisationProfile, 1, with_for_update=True)
    before = {name: getattr(row, name) for name in told}
    for name, text in told.items():
        setattr(row, name, text)
    row.updated_at = clock.now()
    session.add(row)
    record_event(
        session,
        actor=actor,
        action="profile.written",
        object_type="profile",
        object_id=1,
        before=before,
        after=told,
    )


def organisation_markup(
    profile: OrganisationProfile, *, base: str, organisation: str
) -> dict[str, Any]:
    """The desk as schema.org NewsMediaOrganization; a policy is named where it is written. Pure."""
    markup: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "@id": f"{base}/about#organisation",
        "name": organisation,
        "url": f"{base}/",
        "verificationFactCheckingPolicy": f"{base}/how-we-rate",
        "correctionsPolicy": f"{base}/corrections",
        "actionableFeedbackPolicy": f"{base}/tell-us",
    }
    if profile.about:
        markup["description"] = profile.about
    for name, field in (
        ("ownershipFundingInfo", "funding"),
        ("ethicsPolicy", "ethics"),
        ("masthead", "staff"),
    ):
        if getattr(profile, field):
            markup[name] = f"{base}/about#{field}"
    if profile.same_as:
        markup["sameAs"] = profile.same_as.split()
    return markup
