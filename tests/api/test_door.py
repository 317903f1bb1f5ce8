"""The API's door: every route, without a token, with each scope missing, with a dead token."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from werkzeug.routing import Rule

from factcheck.accounts.policy import SCOPES
from factcheck.accounts.service import add_token, change_user, revoke_token
from factcheck.audit.log import SYSTEM
from factcheck.claims.service import get_claim
from factcheck.tasks.service import get_task
from tests.api.conftest import V1, Desk, Program
from tests.api.test_whole_way import is_problem, pointers
from tests.tasks.walking import task_in_state

# Each route with the scopes that it needs, transcribed from the documentation of the API.
SCOPES_NEEDED: dict[tuple[str, str], set[str]] = {
    ("GET", "/me"): {"claims:read"},
    ("GET", "/scales"): {"claims:read"},
    ("GET", "/checked-claims"): {"claims:read"},
    ("GET", "/checked-claims/<int:checked_id>"): {"claims:read"},
    ("GET", "/checked-claims/<int:checked_id>.jsonld"): {"claims:read"},
    ("GET", "/checked-claims/<int:checked_id>/provenance"): {"claims:read"},
    ("GET", "/checked-claims/<int:checked_id>/annotations"): {"claims:read"},
    ("GET", "/changes"): {"claims:read"},
    ("GET", "/articles"): {"tasks:read"},
    ("GET", "/articles/<int:article_id>"): {"tasks:read"},
    ("POST", "/articles"): {"tasks:write"},
    ("POST", "/articles/<int:article_id>/quotes"): {"tasks:write"},
    ("POST", "/articles/<int:article_id>/claims"): {"tasks:write"},
    ("POST", "/claims/<int:claim_id>/undo"): {"tasks:write"},
    ("GET", "/feeds"): {"tasks:read"},
    ("GET", "/feeds/<int:feed_id>"): {"tasks:read"},
    ("GET", "/feeds/<int:feed_id>/items"): {"tasks:read"},
    ("POST", "/feeds"): {"tasks:write"},
    ("POST", "/feeds/preview"): {"tasks:write"},
    ("POST", "/feeds/<int:feed_id>/poll"): {"tasks:write"},
    ("POST", "/feeds/<int:feed_id>/pause"): {"tasks:write"},
    ("POST", "/feeds/<int:feed_id>/resume"): {"tasks:write"},
    ("DELETE", "/feeds/<int:feed_id>"): {"tasks:write"},
    ("GET", "/sources"): {"tasks:read"},
    ("GET", "/sources/<int:source_id>"): {"tasks:read"},
    ("POST", "/sources"): {"tasks:write"},
    ("GET", "/checked-claims/<int:checked_id>/bundle"): {"claims:read"},
    ("GET", "/checked-claims.<form>"): {"exports:read"},
    ("GET", "/datasets"): {"exports:read"},
    ("GET", "/datasets/croissant"): {"exports:read"},
    ("GET", "/webhooks"): {"webhooks:manage"},
    ("POST", "/webhooks"): {"webhooks:manage"},
    ("POST", "/webhooks/<int:endpoint_id>/<act>"): {"webhooks:manage"},
    ("GET", "/webhooks/<int:endpoint_id>/deliveries"): {"webhooks:manage"},
    ("POST", "/webhook-deliveries/<int:delivery_id>/replay"): {"webhooks:manage"},
    ("GET", "/speakers"): {"tasks:read"},
    ("GET", "/speakers/<int:speaker_id>"): {"tasks:read"},
    ("GET", "/speakers/<int:speaker_id>/merge"): {"tasks:read"},
    ("POST", "/speakers/<int:speaker_id>/merge"): {"tasks:write"},
    ("POST", "/speakers/<int:speaker_id>/affiliation"): {"tasks:write"},
    ("POST", "/speakers/<int:speaker_id>/split"): {"tasks:write"},
    ("POST", "/speakers/<int:speaker_id>/undo"): {"tasks:write"},
    ("GET", "/jobs"): {"tasks:read"},
    ("GET", "/providers"): {"tasks:read"},
    ("POST", "/jobs/<int:job_id>/retry"): {"tasks:write"},
    ("GET", "/events"): {"admin"},
    ("GET", "/tasks"): {"tasks:read"},
    ("GET", "/tasks/<int:task_id>"): {"tasks:read"},
    ("GET", "/tasks/<int:task_id>/history"): {"tasks:read"},
    ("POST", "/tasks/<int:task_id>/<verb>"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/extend"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/tags"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/search_again"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/evidence"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/evidence/<int:evidence_id>"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/evidence/<int:evidence_id>/archive"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/evidence/<int:evidence_id>/source"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/statement"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/outreach"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/outreach/<int:outreach_id>"): {"tasks:write"},
    ("PUT", "/tasks/<int:task_id>/draft"): {"tasks:write"},
    ("POST", "/tasks/<int:task_id>/links/<int:link_id>/<decision>"): {"tasks:write"},
    ("POST", "/claims/<int:claim_id>/speaker"): {"tasks:write"},
    ("GET", "/claims/<int:claim_id>/anchor"): {"tasks:read"},
    ("POST", "/claims/<int:claim_id>/anchor"): {"tasks:write"},
    ("GET", "/snapshots/<int:snapshot_id>"): {"tasks:read"},
}
FOR_ADMINS = {("GET", "/events")} | {route for route in SCOPES_NEEDED if "/webhook" in route[1]}
OPEN_TO_READERS = {route for route in SCOPES_NEEDED if route[0] == "GET"} - FOR_ADMINS


def routes(desk: Desk) -> dict[tuple[str, str], Rule]:
    return {
        (method, rule.rule.removeprefix(V1)): rule
        for rule in desk.app.url_map.iter_rules()
        if rule.rule.startswith(V1)
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }


def path_of(rule: Rule) -> str:
    """An address of the route, with things that do not exist."""
    path = rule.rule.removeprefix(V1)
    for name in rule.arguments:
        path = path.replace(f"<int:{name}>", "999999").replace(f"<{name}>", "take")
    return path


def ask(program: Program, route: tuple[str, str], rule: Rule) -> int:
    method = route[0]
    body = None if method == "GET" else {}
    headers = {"If-Match": '"1"'}
    return program.send(method, path_of(rule), json=body, headers=headers).status_code


def test_every_route_is_in_the_table_of_scopes(desk: Desk) -> None:
    assert set(routes(desk)) == set(SCOPES_NEEDED)


def test_without_a_token_there_is_nothing(desk: Desk) -> None:
    client = desk.app.test_client()
    for (method, _), rule in routes(desk).items():
        for headers in ({}, {"Authorization": "Bearer"}, {"Authorization": "Basic YTpi"}):
            answer = client.open(V1 + path_of(rule), method=method, headers=headers)
            is_problem(answer, 401)
            assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "token", ["", "x", "fcq_", "fcq__", "fcq_00000000_x", "fcq_\x00_\x00", "é" * 50, "x" * 5000]
)
def test_a_made_up_token_opens_nothing(desk: Desk, token: str) -> None:
    answer = desk.app.test_client().get(f"{V1}/me", headers={"Authorization": f"Bearer {token}"})

    is_problem(answer, 401)


def test_each_route_needs_its_scope_and_no_other(desk: Desk) -> None:
    """With the scope a route answers by what was sent; without it always 403."""
    wrong = {}
    for scope in SCOPES:
        program = desk.program("admin", scope)
        for route, rule in routes(desk).items():
            status = ask(program, route, rule)
            if (status == 403) == (scope in SCOPES_NEEDED[route]):
                wrong[route, scope] = status
    assert wrong == {}


def test_publishing_verbs_need_a_scope_of_their_own(desk: Desk) -> None:
    writing = desk.program("editor", "tasks:read", "tasks:write")
    for state, verb in (("submitted", "approve"), ("approved", "correct"), ("approved", "retract")):
        task_id, _ = task_in_state(desk.room, state)
        body = is_problem(writing.act(task_id, verb, {"reason": "x"}), 403)
        assert "publish" in str(body["detail"])
        both = desk.program("editor", "tasks:read", "tasks:write", "publish")
        assert both.act(task_id, verb, {"reason": "x"}).status_code == 200


def test_a_reader_reads_and_writes_nothing(desk: Desk) -> None:
    reader = desk.program("reader")
    allowed = {route for route, rule in routes(desk).items() if ask(reader, route, rule) != 403}

    assert allowed == OPEN_TO_READERS


def test_an_admin_without_the_role_does_not_review(desk: Desk) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    admin = desk.program("admin")
    with desk.room.database.write() as session:
        user = desk.room.people["admin"].id or 0
        change_user(session, actor=SYSTEM, user_id=user, roles=["admin"], active=True)
    try:
        is_problem(admin.act(task_id, "take"), 403)
    finally:
        with desk.room.database.write() as session:
            change_user(
                session,
                actor=SYSTEM,
                user_id=user,
                roles=["admin", "editor", "reviewer"],
                active=True,
            )


def test_a_dead_token_opens_nothing(desk: Desk) -> None:
    user = desk.room.people["second"].id or 0
    soon = datetime.now(UTC) + timedelta(hours=1)
    with desk.room.database.write() as session:
        row, revoked = add_token(
            session, actor=SYSTEM, user_id=user, name="a", scopes=["claims:read"]
        )
        _, expiring = add_token(
            session,
            actor=SYSTEM,
            user_id=user,
            name="b",
            scopes=["claims:read"],
            expires_at=soon,
        )
    programs = [Program(desk.app.test_client(), token) for token in (revoked, expiring)]
    assert [program.get("/me").status_code for program in programs] == [200, 200]

    with desk.room.database.write() as session:
        revoke_token(session, actor=SYSTEM, token_id=row.id or 0)

    is_problem(programs[0].get("/me"), 401)
    with time_machine.travel(soon):
        is_problem(programs[1].get("/me"), 401)


def test_a_person_who_left_takes_the_token_along(desk: Desk) -> None:
    program = desk.program("second", "claims:read", "tasks:read")
    user = desk.room.people["second"].id or 0
    with desk.room.database.write() as session:
        change_user(session, actor=SYSTEM, user_id=user, roles=["reviewer"], active=False)
    try:
        is_problem(program.get("/me"), 401)
    finally:
        with desk.room.database.write() as session:
            change_user(session, actor=SYSTEM, user_id=user, roles=["reviewer"], active=True)


@pytest.mark.parametrize("name", ["token", "access_token", "api_key", "q"])
def test_a_token_in_the_address_is_refused_even_beside_the_header(desk: Desk, name: str) -> None:
    program = desk.program("reviewer")

    answer = program.get(f"/me?{name}={program.token}")
    alone = desk.app.test_client().get(f"{V1}/me?{name}={program.token}")

    assert is_problem(answer, 400)["code"] == is_problem(alone, 400)["code"] == "token_in_address"


def test_the_request_is_traced(desk: Desk) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    # Both before, since a new token is an event of its own.
    program, admin = desk.program("reviewer"), desk.program("admin")
    version = program.get(f"/tasks/{task_id}").json["version"]  # type: ignore[index]

    answer = program.post(
        f"/tasks/{task_id}/take",
        headers={"If-Match": f'"{version}"', "X-Request-Id": "trace-me-0001"},
    )

    assert answer.status_code == 200
    events = admin.get("/events?limit=100&after=0").json
    assert events is not None
    while events["items"][-1]["request_id"] != "trace-me-0001":
        after = events["items"][-1]["seq"]
        events = admin.get(f"/events?limit=100&after={after}").json
        assert events is not None
        assert events["items"]


HOSTILE = {
    "nul": "a\x00b",
    "lone surrogate": "a\ud800b",
    "reversed pair": "\udc00\ud800",
    "right to left": "\u202eabc",
    "noncharacter": "\uffff\ufffe",
    "markup": "<script>alert(1)</script>{{7*7}}",
    "quotes": "'\"; DROP TABLE task; --",
    "wildcards": "%_\\*",
    "astral": "👩‍👩‍👧‍👦" * 5,
}
# Every text that a program can send: method, path with the task's, claim's and evidence's id, and
# a body with the text in it.
TEXTS: dict[str, tuple[str, str, dict[str, object]]] = {
    "article text": ("POST", "/articles", {"text": "{}"}),
    "article title": ("POST", "/articles", {"text": "Words.", "title": "{}"}),
    "article outlet": ("POST", "/articles", {"text": "Words.", "outlet": "{}"}),
    "article language": ("POST", "/articles", {"text": "Words.", "language": "{}"}),
    "article url": ("POST", "/articles", {"url": "https://a.example/{}"}),
    "source text": ("POST", "/sources", {"text": "{}"}),
    "source title": ("POST", "/sources", {"text": "{} words", "title": "{}"}),
    "source url": ("POST", "/sources", {"text": "Words.", "url": "https://a.example/{}"}),
    "feed url": ("POST", "/feeds", {"url": "http://127.0.0.1/{}"}),
    "feed day": ("POST", "/feeds", {"url": "http://127.0.0.1/", "since": "{}"}),
    "speaker": ("POST", "/claims/{claim}/speaker", {"name": "{}"}),
    "evidence url": ("POST", "/tasks/{task}/evidence", {"url": "https://a.example/{}"}),
    "evidence title": ("POST", "/tasks/{task}/evidence", {"passage": "a", "title": "{}"}),
    "evidence passage": ("POST", "/tasks/{task}/evidence", {"passage": "{}"}),
    "evidence stance": ("POST", "/tasks/{task}/evidence", {"passage": "a", "stance": "{}"}),
    "draft rating": ("PUT", "/tasks/{task}/draft", {"rating": "{}"}),
    "draft rationale": ("PUT", "/tasks/{task}/draft", {"rationale": "{}"}),
    "dismiss reason": ("POST", "/tasks/{task}/dismiss", {"reason": "{}"}),
    "verb field": ("POST", "/tasks/{task}/request_changes", {"field": "{}", "reason": "a"}),
    "verb until": ("POST", "/tasks/{task}/snooze", {"until": "{}"}),
    "verb rating": ("POST", "/tasks/{task}/submit", {"rating": "{}", "rationale": "a"}),
    "verb rationale": ("POST", "/tasks/{task}/submit", {"rating": "verbatim", "rationale": "{}"}),
    "unknown member": ("POST", "/tasks/{task}/take", {"{}": "a"}),
}


def filled(body: dict[str, object], text: str) -> dict[str, object]:
    return {
        name.replace("{}", text): value.replace("{}", text) if isinstance(value, str) else value
        for name, value in body.items()
    }


@pytest.mark.parametrize("place", TEXTS)
def test_hostile_text_is_kept_as_it_is_or_refused(desk: Desk, place: str) -> None:
    method, path, body = TEXTS[place]
    program = desk.program("reviewer")
    task_id, _ = task_in_state(desk.room, "ready")
    with desk.room.database.read() as session:
        claim = get_claim(session, get_task(session, task_id).claim_id)
    for text in HOSTILE.values():
        address = path.replace("{task}", str(task_id)).replace("{claim}", str(claim.id))
        version = program.get(f"/tasks/{task_id}").json["version"]  # type: ignore[index]
        answer = program.send(
            method, address, json=filled(body, text), headers={"If-Match": f'"{version}"'}
        )
        assert answer.status_code in (200, 201, 202, 409, 422), (text, answer.text)
        if answer.status_code == 422:
            assert pointers(is_problem(answer, 422))
        elif answer.status_code < 300 and place in ("evidence passage", "dismiss reason"):
            key = place.split()[1]
            assert answer.json is not None
            assert answer.json[key] == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_questions_are_answered_or_refused(desk: Desk, text: str) -> None:
    program = desk.program("admin")
    words = text.encode("utf-8", "surrogatepass")
    for path, name in (
        ("/tasks", "state"),
        ("/tasks", "cursor"),
        ("/checked-claims", "speaker"),
        ("/checked-claims", "rating"),
        ("/articles", "cursor"),
        ("/events", "after"),
    ):
        answer = program.get(path, query_string={name: words})
        assert answer.status_code in (200, 422), answer.text
