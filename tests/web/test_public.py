import json
import re
from html import unescape

from factcheck.publishing.checked import get_published_by_slug
from factcheck.publishing.claimreview import claim_review
from factcheck.verdicts.approval import approve_verdict, correct_check, retract_check
from factcheck.verdicts.models import CheckedClaim
from factcheck.verdicts.service import Proposal, submit_verdict
from tests.web.conftest import Browser
from tests.web.newsroom import QUOTE, RATIONALE, Newsroom

_JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def correct(room: Newsroom, name: str, reason: str) -> None:
    with room.database.write() as session:
        correct_check(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks[name],
            version=None,
            reason=reason,
            lease_minutes=15,
        )


def retract(room: Newsroom, name: str, reason: str) -> None:
    for who in ("editor", "admin"):
        with room.database.write() as session:
            retract_check(
                session,
                actor=room.actor(who),
                task_id=room.tasks[name],
                version=None,
                reason=reason,
            )


def test_nothing_is_outside_before_approval(stranger: Browser, full_newsroom: Newsroom) -> None:
    full_newsroom.submit("quote")

    page = stranger.get("/").text

    assert "Nothing published yet" in page
    assert QUOTE not in page


def test_an_approved_check_is_on_the_home_page_and_on_its_own(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    home = stranger.get("/").text
    page = stranger.get(f"/c/{checked.slug}")

    assert f"/c/{checked.slug}" in home
    assert page.status_code == 200
    for words in (QUOTE, RATIONALE, "Ada Stone", "The Harbour Post", "Altered materially"):
        assert words in unescape(page.text)
    assert "approved by a second person" in page.text


def test_the_markup_in_the_page_is_the_claim_review_and_its_text_is_visible(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    page = stranger.get(f"/c/{checked.slug}").text

    found = _JSON_LD.search(page)
    assert found
    review = json.loads(found[1])

    with full_newsroom.database.read() as session:
        published = get_published_by_slug(session, checked.slug)
    assert review == claim_review(
        published, base="http://localhost", organisation="Fact-check desk"
    )
    visible = unescape(page.replace(found[0], ""))
    assert review["reviewRating"]["alternateName"] in visible
    assert review["reviewRating"]["ratingExplanation"] in visible
    assert review["itemReviewed"]["about"]["text"] in visible


def test_the_quote_stands_beside_its_source_with_the_differences(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    page = stranger.get(f"/c/{checked.slug}").text

    assert "The words, side by side" in page
    assert "diff-material" in page
    assert "We will not build 42 bridges" in re.sub(r"<[^>]+>| \[[^:]+: |\] |▲", "", page)


def test_a_public_page_sets_no_cookie_and_needs_no_script(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    answer = stranger.get(f"/c/{checked.slug}")

    assert "Set-Cookie" not in answer.headers
    assert "<script src" not in answer.text
    assert "<form" not in answer.text


def test_a_check_under_correction_stays_with_a_banner(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    correct(full_newsroom, "quote", "The transcript was updated.")

    page = stranger.get(f"/c/{checked.slug}").text

    assert "This check is under correction." in page
    assert "The transcript was updated." in page
    assert RATIONALE in unescape(page)


def test_a_corrected_check_lists_what_it_was(stranger: Browser, full_newsroom: Newsroom) -> None:
    checked = full_newsroom.publish("quote")
    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)

    page = stranger.get(f"/c/{checked.slug}").text

    assert "Corrections" in page
    assert "It was “Altered materially” before" in page
    assert "under correction" not in page


def resubmit(room: Newsroom) -> None:
    task_id = room.tasks["quote"]
    with room.database.write() as session:
        submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=task_id,
            version=None,
            proposal=Proposal(rating="altered", rationale="Looked at again."),
        )
        approve_verdict(session, actor=room.actor("editor"), task_id=task_id, version=None)


def test_a_retracted_check_leaves_a_notice_and_nothing_else(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    retract(full_newsroom, "quote", "The recording was a forgery.")

    page = stranger.get(f"/c/{checked.slug}")

    assert page.status_code == 200
    assert "The recording was a forgery." in page.text
    assert QUOTE not in page.text
    assert "ld+json" not in page.text
    assert checked.slug not in stranger.get("/").text


def test_the_newest_checks_come_first_and_pages_go_on(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    first, second = full_newsroom.publish("quote"), full_newsroom.publish("costs", rating="true")

    home = stranger.get("/").text

    assert home.index(second.slug) < home.index(first.slug)
    cursor = f"{moment_of(full_newsroom, second)}_{second.id}"
    older = stranger.get("/", query_string={"before": cursor}).text
    assert first.slug in older
    assert second.slug not in older


def moment_of(room: Newsroom, checked: CheckedClaim) -> str:
    with room.database.read() as session:
        return session.get_one(CheckedClaim, checked.id).updated_at.isoformat()


def test_a_cursor_that_is_none_is_refused(stranger: Browser, full_newsroom: Newsroom) -> None:
    for cursor in ("x", "2024-01-01_x", "2024-01-01T00:00:00_1", "_"):
        assert stranger.get("/", query_string={"before": cursor}).status_code == 422


def test_people_of_the_desk_go_on_to_their_inbox(reviewer: Browser) -> None:
    answer = reviewer.get("/")

    assert answer.status_code == 302
    assert answer.location == "/inbox"


def test_how_we_rate_lists_every_step_of_every_scale(stranger: Browser, newsroom: Newsroom) -> None:
    page = stranger.get("/how-we-rate").text

    for words in ("Did they say it?", "Is it true?", "Did it happen?", "Half true", "version 1"):
        assert words in page


def test_an_unknown_address_is_a_404(stranger: Browser, newsroom: Newsroom) -> None:
    assert stranger.get("/c/no-such-check-1").status_code == 404


def test_a_source_address_that_is_no_web_address_is_no_link(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    with full_newsroom.database.write() as session:
        published = get_published_by_slug(session, checked.slug)
        published.article.url = "javascript:alert(1)"
        session.add(published.article)

    assert 'href="javascript:' not in stranger.get(f"/c/{checked.slug}").text
