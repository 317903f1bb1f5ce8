"""One check as Web Annotation and as PROV-JSON, over the API."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from factcheck.clock import now
from factcheck.context.models import ArchivedPage
from factcheck.verdicts.approval import find_checked
from tests.api.conftest import V1, Desk, Program
from tests.api.test_whole_way import is_problem
from tests.tasks.walking import task_in_state
from tests.web.newsroom import QUOTE

COPY = "https://web.archive.example/bridges"


@pytest.fixture
def program(desk: Desk) -> Program:
    return desk.program("reader", "claims:read")


def checked_id(desk: Desk, task_id: int) -> int:
    with desk.room.database.read() as session:
        checked = find_checked(session, task_id)
        assert checked is not None
        return checked.id or 0


def test_annotations_name_the_words_the_text_and_its_copy(desk: Desk, program: Program) -> None:
    path = f"/checked-claims/{desk.room.publish('quote').id}/annotations"
    first = program.get(path)

    assert first.content_type == ('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"')
    document = desk.app.test_client().get("/openapi.json").json
    assert document is not None
    schema = document["components"]["schemas"]["AnnotationPage"]
    whole = json.loads(first.text)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(whole)
    assert whole["id"].endswith(V1 + path)
    (one,) = whole["items"]
    assert one["target"]["source"] == "https://news.example/bridges"
    assert one["target"]["selector"][0]["exact"] == QUOTE
    assert "cached" not in one["target"]["state"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert program.get(path, headers=known).status_code == 304

    # A copy that is found later is said from then on.
    with desk.room.database.write() as session:
        session.add(
            ArchivedPage(
                url="https://news.example/bridges",
                state="known",
                copy_url=COPY,
                taken_at=now(),
                updated_at=now(),
            )
        )
    after = program.get(path, headers=known)
    assert after.status_code == 200
    assert json.loads(after.text)["items"][0]["target"]["state"]["cached"] == COPY


def test_provenance_leads_from_the_check_to_the_editor(desk: Desk, program: Program) -> None:
    checked = checked_id(desk, task_in_state(desk.room, "approved")[0])
    answer = program.get(f"/checked-claims/{checked}/provenance")

    assert answer.mimetype == "application/json"
    assert answer.json is not None
    (generated,) = (
        one
        for one in answer.json["wasGeneratedBy"].values()
        if one["prov:entity"] == f"desk:check-{checked}-1"
    )
    editor = desk.room.people["editor"].id
    assert {"prov:activity": generated["prov:activity"], "prov:agent": f"desk:person-{editor}"} in [
        {name: one[name] for name in ("prov:activity", "prov:agent")}
        for one in answer.json["wasAssociatedWith"].values()
    ]
    # Nobody is named.
    assert "Editor" not in answer.text
    known = {"If-None-Match": answer.headers["ETag"]}
    assert program.get(f"/checked-claims/{checked}/provenance", headers=known).status_code == 304


def test_of_a_retracted_check_only_that_is_said(desk: Desk, program: Program) -> None:
    checked = checked_id(desk, task_in_state(desk.room, "retracted")[0])

    body = is_problem(program.get(f"/checked-claims/{checked}/annotations"), 404)
    answer = program.get(f"/checked-claims/{checked}/provenance")

    assert "retracted" in str(body["detail"])
    assert answer.json is not None
    assert set(answer.json) == {"prefix", "agent", "entity", "wasInvalidatedBy"}
    for form in ("annotations", "provenance"):
        is_problem(program.get(f"/checked-claims/999999/{form}"), 404)
