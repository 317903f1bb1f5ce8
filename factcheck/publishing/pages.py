"""Use cases of markup pages: checks made elsewhere, written over Google's API.

Each markup of a page is an imported check, which new claims are matched against and reviewers see
as checked elsewhere. There is no way from here to what is published: a claim is checked by two
people of this desk or not at all.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.claims.importing.reading import Review, read_review
from factcheck.claims.importing.service import NEW, import_checks, withdraw_checks
from factcheck.db import lock_name
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.publishing.facttools import site_of
from factcheck.publishing.models import MarkupPage, MarkupPageCheck

# What the server sets, whatever is sent.
SET_BY_SERVER = ("name", "versionId")


def create_page(session: Session, *, actor: Actor, page: dict[str, Any]) -> MarkupPage:
    """Keep a page and import its markups.

    Raises `InvalidInput` without an address and for a markup that is no check, `Conflict` for an
    address that is here already.
    """
    url, reviews = _address(page), _reviews(page)
    lock_name(session, f"markup page {url}")
    if find_page(session, url) is not None:
        raise Conflict(_("There is a page of this pageUrl already. Update that one."))
    now = clock.now()
    row = MarkupPage(
        page_url=url,
        organisation=site_of(url),
        body=_body(page),
        written_by=actor.id,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "page.written", row)
    _import(session, actor, row, reviews)
    return row


def update_page(
    session: Session, *, actor: Actor, page_id: int, page: dict[str, Any]
) -> MarkupPage:
    """Replace a page whole, and what it brought.

    Raises as `create_page` does, and `Conflict` when a `versionId` was sent that is not its own.
    """
    row = get_page(session, page_id, lock=True)
    if page.get("versionId") not in (None, "", str(row.version)):
        raise Conflict(_("The page was changed meanwhile. Get it again, then update that."))
    url, reviews = _address(page), _reviews(page)
    other = find_page(session, url)
    if other is not None and other.id != row.id:
        raise Conflict(_("There is another page of this pageUrl."))
    row.page_url, row.organisation, row.body = url, site_of(url), _body(page)
    row.version, row.updated_at = row.version + 1, clock.now()
    session.add(row)
    session.flush()
    _record(session, actor, "page.written", row)
    _import(session, actor, row, reviews)
    return row


def delete_page(session: Session, *, actor: Actor, page_id: int) -> None:
    """Remove a page and withdraw what it brought. Raises `NotFound`."""
    row = get_page(session, page_id, lock=True)
    _import(session, actor, row, [])
    session.delete(row)
    _record(session, actor, "page.deleted", row)


def _reviews(page: dict[str, Any]) -> list[Review]:
    """The page's markups as other publishers' checks. Raises `InvalidInput`, naming the markup."""
    reviews = []
    for number, raw in enumerate(claim_reviews(page)):
        try:
            reviews.append(read_review(raw))
        except InvalidInput as error:
            raise InvalidInput(f"claimReviewMarkups[{number}] is no check. {error}") from error
    return reviews


def _import(session: Session, actor: Actor, row: MarkupPage, reviews: list[Review]) -> None:
    """Have the page bring these checks and no others.

    One that came another way before, as by `factcheck import`, is not the page's to withdraw.
    """
    answers = import_checks(session, actor=actor, reviews=reviews, source=row.page_url)
    before = set(
        session.exec(select(MarkupPageCheck.import_id).where(MarkupPageCheck.page_id == row.id))
    )
    ids = [import_id for import_id, _result in answers]
    brought = {import_id for import_id, result in answers if result == NEW}
    brought |= _brought_by_pages(session, ids)
    session.add_all(
        MarkupPageCheck(page_id=row.id or 0, import_id=one) for one in sorted(brought - before)
    )
    gone = before - brought
    session.execute(
        delete(MarkupPageCheck).where(
            col(MarkupPageCheck.page_id) == row.id, col(MarkupPageCheck.import_id).in_(gone)
        )
    )
    session.flush()
    withdraw_checks(
        session, actor=actor, ids=gone - _brought_by_pages(session, gone), source=row.page_url
    )


def _brought_by_pages(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the checks that some page has brought."""
    return set(
        session.exec(
            select(MarkupPageCheck.import_id).where(col(MarkupPageCheck.import_id).in_(ids))
        )
    )


