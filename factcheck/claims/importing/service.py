"""Use cases of imported checks: taking them in, once each, and withdrawing them."""

from collections.abc import Collection, Sequence
from dataclasses import fields

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.claims.importing.reading import Review
from factcheck.claims.known import add_known, forget_known
from factcheck.claims.models import ImportedCheck, KnownClaim
from factcheck.db import lock_name

NEW, UPDATED, KNOWN = "new", "updated", "known"
_FIELDS = tuple(one.name for one in fields(Review))


def import_checks(
    session: Session, *, actor: Actor, reviews: Sequence[Review], source: str
) -> list[tuple[int, str]]:
    """Keep other publishers' checks and have new claims matched against them.

    The same check (address, claim, publisher) is one row: unchanged it stays `known`, changed it is
    `updated`; one that was withdrawn is `new` again. Returns each review's row id and what became
    of it, in order.
    """
    lock_name(session, "imported checks")
    keys = [review.key for review in reviews]
    rows = {
        row.key: row
        for row in session.exec(select(ImportedCheck).where(col(ImportedCheck.key).in_(keys)))
    }
    found = _found(session, [row.id for row in rows.values()])
    taken: list[tuple[ImportedCheck, str]] = []
    for key, review in zip(keys, reviews, strict=True):
        row = rows.get(key)
        result = UPDATED
        if row is None or (row.id is not None and row.id not in found):
            result = NEW
        elif row.raw == review.raw:
            result = KNOWN
        if result != KNOWN:
            rows[key] = _filled(row, key, review)
            session.add(rows[key])
        taken.append((rows[key], result))
    session.flush()
    _know(session, {row.id: row for row, result in taken if result != KNOWN}.values())
    answers = [(row.id or 0, result) for row, result in taken]
    changed = [answer for answer in answers if answer[1] != KNOWN]
    if changed:
        record_event(
            session,
            actor=actor,
            action="checks.imported",
            object_type="imported_check",
            object_id=changed[0][0],
            source=source,
            new=[row_id for row_id, result in changed if result == NEW],
            updated=[row_id for row_id, result in changed if result == UPDATED],
        )
    return answers


def withdraw_checks(session: Session, *, actor: Actor, ids: Collection[int], source: str) -> None:
    """Have no claim matched against these checks any more, because their publisher took them back.

    The rows stay, since people may have decided on links to them.
    """
    lock_name(session, "imported checks")
    known = session.exec(select(KnownClaim).where(col(KnownClaim.import_id).in_(ids))).all()
    withdrawn = sorted(row.import_id or 0 for row in known)
    for row in known:
        forget_known(session, row)
    if withdrawn:
        record_event(
            session,
            actor=actor,
            action="checks.withdrawn",
            object_type="imported_check",
            object_id=withdrawn[0],
            source=source,
            withdrawn=withdrawn,
        )


def _found(session: Session, ids: Collection[int | None]) -> set[int | None]:
    """Those of the checks that claims are matched against; the others were withdrawn."""
    return set(session.exec(select(KnownClaim.import_id).where(col(KnownClaim.import_id).in_(ids))))


def _filled(row: ImportedCheck | None, key: str, review: Review) -> ImportedCheck:
    """The row with what the review says; a new one where there is none."""
    now = clock.now()
    values = {name: getattr(review, name) for name in _FIELDS}
    if row is None:
        return ImportedCheck(key=key, **values, created_at=now, updated_at=now)
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_at = now
    return row


def _know(session: Session, rows: Collection[ImportedCheck]) -> None:
    """Have the checks found by their words as they are now."""
    ids = [row.id for row in rows]
    for earlier in session.exec(select(KnownClaim).where(col(KnownClaim.import_id).in_(ids))):
        forget_known(session, earlier)
    add_known(session, [(_known(row), row.title) for row in rows])


def _known(row: ImportedCheck) -> KnownClaim:
    return KnownClaim(
        kind="elsewhere",
        import_id=row.id,
        text=row.claim,
        publisher=row.publisher or row.publisher_host,
        label=row.label or _words_of(row),
        url=row.url,
        checked_on=row.published,
    )


def _words_of(row: ImportedCheck) -> str:
    """The rating in the publisher's numbers, where it gave no words."""
    if row.value is None or row.worst is None or row.best is None:
        return ""
    return f"{row.value:g} on a scale from {row.worst:g} to {row.best:g}"
