"""Use cases of evidence: adding it by hand and judging it."""

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive.models import Snapshot
from factcheck.archive.service import get_snapshot
from factcheck.archive.watching import watch_page
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.context.library import get_source
from factcheck.context.models import EvidenceItem, SourceDocument
from factcheck.context.origins import Piece, group_origins
from factcheck.context.selections import Selection, place_in_source
from factcheck.errors import DoesNotFit, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.tasks.service import load_task

STANCES = ("", "supports", "undermines", "context")
BY_HAND = "person"
MAX_DECISIVE = 2
# So much of a document (code points) tells whether it is a copy of another.
LONGEST_STORY = 20_000


def evidence_of(session: Session, task_id: int) -> list[EvidenceItem]:
    """A task's evidence: decisive pieces first, then by provider and rank."""
    return list(
        session.exec(
            select(EvidenceItem)
            .where(EvidenceItem.task_id == task_id)
            .order_by(
                col(EvidenceItem.decisive).desc(),
                col(EvidenceItem.provider),
                col(EvidenceItem.rank),
                col(EvidenceItem.id),
            )
        )
    )


def origins_of(session: Session, items: Sequence[EvidenceItem]) -> list[int]:
    """For each piece the number of its origin: copies of one story have the same."""
    documents = {item.document_id for item in items if item.document_id}
    texts, copies = _stories_of(session, documents)
    stated = _stated_addresses(session, {*(item.snapshot_id for item in items), *copies.values()})
    return group_origins(
        [
            Piece(
                item.url,
                item.document_id,
                texts.get(item.document_id) or item.passage,
                stated.get(item.snapshot_id or copies.get(item.document_id), ""),
            )
            for item in items
        ]
    )


def _stories_of(
    session: Session, documents: set[int]
) -> tuple[dict[int | None, str], dict[int | None, int | None]]:
    """The beginnings of documents and the copies that they were read from, by document."""
    if not documents:
        return {}, {}
    part = func.substr(SourceDocument.text, 1, LONGEST_STORY)
    read = select(SourceDocument.id, part, SourceDocument.snapshot_id)
    rows = session.exec(read.where(col(SourceDocument.id).in_(documents))).all()
    return {one: text for one, text, _copy in rows}, {one: copy for one, _text, copy in rows}


def _stated_addresses(session: Session, copies: set[int | None]) -> dict[int | None, str]:
    """What the pages of copies say that their own address is."""
    known = copies - {None}
    if not known:
        return {}
    rows = session.exec(
        select(Snapshot.id, Snapshot.canonical_url).where(col(Snapshot.id).in_(known))
    )
    return dict(rows.all())


def get_evidence(session: Session, *, task_id: int, evidence_id: int) -> EvidenceItem:
    item = session.get(EvidenceItem, evidence_id)
    if item is None or item.task_id != task_id:
        raise NotFound(
            _(
                "Task %(task_id)s has no evidence %(evidence_id)s.",
                task_id=task_id,
                evidence_id=evidence_id,
            )
        )
    return item


def add_evidence(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    url: str = "",
    title: str = "",
    passage: str = "",
    stance: str = "",
    decisive: bool = False,
) -> EvidenceItem:
    """A piece found by a person. Needs an address or a passage."""
    load_task(session, task_id)  # locked, so that the same piece is added once
    url, title, passage = url.strip(), title.strip(), passage.strip()
    if not url and not passage:
        raise InvalidInput(
            _("Give the address or the words of the evidence."),
            {"url": _("Give an address or a passage.")},
        )
    if url and not is_web_address(url):
        raise InvalidInput(
            _("The evidence's address should begin with https://."),
            {"url": _("Give an address that begins with https://.")},
        )
    key = hashlib.sha256(f"{url}\n{passage}".encode()).hexdigest()[:32]
    item = _add_once(
        session,
        actor,
        EvidenceItem(
            task_id=task_id,
            provider=BY_HAND,
            key=key,
            title=title or urlsplit(url).netloc or "Passage",
            url=url,
            passage=passage,
            added_by=actor.id,
            retrieved_at=clock.now(),
        ),
        url=url,
    )
    want_copy(session, item)
    if stance or decisive:
        judge_evidence(
            session,
            actor=actor,
            task_id=task_id,
            evidence_id=item.id or 0,
            stance=stance,
            decisive=decisive,
        )
    return item


