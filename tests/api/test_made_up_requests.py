"""Requests made up from the OpenAPI document, with every check of schemathesis on.

So there is never a fault, every answer is one that the document describes, and nothing is refused
that the document allows. What only a desk can know is taken from it: cursors and positions that
were given out, and, half of the time, numbers of things that are there and a task's version. A key
for a repeated request is used once, and a file is one that can be read.

What no document can say, the refusal says: that a site does not answer, that words are not in the
text, that a rating is of another scale. It has a code of its own, and is the one refusal of a
request that was well formed.
"""

import os
import uuid
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factcheck.api.shapes import CURSOR, KEY, POSITION
from factcheck.errors import DoesNotFit
from tests.api.conftest import Desk, Program
from tests.tasks.walking import task_in_state

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
# `make fuzz` asks for a thousand a route, on both databases.
ASKED = os.environ.get("FACTCHECK_FUZZ_EXAMPLES", "")
EXAMPLES = int(ASKED or 15)
# Part `i/n` of the routes, so that a long run can be done in pieces.
PART, _, PARTS = os.environ.get("FACTCHECK_FUZZ_PART", "0/1").partition("/")
ACCEPTANCE = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance
TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(str.encode)


def given_out(program: Program, path: str) -> str:
    """A cursor of a list with more than one page; of any other list the beginning."""
    address = path.removeprefix("/api/v1").replace("{feed_id}", "1").replace("{endpoint_id}", "1")
    answer = program.get(address, query_string={"limit": 1})
    return (answer.json or {}).get("next") or "" if answer.status_code == 200 else ""


def teach(program: Program) -> None:
    """What a format means that no pattern tells."""
    changes: Any = program.get("/changes").json
    positions = ["0", *(one["cursor"] for one in changes["items"])]
    schemathesis.openapi.format(CURSOR, st.just(""))
    schemathesis.openapi.format(POSITION, st.sampled_from(positions))
    schemathesis.openapi.format(KEY, st.builds(lambda: str(uuid.uuid4())))
    schemathesis.openapi.media_type("text/plain", TEXT)


def refused_what_is_described(context: Any, answer: Any, case: Any) -> None:
    """The library's own check, but for refusals that say that the desk stands against it."""
    if answer.status_code == 412:
        assert case.headers["If-Match"] != answer.headers["etag"][0]
        return
    if answer.status_code == 422 and answer.json()["code"] == DoesNotFit.code:
        return
    ACCEPTANCE(context, answer, case)


def version_of(program: Program, numbers: dict[str, Any]) -> str:
    """The ETag of the task that a request is about; empty when there is none."""
    answer = program.get(f"/tasks/{numbers['task_id']}")
    return answer.headers["ETag"] if answer.status_code == 200 else ""


def probe(program: Program, operation: Any) -> Counter[int]:
    """Send made-up requests of one operation; gives back how often each status came."""
    statuses: Counter[int] = Counter()
    cursor = given_out(program, operation.path)

    @settings(
        max_examples=EXAMPLES,
        # The same ones each time, so that a run of the suite says something of the commit; a long
        # run looks for new ones.
        derandomize=not ASKED,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), near=st.booleans(), more=st.booleans())
    def send(case: Any, near: bool, more: bool) -> None:
        if near:
            numbers = case.path_parameters or {}
            numbers |= {name: one % 20 for name, one in numbers.items() if isinstance(one, int)}
            known = version_of(program, numbers) if "If-Match" in (case.headers or {}) else ""
            if known and more:
                case.headers["If-Match"] = known
        if more and cursor and "cursor" in (case.query or {}):
            case.query["cursor"] = cursor
        answer = case.call_and_validate(
            headers={"Authorization": f"Bearer {program.token}"},
            excluded_checks=[ACCEPTANCE],
            additional_checks=[refused_what_is_described],
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
    teach(program)
    schema = schemathesis.openapi.from_wsgi("/openapi.json", desk.app)
    statuses: Counter[int] = Counter()
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations[int(PART) :: int(PARTS)]:
        found = probe(program, operation)
        print(operation.method.upper(), operation.path, dict(found), flush=True)
        statuses += found

    assert statuses[200] > 0
    assert statuses[404] > 0
