"""The data sets over the API: streamed, compressed, refused in time, conditional like the lists."""

import gzip
import json
from collections.abc import Iterator

import pytest

from factcheck.api.datasets import BY_SUFFIX
from factcheck.publishing.exports.streams import FOR_PROGRAMS
from tests.api.conftest import V1, Desk, Program
from tests.api.test_whole_way import is_problem
from tests.publishing.exports.checks import publish_one_of_each


@pytest.fixture(scope="module")
def program(desk: Desk) -> Program:
    publish_one_of_each(desk.room)
    return desk.program("reader", "claims:read", "exports:read")


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
    """A page of the list is for `claims:read`; all of it at once has a scope of its own."""
    reader = desk.program("reader", "claims:read")
    everything = {"Accept": "application/x-ndjson"}

    assert reader.get("/checked-claims").status_code == 200
    for answer in (
        reader.get("/checked-claims.csv"),
        reader.get("/checked-claims", headers=everything),
        reader.get("/datasets"),
    ):
        assert "exports:read" in str(is_problem(answer, 403)["detail"])


def test_words_narrow_lists_and_data_sets_alike(program: Program) -> None:
    def ids(words: str) -> tuple[list[int], list[int]]:
        listed = program.get("/checked-claims", query_string={"q": words}).json["items"]  # type: ignore[index]
        bulk = program.get("/checked-claims.ndjson", query_string={"q": words})
        return (
            sorted(one["id"] for one in listed),
            [json.loads(line)["id"] for line in bulk.text.splitlines()],
        )

    whole = sorted(one["id"] for one in program.get("/checked-claims").json["items"])  # type: ignore[index]
    listed, bulk = ids("Statistics OFFICE")
    assert listed == bulk
    assert len(bulk) == 1
    # In any form of the words; all of them must be there. A check that was taken back has none.
    assert ids("builds 42 bridge")[0] == ids("42 building bridges")[1] != bulk
    assert ids("bridges")[0] == ids("bridges")[1] != whole
    assert ids("bridges statistics xylophone") == ([], [])
    assert ids("xylophone") == ids("?!") == ids('" OR 1=1 --') == ([], [])
    assert ids("  ") == (whole, whole)
    only = program.get("/checked-claims.csv", query_string={"q": "stone", "kind": "claim"})
    assert len(only.text.splitlines()) == 1


def test_only_so_many_are_read_at_once_and_a_dropped_one_makes_room(program: Program) -> None:
    open_answers = [program.get("/checked-claims.ndjson") for _ in range(FOR_PROGRAMS.at_once)]

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
    for _ in range(FOR_PROGRAMS.at_once):
        FOR_PROGRAMS.take()
    for _ in range(FOR_PROGRAMS.at_once):
        FOR_PROGRAMS.give_back()
