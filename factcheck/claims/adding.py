"""Claims that a person found in an article: the row, what overlaps it, what it repeats."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.models import ArticleVersion
from factcheck.claims.anchors import make_anchor
from factcheck.claims.models import Claim, Speaker
from factcheck.claims.service import QUOTE_SCORE
from factcheck.extraction import types as extracted
from factcheck.extraction.same import same_claims
from factcheck.extraction.statements import read_statement
from factcheck.extraction.worth import Worth

BY_HAND = "added"


def claims_of_version(session: Session, version: ArticleVersion) -> list[Claim]:
    """The claims that stand in a version, in the order of its text."""
    rows = session.exec(
        select(Claim)
        .where(Claim.article_version_id == version.id, Claim.anchor_state != "orphaned")
        .order_by(col(Claim.start_offset), col(Claim.end_offset).desc())
    )
    return list(rows)


def overlapping(claims: Sequence[Claim], kind: str, start: int, end: int) -> Claim | None:
    """The first claim of this kind that shares words with a span."""
    for claim in claims:
        if claim.kind == kind and claim.start_offset < end and start < claim.end_offset:
            return claim
    return None


def still_aside(items: Sequence[dict[str, Any]], claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """What was set aside, without that which a person has made a claim of since."""
    return [
        item
        for item in items
        if not any(
            claim.start_offset < item["end"] and item["start"] < claim.end_offset
            for claim in claims
            if claim.method == BY_HAND
        )
    ]


def repeated(
    claims: Sequence[Claim], version: ArticleVersion, read: extracted.Claim
) -> Claim | None:
    """The claim of the article that says the same, by the rule that extraction goes by."""
    earlier = [one for one in claims if one.kind == "claim" and one.same_as_id is None]
    said = [
        read_statement(version.text, one.start_offset, one.end_offset, rate=_unrated)
        for one in earlier
    ]
    twin = same_claims([*said, read])[-1].same_as
    return None if twin is None else earlier[twin]


def _unrated(_text: str, _pieces: object = None, /) -> Worth:
    return Worth(QUOTE_SCORE, ())


def record_quote(
    session: Session, version: ArticleVersion, span: extracted.Span, speaker: Speaker | None
) -> Claim:
    """A quote by hand. With nobody named, the article's speakers are candidates."""
    row = _row(version, "quote", span, speaker)
    row.spans, row.form = [list(span)], "mixed"
    row.types, row.score = ["quote"], QUOTE_SCORE
    if speaker is None:
        names = session.exec(
            select(Speaker.name)
            .join(Claim, col(Claim.speaker_id) == col(Speaker.id))
            .where(Claim.article_version_id == version.id)
            .order_by(col(Claim.start_offset))
        )
        row.candidates = list(dict.fromkeys(names))
    return _stored(session, row)


def record_statement(
    session: Session,
    version: ArticleVersion,
    read: extracted.Claim,
    speaker: Speaker | None,
    *,
    claims: Sequence[Claim],
) -> Claim:
    """A claim by hand; what its words say was read as extraction reads it.

    It is checkable, because a person says so, and worth no less than a quote.
    """
    row = _row(version, "claim", extracted.Span(read.start, read.end), speaker)
    row.types, row.reasons = list(read.types), list(read.reasons)
    row.score = max(read.score, QUOTE_SCORE)
    row.quantities = [quantity.to_json() for quantity in read.quantities]
    row.times = [time.to_json() for time in read.times]
    row.due = read.due
    around = [
        one
        for one in claims
        if one.kind == "quote" and one.start_offset <= read.start and read.end <= one.end_offset
    ]
    row.in_quote_id = around[-1].id if around else None
    twin = repeated(claims, version, replace(read, speaker=speaker.name if speaker else None))
    row.same_as_id = twin.id if twin else None
    return _stored(session, row)


def _row(
    version: ArticleVersion, kind: str, span: extracted.Span, speaker: Speaker | None
) -> Claim:
    assert version.id is not None
    anchor = make_anchor(version.text, span.start, span.end)
    return Claim(
        article_id=version.article_id,
        article_version_id=version.id,
        kind=kind,
        text=anchor.exact,
        start_offset=anchor.start,
        end_offset=anchor.end,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        speaker_id=speaker.id if speaker else None,
        speaker_raw=speaker.name if speaker else "",
        method=BY_HAND,
        created_at=clock.now(),
    )


def _stored(session: Session, row: Claim) -> Claim:
    session.add(row)
    session.flush()
    return row
