"""The data sets over the API: streamed, compressed, refused in time, conditional like the lists."""

import gzip
import json
from collections.abc import Iterator

import pytest

from factcheck.api.datasets import BY_SUFFIX
from factcheck.publishing.exports import places
from tests.api.conftest import V1, Desk, Program
from tests.api.test_whole_way import is_problem
from tests.publishing.exports.checks import publish_one_of_each


@pytest.fixture(scope="module")
def program(desk: Desk) -> Program:
    publish_one_of_each(desk.room)
    return desk.program("reader", "claims:read")


def test_every_form_has_an_address_in_the_list(program: Program) -> None:
    items = program.get("/datasets").json["items"]  # type: ignore[index]

    assert [one["url"].rpartition("checked-claims.")[2] for one in items] == list(BY_SUFFIX)
    for one in items:
        answer = program.get(one["url"].partition(V1)[2])
        assert (answer.status_code, answer.mimetype) == (200, one["media_type"]), one
        assert one["url"].rpartition("/")[2] in answer.headers["Content-Disposition"]


def test_ndjson_is_what_the_pages_of_the_list_hold(program: Program) -> None:
    pages = program.get("/checked-claims?limit=100").json["items"]  # type: ignore[index]
    by_suffix = program.get("/checked-claims.ndjson")
    accepted = program.get("/checked-claims", headers={"Accept": "application/x-ndjson"})

    assert by_suffix.data == accepted.data
    assert accepted.mimetype == "application/x-ndjson"
    bulk = [json.loads(line) for line in accepted.text.splitlines()]
    assert sorted(bulk, key=lambda one: one["id"]) == sorted(pages, key=lambda one: one["id"])
    assert len(bulk) == 4


def test_filters_hold_in_bulk(program: Program) -> None:
    listed = program.get("/checked-claims?kind=quote&since=2020-01-01").json["items"]  # type: ignore[index]
    bulk = program.get("/checked-claims.ndjson?kind=quote&since=2020-01-01").text.splitlines()

    assert len(listed) == len(bulk) == 3
    assert is_problem(program.get("/checked-claims.ndjson?kind=rumour"), 422)


def test_gzip_for_whoever_takes_it(program: Program) -> None:
    plain = program.get("/checked-claims.csv")
    packed = program.get("/checked-claims.csv", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    # Two representations, so two tags.
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_what_is_known_is_not_sent_again(program: Program) -> None:
    tag = program.get("/checked-claims.duke.csv").headers["ETag"]

    again = program.get("/checked-claims.duke.csv", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_form_is_not_found(program: Program) -> None:
    assert is_problem(program.get("/checked-claims.xlsx"), 404)


def test_a_token_without_the_scope_reads_no_data_set(desk: Desk) -> None:
    assert is_problem(desk.program("reader", "tasks:read").get("/checked-claims.csv"), 403)


def test_only_so_many_are_read_at_once_and_a_dropped_one_makes_room(program: Program) -> None:
    open_answers = [program.get("/checked-claims.ndjson") for _ in range(places.AT_ONCE)]

    assert is_problem(program.get("/checked-claims.ndjson"), 503)
    # Other readers go on; a client that has it already needs no place.
    assert program.get("/checked-claims").status_code == 200

    open_answers.pop().close()
    assert program.get("/checked-claims.ndjson").status_code == 200
    for answer in open_answers:
        answer.close()


@pytest.fixture(autouse=True)
def places_are_given_back() -> Iterator[None]:
    yield
    taken = [places._places.acquire(blocking=False) for _ in range(places.AT_ONCE)]
    assert all(taken)
    for _ in taken:
        places._places.release()
