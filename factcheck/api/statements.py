"""`/api/v1/tasks/{id}/statement` and `…/evidence/{n}/source`: what the fact-checkers' codes ask."""

from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import ConfigDict, Field
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api import shapes
from factcheck.api.conventions import Answer, answer_once
from factcheck.api.guard import scoped
from factcheck.api.schemas import Body
from factcheck.api.task_json import evidence_json
from factcheck.request import current_actor
from factcheck.verdicts.sourcing import LONGEST as LONGEST_ABOUT_SOURCE
from factcheck.verdicts.sourcing import SOURCE_KINDS, describe_source
from factcheck.verdicts.statements import (
    LONGEST,
    OTHER,
    SELECTION_REASONS,
    statement_of,
    write_statement,
)


class StatementIn(Body):
    """What is said of a check; members that are left out keep what they say.

    `selection_words` are needed with the reason `other`. The last three say why there is no
    evidence, no primary source, or a single source.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {
                    "properties": {
                        "selection_reason": {
                            "enum": ["", *(one for one in SELECTION_REASONS if one != OTHER)]
                        }
                    }
                },
                *shapes.one_of_these(
                    {"selection_words": {"type": "string", "pattern": shapes.WRITTEN}}
                )["anyOf"],
            ]
        }
    )

    selection_reason: Literal["", *SELECTION_REASONS] = ""  # type: ignore[valid-type]
    selection_words: str = Field(default="", max_length=LONGEST)
    public_interest: bool | None = None
    no_evidence: str = Field(default="", max_length=LONGEST)
    secondary_only: str = Field(default="", max_length=LONGEST)
    single_source: str = Field(default="", max_length=LONGEST)


class SourceSaidIn(Body):
    """What is said of the source of a piece of evidence; members that are left out stay.

    `withheld` is the reason why nobody outside may know who it is; empty names the source again.
    """

    source_kind: Literal[*SOURCE_KINDS] | None = None  # type: ignore[valid-type]
    interest: str | None = Field(default=None, max_length=LONGEST_ABOUT_SOURCE)
    withheld: str | None = Field(default=None, max_length=LONGEST_ABOUT_SOURCE)


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/tasks/<int:task_id>/statement")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(StatementIn)
    @blueprint.doc(summary="Say why a claim was taken up, and of its evidence", security="token")
    def post_statement(task_id: int, json_data: StatementIn) -> Response:
        said: dict[str, Any] = json_data.model_dump(exclude_unset=True)

        def work(session: Session) -> Answer:
            write_statement(session, actor=current_actor(), task_id=task_id, said=said)
            return Answer(statement_of(session, task_id))

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/evidence/<int:evidence_id>/source")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SourceSaidIn)
    @blueprint.doc(
        summary="Say how near a source is, what it gains, or withhold who it is", security="token"
    )
    def post_source_said(task_id: int, evidence_id: int, json_data: SourceSaidIn) -> Response:
        def work(session: Session) -> Answer:
            item = describe_source(
                session,
                actor=current_actor(),
                task_id=task_id,
                evidence_id=evidence_id,
                source_kind=json_data.source_kind,
                interest=json_data.interest,
                withheld=json_data.withheld,
            )
            return Answer(evidence_json(item))

        return answer_once(work)
