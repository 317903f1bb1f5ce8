"""Several approvals at once: only what has no risk, every title before the signature."""

import json
import re

from factcheck.claims.service import get_claim
from factcheck.context.citing import Citation
from factcheck.context.documents import read_document
from factcheck.context.evidence import add_selection
from factcheck.context.library import add_source
from factcheck.context.selections import Selection
from factcheck.publishing.entries import list_entries
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import submit_verdict
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom

REGISTER = "The register of the city has 310,000 names. Costs fell by 4.2 per cent."


def submit_soundly(room: Newsroom, *names: str, who: str = "second") -> None:
    """Verdicts on two kept sources of different origin."""
    assert room.source is not None
    with room.database.write() as session:
        register, _ = add_source(
            session,
            actor=room.actor(who),
            document=read_document(REGISTER.encode(), filename="register.txt"),
            data=REGISTER.encode(),
            title="Register",
            url="https://register.example/names",
        )
        sources = ((register.id, "The register"), (room.source.id, "It is a historic programme"))
    for name in names:
        room.take(name, who)
        with room.database.write() as session:
            cited = [
                add_selection(
                    session,
                    actor=room.actor(who),
                    task_id=room.tasks[name],
                    selection=Selection(source_id or 0, words=words),
                    stance="supports",
                )
                for source_id, words in sources
            ]
            proposal = Proposal(
                rating="true",
                rationale=f"Two sources bear {name} out.",
                evidence=tuple(Citation(id=item.id, decisive=True) for item in cited),
            )
            submit_verdict(
                session,
                actor=room.actor(who),
                task_id=room.tasks[name],
                version=None,
                proposal=proposal,
            )


def picks(page: str) -> list[str]:
    return re.findall(r'name="pick"[^>]* value="([\d:]+)"', page)


def published(room: Newsroom) -> set[str]:
    with room.database.read() as session:
        return {
            json.loads(one.native)["verdict"]["rationale"]
            for one in list_entries(session, CheckedFilter())
        }


@on_both
def test_what_has_no_risk_is_named_confirmed_and_signed(
    full_newsroom: Newsroom, editor: Browser
) -> None:
    room = full_newsroom
    submit_soundly(room, "costs", "city")
    room.submit("quote", "second")
    page = editor.get("/approvals").text
    ticked = picks(page)
    assert len(ticked) == 2
    assert "No evidence is cited. Decide on it by itself." in page

    asked = editor.post("/approvals/choose", {"pick": ticked}, page="/approvals").text

    assert "publish these 2 checks?" in asked
    assert "Building costs fell" in asked
    assert "Two sources bear city out." in asked
    assert published(room) == set()
    done = editor.post("/approvals/bulk", {"pick": picks(asked)}, page="/approvals")
    assert (done.status_code, done.location) == (303, "/approvals")
    assert "2 approved and published" in editor.get("/approvals").text
    assert published(room) == {"Two sources bear costs out.", "Two sources bear city out."}


@on_both
def test_what_changed_or_became_risky_meanwhile_is_left_alone_and_told_of(
    full_newsroom: Newsroom, editor: Browser
) -> None:
    room = full_newsroom
    submit_soundly(room, "costs", "city", "work")
    ticked = picks(editor.get("/approvals").text)
    with room.database.write() as session:
        claim = get_claim(session, room.task("costs").claim_id)
        claim.text = "Building costs rose"
        session.add(claim)
    city = room.task("city")
    old = [one.replace(f"{city.id}:{city.version}:", f"{city.id}:1:") for one in ticked]

    editor.post("/approvals/bulk", {"pick": old}, page="/approvals")

    page = editor.get("/approvals").text
    assert published(room) == {"Two sources bear work out."}
    assert "1 approved and published" in page
    assert "2 left alone." in page
    assert f"task {room.tasks['costs']}: The claim&#39;s words or speaker changed" in page
    assert f"task {room.tasks['city']}: This task changed while you were looking" in page


def test_ones_own_work_has_no_box_and_is_refused(
    full_newsroom: Newsroom, editor: Browser, reviewer: Browser
) -> None:
    room = full_newsroom
    submit_soundly(room, "costs", who="editor")
    submit_soundly(room, "city")
    page = editor.get("/approvals").text
    assert [one.split(":")[0] for one in picks(page)] == [str(room.tasks["city"])]
    assert "You wrote this; another editor must approve." in page
    task = room.task("costs")
    pick = {"pick": f"{task.id}:{task.version}:1"}

    assert "Nothing to approve at once" in editor.post("/approvals/choose", pick).text
    for browser in (editor, reviewer):
        browser.post("/approvals/bulk", pick, page="/account/password")

    assert published(room) == set()
    assert room.task("costs").state == "submitted"


def test_without_a_tick_nothing_is_asked(full_newsroom: Newsroom, editor: Browser) -> None:
    answer = editor.post("/approvals/choose", {})

    assert answer.location == "/approvals"
    assert "Tick the verdicts first." in editor.get("/approvals").text
