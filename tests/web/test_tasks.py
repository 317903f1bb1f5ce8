import re

from sqlmodel import select

from factcheck.claims.models import Claim
from factcheck.context.evidence import evidence_of
from factcheck.context.models import EvidenceItem
from factcheck.queueing.models import Outbox
from factcheck.tasks.queries import TaskFilter, list_tasks
from factcheck.tasks.service import get_task, release_task
from factcheck.verdicts.models import Draft, Verdict
from factcheck.verdicts.service import verdicts_of
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import QUOTE, RATIONALE, Newsroom


def draft_of(room: Newsroom, name: str, who: str = "reviewer") -> Draft | None:
    with room.database.read() as session:
        return session.get(Draft, (room.tasks[name], room.people[who].id))


def verdicts(room: Newsroom, name: str) -> list[Verdict]:
    with room.database.read() as session:
        return verdicts_of(session, room.tasks[name])


def evidence(room: Newsroom, name: str) -> list[EvidenceItem]:
    with room.database.read() as session:
        return evidence_of(session, room.tasks[name])


def verdict_form(room: Newsroom, name: str, **fields: object) -> dict[str, object]:
    return {
        "version": room.task(name).version,
        "rating": "altered_material",
        "rationale": RATIONALE,
        "view": "state:ready",
        **fields,
    }


