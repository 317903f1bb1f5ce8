"""The sample article's way through the real program: in, found, gathered, judged, signed, out."""

import json
import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.program import Client, Demo, processes_of, run, wait_for

pytestmark = [pytest.mark.slow]

GOLD = json.loads((Path(__file__).parents[1] / "gold" / "nato-victory-plan.json").read_text())
SAMPLE = Path(__file__).parents[2] / "factcheck" / "sample" / "nato-victory-plan.txt"
TRANSCRIPT = """Press conference of the Secretary General, 16 October.

MARK RUTTE: Let me say this again. The path of Ukraine to NATO membership is irreversible, and allies said so in Washington.

QUESTION: And the money?

MARK RUTTE: I'm delighted to report that we are firmly on track to delivering on the 40 billion euro pledge for the coming year as agreed in Washington.
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("sample") / "desk")
    demo.start()
    yield demo
    if demo.process is not None and demo.process.poll() is None:
        demo.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def article(demo: Demo) -> dict[str, Any]:
    """The sample article when all of its tasks have their context."""
    client = demo.client("reviewer")

    def look() -> dict[str, Any] | None:
        found: dict[str, Any] = client.get("/articles/1")
        states = {task["state"] for claim in found["claims"] for task in claim["tasks"]}
        return found if found["state"] == "ready" and "queued" not in states else None

    return wait_for("the sample article to be worked through", look)


def task_of(article: dict[str, Any], question: str, words: str) -> int:
    """The task of the claim that holds these words."""
    return next(
        task["id"]
        for claim in article["claims"]
        for task in claim["tasks"]
        if words in claim["text"] and task["question"] == question
    )


def overlap(one: dict[str, Any], other: dict[str, Any]) -> float:
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(shared, 0) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def test_all_seven_quotes_are_found_with_their_speaker(article: dict[str, Any]) -> None:
    found = {
        (claim["start"], claim["end"], claim["text"], claim["speaker"])
        for claim in article["claims"]
        if claim["kind"] == "quote"
    }

    wanted = {
        (quote["start"], quote["end"], quote["text"], quote["speaker"]) for quote in GOLD["quotes"]
    }
    assert found == wanted
    assert {"irreversible."} <= {text for _, _, text, _ in found}


def test_at_least_twelve_of_the_sixteen_claims_are_found_with_their_speaker(
    article: dict[str, Any],
) -> None:
    claims = [claim for claim in article["claims"] if claim["kind"] == "claim"]

    hits = [
        gold["text"]
        for gold in GOLD["claims"]
        if any(
            overlap(gold, claim) >= 0.5 and claim["speaker"] == gold["speaker"] for claim in claims
        )
    ]

    assert len(hits) >= 12, hits


def test_boilerplate_yields_nothing(article: dict[str, Any]) -> None:
    assert not [claim for claim in article["claims"] if "Your Reaction" in claim["text"]]


def test_each_claim_is_asked_what_its_kind_calls_for(article: dict[str, Any]) -> None:
    for claim in article["claims"]:
        if claim["same_as"] is not None:
            continue
        questions = {task["question"] for task in claim["tasks"]}
        if claim["kind"] == "quote":
            assert questions == {"said"}, claim["text"]
            continue
        assert ("true" in questions) == claim["checkable"], claim["text"]
        foretold = bool({"pledge", "prediction"} & set(claim["types"]))
        assert ("happened" in questions) == foretold, claim["text"]


def test_a_prediction_for_next_month_falls_due_at_the_end_of_it(
    demo: Demo, article: dict[str, Any]
) -> None:
    task = demo.client("reviewer").get(
        f"/tasks/{task_of(article, 'happened', 'operational next month')}"
    )

    assert task["due"] == "2024-11-30"


def test_the_same_text_again_is_recognised_wherever_it_comes_in(
    demo: Demo, article: dict[str, Any]
) -> None:
    over_api = demo.client("reviewer").post("/articles", {"text": SAMPLE.read_text()})
    on_command_line = run("ingest", str(SAMPLE), "--json", data=demo.data)

    assert over_api.status_code == 200
    assert over_api.json() | {"new": False, "id": article["id"]} == over_api.json()
    told = json.loads(on_command_line.stdout)
    assert (told["result"], told["id"]) == ("known", article["id"])


def test_the_web_form_takes_the_text_too_and_recognises_it(
    demo: Demo, article: dict[str, Any]
) -> None:
    who = demo.sign_in_of("reviewer")
    with httpx.Client(base_url=demo.url, trust_env=False) as browser:
        signed_in = send_form(
            browser, "/sign-in", {"email": who["email"], "password": who["password"]}
        )
        known = send_form(browser, "/articles/new", {"text": SAMPLE.read_text()})
        new = send_form(
            browser, "/articles/new", {"text": "The mayor said on Monday that rents will fall."}
        )

    assert signed_in.status_code == 303
    assert known.headers["Location"].startswith(f"/articles/{article['id']}")
    number = int(new.headers["Location"].rpartition("/")[2])
    wait_for(
        "the pasted article to be worked through",
        lambda: demo.client("reviewer").get(f"/articles/{number}")["state"] == "ready",
    )


def send_form(browser: httpx.Client, path: str, fields: dict[str, str]) -> httpx.Response:
    """Fill in the form of a page and send it, as a browser without JavaScript does."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(path).text)
    assert token
    return browser.post(path, data={"csrf_token": token[1], **fields})


