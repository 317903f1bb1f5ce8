"""Requests made up from the OpenAPI document: never a fault, only answers that it describes."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.api.conftest import Desk, Program
from tests.tasks.walking import task_in_state

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
# `make fuzz` asks for a thousand a route, on both databases.
ASKED = os.environ.get("FACTCHECK_FUZZ_EXAMPLES", "")
EXAMPLES = int(ASKED or 15)


def probe(program: Program, operation: object) -> Counter[int]:
    """Send made-up requests of one operation; gives back how often each status came."""
    checks = schemathesis.specs.openapi.checks
    statuses: Counter[int] = Counter()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())  # type: ignore[attr-defined]
    def send(case: object) -> None:
        answer = case.call_and_validate(  # type: ignore[attr-defined]
            headers={"Authorization": f"Bearer {program.token}"},
            checks=[
                schemathesis.checks.not_a_server_error,
                checks.status_code_conformance,
                checks.content_type_conformance,
            ],
        )
        statuses[answer.status_code] += 1

    send()
    return statuses


@pytest.mark.slow
@pytest.mark.timeout(0 if ASKED else 300)
def test_made_up_requests_get_the_answers_that_are_described(desk: Desk) -> None:
    if not ASKED and not desk.room.database.is_sqlite:
        pytest.skip("what is described does not depend on the database")
    task_in_state(desk.room, "approved")
    program = desk.program("admin")
    schema = schemathesis.openapi.from_wsgi("/openapi.json", desk.app)
    statuses: Counter[int] = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.startswith("/api/v1/"):
            statuses += probe(program, operation)

    assert statuses[200] > 0
    assert statuses[404] > 0
