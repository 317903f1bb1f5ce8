"""The API's routes for people, each with a form that tries it."""

from dataclasses import dataclass
from typing import Any

from apiflask import APIFlask
from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from factcheck.request import public_base

blueprint = Blueprint("reference", __name__)


@dataclass(frozen=True)
class Operation:
    """One route of the OpenAPI document, as the page shows it."""

    method: str
    path: str
    summary: str
    parameters: tuple[dict[str, Any], ...]
    takes_body: bool
    answers: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "")


def operations_of(spec: dict[str, Any]) -> dict[str, list[Operation]]:
    """The operations by their tag, in the document's order."""
    found: dict[str, list[Operation]] = {}
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            tag = operation.get("tags", ["other"])[0]
            found.setdefault(tag, []).append(
                Operation(
                    method=method,
                    path=path,
                    summary=operation.get("summary", ""),
                    parameters=tuple(operation.get("parameters", ())),
                    takes_body="requestBody" in operation,
                    answers=tuple(
                        (status, answer["description"])
                        for status, answer in operation["responses"].items()
                    ),
                )
            )
    return found


@blueprint.get("/docs")
def index() -> ResponseReturnValue:
    assert isinstance(current_app, APIFlask)
    spec = current_app.spec
    assert isinstance(spec, dict)
    return render_template(
        "help/reference.html", groups=operations_of(spec), base=public_base(), spec=spec
    )
