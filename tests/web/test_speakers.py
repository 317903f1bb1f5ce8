import re

from factcheck.claims.merged import find_by_key
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom


def speaker_page(reviewer: Browser, name: str) -> str:
    listed = reviewer.get("/speakers", query_string={"q": name}).text
    href = listed.split('href="/speakers/', 1)[1].split('"', 1)[0]
    return reviewer.get(f"/speakers/{href}").text


def test_the_list_counts_claims_and_finds_a_name(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    everybody = reviewer.get("/speakers").text
    found = reviewer.get("/speakers", query_string={"q": "stone"}).text

    assert "Ada Stone" in everybody
    assert "the statistics office" in everybody
    assert "Ada Stone" in found
    assert "the statistics office" not in found


def test_a_name_that_nobody_has_says_so(reviewer: Browser, full_newsroom: Newsroom) -> None:
    assert "Nobody of this name" in reviewer.get("/speakers", query_string={"q": "zzz"}).text


def test_a_page_without_verdicts_says_how_much_is_open(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    page = speaker_page(reviewer, "Ada Stone")

    assert "No approved checks (4 open)." in page
    assert "Also written: Stone" in page


def test_approved_ratings_are_counted_with_their_number_and_no_score(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    full_newsroom.publish("historic", rating="verbatim")

    page = speaker_page(reviewer, "Ada Stone")

    assert "n = 2" in page
    assert "not a random sample" in page


def id_of(room: Newsroom, key: str) -> int:
    with room.database.read() as session:
        found = find_by_key(session, key)
    assert found is not None
    return found.id or 0


@on_both
def test_a_merge_shows_what_goes_over_and_leads_old_addresses_on(
    full_newsroom: Newsroom, reviewer: Browser, stranger: Browser
) -> None:
    room = full_newsroom
    checked = room.publish("costs", rating="true")
    office, stone = id_of(room, "the statistics office"), id_of(room, "ada stone")
    chosen = reviewer.get(f"/speakers/{office}/merge", query_string={"q": "stone"}).text
    assert f"/speakers/{office}/merge?into={stone}" in chosen

    shown = reviewer.get(f"/speakers/{office}/merge", query_string={"into": stone}).text

    assert "1 claim will be Ada Stone’s." in shown
    assert "1 published check keeps the name" in shown
    done = reviewer.post(f"/speakers/{office}/merge", {"into": stone}, page="/speakers")
    assert done.location == f"/speakers/{stone}"
    page = reviewer.get(done.location).text
    assert "the statistics office is Ada Stone now" in page
    (mark,) = re.findall(r'name="mark" value="(\w+)"', page)
    assert reviewer.get(f"/speakers/{office}").location == f"/speakers/{stone}"
    assert stranger.get(f"/said-by/{office}").location == f"/said-by/{stone}"
    assert stranger.get(f"/feeds/said-by/{office}.atom").status_code == 302
    assert "4.2 per cent" in stranger.get(f"/said-by/{stone}").text
    assert "the statistics office" in stranger.get(f"/c/{checked.slug}").text
    found = reviewer.get("/inbox", query_string={"q": 'speaker:"the statistics office"'}).text
    assert "42 bridges" in found
    assert "merged into Ada Stone" in reviewer.get("/history").text

    reviewer.post(f"/speakers/{stone}/undo", {"mark": mark, "history": "yes"}, page="/history")

    assert reviewer.get(f"/speakers/{office}").status_code == 200
    assert "taken back already" in reviewer.get("/history").text


def test_a_split_form_keeps_what_was_ticked_and_then_moves_it(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    stone, claim = id_of(room, "ada stone"), room.task("march").claim_id
    here = f"/speakers/{stone}/split"

    refused = reviewer.post(here, {"claims": claim, "aliases": "Stone"}, page=here)
    assert refused.status_code == 422
    assert refused.text.count(" checked") == 2
    done = reviewer.post(here, {"claims": claim, "name": "Eve Stone"}, page=here)

    assert done.status_code == 303
    assert "Work on the first bridge" in speaker_page(reviewer, "Eve Stone")
    assert "Work on the first bridge" not in speaker_page(reviewer, "Ada Stone")
