"""What a task's page shows of copies and changes: each piece's copy, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlmodel import Session

from factcheck.archive.models import Snapshot, WatchedPage
from factcheck.archive.service import get_snapshot, snapshots_by_id
from factcheck.archive.watching import watched
from factcheck.articles.service import get_version
from factcheck.context.models import EvidenceItem
from factcheck.language import gettext as _
from factcheck.tasks.changes import changes_of
from factcheck.tasks.models import ChangeNote
from factcheck.web.filters import host
from factcheck.web.revisions import RevisionView, view_revision

# More changes than this are only linked to, so that the page stays quick.
SHOWN_IN_FULL = 3


@dataclass(frozen=True)
class KeptCopy:
    """A piece's copy, its page, and the newest copy's id where the page's words differ now.

    There is no copy of a page that could not be fetched; the page says why.
    """

    snapshot: Snapshot | None
    page: WatchedPage | None
    newer: int | None


@dataclass(frozen=True)
class Change:
    """A change that a task was told of: a sentence, where to see it, and the difference itself."""

    note: ChangeNote
    sentence: str
    href: str
    revision: RevisionView | None


def copies_by_piece(session: Session, evidence: Sequence[EvidenceItem]) -> dict[int, KeptCopy]:
    """Copy and page of each piece that has one or the other, by the piece's id."""
    pages = watched(session, "evidence", {item.url for item in evidence if item.url})
    ids = {item.snapshot_id for item in evidence if item.snapshot_id}
    ids |= {page.snapshot_id for page in pages.values() if page.snapshot_id}
    snapshots = snapshots_by_id(session, ids)
    found = {}
    for item in evidence:
        page, kept = pages.get(item.url), snapshots.get(item.snapshot_id or 0)
        if item.id is not None and (kept or page):
            newest = snapshots.get(page.snapshot_id or 0) if page else None
            differs = kept and newest and newest.id != kept.id and newest.text != kept.text
            found[item.id] = KeptCopy(kept, page, newest.id if newest and differs else None)
    return found


def changes_since(session: Session, task_id: int, moment: datetime | None) -> list[Change]:
    """What changed after a moment, or ever, the newest first."""
    notes = [
        note for note in changes_of(session, task_id) if moment is None or note.created_at > moment
    ]
    return [
        _change(session, note, in_full=place < SHOWN_IN_FULL) for place, note in enumerate(notes)
    ]


def _change(session: Session, note: ChangeNote, *, in_full: bool) -> Change:
    if note.kind == "article":
        before = get_version(session, note.before_version_id or 0)
        after = get_version(session, note.version_id or 0)
        href = url_for(
            "articles.show",
            article_id=after.article_id,
            version=after.number,
            against=before.number,
        )
        texts = (before.text, after.text)
        sentence = _("The article changed elsewhere")
        if note.touches:
            sentence = _("The article changed at this claim or beside it")
    else:
        old = get_snapshot(session, note.before_snapshot_id or 0)
        new = get_snapshot(session, note.snapshot_id or 0)
        href = url_for("snapshots.show", snapshot_id=new.id, against=old.id)
        site = host(new.url)
        sentence = _(
            "A page of the evidence, at %(site)s, changed outside of the passage", site=site
        )
        if note.touches:
            sentence = _("A page of the evidence, at %(site)s, changed in the passage", site=site)
        texts = (old.text, new.text)
    return Change(note, sentence, href, view_revision(*texts) if in_full else None)