def test_an_inner_address_is_refused_and_the_article_says_so(demo: Demo) -> None:
    client = demo.client("reviewer")

    taken = client.post("/articles", {"url": "http://169.254.169.254/latest/meta-data/"})
    failed = wait_for(
        "the article to fail",
        lambda: next(
            (
                one
                for one in [client.get(f"/articles/{taken.json()['id']}")]
                if one["state"] == "failed"
            ),
            None,
        ),
    )

    assert taken.status_code == 202
    assert failed["failure"].startswith("This address could not be reached")


def test_a_verdict_leaves_the_house_only_with_a_second_signature(
    demo: Demo, article: dict[str, Any], tmp_path: Path
) -> None:
    reviewer, editor, admin = (demo.client(role) for role in ("reviewer", "editor", "admin"))
    task_id = task_of(article, "said", "irreversible")

    # Given a source in which the word was spoken
    transcript = tmp_path / "transcript.txt"
    transcript.write_text(TRANSCRIPT)
    added = run("source", "add", str(transcript), "--json", data=demo.data)
    assert json.loads(added.stdout)["result"] == "new", added.stderr
    context = wait_for(
        "the quote to be held against its source",
        lambda: next(
            (one for one in [reviewer.get(f"/tasks/{task_id}")["context"]] if one["comparison"]),
            None,
        ),
    )
    assert context["comparison"]["result"] == "verbatim"
    passage = next(item for item in context["evidence"] if item["provider"] == "source_library")
    assert "irreversible" in passage["passage"]
    providers = {item["provider"] for item in context["evidence"]}
    assert "surroundings" in providers
    # There is no other article yet in which the speaker says anything.
    assert "same_speaker" not in providers

    # When a reviewer takes it and hands in a verdict
    reviewer.act(task_id, "take")
    submitted = reviewer.act(
        task_id,
        "submit",
        rating="verbatim",
        rationale="The transcript has the word, in this sense.",
        evidence=[{"id": passage["id"], "stance": "supports", "decisive": True}],
    )

    # Then nothing of it is outside, and its author cannot sign it
    assert submitted["state"] == "submitted"
    assert editor.get("/checked-claims")["items"] == []
    assert httpx.get(demo.url, trust_env=False).text.count("irreversible") == 0
    own = reviewer.post(f"/tasks/{task_id}/approve", version=submitted["version"])
    assert own.status_code == 403

    # And when an editor signs it, it is out in every form
    approved = editor.act(task_id, "approve")
    (item,) = editor.get("/checked-claims")["items"]
    assert approved["state"] == "approved"
    assert item["claim"]["text"] == "irreversible."
    assert item["claim"]["speaker"] == "Mark Rutte"
    assert item["verdict"]["rating"] == "verbatim"
    review = editor.http.get(f"/api/v1/checked-claims/{item['id']}.jsonld")
    assert review.headers["Content-Type"].startswith("application/ld+json")
    assert review.json()["@type"] == "ClaimReview"
    page = httpx.get(item["url"], trust_env=False)
    assert page.status_code == 200
    assert "Verbatim" in page.text
    embedded = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL
    )
    assert embedded
    assert json.loads(embedded[1])["reviewRating"] == review.json()["reviewRating"]
    assert admin.get("/jobs")["dead"] == 1  # the refused address of the test above


