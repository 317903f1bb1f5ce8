"""The provider of earlier checks: the desk's own and others', and no open task."""

from factcheck.audit.log import SYSTEM
from factcheck.claims.importing.reading import read_review
from factcheck.claims.importing.service import import_checks
from factcheck.context.evidence import evidence_of
from factcheck.context.models import EvidenceItem
from tests.web.newsroom import Newsroom, gather_again, repeat_claims

THEIRS = {
    "@type": "ClaimReview",
    "url": "https://checks.example/costs",
    "claimReviewed": "Building costs fell by 4.2 per cent in the first half of the year",
    "author": {"name": "Tide Check", "url": "https://tide.example"},
    "reviewRating": {"alternateName": "Mostly true"},
    "datePublished": "2026-02-01",
}


def found(room: Newsroom, task_id: int) -> list[EvidenceItem]:
    with room.database.read() as session:
        items = evidence_of(session, task_id)
    return [item for item in items if item.provider == "earlier_checks"]


def test_earlier_checks_are_evidence_and_open_tasks_are_not(room: Newsroom) -> None:
    again = repeat_claims(room)["costs"]
    assert found(room, again) == []

    checked = room.publish("costs", rating="false", rationale="It was 2.4.")
    with room.database.write() as session:
        import_checks(session, actor=SYSTEM, reviews=[read_review(THEIRS)], source="test")
    gather_again(room, again)

    items = {item.key.partition("-")[0]: item for item in found(room, again)}
    assert set(items) == {"checked", "elsewhere"}
    day = checked.updated_at.date().isoformat()
    assert items["checked"].title == f"Checked before: False, {day}"
    assert items["elsewhere"].title == "Checked elsewhere: Mostly true, Tide Check, 2026-02-01"
    assert items["elsewhere"].url == THEIRS["url"]
    assert "the same amounts" in items["elsewhere"].found_by
