"""The whole way over the API: an article in, a checked claim out."""

import io
from threading import Barrier, Thread

import pytest
from werkzeug.test import TestResponse

from factcheck.queueing.outbox import add_job, fail_job, lease_job
from factcheck.tasks.lifecycle import STATES
from tests.api.conftest import V1, Desk, Program
from tests.tasks.test_lifecycle import ALL_VERBS, ALLOWED
from tests.tasks.walking import snapshot, task_in_state

BODIES: dict[str, dict[str, object]] = {
    "dismiss": {"reason": "opinion"},
    "snooze": {"until": "2027-01-01T00:00:00Z"},
    "submit": {"rating": "verbatim", "rationale": "Word for word."},
    "recuse": {"reason": "My sister works there."},
    "request_changes": {"field": "wording", "reason": "Too long."},
    "correct": {"reason": "A typing error."},
    "retract": {"reason": "The source was forged."},
}


def is_problem(answer: TestResponse, status: int) -> dict[str, object]:
    """The body of an RFC 9457 answer of this status."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    body = answer.json
    assert body is not None
    assert body["status"] == status
    assert body["detail"].endswith((".", "…"))
    return body


def pointers(body: dict[str, object]) -> list[str]:
    errors = body["errors"]
    assert isinstance(errors, list)
    return [error["pointer"] for error in errors]


@pytest.fixture
def reviewer(desk: Desk) -> Program:
    return desk.program("reviewer")


@pytest.fixture
def editor(desk: Desk) -> Program:
    return desk.program("editor")


def test_an_article_is_taken_once(reviewer: Program) -> None:
    sent = {"text": "“We will pay,” said Ada Stone on Monday.", "title": "Stone", "outlet": "Post"}

    first = reviewer.post("/articles", sent)
    again = reviewer.post("/articles", sent)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json is not None
    assert again.json is not None
    assert (first.json["new"], again.json["new"]) == (True, False)
    assert first.json["id"] == again.json["id"]
    shown = reviewer.client.get(
        first.location, headers={"Authorization": f"Bearer {reviewer.token}"}
    )
    assert shown.json is not None
    assert shown.json["text"] == sent["text"]
    assert shown.json["state"] == "extracting"


def test_an_address_is_taken_for_a_worker_to_fetch(reviewer: Program) -> None:
    first = reviewer.post("/articles", {"url": "https://news.example/one"})
    again = reviewer.post("/articles", {"url": "https://news.example/one"})

    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json is not None
    assert (first.json["state"], first.json["version"]) == ("fetching", None)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": " \n\t "}, "/text"),
        ({"text": "?!…"}, "/text"),
        ({"text": "x" * 10_000_000}, "/text"),
        ({"text": "abc\x00def"}, "/text"),
        ({"text": "\x01\x02\x03\x04"}, "/text"),
        ({"text": 7}, "/text"),
        ({"url": "ftp://news.example/"}, "/url"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"url": "http://[::1"}, "/url"),
        ({"url": "https://news.example/" + "x" * 2048}, "/url"),
        ({"text": "Words.", "published": "yesterday"}, "/published"),
        ({"text": "Words.", "titel": "misspelt"}, "/titel"),
    ],
)
def test_an_article_that_cannot_be_used_is_refused_at_the_field(
    reviewer: Program, sent: dict[str, object], pointer: str
) -> None:
    body = is_problem(reviewer.post("/articles", sent), 422)

    assert pointer in pointers(body)


def test_a_body_that_is_no_json_is_refused(reviewer: Program) -> None:
    for data in (b"{", b"\xff\xfe\x00", b'{"text": NaN', b"[" * 100_000):
        answer = reviewer.send("POST", "/articles", data=data, content_type="application/json")
        is_problem(answer, 400)
    for data in (b"[]", b"7", b'"text"', b"null"):
        answer = reviewer.send("POST", "/articles", data=data, content_type="application/json")
        is_problem(answer, 422)


def test_a_body_that_is_too_large_is_refused(desk: Desk, reviewer: Program) -> None:
    limit = desk.app.config["MAX_CONTENT_LENGTH"]

    answer = reviewer.send(
        "POST",
        "/articles",
        data=b'{"text": "' + b"x" * limit + b'"}',
        content_type="application/json",
    )

    is_problem(answer, 413)


def test_articles_are_listed_page_by_page(reviewer: Program) -> None:
    for number in range(3):
        reviewer.post("/articles", {"text": f"Article number {number} of the list."})

    first = reviewer.get("/articles?limit=2")
    assert first.json is not None
    assert 'rel="next"' in first.headers["Link"]
    second = reviewer.get(f"/articles?limit=2&cursor={first.json['next']}")
    assert second.json is not None
    ids = [item["id"] for page in (first, second) for item in page.json["items"]]  # type: ignore[index]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 4


def test_tasks_are_filtered_and_listed_page_by_page(desk: Desk, reviewer: Program) -> None:
    whole = reviewer.get("/tasks?limit=100").json
    assert whole is not None
    seen: list[int] = []
    path = "/tasks?limit=2"
    while path:
        answer = reviewer.get(path)
        assert answer.json is not None
        seen += [item["id"] for item in answer.json["items"]]
        link = answer.headers.get("Link", "")
        path = link[1 : link.index(">")].split(V1)[1] if link else ""
    assert seen == [item["id"] for item in whole["items"]]
    priorities = [item["priority"] for item in whole["items"]]
    assert priorities == sorted(priorities, reverse=True)

    quotes = reviewer.get("/tasks?kind=quote&question=said&state=ready,queued").json
    assert quotes is not None
    assert {item["claim"]["kind"] for item in quotes["items"]} == {"quote"}
    article = desk.room.article
    assert article is not None
    of_article = reviewer.get(f"/tasks?article={article.id}").json
    assert of_article is not None
    assert {item["id"] for item in of_article["items"]} == set(desk.room.tasks.values())


@pytest.mark.parametrize(
    "query",
    [
        "state=open",
        "question=maybe",
        "kind=fact",
        "limit=0",
        "limit=101",
        "limit=x",
        "article=x",
        f"article={10**30}",
        "speaker=-1",
        "cursor=x",
        "cursor=W10",
        "cursor=%00",
        "cursor=WzFlNDAwLDFd",
        "cursor=" + "W1tbW1tb" * 1000,
        "state=%00",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(reviewer: Program, query: str) -> None:
    is_problem(reviewer.get(f"/tasks?{query}"), 422)


@pytest.mark.parametrize("cursor", ["WyJub3ciLDFd", "WyIyMDI2LTAxLTAxIiwxXQ", "WzEsMV0", "%C3%A9"])
def test_a_made_up_cursor_of_checked_claims_is_refused(reviewer: Program, cursor: str) -> None:
    is_problem(reviewer.get(f"/checked-claims?cursor={cursor}"), 422)


@pytest.mark.parametrize(
    "path",
    [
        f"/{noun}/{number}"
        for noun in ("articles", "tasks", "sources", "checked-claims")
        for number in (0, 999_999, 2**31 - 1, 2**31, 10**30)
    ]
    + ["/nothing", "/checked-claims/9.jsonld", "/tasks/x", "/tasks/999999/history"],
)
def test_what_does_not_exist_is_not_found(reviewer: Program, path: str) -> None:
    is_problem(reviewer.get(path), 404)


def test_unknown_things_cannot_be_acted_on(reviewer: Program) -> None:
    with_version = {"If-Match": '"1"'}
    for path in ("/tasks/999999/take", f"/tasks/{10**30}/take", "/tasks/1/explode"):
        is_problem(reviewer.post(path, headers=with_version), 404)
    for path in ("/jobs/999999/retry", "/tasks/999999/search_again", "/tasks/999999/extend"):
        is_problem(reviewer.post(path), 404)
    is_problem(reviewer.post("/claims/999999/speaker", {"name": "A"}), 404)
    is_problem(reviewer.post("/tasks/999999/evidence", {"passage": "A"}), 404)
    is_problem(reviewer.send("PUT", "/tasks/999999/draft", json={}), 404)


def test_another_method_is_refused_with_those_there_are(reviewer: Program) -> None:
    answer = reviewer.send("DELETE", "/tasks")

    is_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_from_the_task_to_the_checked_claim(desk: Desk, reviewer: Program, editor: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    shown = reviewer.get(f"/tasks/{task_id}")
    assert shown.json is not None
    assert shown.headers["ETag"] == f'"{shown.json["version"]}"'
    assert {"take", "dismiss", "snooze"} <= set(shown.json["verbs"])

    taken = reviewer.act(task_id, "take")
    assert taken.json is not None
    assert taken.json["holder"]["name"] == "Reviewer"
    added = reviewer.post(
        f"/tasks/{task_id}/evidence", {"url": "https://port.example", "stance": "supports"}
    )
    assert added.status_code == 201
    assert added.json is not None
    judged = reviewer.post(f"/tasks/{task_id}/evidence/{added.json['id']}", {"decisive": True})
    assert judged.json is not None
    assert (judged.json["stance"], judged.json["decisive"]) == ("supports", True)
    saved = reviewer.send("PUT", f"/tasks/{task_id}/draft", json={"rationale": "So far."})
    assert saved.status_code == 200
    assert reviewer.post(f"/tasks/{task_id}/extend").status_code == 200
    assert reviewer.post(f"/tasks/{task_id}/search_again").status_code == 202
    sent = {
        "rating": "altered",
        "rationale": "One word differs.",
        "evidence": [{"id": added.json["id"]}, {"passage": "Not 42.", "stance": "undermines"}],
    }
    submitted = reviewer.act(task_id, "submit", sent)
    assert submitted.json is not None
    assert submitted.json["state"] == "submitted"
    assert len(submitted.json["verdicts"][0]["evidence"]) == 2
    assert submitted.json["checked_claim"] is None

    is_problem(reviewer.act(task_id, "approve"), 409)
    approved = editor.act(task_id, "approve")
    assert approved.json is not None
    checked_id = approved.json["checked_claim"]["id"]

    program = desk.program("reader", "claims:read")
    detail = program.get(f"/checked-claims/{checked_id}")
    assert detail.json is not None
    assert detail.json["verdict"]["rating"] == "altered"
    unchanged = program.get(
        f"/checked-claims/{checked_id}", headers={"If-None-Match": detail.headers["ETag"]}
    )
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    by_suffix = program.get(f"/checked-claims/{checked_id}.jsonld")
    by_header = program.get(
        f"/checked-claims/{checked_id}", headers={"Accept": "application/ld+json"}
    )
    assert by_suffix.mimetype == by_header.mimetype == "application/ld+json"
    assert by_suffix.json == by_header.json
    assert by_suffix.json is not None
    assert by_suffix.json["@type"] == "ClaimReview"
    assert by_header.headers["ETag"] != detail.headers["ETag"]
    listed = program.get("/checked-claims?rating=altered&speaker=Ada+Stone&question=said").json
    assert listed is not None
    assert checked_id in [item["id"] for item in listed["items"]]
    history = reviewer.get(f"/tasks/{task_id}/history").json
    assert history is not None
    actions = [item["action"] for item in history["items"]]
    assert actions[0] == "task.opened"
    assert actions[-1] == "task.approve"

    is_problem(reviewer.act(task_id, "retract", {"reason": "Forged."}), 409)
    assert editor.act(task_id, "retract", {"reason": "Forged."}).status_code == 200
    assert reviewer.act(task_id, "retract").status_code == 200
    tombstone = program.get(f"/checked-claims/{checked_id}").json
    assert tombstone is not None
    assert (tombstone["state"], tombstone["notice"]) == ("retracted", "Forged.")
    is_problem(program.get(f"/checked-claims/{checked_id}.jsonld"), 404)


def test_checked_claims_are_listed_page_by_page(desk: Desk) -> None:
    for _ in range(3):
        task_in_state(desk.room, "approved")
    program = desk.program("reader", "claims:read")
    seen: list[int] = []
    cursor = ""
    while True:
        body = program.get(f"/checked-claims?limit=2&cursor={cursor}").json
        assert body is not None
        seen += [item["id"] for item in body["items"]]
        cursor = body["next"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) >= 3


@pytest.mark.parametrize("state", STATES)
def test_every_verb_is_refused_to_who_may_not(desk: Desk, state: str) -> None:
    task_id, other = task_in_state(desk.room, state)
    roles = {"author": "reviewer", "colleague": "second"}
    for person in (*roles.values(), "admin", "reader"):
        desk.program(person)
    before = snapshot(desk.room, task_id)
    version = before[0]["version"]
    wrong = {}
    for verb in ALL_VERBS:
        if verb in ("context_gathered", "lease_expired", "recheck_due"):
            answer = desk.program("admin").act(task_id, verb, version=version)
            assert answer.status_code == 404
            continue
        body = {"of": other} if verb == "mark_duplicate" else BODIES.get(verb)
        allowed = ALLOWED.get((state, verb), ("", set()))[1]
        for role, person in roles.items():
            if role in allowed:
                continue
            answer = desk.program(person).act(task_id, verb, body, version=version)
            if answer.status_code != 409:
                wrong[verb, role] = answer.status_code
        reader = desk.program("reader").act(task_id, verb, body, version=version)
        if reader.status_code != 403:
            wrong[verb, "reader"] = reader.status_code
    assert wrong == {}
    assert snapshot(desk.room, task_id) == before


@pytest.mark.parametrize(
    ("state", "verb", "role"),
    [
        (state, verb, next(iter(sorted(who - {"system"}))))
        for (state, verb), (_, who) in ALLOWED.items()
        if who - {"system"}
    ],
)
def test_every_allowed_verb_leads_on(desk: Desk, state: str, verb: str, role: str) -> None:
    task_id, other = task_in_state(desk.room, state)
    person = {"author": "reviewer", "colleague": "second"}.get(role, role)
    body = {"of": other} if verb == "mark_duplicate" else BODIES.get(verb)

    answer = desk.program(person).act(task_id, verb, body)

    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    assert answer.json["state"] == ALLOWED[state, verb][0]


@pytest.mark.parametrize(
    ("verb", "state", "body", "pointer"),
    [
        ("dismiss", "ready", {}, "/reason"),
        ("mark_duplicate", "ready", {}, "/of"),
        ("mark_duplicate", "ready", {"of": 0}, "/of"),
        ("mark_duplicate", "ready", {"of": 10**30}, "/of"),
        ("snooze", "ready", {}, "/until"),
        ("snooze", "ready", {"until": "2001-01-01T00:00:00Z"}, "/until"),
        ("snooze", "ready", {"until": "9999-12-31T23:59:59-12:00"}, "/until"),
        ("submit", "in_review", {"rationale": "x"}, "/rating"),
        ("submit", "in_review", {"rating": "verbatim"}, "/rationale"),
        ("submit", "in_review", {"rating": "verbatim", "rationale": "x", "evidence": [{}]}, "/url"),
        (
            "submit",
            "in_review",
            {"rating": "verbatim", "rationale": "x", "evidence": [{"stance": "maybe"}]},
            "/evidence/0/stance",
        ),
        (
            "submit",
            "in_review",
            {"rating": "verbatim", "rationale": "x", "evidence": [{"id": 10**30}]},
            "/evidence/0/id",
        ),
        (
            "submit",
            "in_review",
            {"rating": "verbatim", "rationale": "x", "recheck_on": "0001-01-01"},
            "/recheck_on",
        ),
        ("request_changes", "submitted", {"field": "mood", "reason": "x"}, "/field"),
        ("request_changes", "submitted", {"field": "wording"}, "/reason"),
        ("approve", "submitted", {"verdict": 999_999}, "/verdict"),
        ("retract", "approved", {}, "/reason"),
        ("correct", "approved", {}, "/reason"),
        ("take", "ready", {"surprise": 1}, "/surprise"),
    ],
)
def test_a_verb_without_what_it_needs_is_refused_at_the_field(
    desk: Desk, verb: str, state: str, body: dict[str, object], pointer: str
) -> None:
    program = desk.program("editor" if state in ("submitted", "approved") else "reviewer")
    task_id, _ = task_in_state(desk.room, state)
    before = snapshot(desk.room, task_id)

    assert pointer in pointers(is_problem(program.act(task_id, verb, body), 422))
    assert snapshot(desk.room, task_id) == before


def test_a_change_names_the_version_that_it_is_meant_for(desk: Desk, reviewer: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    before = snapshot(desk.room, task_id)
    version = before[0]["version"]

    is_problem(reviewer.post(f"/tasks/{task_id}/take"), 428)
    stale = reviewer.act(task_id, "take", version=version - 1)
    is_problem(stale, 412)
    assert stale.headers["ETag"] == f'"{version}"'
    for odd in ("*", '"x"', '"-1"', '"99999999999999999999"', '""'):
        answer = reviewer.post(f"/tasks/{task_id}/take", headers={"If-Match": odd})
        assert answer.status_code in (422, 428)
    assert snapshot(desk.room, task_id) == before
    assert reviewer.act(task_id, "take", version=version).status_code == 200


def test_the_same_key_gets_the_same_answer(desk: Desk, reviewer: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")

    first = reviewer.act(task_id, "take", key="one")
    after = snapshot(desk.room, task_id)
    version = after[0]["version"] - 1
    again = reviewer.act(task_id, "take", version=version, key="one")

    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert snapshot(desk.room, task_id) == after
    other = reviewer.act(task_id, "release", key="one")
    assert is_problem(other, 422)["code"] == "idempotency_key_reused"


def test_a_replayed_article_tells_its_place_again(reviewer: Program) -> None:
    sent = {"text": "The words of the replayed article."}
    first = reviewer.post("/articles", sent, key="article")
    again = reviewer.post("/articles", sent, key="article")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.location == first.location != ""


def test_a_refused_request_leaves_its_key_free(desk: Desk, reviewer: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    is_problem(reviewer.act(task_id, "take", version=99, key="free"), 412)

    assert reviewer.act(task_id, "take", key="free").status_code == 200
    is_problem(reviewer.post("/articles", {"text": "x"}, key="k" * 256), 422)


def test_keys_of_two_programs_do_not_meet(desk: Desk, reviewer: Program, editor: Program) -> None:
    one = reviewer.post("/articles", {"text": "The first program's words."}, key="shared")
    two = editor.post("/articles", {"text": "The second program's words."}, key="shared")

    assert (one.status_code, two.status_code) == (201, 201)


def test_the_same_key_at_once_is_done_once(desk: Desk, reviewer: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    version = snapshot(desk.room, task_id)[0]["version"]
    reviewer.get("/me")
    barrier = Barrier(6)
    answers: list[TestResponse] = []

    def send() -> None:
        program = Program(desk.app.test_client(), reviewer.token)
        barrier.wait()
        answers.append(program.act(task_id, "take", version=version, key="at once"))

    threads = [Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert snapshot(desk.room, task_id)[0]["version"] == version + 1


def test_sources_come_as_text_or_as_a_file_and_once(reviewer: Program) -> None:
    words = "The minister said that 42 bridges will be built.\n\nNobody laughed."
    as_text = reviewer.post("/sources", {"text": words, "title": "Minutes"})
    again = reviewer.post("/sources", {"text": words})
    as_file = reviewer.send(
        "POST",
        "/sources",
        data={"file": (io.BytesIO(b"Other words of the minister."), "speech.txt"), "title": "T"},
        content_type="multipart/form-data",
    )

    assert (as_text.status_code, again.status_code, as_file.status_code) == (201, 200, 201)
    assert as_text.json is not None
    assert as_file.json is not None
    assert (as_file.json["title"], as_file.json["filename"]) == ("T", "speech.txt")
    detail = reviewer.get(f"/sources/{as_text.json['id']}").json
    assert detail is not None
    for passage in detail["passages"]:
        assert passage["text"] == words[passage["start"] : passage["end"]]
    listed = reviewer.get("/sources?limit=1").json
    assert listed is not None
    assert listed["items"][0]["id"] == as_file.json["id"]
    assert listed["next"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": ""},
        {"text": "\x00\x00"},
        {"text": "a\x00b"},
        {"text": 7},
        {"text": "Words.", "url": "javascript:alert(1)"},
        {"text": "Words.", "title": "x" * 501},
        {"text": "Words.", "author": "misspelt"},
        [],
    ],
)
def test_a_source_that_cannot_be_used_is_refused(reviewer: Program, sent: object) -> None:
    is_problem(reviewer.post("/sources", sent), 422)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.txt"),
        (bytes(range(256)) * 50, "binary.bin"),
        (b"%PDF-1.7 broken", "broken.pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.png"),
    ],
)
def test_a_file_that_holds_no_words_is_refused(reviewer: Program, data: bytes, name: str) -> None:
    answer = reviewer.send(
        "POST",
        "/sources",
        data={"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )

    is_problem(answer, 422)


def test_a_file_sent_again_with_its_key_is_recognised(reviewer: Program) -> None:
    def send(words: bytes) -> TestResponse:
        return reviewer.send(
            "POST",
            "/sources",
            data={"file": (io.BytesIO(words), "speech.txt")},
            content_type="multipart/form-data",
            headers={"Idempotency-Key": "file"},
        )

    first, again, other = send(b"Words to keep."), send(b"Words to keep."), send(b"Other ones.")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert is_problem(other, 422)["code"] == "idempotency_key_reused"


def test_a_dead_job_is_shown_and_tried_again(desk: Desk, reviewer: Program) -> None:
    with desk.room.database.write() as session:
        job_id = add_job(session, "gather_context", 4711).id or 0
        lease = lease_job(session, job_id, 60)
        assert lease is not None
        fail_job(session, job_id, lease.fence, reason="The source is away.", final=True)

    jobs = reviewer.get("/jobs").json
    assert jobs is not None
    assert "The source is away." in [job["reason"] for job in jobs["items"]]
    retried = reviewer.post(f"/jobs/{job_id}/retry")
    assert retried.json == {"id": job_id, "state": "pending"}
    is_problem(reviewer.post(f"/jobs/{job_id}/retry"), 409)


def test_events_are_read_in_order_by_admins(desk: Desk, reviewer: Program) -> None:
    admin = desk.program("admin")
    first = admin.get("/events?limit=3").json
    assert first is not None
    rest = admin.get(f"/events?after={first['items'][-1]['seq']}&limit=3").json
    assert rest is not None
    numbers = [event["seq"] for event in first["items"] + rest["items"]]
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert rest["items"][0]["prev_hash"] == first["items"][-1]["hash"]
    is_problem(reviewer.get("/events"), 403)


def test_who_spoke_is_chosen_by_a_person(desk: Desk, reviewer: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    shown = reviewer.get(f"/tasks/{task_id}").json
    assert shown is not None
    path = f"/claims/{shown['claim']['id']}/speaker"

    chosen = reviewer.post(path, {"name": "Ben Wood"})

    assert chosen.json is not None
    assert chosen.json["speaker"] == "Ben Wood"
    for name in ("", " ", "—", "x" * 201):
        is_problem(reviewer.post(path, {"name": name}), 422)


def test_the_second_reader_is_told_nothing_of_the_first(desk: Desk) -> None:
    task_id, _ = task_in_state(desk.room, "submitted")
    assert desk.program("editor").act(task_id, "second_opinion").status_code == 200

    taken = desk.program("second").act(task_id, "take")

    assert taken.json is not None
    assert taken.json["verdicts"] == []
    assert taken.json["blind"] is True


def test_an_act_is_undone_over_the_api(desk: Desk, reviewer: Program, editor: Program) -> None:
    task_id, _ = task_in_state(desk.room, "ready")
    reviewer.act(task_id, "dismiss", {"reason": "opinion"})

    is_problem(editor.act(task_id, "undo"), 409)
    undone = reviewer.act(task_id, "undo")

    assert undone.json is not None
    assert (undone.json["state"], undone.json["reason"]) == ("ready", "")


def test_a_submitted_task_says_what_readers_of_the_markup_would_lack(
    desk: Desk, reviewer: Program
) -> None:
    task_id, _ = task_in_state(desk.room, "submitted")

    before = reviewer.get(f"/tasks/{task_id}").json

    assert before
    gates = before["publishing"]
    assert list(gates) == ["google", "bing", "duke", "codes"]
    assert not any(gate["blocks"] for gate in gates.values())
    advised = [one["field"] for one in gates["google"]["recommended"]]
    assert "itemReviewed.datePublished" in advised
    ready_id, _ = task_in_state(desk.room, "ready")
    ready = reviewer.get(f"/tasks/{ready_id}").json
    assert ready
    assert ready["publishing"] is None
