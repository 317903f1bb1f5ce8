"""What each outside service is asked, and what is made of an answer in its documented shape."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from factcheck.context.asking import AskFailed, AskLater
from factcheck.context.circuit import FAILURES_ALLOWED
from factcheck.context.providers.base import Request
from factcheck.context.providers.fact_check_tools import FactCheckTools
from factcheck.context.providers.gdelt import Gdelt
from factcheck.context.providers.internet_archive import InternetArchive, ask_to_save, find_saved
from factcheck.context.providers.linked_pages import LinkedPages
from factcheck.context.providers.passages import fit_address, tidy
from factcheck.context.providers.searxng import Searxng
from factcheck.context.providers.wikidata import Moment, Office, Wikidata, search_name
from factcheck.context.providers.wikipedia import Wikipedia
from factcheck.net.robots import RobotsFiles
from tests.context.providers.conftest import ARTICLE, QUOTE, Answer, Desk

RequestFor = Callable[..., Request]


# Wikipedia


def found_titles(*titles: str) -> Answer:
    hits = [{"ns": 0, "title": title, "pageid": number} for number, title in enumerate(titles, 1)]
    return Answer({"batchcomplete": True, "query": {"search": hits}})


def extract(title: str, text: str) -> Answer:
    page = {
        "pageid": 1,
        "ns": 0,
        "title": title,
        "extract": text,
        "fullurl": f"https://en.wikipedia.org/wiki/{title.replace(' ', '_')}",
        "lastrevid": 12345,
    }
    return Answer({"batchcomplete": True, "query": {"pages": [page]}})


def test_wikipedia_gives_the_passage_that_speaks_of_the_claim_with_its_licence(
    desk: Desk, request_for: RequestFor
) -> None:
    text = "Harbours are old.\n\nIn 2024 the path to membership was called irreversible.\n\nShips."
    desk.fake.on("/w/api.php", found_titles("Harbour pact"), extract("Harbour pact", text))

    (finding,) = desk.find(Wikipedia(), request_for())

    searched, read = desk.fake.asked
    assert searched.query["list"] == "search"
    assert {"mara", "quist", "membership"} <= set(searched.query["srsearch"].split(" OR "))
    assert (read.query["prop"], read.query["titles"]) == ("extracts|info", "Harbour pact")
    assert finding.passage == "In 2024 the path to membership was called irreversible."
    assert finding.url == "https://en.wikipedia.org/wiki/Harbour_pact"
    assert finding.place["licence"] == "CC BY-SA 4.0"
    assert finding.place["revision"] == 12345
    assert "Wikipedia contributors" in finding.place["attribution"]


def test_wikipedia_finds_nothing(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/w/api.php", found_titles())
    assert desk.find(Wikipedia(), request_for()) == []


def test_wikipedia_says_in_an_answer_of_200_that_it_cannot(
    desk: Desk, request_for: RequestFor
) -> None:
    error = {"code": "maxlag", "info": "Waiting for a database server"}
    desk.fake.on("/w/api.php", Answer({"error": error, "servedby": "x"}))

    with pytest.raises(AskFailed, match="could not answer: Waiting for a database server"):
        desk.find(Wikipedia(), request_for())


@pytest.mark.parametrize(
    ("language", "part"), [("de-AT", "/de/"), ("en", "/en/"), ("not a language", "/en/")]
)
def test_wikipedia_is_asked_in_the_articles_language(
    desk: Desk, request_for: RequestFor, language: str, part: str
) -> None:
    desk.fake.on(f"{part}w/api.php", found_titles())
    desk.find(Wikipedia(), request_for(language=language), url=desk.fake.url + "/{language}")
    assert desk.fake.asked[0].path == f"{part}w/api.php"


# Wikidata


def office(
    name: str, start: str = "", end: str = "", *, precision: int = 11, person: str = "Q1"
) -> dict[str, Any]:
    entity = "http://www.wikidata.org/entity/"
    row: dict[str, Any] = {
        "person": {"type": "uri", "value": entity + person},
        "personLabel": {"xml:lang": "en", "type": "literal", "value": "Mara Quist"},
        "office": {"type": "uri", "value": f"{entity}Q{len(name)}"},
        "officeLabel": {"xml:lang": "en", "type": "literal", "value": name},
    }
    for key, day in (("start", start), ("end", end)):
        if day:
            row[key] = {
                "datatype": "http://www.w3.org/2001/XMLSchema#dateTime",
                "type": "literal",
                "value": f"{day}T00:00:00Z",
            }
            row[f"{key}Precision"] = {"type": "literal", "value": str(precision)}
    return row


def offices(*rows: dict[str, Any]) -> Answer:
    names = ["person", "personLabel", "office", "officeLabel", "start", "end"]
    return Answer(
        {"head": {"vars": names}, "results": {"bindings": list(rows)}},
        kind="application/sparql-results+json;charset=utf-8",
    )


def test_wikidata_tells_who_held_which_office_on_the_day(
    desk: Desk, request_for: RequestFor
) -> None:
    desk.fake.on(
        "/sparql",
        offices(
            office("mayor of Harbour City", "2010-10-14", "2024-07-02"),
            office("secretary", "2024-10-01"),
            office("a namesake's office", "2024-01-01", person="Q2"),
        ),
    )

    findings = desk.find(Wikidata(), request_for())

    assert len(desk.fake.asked) == 1
    assert "Mara Quist" in desk.fake.asked[0].query["query"]
    assert [finding.passage for finding in findings] == [
        "Mara Quist was secretary from 1 October 2024 with no end recorded; "
        "on the article's date, 16 October 2024: yes.",
        "Mara Quist was mayor of Harbour City from 14 October 2010 to 2 July 2024; "
        "on the article's date, 16 October 2024: no.",
    ]
    assert findings[0].url == "https://www.wikidata.org/wiki/Q1#P39"


def test_wikidata_knows_nobody_of_that_name(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/sparql", offices())
    assert desk.find(Wikidata(), request_for()) == []


def test_without_a_speaker_or_a_date_wikidata_claims_no_more_than_it_knows(
    desk: Desk, request_for: RequestFor
) -> None:
    desk.fake.on("/sparql", offices(office("mayor")))

    assert desk.find(Wikidata(), request_for(speaker=None)) == []
    (finding,) = desk.find(Wikidata(), request_for(published=None))

    assert finding.passage == (
        "Mara Quist was mayor from a day that is not recorded with no end recorded; "
        "the article's date is not known."
    )


@pytest.mark.parametrize(
    ("start", "end", "precision", "held"),
    [
        ("2024-10-16", "2025-01-01", 11, True),
        ("2020-01-01", "2024-10-16", 11, True),
        ("2024-10-17", "", 11, False),
        ("2020-01-01", "2024-10-15", 11, False),
        ("2024-10-01", "", 10, None),
        ("2024-01-01", "", 9, None),
        ("2023-01-01", "2024-01-01", 9, None),
        ("2023-01-01", "2025-01-01", 9, True),
        ("2023-01-01", "2023-01-01", 9, False),
        ("2024-11-01", "", 10, False),
        ("", "2025-01-01", 11, None),
        ("", "2024-01-01", 11, False),
        ("2024-12-01", "", 10, False),
    ],
)
def test_a_day_within_what_is_only_known_by_year_or_month_is_not_certain(
    start: str, end: str, precision: int, held: bool | None
) -> None:
    def moment(day: str) -> Moment | None:
        return Moment(date.fromisoformat(day), precision) if day else None

    one = Office("A", "Q1", "b", "Q2", moment(start), moment(end))
    assert one.held_on(date(2024, 10, 16)) is held


def test_a_name_cannot_change_the_question() -> None:
    hostile = 'Mara"; } DROP ALL # \\ Quist {{x}} O’Neil-Smith'
    assert search_name(hostile) == "Mara DROP ALL Quist x O’Neil-Smith"


# Google Fact Check Tools


def test_published_checks_are_found_and_the_key_stands_in_no_address(
    desk: Desk, request_for: RequestFor
) -> None:
    review = {
        "publisher": {"name": "Check Desk", "site": "check.example"},
        "url": "https://check.example/irreversible",
        "title": "Is the path irreversible?",
        "reviewDate": "2024-10-18T00:00:00Z",
        "textualRating": "Half true",
        "languageCode": "en",
    }
    bad = {**review, "url": "javascript:alert(1)"}
    claim = {
        "text": "The path is irreversible",
        "claimant": "Mara Quist",
        "claimReview": [review, bad],
    }
    desk.fake.on("/v1alpha1/claims:search", Answer({"claims": [claim], "nextPageToken": "x"}))

    (finding,) = desk.find(FactCheckTools(), request_for(), key="secret")

    asked = desk.fake.asked[0]
    assert asked.query == {"query": QUOTE, "languageCode": "en", "pageSize": "5"}
    assert asked.headers["x-goog-api-key"] == "secret"
    assert finding.title == "Check Desk: Is the path irreversible?"
    assert finding.passage == (
        "Mara Quist: “The path is irreversible” Rated “Half true” by Check Desk."
    )
    assert finding.place["reviewed"] == "2024-10-18"


def test_no_published_check_is_an_empty_object(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/v1alpha1/claims:search", Answer({}))
    assert desk.find(FactCheckTools(), request_for(), key="k") == []


# GDELT


def test_gdelt_is_asked_for_the_days_around_the_article(
    desk: Desk, request_for: RequestFor
) -> None:
    article = {
        "url": "https://paper.example/a",
        "url_mobile": "",
        "title": "Path “irreversible”, says Quist",
        "seendate": "20241016T120000Z",
        "socialimage": "",
        "domain": "paper.example",
        "language": "English",
        "sourcecountry": "Norway",
    }
    known = {**article, "url": "https://known.example/b"}
    desk.fake.on("/api/v2/doc/doc", Answer({"articles": [article, known]}))

    (finding,) = desk.find(Gdelt(), request_for(pages=("https://known.example/b",)))

    query = desk.fake.asked[0].query
    assert (query["mode"], query["format"]) == ("artlist", "json")
    assert query["query"] == '"Mara Quist" path membership irreversible'
    assert (query["startdatetime"], query["enddatetime"]) == ("20241009000000", "20241023235959")
    assert (finding.url, finding.title) == (article["url"], article["title"])
    assert finding.place["seen"] == "2024-10-16T12:00:00+00:00"


@pytest.mark.parametrize("body", [{}, {"articles": []}])
def test_gdelt_finds_nothing(desk: Desk, request_for: RequestFor, body: dict[str, Any]) -> None:
    desk.fake.on("/api/v2/doc/doc", Answer(body))
    assert desk.find(Gdelt(), request_for(published=None)) == []
    assert "startdatetime" not in desk.fake.asked[0].query


def test_gdelt_explains_itself_in_plain_text(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/api/v2/doc/doc", Answer("The specified phrase is too short.", kind="text/html"))
    with pytest.raises(AskFailed):
        desk.find(Gdelt(), request_for())


# SearXNG


def test_a_web_search_looks_for_a_quote_as_it_stands(desk: Desk, request_for: RequestFor) -> None:
    result = {
        "url": "https://blog.example/1",
        "title": "A path",
        "content": "They call the path irreversible.",
        "engine": "one",
        "engines": ["one", "two"],
        "score": 1.5,
        "category": "general",
        "publishedDate": "2024-10-16T00:00:00",
    }
    answer = {
        "query": "x",
        "number_of_results": 1,
        "results": [result, {**result, "url": "ftp://blog.example/2"}],
        "answers": [],
        "infoboxes": [],
        "suggestions": [],
        "unresponsive_engines": [["three", "timeout"]],
    }
    desk.fake.on("/search", Answer(answer))

    (finding,) = desk.find(Searxng(), request_for())

    assert desk.fake.asked[0].query["q"] == f'"{QUOTE}" Mara Quist'
    assert desk.fake.asked[0].query["format"] == "json"
    assert finding.passage == "They call the path irreversible."
    assert finding.found_by == "a web search (one, two)"


def test_a_web_search_finds_nothing(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/search", Answer({"query": "x", "results": []}))
    assert desk.find(Searxng(), request_for(kind="claim")) == []
    assert not desk.fake.asked[0].query["q"].startswith('"')


# The Internet Archive


def copy(status: str = "200", *, available: bool = True) -> Answer:
    closest = {
        "status": status,
        "available": available,
        "url": "http://web.archive.org/web/20241017080000/http://a.example/x",
        "timestamp": "20241017080000",
    }
    return Answer({"url": "a.example/x", "archived_snapshots": {"closest": closest}})


def test_the_archive_is_asked_for_the_copy_nearest_to_the_articles_day(
    desk: Desk, request_for: RequestFor
) -> None:
    desk.fake.on("/wayback/available", copy())

    (finding,) = desk.find(InternetArchive(), request_for(pages=("http://a.example/x",)))

    assert desk.fake.asked[0].query == {"url": "http://a.example/x", "timestamp": "20241016"}
    assert finding.copy_of == "http://a.example/x"
    assert finding.url == "https://web.archive.org/web/20241017080000/http://a.example/x"
    assert finding.taken_at == datetime(2024, 10, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "answer",
    [
        Answer({"url": "a.example/x", "archived_snapshots": {}}),
        copy("404"),
        copy(available=False),
    ],
    ids=["none", "a copy of an error", "not available"],
)
def test_the_archive_has_no_copy(desk: Desk, request_for: RequestFor, answer: Answer) -> None:
    desk.fake.on("/wayback/available", answer)

    (finding,) = desk.find(InternetArchive(), request_for(pages=("http://a.example/x",)))

    assert (finding.copy_of, finding.url, finding.taken_at) == ("http://a.example/x", "", None)


def test_a_page_is_saved_and_its_copy_found(desk: Desk) -> None:
    asker = desk.asker(InternetArchive(), key="me:secret")
    desk.fake.on("/save", Answer({"url": "http://a.example/x", "job_id": "spn2-1"}))
    success = {
        "status": "success",
        "job_id": "spn2-1",
        "original_url": "http://a.example/x",
        "timestamp": "20241016123456",
    }
    desk.fake.on(
        "/save/status/spn2-1", Answer({"status": "pending", "job_id": "spn2-1"}), Answer(success)
    )

    job = ask_to_save(asker, "http://a.example/x")

    sent = desk.fake.asked[0]
    assert (sent.method, sent.form) == ("POST", {"url": "http://a.example/x"})
    assert sent.headers["authorization"] == "LOW me:secret"
    assert find_saved(asker, "http://a.example/x", job) is None
    saved = find_saved(asker, "http://a.example/x", job)
    assert saved is not None
    assert saved.url == "https://web.archive.org/web/20241016123456/http://a.example/x"


def test_the_archives_reason_for_not_saving_is_told(desk: Desk) -> None:
    asker = desk.asker(InternetArchive(), key="me:secret")
    error = {
        "status": "error",
        "exception": "blocked",
        "status_ext": "error:blocked-url",
        "message": "This URL is in the Save Page Now service block list",
    }
    desk.fake.on("/save/status/spn2-1", Answer(error))
    desk.fake.on("/save", Answer({"message": "You have already reached the limit of captures"}))

    with pytest.raises(AskFailed, match="block list"):
        find_saved(asker, "http://a.example/x", "spn2-1")
    with pytest.raises(AskFailed, match="already reached the limit"):
        ask_to_save(asker, "http://a.example/x")


# Pages linked in the article

PAGE = (
    "<!doctype html><html><head><title>Statement</title></head><body><article><p>{}</p>"
    "<p>The weather was fine, and nobody asked any further question about the harbour.</p>"
    "</article></body></html>"
)


def link(url: str, words: str) -> dict[str, Any]:
    start = ARTICLE.index(words)
    return {"url": url, "text": words, "start": start, "end": start + len(words)}


def test_a_linked_page_is_read_and_the_quotes_words_are_found_in_it(
    desk: Desk, request_for: RequestFor
) -> None:
    said = f"Let me say this once more to all of you: {QUOTE}, and I mean it."
    desk.fake.on("/statement", Answer(PAGE.format(said), kind="text/html; charset=utf-8"))
    address = f"{desk.fake.url}/statement"

    (finding,) = desk.find(LinkedPages(), request_for(links=(link(address, "told reporters"),)))

    assert finding.passage == said
    assert (finding.title, finding.url) == ("Statement", address)
    assert "linked at “told reporters”" in finding.found_by
    assert "word for word" in finding.found_by
    assert finding.page is not None
    assert finding.page.body == PAGE.format(said).encode()


def test_a_page_that_robots_txt_closes_is_left_alone(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/robots.txt", Answer("User-agent: *\nDisallow: /", kind="text/plain"))
    desk.fake.on("/statement", Answer(PAGE.format(QUOTE), kind="text/html"))
    near = link(f"{desk.fake.url}/statement", "told reporters")

    with pytest.raises(AskFailed, match=r"robots\.txt"):
        desk.find(LinkedPages(), request_for(links=(near,)))

    assert desk.fake.times("/statement") == 0


def test_a_site_whose_robots_txt_cannot_be_read_is_told_as_such_and_left_to_the_breaker(
    desk: Desk, request_for: RequestFor
) -> None:
    desk.fake.on("/robots.txt", Answer("", 503))
    desk.fake.on("/statement", Answer(PAGE.format(QUOTE), kind="text/html"))
    near = tuple(
        link(f"{desk.fake.url}/statement?{number}", words)
        for number, words in enumerate(("told", "reporters"))
    )
    for number in range(FAILURES_ALLOWED):
        desk.outbound = replace(desk.outbound, robots=RobotsFiles(desk.outbound.policy))
        # With the last one the breaker opens, and the second page of the site is asked for later.
        error = AskFailed if number < FAILURES_ALLOWED - 1 else AskLater
        with pytest.raises(error, match=r"robots\.txt could not be read"):
            desk.find(LinkedPages(), request_for(links=near))
    asked = desk.fake.times("/robots.txt")

    with pytest.raises(AskLater, match="Paused after 5 failures"):
        desk.find(LinkedPages(), request_for(links=near))

    assert desk.fake.times("/robots.txt") == asked == FAILURES_ALLOWED
    assert desk.fake.times("/statement") == 0


def test_the_delay_that_a_site_asks_for_is_kept(desk: Desk, request_for: RequestFor) -> None:
    desk.fake.on("/robots.txt", Answer("User-agent: *\nCrawl-delay: 30", kind="text/plain"))
    desk.fake.on("/statement", Answer(PAGE.format(QUOTE), kind="text/html"))
    near = link(f"{desk.fake.url}/statement", "told reporters")
    desk.find(LinkedPages(), request_for(links=(near,)))

    with pytest.raises(AskLater, match="at most 2 times a minute"):
        desk.find(LinkedPages(), request_for(links=(near,)))

    assert desk.fake.times("/statement") == 1


def test_one_page_that_cannot_be_read_does_not_hide_the_other(
    desk: Desk, request_for: RequestFor
) -> None:
    desk.fake.on("/good", Answer(PAGE.format(QUOTE + "."), kind="text/html"))
    links = (link(f"{desk.fake.url}/gone", "told"), link(f"{desk.fake.url}/good", "Wednesday"))

    assert [one.url for one in desk.find(LinkedPages(), request_for(links=links))] == [
        f"{desk.fake.url}/good"
    ]


def test_links_far_from_the_claim_are_not_followed(desk: Desk, request_for: RequestFor) -> None:
    text = ARTICLE + "\n\n".join(["A paragraph."] * 6) + "\n\nThe end is here."
    far = {"url": f"{desk.fake.url}/far", "text": "here", "start": len(text) - 5, "end": len(text)}

    assert desk.find(LinkedPages(), request_for(article_text=text, links=(far,))) == []
    assert desk.fake.asked == []


def test_an_article_without_links_asks_nobody(desk: Desk, request_for: RequestFor) -> None:
    assert desk.find(LinkedPages(), request_for()) == []
    assert desk.fake.asked == []


# Words of others


def test_words_of_others_come_on_one_line_without_what_no_database_stores() -> None:
    assert tidy("a\x00b\n\n  c\ud800") == "ab c"
    assert tidy("x" * 400, 10) == "x" * 9 + "…"
    assert [tidy(value) for value in (None, 7, ["x"], {})] == ["", "", "", ""]


def test_words_are_cut_to_what_fits_an_address_encoded() -> None:
    assert fit_address("one two three", 7) == "one two"
    assert fit_address("дорога домой", 40) == "дорога"
    assert fit_address("x" * 3000) == ""
