"""Atom feeds (RFC 4287) in pages (RFC 5005): what was checked, what was corrected. Pure.

An entry's id is made from the first signature under the check. So it stays the same when the check
is corrected and when the desk moves to another address.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.publishing.checked import Published, page_url
from factcheck.publishing.claimreview import claim_reviewed
from factcheck.publishing.corrections import Correction
from factcheck.publishing.xml import add, document

ATOM = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"


@dataclass(frozen=True)
class FeedHead:
    """What stands above the entries. Addresses are whole; `next` is empty on the last page.

    `first` is the feed's own address, which is its id too, and `here` that of this page of it;
    `page` is the page for people that it belongs to.
    """

    title: str
    author: str
    base: str
    first: str
    here: str
    next: str
    page: str
    updated: datetime


def feed_of_checks(head: FeedHead, checks: list[Published]) -> bytes:
    """A page of a feed with one entry a check; a correction moves `updated` and nothing else."""
    root = _feed(head)
    for published in checks:
        checked = published.checked
        entry = _entry(
            root,
            key="",
            published=published,
            title=f"{translated(published.rating['label'])}: {claim_reviewed(published)}",
            at=checked.published_at,
            updated=checked.updated_at,
            base=head.base,
        )
        add(
            entry,
            "category",
            term=published.rating["code"],
            label=translated(published.rating["label"]),
        )
        add(entry, "summary", published.verdict.rationale)
    return document(root)


def feed_of_corrections(head: FeedHead, corrections: list[Correction]) -> bytes:
    """A page of a feed with one entry a correction or retraction."""
    root = _feed(head)
    for one in corrections:
        published, revision = one.published, one.revision
        key = str(revision.number) if revision else "retracted"
        title = _("A check was taken back")
        if revision:
            title = _("Corrected: %(claim)s", claim=claim_reviewed(published))
        summary = published.checked.notice
        if revision:
            was, now = translated(revision.was["label"]), translated(revision.now["label"])
            summary = f"{was} → {now}. {revision.reason}"
        entry = _entry(
            root,
            key=key,
            published=published,
            title=title,
            at=one.at,
            updated=one.at,
            base=head.base,
        )
        add(entry, "summary", summary)
    return document(root)


def entry_id(published: Published, key: str = "") -> str:
    """The id of a check's entry, or of what became of it later."""
    first = published.history[0][1]
    moment = published.checked.published_at.isoformat()
    return uuid5(NAMESPACE_URL, f"{first.content_hash} {moment} {key}").urn


def _feed(head: FeedHead) -> ET.Element:
    root = ET.Element("feed", {"xmlns": ATOM})
    add(root, "id", head.first)
    add(root, "title", head.title)
    add(root, "updated", head.updated.isoformat())
    author = add(root, "author")
    add(author, "name", head.author or _("Fact-check desk"))
    add(author, "uri", f"{head.base}/")
    add(root, "link", rel="self", href=head.here, type=MIMETYPE)
    add(root, "link", rel="alternate", href=head.page, type="text/html")
    add(root, "link", rel="first", href=head.first, type=MIMETYPE)
    if head.next:
        add(root, "link", rel="next", href=head.next, type=MIMETYPE)
    return root


def _entry(
    root: ET.Element,
    *,
    key: str,
    published: Published,
    title: str,
    at: datetime,
    updated: datetime,
    base: str,
) -> ET.Element:
    entry = add(root, "entry")
    add(entry, "id", entry_id(published, key))
    add(entry, "title", title)
    add(entry, "published", at.isoformat())
    add(entry, "updated", updated.isoformat())
    add(entry, "link", rel="alternate", href=page_url(published, base), type="text/html")
    return entry