def test_an_author_who_is_an_editor_too_cannot_sign_their_own_verdict(
    demo: Demo, article: dict[str, Any]
) -> None:
    admin, editor = demo.client("admin"), demo.client("editor")
    task_id = task_of(article, "said", "standing squarely behind")
    admin.act(task_id, "take")
    task = admin.act(task_id, "submit", rating="not_found", rationale="No source has these words.")

    own = admin.post(f"/tasks/{task_id}/approve", version=task["version"])

    assert own.status_code == 409
    assert own.headers["Content-Type"] == "application/problem+json"
    assert "another editor" in own.json()["detail"]
    assert editor.act(task_id, "approve")["state"] == "approved"


def test_an_editor_can_send_a_verdict_back_with_a_reason(
    demo: Demo, article: dict[str, Any]
) -> None:
    reviewer, editor = demo.client("reviewer"), demo.client("editor")
    task_id = task_of(article, "said", "The growing alignment")
    reviewer.act(task_id, "take")
    reviewer.act(task_id, "submit", rating="altered", rationale="To be looked at.")

    returned = editor.act(task_id, "request_changes", field="evidence", reason="Cite the source.")

    assert returned["state"] == "returned"
    assert reviewer.act(task_id, "take")["change_request"] is None
    assert reviewer.get(f"/tasks/{task_id}")["state"] == "in_review"


def test_the_log_verifies_and_a_changed_row_is_found(demo: Demo, tmp_path: Path) -> None:
    whole = run("audit", "verify", data=demo.data)
    copy = tmp_path / "copy"
    copy.mkdir()
    with (
        closing(sqlite3.connect(demo.data / "factcheck.sqlite3")) as source,
        closing(sqlite3.connect(copy / "factcheck.sqlite3")) as target,
    ):
        source.backup(target)
        target.execute("DROP TRIGGER event_no_update")
        target.execute("UPDATE event SET actor = 'somebody else' WHERE seq = 5")
        target.commit()

    changed = run("audit", "verify", data=copy)

    assert whole.returncode == 0, whole.stderr
    assert changed.returncode == 1
    assert "Event 5 was changed" in changed.stderr


def test_a_killed_supervisor_leaves_nothing_running_and_loses_nothing(
    demo: Demo, article: dict[str, Any]
) -> None:
    before = demo.client("editor").get("/checked-claims")["items"]
    tokens = [user["token"] for user in demo.notes["users"]]

    demo.stop(signal.SIGKILL)
    wait_for("every process to be gone", lambda: not processes_of(demo.data))
    demo.start()

    after = Client(demo.url, tokens[1]).get("/checked-claims")["items"]
    assert [user["token"] for user in demo.notes["users"]] == tokens
    assert [one["verdict"] for one in after] == [one["verdict"] for one in before]
    # The sample, the one of the web form, and the address that was refused.
    assert len(demo.client("reviewer").get("/articles")["items"]) == 3


def test_sigterm_ends_everything_in_good_order(demo: Demo) -> None:
    status = demo.stop(signal.SIGTERM)

    assert status == 0
    assert processes_of(demo.data) == []
