"""The same claim again, on the pages of the desk."""

from sqlmodel import select

from factcheck.audit.log import SYSTEM
from factcheck.claims.importing.reading import read_review
from factcheck.claims.importing.service import import_checks
from factcheck.context.models import ClaimLink
from factcheck.tasks.service import get_task
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import Newsroom, gather_again, repeat_claims

HTMX = {"HX-Request": "true"}


def link_of(room: Newsroom, task_id: int) -> ClaimLink:
    with room.database.read() as session:
        return session.exec(select(ClaimLink).where(ClaimLink.task_id == task_id)).one()


def form(room: Newsroom, task_id: int) -> dict[str, object]:
    with room.database.read() as session:
        return {"version": get_task(session, task_id).version, "view": "state:ready"}


@on_both
def test_the_page_and_the_inbox_tell_of_the_earlier_check(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    checked = room.publish("costs", rating="false", rationale="It was 2.4.")
    again = repeat_claims(room)["costs"]

    page = reviewer.get(f"/tasks/{again}").text

    day = f"{checked.updated_at.day} {checked.updated_at:%b %Y}"
    assert f'Checked before: <a href="/c/{checked.slug}">False</a>, {day}' in page
    assert "found by: " in page
    assert "the same amounts" in page
    assert "1 earlier" in reviewer.get("/inbox").text


@on_both
def test_a_link_is_confirmed_rejected_and_undone_without_a_script(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["costs"]
    link = link_of(room, again)
    page = f"/tasks/{again}"
    assert f"task {room.tasks['costs']}, ready" in reviewer.get(page).text

    for decision, state in (
        ("confirm", "confirmed"),
        ("reject", "rejected"),
        ("undo", "confirmed"),
    ):
        answer = reviewer.post(f"{page}/links/{link.id}/{decision}", form(room, again), page=page)
        assert (answer.status_code, answer.location) == (
            303,
            f"{page}?view=state:ready#links",
        )
        assert link_of(room, again).state == state

    assert "1 earlier" in reviewer.get("/inbox").text


def test_with_a_script_the_block_alone_comes_back(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["costs"]
    address = f"/tasks/{again}/links/{link_of(room, again).id}"

    block = reviewer.post(f"{address}/confirm", form(room, again), headers=HTMX).text

    assert "<html" not in block
    assert block.strip().startswith('<section id="links"')
    assert "same claim</span>" in block
    assert 'data-key="z"' in block
    assert "Close this task as its duplicate" in block


def test_a_confirmed_link_offers_to_close_the_task_and_a_person_does_it(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["costs"]
    address = f"/tasks/{again}/links/{link_of(room, again).id}"
    assert "Close this task" not in reviewer.get(f"/tasks/{again}").text
    reviewer.post(f"{address}/confirm", form(room, again))
    with room.database.read() as session:
        assert get_task(session, again).state == "ready"

    reviewer.post(f"/tasks/{again}/mark_duplicate", form(room, again) | {"of": room.tasks["costs"]})

    with room.database.read() as session:
        task = get_task(session, again)
    assert (task.state, task.duplicate_of_id) == ("duplicate", room.tasks["costs"])


def test_who_may_not_work_on_tasks_sees_the_links_and_no_buttons(
    full_newsroom: Newsroom, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["costs"]
    reader = browser_of("reader")

    page = reader.get(f"/tasks/{again}").text
    refused = reader.post(
        f"/tasks/{again}/links/{link_of(room, again).id}/confirm", form(room, again)
    )

    assert "The same claim is open" in page
    assert "Another claim" not in page
    assert refused.status_code == 403
    assert link_of(room, again).state == "suggested"


def test_a_stale_form_and_an_unknown_decision_change_nothing(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["costs"]
    address = f"/tasks/{again}/links/{link_of(room, again).id}"

    assert reviewer.post(f"{address}/confirm", {"version": 99}).status_code == 409
    assert reviewer.post(f"{address}/erase", form(room, again)).status_code == 404
    assert link_of(room, again).state == "suggested"


@on_both
def test_the_same_quote_elsewhere_stands_beside_it_with_its_differences(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["quote"]

    later = reviewer.get(f"/tasks/{again}").text
    earlier = reviewer.get(f"/tasks/{room.tasks['quote']}").text

    for page in (later, earlier):
        assert "As others have it" in page
        assert "Altered materially (1)" in page
        assert "[number differs: " in page
        assert '<h3 class="eyebrow">Coast Radio, 4 Mar 2026</h3>' in page
        assert '<h3 class="eyebrow">The Harbour Post</h3>' in page
    assert "Against the source: Altered materially" in later
    reviewer.post(f"/tasks/{again}/links/{link_of(room, again).id}/reject", form(room, again))
    assert "As others have it" not in reviewer.get(f"/tasks/{again}").text


def test_a_check_of_others_is_shown_with_publisher_rating_and_date(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    theirs = {
        "@type": "ClaimReview",
        "url": "https://checks.example/costs?a=1&b=<script>",
        "claimReviewed": "Building costs fell by 4.2 per cent in the first half of the year",
        "author": {"name": "Tide <b>Check</b>"},
        "reviewRating": {"alternateName": "Mostly true"},
        "datePublished": "2026-02-01",
    }
    with room.database.write() as session:
        import_checks(session, actor=SYSTEM, reviews=[read_review(theirs)], source="test")
    gather_again(room, room.tasks["costs"])

    page = reviewer.get(f"/tasks/{room.tasks['costs']}").text

    assert "Checked elsewhere: <a " in page
    assert ">Mostly true</a>, Tide &lt;b&gt;Check&lt;/b&gt;, 1 Feb 2026" in page
    assert "<b>Check</b>" not in page
