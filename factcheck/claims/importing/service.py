"""Use cases of imported checks: taking them in, once each."""

from collections.abc import Sequence
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
    `updated`. Returns each review's row id and what became of it, in order.
    """
    lock_name(session, "imported checks")
    keys = [review.key for review in reviews]
    rows = {
        row.key: row
        for row in session.exec(select(ImportedCheck).where(col(ImportedCheck.key).in_(keys)))
    }
    answers = []
    for key, review in zip(keys, reviews, strict=True):
        row = rows.get(key)
        if row is not None and row.raw == review.raw:
            answers.append((row.id or 0, KNOWN))
            continue
        result = NEW if row is None else UPDATED
        rows[key] = _store(session, key, review, row)
        answers.append((rows[key].id or 0, result))
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


def _store(session: Session, key: str, review: Review, row: ImportedCheck | None) -> ImportedCheck:
    now = clock.now()
    values = {name: getattr(review, name) for name in _FIELDS}
    if row is None:
        row = ImportedCheck(key=key, **values, created_at=now, updated_at=now)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.updated_at = now
    session.add(row)
    session.flush()
    _know(session, row)
    return row


def _know(session: Session, row: ImportedCheck) -> None:
    earlier = session.exec(select(KnownClaim).where(KnownClaim.import_id == row.id)).first()
    if earlier is not None:
        forget_known(session, earlier)
    add_known(
        session,
        KnownClaim(
            kind="elsewhere",
            import_id=row.id,
            text=row.claim,
            publisher=row.publisher or row.publisher_host,
            label=row.label or _words_of(row),
            url=row.url,
            checked_on=row.published,
        ),
        title=row.title,
    )


def _words_of(row: ImportedCheck) -> str:
    """The rating in the publisher's numbers, where it gave no words."""
    if row.value is None or row.worst is None or row.best is None:
        return ""
    return f"{row.value:g} on a scale from {row.worst:g} to {row.best:g}"
