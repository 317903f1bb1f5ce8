"""The Fact Check Tools façade, driven by Google's own client, unmodified.

The client does not look at answers, so every body is held against the schemas of the discovery
document that it ships.
"""

import json
from collections.abc import Iterator
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
from factcheck.publishing.changes import latest_change
from factcheck.tasks.service import get_task
from tests.api.conftest import Desk
from tests.api.serving import served
from tests.tasks.walking import task_in_state

CHECKS = 12
DISCOVERY = json.loads(
    resources.files("googleapiclient.discovery_cache.documents")
    .joinpath("factchecktools.v1alpha1.json")
    .read_text()
)
ANSWERS = {
    "claims:search": "GoogleFactcheckingFactchecktoolsV1alpha1FactCheckedClaimSearchResponse",
    "claims:imageSearch": (
        "GoogleFactcheckingFactchecktoolsV1alpha1FactCheckedClaimImageSearchResponse"
    ),
}


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
            validate(json.loads(content), ANSWERS[path])
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
