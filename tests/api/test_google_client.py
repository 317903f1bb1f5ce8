"""The Fact Check Tools façade, driven by Google's own client, unmodified.

The client does not look at answers, so every body is held against the schemas of the discovery
document that it ships.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import httplib2
import pytest
import time_machine
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from jsonschema import Draft202012Validator, FormatChecker

from factcheck import clock
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.claims.importing.reading import read_review
from factcheck.claims.importing.service import import_checks
from factcheck.claims.known import find_earlier
from factcheck.context.links import count_links, links_of
from factcheck.extraction.types import Extraction
from factcheck.publishing.changes import latest_change
from factcheck.publishing.pages import claim_reviews
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import get_task
from tests.api.conftest import Desk
from tests.api.serving import served
from tests.tasks.walking import task_in_state
from tests.web.newsroom import extraction_of, gather_again

CHECKS = 12
DISCOVERY = json.loads(
    resources.files("googleapiclient.discovery_cache.documents")
    .joinpath("factchecktools.v1alpha1.json")
    .read_text()
)


def closed(schema: Any) -> Any:
    """A part of the discovery document as JSON Schema in which no unknown member is allowed."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(part) for name, part in schema.items() if name not in ("id", "format")}
    if isinstance(schema.get("$ref"), str):
        made["$ref"] = f"#/$defs/{schema['$ref']}"
    if schema.get("format") == "google-datetime":
        made["format"] = "date-time"
    if "properties" in schema:
        made["additionalProperties"] = False
    return made


def validate(body: object, schema: str) -> None:
    whole = {"$ref": f"#/$defs/{schema}", "$defs": closed(DISCOVERY["schemas"])}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(body)


def _schema_of(method: str, path: str) -> str:
    """The schema of an answer, from the discovery document."""
    resource, _, last = path.partition(":")
    methods = DISCOVERY["resources"][resource.partition("/")[0]]["methods"]
    names = {"GET": "get" if "/" in path else "list", "POST": "create"}
    name = last or names.get(method, {"PUT": "update", "DELETE": "delete"}.get(method, ""))
    answer: str = methods[name]["response"]["$ref"]
    return answer


class Recorder(httplib2.Http):
    """The client's own HTTP, which also holds every good answer against its schema."""

    def __init__(self, cache: str | None = None) -> None:
        super().__init__(cache)
        self.statuses: list[int] = []
        self.methods: list[str] = []

    def request(self, uri: str, method: str = "GET", **options: Any) -> Any:  # type: ignore[override]
        response, content = super().request(uri, method=method, **options)
        self.methods.append(method)
        self.statuses.append(response.status)
        if response.status == 200:
            path = uri.partition("?")[0].rpartition("/v1alpha1/")[2]
            validate(json.loads(content), _schema_of(method, path))
        else:
            assert set(json.loads(content)["error"]) == {"code", "message", "status"}
        return response, content

    def _request(self, *sent: Any, **options: Any) -> Any:
        """One exchange on the wire, below the cache."""
        answer = super()._request(*sent, **options)
        self.wire = answer[0].status
        return answer


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    for _ in range(CHECKS):
        task_in_state(desk.room, "approved")
    with served(desk.app) as url:
        yield url


def service(address: str, key: str, http: httplib2.Http | None = None) -> Any:
    return build(
        "factchecktools",
        "v1alpha1",
        developerKey=key,
        static_discovery=True,
        http=http or Recorder(),
        client_options={"api_endpoint": address},
    )


@pytest.fixture
def claims(desk: Desk, address: str) -> Any:
    return service(address, desk.program("reader", "claims:read").token).claims()


def texts(answer: dict[str, Any]) -> list[str]:
    return [claim["claimReview"][0]["url"] for claim in answer.get("claims", [])]


def test_a_search_finds_the_check_with_its_publisher_and_address(claims: Any, address: str) -> None:
    answer = claims.search(query="build 42 bridges", languageCode="en-GB").execute()

    claim = answer["claims"][0]
    (review,) = claim["claimReview"]
    assert claim["text"] == "Ada Stone: “We will build 42 bridges by the end of next year”"
    assert review["publisher"] == {"name": "Fact-check desk", "site": "127.0.0.1"}
    assert review["url"].startswith(f"{address}/c/we-will-build-42-bridges")
    assert review["textualRating"] == "Verbatim"
    assert review["languageCode"] == "en"


