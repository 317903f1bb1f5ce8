import json
import re
from html import unescape

import extruct
from flask import Flask

from factcheck import clock
from factcheck.context.citing import Citation
from factcheck.context.models import ArchivedPage
from factcheck.publishing.checked import get_published_by_slug
from factcheck.publishing.claimreview import claim_review
from factcheck.verdicts.approval import approve_verdict, correct_check, retract_check, undo_act
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import CheckedClaim
from factcheck.verdicts.service import submit_verdict
from tests.web.conftest import Browser, on_both
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
    assert "verdict by a reviewer" in page.text
    assert "approved by a second person, an editor" in page.text


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


def test_a_corrected_check_keeps_its_old_verdict_readable_with_the_reason(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)

    page = unescape(stranger.get(f"/c/{checked.slug}").text)

    for words in ("A word was missed.", RATIONALE, "Looked at again.", "version 1"):
        assert words in page
    found = _JSON_LD.search(page)
    assert found
    (comment,) = json.loads(found[1])["correction"]
    assert comment["text"] == "A word was missed."


def test_a_correction_that_was_undone_gives_no_reason(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    correct(full_newsroom, "quote", "This was a slip of the hand.")
    with full_newsroom.database.write() as session:
        undo_act(
            session,
            actor=full_newsroom.actor("reviewer"),
            task_id=full_newsroom.tasks["quote"],
            version=None,
        )
    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)

    page = stranger.get(f"/c/{checked.slug}").text

    assert "A word was missed." in page
    assert "slip of the hand" not in page


@on_both
def test_the_corrections_log_says_what_changed_and_why(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    assert "Nothing was corrected yet" in stranger.get("/corrections").text
    full_newsroom.publish("quote")
    costs = full_newsroom.publish("costs", rating="true")
    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)
    retract(full_newsroom, "costs", "The table was of another year.")

    page = unescape(stranger.get("/corrections").text)

    assert "A word was missed." in page
    assert "<del>Altered materially</del>" in page
    assert "The table was of another year." in page
    assert page.index("The table was of another year.") < page.index("A word was missed.")
    assert f"/c/{costs.slug}" in page
    assert "Building costs fell" not in page


@on_both
def test_a_speaker_has_counts_with_their_number_and_no_score(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    quote = full_newsroom.publish("quote")
    full_newsroom.publish("historic", rating="verbatim")
    full_newsroom.publish("costs", rating="true")
    link = re.search(r'href="(/said-by/\d+)"', stranger.get(f"/c/{quote.slug}").text)
    assert link

    page = stranger.get(link[1]).text

    assert "n = 2" in page
    assert "Altered materially" in page
    assert "no score is made of it" in page
    assert "Building costs fell" not in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_a_speaker_of_whom_nothing_is_published_has_no_page(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    assert stranger.get("/said-by/1").status_code == 404
    full_newsroom.publish("quote")
    retract(full_newsroom, "quote", "It was wrong.")
    assert stranger.get("/said-by/1").status_code == 404


def test_evidence_leads_to_its_archived_copy(stranger: Browser, full_newsroom: Newsroom) -> None:
    url = "https://ministry.example/transcript"
    full_newsroom.take("quote")
    citation = Citation(url=url, title="Transcript", passage="We will not", stance="undermines")
    with full_newsroom.database.write() as session:
        submit_verdict(
            session,
            actor=full_newsroom.actor("reviewer"),
            task_id=full_newsroom.tasks["quote"],
            version=None,
            proposal=Proposal("altered_material", RATIONALE, evidence=(citation,)),
        )
        checked = approve_verdict(
            session,
            actor=full_newsroom.actor("editor"),
            task_id=full_newsroom.tasks["quote"],
            version=None,
        )
        copy = f"https://archive.example/2024/{url}"
        session.add(
            ArchivedPage(
                url=url, state="known", copy_url=copy, taken_at=clock.now(), updated_at=clock.now()
            )
        )

    page = stranger.get(f"/c/{checked.slug}").text

    assert f'href="{copy}"' in page
    assert f'href="{url}"' in page


def test_no_public_page_sets_a_cookie_or_loads_a_script(
    app: Flask, stranger: Browser, full_newsroom: Newsroom
) -> None:
    slug = full_newsroom.publish("quote").slug
    values: dict[str, object] = {"slug": slug, "speaker_id": 1, "number": 0, "filename": "icon.svg"}
    ours = ("public.", "syndication.", "embeds.", "tell.")
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(ours) or "GET" not in (rule.methods or ()):
            continue
        with app.test_request_context():
            built = rule.build(values, append_unknown=False)
        assert built
        answer = stranger.get(built[1], query_string={"url": f"http://localhost/c/{slug}"})
        assert answer.status_code == 200, rule
        assert "Set-Cookie" not in answer.headers, rule
        assert not re.search(r"<script(?! type=.application/ld)", answer.text), rule


def test_a_reader_of_markup_finds_the_review_on_every_check(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    slugs = [
        full_newsroom.publish("quote").slug,
        full_newsroom.publish("costs", rating="not_enough_evidence").slug,
        full_newsroom.publish("city", rating="half_true").slug,
    ]
    for slug in slugs:
        page = stranger.get(f"/c/{slug}").text
        found = extruct.extract(page, base_url=f"http://localhost/c/{slug}")
        (review,) = found["json-ld"]
        assert review["@type"] == "ClaimReview"
        assert review["url"] == f"http://localhost/c/{slug}"
        visible = " ".join(unescape(re.sub(r"<[^>]+>", " ", page.replace("json-ld", ""))).split())
        assert review["reviewRating"]["alternateName"] in visible
        assert review["datePublished"] in page