def add_selection(
    session: Session, *, actor: Actor, task_id: int, selection: Selection, stance: str = ""
) -> EvidenceItem:
    """Words of a source of the library, chosen by a person, with their place."""
    load_task(session, task_id)
    document = get_source(session, selection.document_id)
    found = place_in_source(session, selection)
    key = f"{document.id}-{found.start}-{found.end}"
    item = _add_once(
        session,
        actor,
        EvidenceItem(
            task_id=task_id,
            provider=BY_HAND,
            key=key,
            title=document.title,
            url=document.url,
            passage=document.text[found.start : found.end],
            place=found.place | {"start": found.start, "end": found.end},
            document_id=document.id,
            snapshot_hash=document.sha256,
            added_by=actor.id,
            retrieved_at=clock.now(),
        ),
        source=document.id,
        start=found.start,
        end=found.end,
    )
    if stance:
        judge_evidence(
            session, actor=actor, task_id=task_id, evidence_id=item.id or 0, stance=stance
        )
    return item


def _add_once(session: Session, actor: Actor, new: EvidenceItem, **told: Any) -> EvidenceItem:
    """The piece that the task has under this key, or the new one, with its event; `told` goes into
    the event."""
    known = session.exec(
        select(EvidenceItem).where(
            EvidenceItem.task_id == new.task_id,
            EvidenceItem.provider == new.provider,
            EvidenceItem.key == new.key,
        )
    ).first()
    if known is not None:
        return known
    session.add(new)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="evidence.added",
        object_type="task",
        object_id=new.task_id,
        evidence=new.id,
        **told,
    )
    return new


def keep_copy(session: Session, *, task_id: int, url: str, document: SourceDocument) -> None:
    """Tie pieces that a person gave by their address to the document fetched from there."""
    load_task(session, task_id)
    for item in evidence_of(session, task_id):
        if item.provider == BY_HAND and item.url == url and item.document_id is None:
            item.document_id, item.snapshot_hash = document.id, document.sha256
            if item.title == urlsplit(url).netloc:
                item.title = document.title
            session.add(item)


def forget_judgements(session: Session, task_id: int) -> None:
    """Take the stances off a task's evidence, for a reader who must not know what others think.

    Verdicts keep their own copy of what they cite.
    """
    for item in evidence_of(session, task_id):
        item.stance, item.decisive = "", False
        session.add(item)


def judge_evidence(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    evidence_id: int,
    stance: str | None = None,
    decisive: bool | None = None,
) -> EvidenceItem:
    """Set whether a piece supports or undermines, and whether it decides. At most two decide."""
    load_task(session, task_id)  # locked, so that two judgements at once count each other
    item = get_evidence(session, task_id=task_id, evidence_id=evidence_id)
    if stance is not None and stance not in STANCES:
        raise InvalidInput(
            _("Evidence supports, undermines or is context."), {"stance": _("Choose a stance.")}
        )
    item.stance = item.stance if stance is None else stance
    item.decisive = item.decisive if decisive is None else decisive
    session.add(item)
    session.flush()
    want_copy(session, item)
    deciding = [other for other in evidence_of(session, task_id) if other.decisive]
    if len(deciding) > MAX_DECISIVE:
        raise DoesNotFit(
            _("At most two pieces of evidence can be decisive. Unmark one first."),
            {"decisive": _("At most two.")},
        )
    record_event(
        session,
        actor=actor,
        action="evidence.judged",
        object_type="task",
        object_id=task_id,
        evidence=evidence_id,
        stance=item.stance,
        decisive=item.decisive,
    )
    return item


def want_copy(session: Session, item: EvidenceItem) -> None:
    """Have the page of a piece that a person added, judged or cited kept, and looked at again.

    A document of the library has its own copy; another claim of ours is in its article's.
    """
    if is_web_address(item.url) and item.document_id is None and "claim" not in item.place:
        page = watch_page(session, purpose="evidence", url=item.url)
        if item.snapshot_id is None and page.snapshot_id is not None:
            _link(session, item, get_snapshot(session, page.snapshot_id))


def link_copies(session: Session, *, url: str, snapshot: Snapshot) -> None:
    """Give the pieces of a page that have no copy yet the one that was made."""
    pieces = session.exec(
        select(EvidenceItem).where(
            EvidenceItem.url == url,
            col(EvidenceItem.snapshot_id).is_(None),
            col(EvidenceItem.document_id).is_(None),
        )
    ).all()
    for item in pieces:
        _link(session, item, snapshot)


def _link(session: Session, item: EvidenceItem, snapshot: Snapshot) -> None:
    item.snapshot_id, item.snapshot_hash = snapshot.id, snapshot.payload_sha256
    session.add(item)
    session.flush()