def test_the_page_shows_the_claim_in_its_article_and_against_its_source(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    page = reviewer.get(f"/tasks/{full_newsroom.tasks['quote']}").text

    assert f'<mark id="claim">{QUOTE}</mark>' in page
    assert "Altered materially (1)" in page
    assert "[negation differs: " in page
    assert "Transcript of the minister" in page


@on_both
def test_a_verdict_goes_to_the_next_task_which_is_then_held(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    cited = next(item for item in evidence(room, "quote") if item.provider == "source_library")

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote", cite=cited.id)
    )

    assert (answer.status_code, answer.location) == (
        303,
        f"/tasks/{room.tasks['costs']}?view=state:ready",
    )
    assert room.task("costs").holder_id == room.people["reviewer"].id
    (verdict,) = verdicts(room, "quote")
    assert (verdict.rating, verdict.rationale) == ("altered_material", RATIONALE)
    assert [item["id"] for item in verdict.evidence] == [cited.id]
    assert "Submitted: Altered materially" in reviewer.get(answer.location).text


def test_submitting_may_stay_on_the_page(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote", then="stay")
    )

    assert answer.location == f"/tasks/{room.tasks['quote']}?view=state:ready"


def test_a_verdict_without_reasons_is_shown_again_with_what_was_typed(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("march")

    answer = reviewer.post(
        f"/tasks/{room.tasks['march']}/submit",
        verdict_form(room, "march", rating="too_early", rationale="March has not come."),
    )

    assert answer.status_code == 422
    assert "Give a day in the future." in answer.text
    assert "March has not come.</textarea>" in answer.text
    assert 'value="too_early" required data-key="4" data-key-label="Too early to say" checked' in (
        answer.text
    )
    assert room.task("march").state == "in_review"


@on_both
def test_a_stale_verdict_shows_both_texts_and_a_merge_box(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    seen = room.take("quote").version
    with room.database.write() as session:
        release_task(
            session, actor=room.actor("reviewer"), task_id=room.tasks["quote"], version=None
        )
    room.submit("quote", "second", rationale="The second reader's words.")

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit",
        verdict_form(room, "quote", version=seen, rationale="The first reader's words."),
    )

    assert answer.status_code == 409
    assert "The first reader&#39;s words." in answer.text
    assert "The second reader&#39;s words." in answer.text
    assert len(verdicts(room, "quote")) == 1
    kept = draft_of(room, "quote")
    assert kept is not None
    assert kept.rationale == "The first reader's words."


def test_a_stale_page_of_ones_own_can_be_submitted_from_the_merge_box(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    seen = room.task("quote").version
    room.take("quote")

    stale = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote", version=seen)
    )
    assert stale.status_code == 409
    assert "Submit the merged words" in stale.text

    merged = reviewer.post(f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote"))
    assert merged.status_code == 303


def test_two_windows_with_different_words_lose_neither(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    seen = room.task("quote").version
    room.take("quote")
    here, there = "The transcript is plain about it.", "Nobody can say so; look at 4.2 again?"
    reviewer.post(f"/tasks/{room.tasks['quote']}/draft", {"rationale": there, "window": "one"})

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit",
        verdict_form(room, "quote", version=seen, rationale=here, window="two"),
    )

    assert answer.status_code == 409
    assert there in answer.text
    kept = draft_of(room, "quote")
    assert kept is not None
    assert (kept.rationale, kept.aside) == (here, {"one": there})


def test_a_lost_hold_keeps_the_typed_words(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote", rationale="My words.")
    )

    assert answer.status_code == 409
    assert "My words." in answer.text
    kept = draft_of(room, "quote")
    assert kept is not None
    assert kept.rationale == "My words."


def test_a_double_click_submits_once(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")
    form = verdict_form(room, "quote")

    first = reviewer.post(f"/tasks/{room.tasks['quote']}/submit", form)
    second = reviewer.post(f"/tasks/{room.tasks['quote']}/submit", form)

    assert (first.status_code, second.status_code) == (303, 409)
    assert len(verdicts(room, "quote")) == 1


def test_a_draft_is_kept_as_one_types(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")
    form: dict[str, object] = {"rating": "verbatim", "rationale": "Half a sen"}

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/draft", form, headers={"HX-Request": "true"}
    )

    assert "Draft saved" in answer.text
    assert "<html" not in answer.text
    assert "Half a sen</textarea>" in reviewer.get(f"/tasks/{room.tasks['quote']}").text


def test_judging_evidence_keeps_the_verdict_being_typed(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    item = evidence(room, "quote")[0]
    form: dict[str, object] = {"rationale": "So far", "stance": "undermines"}

    answer = reviewer.post(f"/tasks/{room.tasks['quote']}/evidence/{item.id}", form)

    assert answer.location.endswith(f"#evidence-{item.id}")
    assert next(one for one in evidence(room, "quote") if one.id == item.id).stance == "undermines"
    kept = draft_of(room, "quote")
    assert kept is not None
    assert (kept.rationale, kept.evidence_ids) == ("So far", [item.id])


def test_judging_evidence_answers_a_script_with_the_cards_alone(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    item = evidence(room, "quote")[0]

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/evidence/{item.id}",
        {"decisive": "yes"},
        headers={"HX-Request": "true"},
    )

    assert answer.text.lstrip().startswith('<div id="evidence"')
    assert "data-made-current" in answer.text


def test_evidence_added_by_hand_is_cited(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("city")
    path = f"/tasks/{room.tasks['city']}/evidence"

    refused = reviewer.post(path, {"rationale": "So far", "url": "ftp://old.example"})
    assert refused.status_code == 422
    assert "So far</textarea>" in refused.text

    added = reviewer.post(path, {"rationale": "So far", "url": "https://stats.example/city"})
    assert added.status_code == 303
    page = reviewer.get(f"/tasks/{room.tasks['city']}").text
    assert "stats.example" in page
    assert 'name="cite"' in page
    assert "checked" in page


@on_both
def test_a_verdict_can_be_undone_until_somebody_else_acts(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    reviewer.post(f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote"))

    undone = reviewer.post(
        f"/tasks/{room.tasks['quote']}/undo", {"version": room.task("quote").version}
    )

    assert undone.status_code == 303
    assert room.task("quote").state == "in_review"
    assert f"{RATIONALE}".replace("'", "&#39;") in reviewer.get(undone.location).text

    reviewer.post(f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote"))
    room.send_back("quote", field="wording", reason="Shorter, please.")
    late = reviewer.post(
        f"/tasks/{room.tasks['quote']}/undo", {"version": room.task("quote").version}
    )
    assert late.status_code == 409
    assert "Editor" in late.text


def test_what_an_editor_asks_for_stands_on_the_returned_task(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    room.send_back("quote", field="wording", reason="Shorter, please.")

    page = reviewer.get(f"/tasks/{room.tasks['quote']}").text

    assert "Returned: wording." in page
    assert "Shorter, please." in page


def test_dismissing_asks_why_on_a_page_of_its_own(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    path = f"/tasks/{room.tasks['city']}/dismiss"
    assert "Why need it not be checked?" in reviewer.get(path).text

    empty = reviewer.post(path, {"version": room.task("city").version})
    assert empty.status_code == 422

    reviewer.post(path, {"version": room.task("city").version, "reason": "opinion"})
    assert (room.task("city").state, room.task("city").reason) == ("dismissed", "opinion")


def test_snoozing_takes_a_length_or_a_day(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    path = f"/tasks/{room.tasks['city']}/snooze"

    refused = reviewer.post(path, {"version": room.task("city").version, "until": "2001-01-01"})
    assert refused.status_code == 422

    reviewer.post(path, {"version": room.task("city").version, "for": "4h"})
    assert room.task("city").state == "snoozed"


def test_a_duplicate_names_the_task_that_stays(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    path = f"/tasks/{room.tasks['work']}/mark_duplicate"
    page = reviewer.get(path).text
    assert "310,000" in page
    assert QUOTE not in page

    reviewer.post(path, {"version": room.task("work").version, "of": room.tasks["city"]})

    assert room.task("work").duplicate_of_id == room.tasks["city"]


def test_somebody_elses_task_can_only_be_read(
    full_newsroom: Newsroom, browser_of: BrowserOf
) -> None:
    full_newsroom.take("quote")

    page = browser_of("second").get(f"/tasks/{full_newsroom.tasks['quote']}").text

    assert "Reviewer holds it until" in page
    assert 'id="verdict"' not in page


def test_a_reader_cannot_act(full_newsroom: Newsroom, browser_of: BrowserOf) -> None:
    task = full_newsroom.task("quote")

    answer = browser_of("reader").post(f"/tasks/{task.id}/take", {"version": task.version})

    assert answer.status_code == 403


def test_the_first_verdict_is_hidden_from_the_second_reader(
    full_newsroom: Newsroom, editor: Browser, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    room.submit("quote", rationale="Only the first reader thinks so.")
    editor.post(
        f"/approvals/{room.tasks['quote']}/second_opinion", {"version": room.task("quote").version}
    )

    assert "Only the first" not in browser_of("second").get(f"/tasks/{room.tasks['quote']}").text


def test_a_person_says_who_spoke(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    with room.database.write() as session:
        claim = session.get_one(Claim, room.task("historic").claim_id)
        claim.speaker_id, claim.candidates = None, ["Ada Stone", "Ben Marsh"]
        session.add(claim)
    room.take("historic")
    page = f"/tasks/{room.tasks['historic']}"
    assert 'value="Ben Marsh"' in reviewer.get(page).text

    reviewer.post(f"{page}/speaker", {"speaker": "Ben Marsh"})

    assert "Ben Marsh</a>" in reviewer.get(page).text


def test_searching_again_queues_the_work(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")

    reviewer.post(f"/tasks/{room.tasks['quote']}/search_again", {"rationale": "So far"})

    with room.database.read() as session:
        waiting = session.exec(
            select(Outbox).where(
                Outbox.kind == "gather_context",
                Outbox.subject_id == room.tasks["quote"],
                Outbox.state == "pending",
            )
        ).all()
    assert waiting
    kept = draft_of(room, "quote")
    assert kept is not None
    assert kept.rationale == "So far"


def test_a_hold_is_prolonged_for_its_holder_alone(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    before = room.take("quote").lease_until
    path = f"/tasks/{room.tasks['quote']}/extend"

    answer = reviewer.post(path, headers={"Accept": "application/json"})

    assert before is not None
    assert answer.json is not None
    assert answer.json["until"] > before.isoformat()
    assert browser_of("second").post(path).status_code == 409


def test_the_record_shows_who_signed_what(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.publish("quote")
    (verdict,) = verdicts(room, "quote")

    page = reviewer.get(f"/tasks/{room.tasks['quote']}/record").text

    assert verdict.content_hash in page
    assert "by Editor" in page


def test_an_unknown_task_and_an_unknown_verb_are_not_found(reviewer: Browser) -> None:
    assert reviewer.get("/tasks/999").status_code == 404
    assert reviewer.get("/tasks/999/explode").status_code == 404
    assert reviewer.post("/tasks/999/explode", {"version": 1}).status_code == 404


@on_both
def test_a_task_says_where_it_stands_in_the_view_that_one_came_from(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    first = f"/tasks/{room.tasks['costs']}"
    with room.database.read() as session:
        ready = list_tasks(session, TaskFilter(states=("ready",)), order="oldest")

    assert "1 of 6, view Open" in reviewer.get(f"{first}?view=state:ready").text
    for place, row in enumerate(ready, start=1):
        page = reviewer.get(f"/tasks/{row.task.id}?view=state:ready+sort:oldest").text
        assert f"{place} of 6 in your view" in page
    # Held now, it is still the one that was taken from there.
    room.take("costs")
    assert "1 of 6, view Open" in reviewer.get(f"{first}?view=state:ready").text
    for elsewhere in ("", "?view=state:ready+type:quote", "?view=state:ready+costs"):
        assert not re.search(r"\d of \d+(,| in your) view", reviewer.get(first + elsewhere).text)


def test_a_saved_view_has_its_name_in_the_tasks_head(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    view = "state:ready question:true"
    reviewer.post("/inbox/views", {"view": f"{view} sort:oldest", "name": "Old ones"})
    path = f"/tasks/{full_newsroom.tasks['costs']}"

    assert "view Old ones" in reviewer.get(f"{path}?view={view} sort:oldest").text
    assert "in your view" in reviewer.get(f"{path}?view={view} sort:newest").text


@on_both
def test_the_other_claims_have_the_letters_of_the_articles_page(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    assert room.article is not None
    article = reviewer.get(f"/articles/{room.article.id}").text
    letters = dict(re.findall(r'id="c(\d+)" href="[^"]+" aria-label="\w+ (\w+),', article))

    page = reviewer.get(f"/tasks/{room.tasks['quote']}").text

    chips = re.findall(r'class="letter" href="/tasks/(\d+)\?[^"]*"[^>]*>(\w+)</a>', page)
    assert len(chips) >= 4
    with room.database.read() as session:
        for task_id, letter in chips:
            assert letters[str(get_task(session, int(task_id)).claim_id)] == letter


def test_a_hold_is_prolonged_from_the_page_with_the_words_kept(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    before = room.take("quote")
    path = f"/tasks/{room.tasks['quote']}"
    assert ">Extend<" in reviewer.get(path).text

    sent = verdict_form(room, "quote", rationale="Half a sentence")
    answer = reviewer.post(f"{path}/extend", sent)

    assert answer.status_code == 303
    assert "Half a sentence" in reviewer.get(path).text
    after = room.task("quote").lease_until
    assert before.lease_until is not None
    assert after is not None
    assert after > before.lease_until
    part = reviewer.post(f"{path}/extend", sent, headers={"HX-Request": "true"}).text
    assert part.startswith('<span id="until"') or 'id="until"' in part[:400]
    assert "<html" not in part
