"""The OpenAPI document: valid, and complete."""

from openapi_spec_validator import OpenAPIV31SpecValidator

from factcheck.tasks.lifecycle import PERSONS_VERBS
from tests.api.conftest import Desk


def test_the_document_is_valid_openapi(desk: Desk) -> None:
    document = desk.app.test_client().get("/openapi.json").json

    assert document is not None
    OpenAPIV31SpecValidator(document).validate()


def constants(part: object) -> list[object]:
    if isinstance(part, list):
        return [one for inner in part for one in constants(inner)]
    if not isinstance(part, dict):
        return []
    here = [part["const"]] if "const" in part and "properties" not in part else []
    return here + [one for inner in part.values() for one in constants(inner)]


def test_constants_are_plain_values(desk: Desk) -> None:
    """Or openapi-python-client 0.29.1, which reads the whole without a warning, reads nothing."""
    document = desk.app.test_client().get("/openapi.json").json

    assert constants(document)
    assert all(isinstance(one, str | int | bool) for one in constants(document))


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
