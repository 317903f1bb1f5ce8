from tests.web.conftest import Browser
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