def get_page(session: Session, page_id: int, *, lock: bool = False) -> MarkupPage:
    """Raises `NotFound`."""
    statement = select(MarkupPage).where(MarkupPage.id == page_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = session.exec(statement).first()
    if row is None:
        raise NotFound(_("There is no page pages/%(page_id)s.", page_id=page_id))
    return row


def find_page(session: Session, url: str) -> MarkupPage | None:
    return session.exec(select(MarkupPage).where(MarkupPage.page_url == url)).first()


def list_pages(
    session: Session, *, organisation: str = "", offset: int, limit: int
) -> list[MarkupPage]:
    """The newest first; `organisation` is the host of their addresses, without `www.`."""
    statement = select(MarkupPage)
    if organisation:
        statement = statement.where(MarkupPage.organisation == organisation)
    statement = statement.order_by(col(MarkupPage.id).desc()).offset(offset).limit(limit)
    return list(session.exec(statement))


def page_json(row: MarkupPage) -> dict[str, Any]:
    """As Google's clients know it, with its name and version."""
    return {**row.body, "name": f"pages/{row.id}", "versionId": str(row.version)}


def claim_reviews(page: dict[str, Any]) -> list[dict[str, Any]]:
    """A page's markups as ClaimReview objects of schema.org, which is what is imported.

    `claimLocation` means the name of what is reviewed; `sameAs` is one address there.
    """
    return [_claim_review(page, markup) for markup in page.get("claimReviewMarkups", [])]


def _claim_review(page: dict[str, Any], markup: dict[str, Any]) -> dict[str, Any]:
    author, rating = markup.get("claimAuthor", {}), markup.get("rating", {})
    publisher = page.get("claimReviewAuthor", {})
    appearances = markup.get("claimAppearances", [])
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": markup.get("url") or page.get("pageUrl"),
            "claimReviewed": markup.get("claimReviewed"),
            "datePublished": page.get("publishDate"),
            "author": _typed(
                "Organization", name=publisher.get("name"), image=publisher.get("imageUrl")
            ),
            "itemReviewed": _typed(
                "Claim",
                name=markup.get("claimLocation"),
                datePublished=markup.get("claimDate"),
                firstAppearance=_typed("CreativeWork", url=markup.get("claimFirstAppearance")),
                appearance=[{"@type": "CreativeWork", "url": url} for url in appearances],
                author=_typed(
                    "Person",
                    name=author.get("name"),
                    jobTitle=author.get("jobTitle"),
                    image=author.get("imageUrl"),
                    sameAs=author.get("sameAs"),
                ),
            ),
            "reviewRating": _typed(
                "Rating",
                alternateName=rating.get("textualRating"),
                ratingValue=rating.get("ratingValue"),
                bestRating=rating.get("bestRating"),
                worstRating=rating.get("worstRating"),
                ratingExplanation=rating.get("ratingExplanation"),
                image=rating.get("imageUrl"),
            ),
        }
    )


def _typed(kind: str, **members: Any) -> dict[str, Any] | None:
    """An object of schema.org with the members that are known; None when there is none."""
    known = _known(members)
    return {"@type": kind, **known} if known else None


def _known(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, "", [])}


def _address(page: dict[str, Any]) -> str:
    url = str(page.get("pageUrl") or "").strip()
    if not is_web_address(url):
        raise InvalidInput(_("A page needs a pageUrl that begins with https://."))
    return url


def _body(page: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in page.items() if name not in SET_BY_SERVER}


def _record(session: Session, actor: Actor, action: str, row: MarkupPage) -> None:
    assert row.id is not None
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="markup_page",
        object_id=row.id,
        page_url=row.page_url,
        version=row.version,
    )
