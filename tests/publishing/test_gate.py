"""What readers of the markup need is known before a check is signed, field by field."""

import copy
from typing import Any

import pytest

from factcheck.publishing.checked import load_published
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.gate import NotPublishable, gates_json, missing_fields, publish_verdict
from factcheck.publishing.preview import preview_check
from factcheck.tasks.service import get_task
from factcheck.verdicts.approval import find_checked
from factcheck.verdicts.service import latest_verdict
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom

WHOLE: dict[str, Any] = {
    "claimReviewed": "The city has 310,000 inhabitants.",
    "url": "https://desk.example/c/the-city-1",
    "author": {"name": "The desk", "url": "https://desk.example/"},
    "datePublished": "2024-11-12",
    "reviewRating": {
        "alternateName": "Mostly true",
        "ratingExplanation": "The register says so.",
        "ratingValue": 4,
        "bestRating": 5,
        "worstRating": 1,
    },
    "itemReviewed": {
        "author": {"name": "Ada Stone"},
        "datePublished": "2024-11-12",
        "appearance": {"url": "https://news.example/1"},
    },
}


def without(path: str) -> dict[str, Any]:
    review = copy.deepcopy(WHOLE)
    *parents, last = path.split(".")
    place: dict[str, Any] = review
    for name in parents:
        place = place[name]
    place[last] = ""
    return review


def needed(review: dict[str, Any], path: str) -> dict[str, str]:
    """What the field is to each profile that lacks it."""
    return {
        profile: need
        for profile, gate in missing_fields(review).items()
        for need in ("required", "recommended")
        if path in [lack.field for lack in getattr(gate, need)]
    }


def test_a_whole_review_lacks_nothing() -> None:
    for gate in missing_fields(WHOLE).values():
        assert (gate.required, gate.recommended) == ((), ())


R, r = "required", "recommended"


@pytest.mark.parametrize(
    ("path", "google", "bing", "duke"),
    [
        ("claimReviewed", R, R, R),
        ("url", R, "", R),
        ("author.name", r, R, R),
        ("author.url", r, R, R),
        ("datePublished", "", R, r),
        ("reviewRating.alternateName", R, R, R),
        ("reviewRating.ratingValue", r, R, r),
        ("reviewRating.ratingExplanation", "", "", r),
        ("itemReviewed.author", r, R, r),
        ("itemReviewed.datePublished", r, "", r),
    ],
)
def test_each_profile_needs_what_its_table_says(
    path: str, google: str, bing: str, duke: str
) -> None:
    expected = {"google": google, "bing": bing, "duke": duke}

    assert needed(without(path), path) == {name: need for name, need in expected.items() if need}


def test_a_place_where_it_was_said_may_be_first_or_any() -> None:
    review = without("itemReviewed.appearance")
    assert needed(review, "itemReviewed.firstAppearance") == {"google": r, "duke": r}

    review["itemReviewed"]["firstAppearance"] = {"url": "https://news.example/1"}
    assert needed(review, "itemReviewed.firstAppearance") == {}


@pytest.mark.parametrize("numbers", [(0, 0, 5), (1, 6, 5), (3, 3, 3), (1, 2.5, 5)])
def test_numbers_off_their_scale_are_none(numbers: tuple[float, float, float]) -> None:
    review = copy.deepcopy(WHOLE)
    review["reviewRating"] |= dict(
        zip(("worstRating", "ratingValue", "bestRating"), numbers, strict=True)
    )

    assert "bing" in needed(review, "reviewRating.ratingValue")


def test_a_long_claim_and_one_that_holds_its_verdict_are_advised_against() -> None:
    long = copy.deepcopy(WHOLE) | {"claimReviewed": "a" * 76}
    judged = copy.deepcopy(WHOLE) | {"claimReviewed": "It is mostly true that costs fell."}

    assert needed(long, "claimReviewed") == {"google": r}
    assert set(needed(judged, "claimReviewed")) == {"google", "bing", "duke"}


def test_what_is_shown_before_the_signature_is_what_is_published_after_it(
    shared_room: Newsroom,
) -> None:
    verdict = shared_room.submit("costs", rating="true")
    with shared_room.database.read() as session:
        preview = preview_check(session, shared_room.task("costs"), verdict)
        before = claim_review(preview, base="https://desk.example", organisation="The desk")
    with shared_room.database.write() as session:
        checked = publish_verdict(
            session,
            actor=shared_room.actor("editor"),
            task_id=shared_room.tasks["costs"],
            version=None,
            base="https://desk.example",
            organisation="The desk",
        )
        published = load_published(session, checked)
        after = claim_review(published, base="https://desk.example", organisation="The desk")

    assert before == after


def test_a_desk_without_a_name_publishes_nothing_and_says_why(shared_room: Newsroom) -> None:
    shared_room.submit("city", rating="half_true")

    with (
        pytest.raises(NotPublishable, match=r"The publisher's .* Insights cannot read"),
        shared_room.database.write() as session,
    ):
        publish_verdict(
            session,
            actor=shared_room.actor("editor"),
            task_id=shared_room.tasks["city"],
            version=None,
            base="https://desk.example",
            organisation="",
        )

    assert shared_room.task("city").state == "submitted"
    with shared_room.database.read() as session:
        assert find_checked(session, shared_room.tasks["city"]) is None


def test_a_rating_without_a_number_keeps_bing_away_and_blocks_nothing(
    shared_room: Newsroom,
) -> None:
    shared_room.submit("work", rating="not_enough_evidence")
    with shared_room.database.read() as session:
        task = shared_room.task("work")
        preview = preview_check(session, task, latest_verdict(session, task.id or 0))
        review = claim_review(preview, base="https://desk.example", organisation="The desk")

    gates = gates_json(missing_fields(review or {}))

    assert [one["field"] for one in gates["bing"]["required"]] == ["reviewRating.ratingValue"]
    assert not any(gate["blocks"] for gate in gates.values())


@pytest.mark.parametrize(
    ("url", "is_place"),
    [
        ("https://news.example/1", True),
        ("https://desk.example/c/another-check-2", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_a_web_page_of_others_is_a_place_where_a_claim_was_made(
    url: str, is_place: bool, shared_room: Newsroom
) -> None:
    task_id, _other = task_in_state(shared_room, "submitted")
    with shared_room.database.read() as session:
        task = get_task(session, task_id)
        preview = preview_check(session, task, latest_verdict(session, task.id or 0))
        preview.article.url = url
        review = claim_review(preview, base="https://desk.example", organisation="The desk")
        session.rollback()

    assert review
    places = {"appearance", "firstAppearance"} & review["itemReviewed"].keys()
    assert bool(places) == is_place
