"""The OpenAPI document: valid, and complete."""

from openapi_spec_validator import OpenAPIV31SpecValidator

from factcheck.tasks.lifecycle import PERSONS_VERBS
from tests.api.conftest import Desk


def test_the_document_is_valid_openapi(desk: Desk) -> None:
    document = desk.app.test_client().get("/openapi.json").json

    assert document is not None
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_described_with_its_refusals(desk: Desk) -> None:
    document = desk.app.test_client().get("/openapi.json").json
    assert document is not None
    routes = {
        (rule.rule.replace("<int:", "{").replace("<", "{").replace(">", "}"), method.lower())
        for rule in desk.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }

    described = {
        (path, method): operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if path.startswith("/api/v1/")
    }

    # Each verb needs other things, so each is described by itself.
    every = {("/api/v1/tasks/{task_id}/{verb}", "post")}
    spread = {(f"/api/v1/tasks/{{task_id}}/{verb}", "post") for verb in (*PERSONS_VERBS, "undo")}
    assert set(described) == routes - every | spread
    for (path, _), operation in described.items():
        assert operation["security"] == [{"token": []}], path
        assert {"400", "401", "403", "422", "503"} <= set(operation["responses"]), path
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"]


def test_every_verb_of_a_person_is_described(desk: Desk) -> None:
    document = desk.app.test_client().get("/openapi.json").json
    assert document is not None
    for verb in (*PERSONS_VERBS, "undo"):
        operation = document["paths"][f"/api/v1/tasks/{{task_id}}/{verb}"]["post"]
        assert {"409", "412", "428"} <= set(operation["responses"])
        body = document["components"]["schemas"][
            operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition(
                "/"
            )[2]
        ]
        assert ("reason" in body.get("required", ())) == (
            verb in ("dismiss", "recuse", "correct", "retract")
        )