def test_what_shares_more_words_comes_first(desk: Desk, claims: Any) -> None:
    room = desk.room
    if not room.task("costs").published:
        room.publish("costs", rating="true")

    answer = claims.search(query="How far did building costs fall on the coast?").execute()

    assert answer["claims"][0]["text"].startswith("Building costs fell by 4.2 per cent")
    assert answer["claims"][0]["claimant"] == "the statistics office"


def test_nothing_found_is_an_empty_object(claims: Any) -> None:
    assert claims.search(query="xylophone").execute() == {}
    assert claims.search(query="bridges", languageCode="pt").execute() == {}
    assert claims.search(query="?!").execute() == {}


def test_paging_by_token_and_by_offset_shows_everything_once(claims: Any) -> None:
    request = claims.search(query="bridges", pageSize=5)
    by_token: list[str] = []
    pages = 0
    while request is not None:
        answer = request.execute()
        by_token += texts(answer)
        pages += 1
        request = claims.search_next(request, answer)

    by_offset: list[str] = []
    while found := texts(
        claims.search(query="bridges", pageSize=5, offset=len(by_offset)).execute()
    ):
        by_offset += found

    whole = claims.search(query="bridges", pageSize=100).execute()
    assert by_token == by_offset == texts(whole)
    assert len(set(by_token)) == len(by_token) >= CHECKS
    assert pages == -(-len(by_token) // 5)
    assert "nextPageToken" not in whole


def test_offset_counts_only_without_a_token(claims: Any) -> None:
    first = claims.search(query="bridges", pageSize=3, offset=2).execute()
    second = claims.search(
        query="bridges", pageSize=3, offset=2, pageToken=first["nextPageToken"]
    ).execute()

    whole = texts(claims.search(query="bridges", pageSize=100).execute())
    assert texts(first) == whole[2:5]
    assert texts(second) == whole[5:8]


def refused(call: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as caught:
        call.execute()
    error = json.loads(caught.value.content)["error"]
    assert error["code"] == caught.value.resp.status
    assert error["message"].endswith(".")
    return error["code"], error["status"]


def test_a_token_belongs_to_its_request(claims: Any) -> None:
    token = claims.search(query="bridges", pageSize=3).execute()["nextPageToken"]

    for other in (
        {"query": "bridge", "pageSize": 3},
        {"query": "bridges", "pageSize": 4},
        {"query": "bridges", "pageSize": 3, "languageCode": "en"},
    ):
        call = claims.search(pageToken=token, **other)
        assert refused(call) == (400, "INVALID_ARGUMENT")
    for made_up in ("x", "W10", "é", "eyJhIjoxfQ"):
        call = claims.search(query="bridges", pageSize=3, pageToken=made_up)
        assert refused(call) == (400, "INVALID_ARGUMENT")


def test_a_search_needs_words_or_a_publisher(claims: Any) -> None:
    assert refused(claims.search()) == (400, "INVALID_ARGUMENT")
    assert refused(claims.search(query="x", offset=-1)) == (400, "INVALID_ARGUMENT")
    assert refused(claims.imageSearch()) == (400, "INVALID_ARGUMENT")


def test_the_publisher_is_this_desk_or_somebody_else(claims: Any) -> None:
    ours = claims.search(reviewPublisherSiteFilter="127.0.0.1", pageSize=100).execute()
    theirs = claims.search(reviewPublisherSiteFilter="other.example", query="bridges").execute()

    assert len(ours["claims"]) >= CHECKS
    assert theirs == {}


def test_age_is_that_of_the_newer_of_claim_and_review(desk: Desk, address: str) -> None:
    token = desk.program("reader", "claims:read").token
    with time_machine.travel(clock.now() + timedelta(days=10), tick=False):
        claims = service(address, token).claims()
        assert claims.search(query="bridges", maxAgeDays=9).execute() == {}
        assert claims.search(query="bridges", maxAgeDays=11).execute()["claims"]


def test_images_are_not_indexed_and_the_answer_says_so(claims: Any) -> None:
    assert claims.imageSearch(imageUri="https://news.example/a.jpg").execute() == {}


def test_a_long_quote_comes_as_a_post_and_is_found(desk: Desk, address: str) -> None:
    http = Recorder()
    claims = service(address, desk.program("reader", "claims:read").token, http).claims()
    quote = "We will build 42 bridges by the end of next year, and " + "so on and so forth " * 150

    answer = claims.search(query=quote).execute()

    assert http.methods == ["POST"]
    assert "42 bridges" in answer["claims"][0]["text"]


def test_a_post_without_the_override_is_not_found(desk: Desk) -> None:
    token = desk.program("reader", "claims:read").token
    answer = desk.app.test_client().post(f"/v1alpha1/claims:search?key={token}&query=bridges")

    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["error"]["status"] == "NOT_FOUND"


@pytest.mark.parametrize("key", ["", "AIzaSyA-not-ours", "fcq_00000000_" + "x" * 43])
def test_a_key_that_is_not_ours_opens_nothing(address: str, key: str) -> None:
    assert refused(service(address, key).claims().search(query="x")) == (401, "UNAUTHENTICATED")


def test_a_key_without_the_scope_is_told_so(desk: Desk, address: str) -> None:
    key = desk.program("reader", "tasks:read").token

    call = service(address, key).claims().search(query="x")

    assert refused(call) == (403, "PERMISSION_DENIED")


def test_a_bearer_token_serves_as_well_as_a_key(desk: Desk) -> None:
    token = desk.program("reader", "claims:read").token
    answer = desk.app.test_client().get(
        "/v1alpha1/claims:search?query=bridges&prettyPrint=true&alt=json&fields=claims&callback=f",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 200
    assert answer.mimetype == "application/json"


def test_an_unchanged_answer_is_a_304_until_something_is_published(
    desk: Desk, address: str, tmp_path: Path
) -> None:
    http = Recorder(str(tmp_path / "cache"))
    claims = service(address, desk.program("reader", "claims:read").token, http).claims()

    first = claims.search(query="bridges", pageSize=100).execute()
    fresh = http.wire
    again = claims.search(query="bridges", pageSize=100).execute()
    known = http.wire
    task_in_state(desk.room, "approved")
    more = claims.search(query="bridges", pageSize=100).execute()

    assert (fresh, known, http.wire) == (200, 304, 200)
    assert first == again
    assert len(more["claims"]) == len(first["claims"]) + 1


def test_what_was_retracted_is_not_found(desk: Desk, claims: Any) -> None:
    task_id, _ = task_in_state(desk.room, "retracted")
    with desk.room.database.read() as session:
        assert get_task(session, task_id).state == "retracted"
        assert latest_change(session) > 0

    urls = texts(claims.search(query="bridges", pageSize=100).execute())

    assert urls
    assert not any(url.endswith(f"-{task_id}") for url in urls)


def test_the_key_is_in_no_log(
    desk: Desk, address: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    key = desk.program("reader", "claims:read").token

    service(address, key).claims().search(query="bridges").execute()
    refused(service(address, key).claims().search())

    written = caplog.text.replace("127.0.0.1 - -", "")
    ours = [
        record for record in caplog.records if not record.name.startswith(("werkzeug", "googleapi"))
    ]
    assert not any(key in record.getMessage() for record in ours), written


PAGE = {
    "pageUrl": "https://checks.example/bridges",
    "publishDate": "2026-02-01",
    "claimReviewAuthor": {"name": "Harbour Checks", "imageUrl": "https://checks.example/logo.png"},
    "claimReviewMarkups": [
        {
            "url": "https://checks.example/bridges#one",
            "claimReviewed": "The city builds 42 bridges",
            "claimDate": "2026-01-30",
            "claimLocation": "At the port",
            "claimFirstAppearance": "https://news.example/bridges",
            "claimAppearances": ["https://news.example/a", "https://news.example/b"],
            "claimAuthor": {"name": "Ada Stone", "sameAs": "https://www.wikidata.org/wiki/Q1"},
            "rating": {
                "textualRating": "False",
                "ratingValue": 1,
                "worstRating": 1,
                "bestRating": 5,
            },
        }
    ],
}


@pytest.fixture
def pages(desk: Desk, address: str) -> Any:
    return service(address, desk.program("reviewer", "publish").token).pages()


CLAIM = "The ferries of this coast carried 42 million people last year"


def page_with(claim: str, rating: str) -> dict[str, Any]:
    """A page with one markup."""
    return {
        "pageUrl": "https://ferries.example/",
        "claimReviewAuthor": {"name": "Harbour Checks"},
        "claimReviewMarkups": [
            {
                "url": "https://ferries.example/42",
                "claimReviewed": claim,
                "rating": {"textualRating": rating},
            }
        ],
    }


def page_at(url: str) -> dict[str, Any]:
    return {**PAGE, "pageUrl": url}


def test_a_page_is_written_read_replaced_and_removed(pages: Any) -> None:
    made = pages.create(body=PAGE).execute()
    name = made["name"]

    assert name.startswith("pages/")
    assert made == {**PAGE, "name": name, "versionId": "1"}
    assert pages.get(name=name).execute() == made
    shorter = {"pageUrl": PAGE["pageUrl"], "versionId": "1"}
    replaced = pages.update(name=name, body=shorter).execute()
    assert replaced == {"pageUrl": PAGE["pageUrl"], "name": name, "versionId": "2"}
    assert refused(pages.update(name=name, body=shorter)) == (409, "ABORTED")
    assert pages.delete(name=name).execute() == {}
    assert refused(pages.get(name=name)) == (404, "NOT_FOUND")
    assert refused(pages.delete(name=name)) == (404, "NOT_FOUND")
    assert refused(pages.get(name="pages/never")) == (404, "NOT_FOUND")


def test_pages_are_listed_by_address_or_by_organization(pages: Any) -> None:
    made = [
        pages.create(body=page_at(f"https://www.many.example/{number}")).execute()["name"]
        for number in range(5)
    ]

    (one,) = pages.list(url="https://www.many.example/3").execute()["claimReviewMarkupPages"]
    assert one["name"] == made[3]
    assert pages.list(url="https://www.many.example/9").execute() == {}
    seen: list[str] = []
    request = pages.list(organization="many.example", pageSize=2)
    while request is not None:
        answer = request.execute()
        seen += [page["name"] for page in answer["claimReviewMarkupPages"]]
        request = pages.list_next(request, answer)
    assert seen == made[::-1]
    assert refused(pages.list()) == (400, "INVALID_ARGUMENT")
    both = pages.list(url="https://x.example/", organization="x.example")
    assert refused(both) == (400, "INVALID_ARGUMENT")


def test_a_page_that_cannot_be_used_is_refused(pages: Any) -> None:
    for body in (
        {},
        {"pageUrl": "ftp://x.example"},
        {**PAGE, "unknown": 1},
        {**PAGE, "publishDate": 7},
    ):
        assert refused(pages.create(body=body)) == (400, "INVALID_ARGUMENT")
    pages.create(body=page_at("https://once.example/")).execute()
    assert refused(pages.create(body=page_at("https://once.example/"))) == (409, "ABORTED")


def test_a_page_publishes_nothing(desk: Desk, pages: Any, claims: Any) -> None:
    """Nothing leaves the house by it, whoever writes it: two people are needed for that."""
    with desk.room.database.read() as session:
        before = latest_change(session)
    found = texts(claims.search(query="bridges", pageSize=100).execute())

    pages.create(body=page_at("https://never.example/")).execute()

    with desk.room.database.read() as session:
        assert latest_change(session) == before
    assert texts(claims.search(query="bridges", pageSize=100).execute()) == found


def elsewhere(desk: Desk, words: str = CLAIM) -> list[tuple[str, str, str]]:
    """What a reviewer of a claim in these words is shown as checked elsewhere."""
    with desk.room.database.read() as session:
        found = find_earlier(session, words, accept=lambda row: row.kind == "elsewhere")
        return [(one.known.publisher, one.known.label, one.known.url) for one in found]


def test_a_page_is_context_for_reviewers_until_it_is_deleted(desk: Desk, pages: Any) -> None:
    made = pages.create(body=page_with(CLAIM, "False")).execute()
    address = "https://ferries.example/42"

    assert elsewhere(desk) == [("Harbour Checks", "False", address)]
    # A task that is opened now is told of it, and decides nothing by itself.
    article = f"The coast in brief\n\n{CLAIM}, the port said."
    start = article.index(CLAIM)
    claim = replace(extraction_of().claims[0], start=start, end=start + len(CLAIM), text=CLAIM)
    with desk.room.database.write() as session:
        version = add_article(session, actor=SYSTEM, text=article).version
        assert version is not None
        (task,) = open_tasks(
            session, actor=SYSTEM, version=version, extraction=Extraction(claims=(claim,))
        )
    gather_again(desk.room, task.id or 0)
    with desk.room.database.read() as session:
        (link,) = links_of(session, task.id or 0)
        assert (link.known.kind, link.known.url, link.row.state) == (
            "elsewhere", address, "suggested",
        )  # fmt: skip

    changed = page_with(CLAIM, "Mostly true") | {"versionId": made["versionId"]}
    pages.update(name=made["name"], body=changed).execute()
    assert elsewhere(desk) == [("Harbour Checks", "Mostly true", address)]

    pages.delete(name=made["name"]).execute()
    assert elsewhere(desk) == []
    with desk.room.database.read() as session:
        assert links_of(session, task.id or 0) == []
        assert count_links(session, [task.id or 0]) == {}

    again = pages.create(body=page_with(CLAIM, "False")).execute()
    assert elsewhere(desk) == [("Harbour Checks", "False", address)]
    other = page_with("Harbour seals number 9,000 on this coast this winter", "False")
    pages.update(name=again["name"], body=other).execute()
    assert elsewhere(desk) == []
    pages.delete(name=again["name"]).execute()


def test_what_another_page_or_the_desk_itself_brought_stays(desk: Desk, pages: Any) -> None:
    words = "Nine lighthouses on the northern coast were sold to a hotel company"
    first = page_with(words, "False")
    second = first | {"pageUrl": "https://ferries.example/again"}
    names = [pages.create(body=body).execute()["name"] for body in (first, second)]
    pages.delete(name=names[0]).execute()
    assert len(elsewhere(desk, words)) == 1
    pages.delete(name=names[1]).execute()
    assert elsewhere(desk, words) == []

    (review,) = map(read_review, claim_reviews(first))
    with desk.room.database.write() as session:
        import_checks(session, actor=SYSTEM, reviews=[review], source="a file")
    name = pages.create(body=first).execute()["name"]
    pages.delete(name=name).execute()
    assert len(elsewhere(desk, words)) == 1


def test_a_markup_that_is_no_check_is_refused_and_named(desk: Desk, pages: Any) -> None:
    page = page_with("Ferries are free", "True")
    page["claimReviewMarkups"].append({"rating": {"textualRating": "False"}})

    with pytest.raises(HttpError, match=r"claimReviewMarkups\[1\] is no check. It names no claim"):
        pages.create(body=page).execute()

    assert pages.list(url=page["pageUrl"]).execute() == {}


def test_pages_need_the_scope_and_the_permission(desk: Desk, address: str) -> None:
    for person, scope in (("reviewer", "claims:read"), ("reader", "publish")):
        pages = service(address, desk.program(person, scope).token).pages()
        assert refused(pages.create(body=PAGE)) == (403, "PERMISSION_DENIED")
        assert refused(pages.list(url="https://x.example/")) == (403, "PERMISSION_DENIED")


def test_markups_are_claim_reviews_of_schema_org() -> None:
    (review,) = claim_reviews(PAGE)

    assert review["author"] == {
        "@type": "Organization",
        "name": "Harbour Checks",
        "image": "https://checks.example/logo.png",
    }
    assert review["itemReviewed"]["name"] == "At the port"
    assert review["itemReviewed"]["author"]["sameAs"] == "https://www.wikidata.org/wiki/Q1"
    assert len(review["itemReviewed"]["appearance"]) == 2
    assert review["reviewRating"]["ratingValue"] == 1
    assert claim_reviews({"pageUrl": "https://x.example/"}) == []
