"""Two speakers that are one, one that is two: what moves, what stays, and how it is taken back."""

import pytest
from sqlmodel import Session, select

from factcheck.audit.models import Event
from factcheck.claims.affiliations import set_affiliation
from factcheck.claims.merged import claim_ids_of, family_ids, find_by_key, get_resolved
from factcheck.claims.models import Speaker
from factcheck.claims.service import (
    aliases_of,
    choose_speaker,
    ensure_speakers,
    get_claim,
    get_speaker,
    search_speakers,
)
from factcheck.errors import Conflict, InvalidInput
from factcheck.extraction import types as extracted
from factcheck.publishing.checked import load_published
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.native import native_json
from factcheck.publishing.overview import list_newest, tallies_of_speaker
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.speaker_undo import latest_changes, undo_change
from factcheck.tasks.speakers import Part, merge_speakers, preview_merge, split_speaker
from factcheck.verdicts.approval import VerdictOutdated, approve_verdict
from tests.web.newsroom import Newsroom

STONE = extracted.Speaker("A. Stone", "person", aliases=("the minister",), role="minister")


@pytest.fixture
def other(room: Newsroom) -> int:
    """“A. Stone”, to whom an article attributed the claim of `costs`."""
    with room.database.write() as session:
        speaker_id = ensure_speakers(session, [STONE])["A. Stone"]
        claim = get_claim(session, room.task("costs").claim_id)
        claim.speaker_id = speaker_id
        session.add(claim)
    return speaker_id


def ada(room: Newsroom) -> int:
    with room.database.read() as session:
        speaker = find_by_key(session, "ada stone")
    assert speaker is not None
    assert speaker.id is not None
    return speaker.id


def merge(room: Newsroom, other: int) -> str:
    with room.database.write() as session:
        return merge_speakers(
            session, actor=room.actor("reviewer"), speaker_id=other, into_id=ada(room)
        )


def undo(room: Newsroom, mark: str, *, who: str = "reviewer") -> None:
    with room.database.write() as session:
        undo_change(session, actor=room.actor(who), speaker_id=ada(room), mark=mark)


def state_of(session: Session) -> list[tuple[object, ...]]:
    """Everything that a merge may have changed."""
    rows = session.exec(select(Speaker).order_by(Speaker.key)).all()  # type: ignore[arg-type]
    return [
        (
            row.key,
            row.role,
            row.kind,
            row.affiliation,
            row.merged_into_id,
            claim_ids_of(session, row.id or 0),
            aliases_of(session, row.id or 0),
        )
        for row in rows
    ]


def test_a_merge_takes_claims_and_wordings_over_and_one_undo_brings_all_back(
    room: Newsroom, other: int
) -> None:
    with room.database.read() as session:
        before = state_of(session)
        merging = preview_merge(session, speaker_id=other, into_id=ada(room))
    assert [claim.id for claim in merging.claims] == [room.task("costs").claim_id]
    assert merging.aliases == ["A. Stone", "the minister"]

    mark = merge(room, other)

    with room.database.read() as session:
        assert get_claim(session, room.task("costs").claim_id).speaker_id == ada(room)
        assert aliases_of(session, ada(room)) == ["A. Stone", "Stone", "the minister"]
        assert get_resolved(session, other).id == ada(room)
        assert "A. Stone" not in [row.name for row, _count in search_speakers(session)]
        assert session.exec(select(Event).where(Event.action == "speaker.merged")).one()
    undo(room, mark)
    with room.database.read() as session:
        assert state_of(session) == before
        assert session.exec(select(Event).where(Event.action == "speaker.undone")).one()


@pytest.mark.parametrize(
    ("theirs", "others", "kept"),
    [("", "Harbour Party", "Harbour Party"), ("The ministry", "Harbour Party", "The ministry")],
)
def test_a_merge_leaves_both_names_with_one_affiliation(
    room: Newsroom, other: int, theirs: str, others: str, kept: str
) -> None:
    affiliate(room, ada(room), theirs)
    affiliate(room, other, others)
    with room.database.read() as session:
        before = state_of(session)
        merging = preview_merge(session, speaker_id=other, into_id=ada(room))
    assert merging.affiliation == ("" if theirs else others)

    mark = merge(room, other)

    assert affiliations(room, other) == [kept, kept]
    undo(room, mark)
    with room.database.read() as session:
        assert state_of(session) == before
    merge(room, other)
    affiliate(room, other, "Nobody's")
    assert affiliations(room, other) == ["Nobody's", "Nobody's"]


def affiliate(room: Newsroom, speaker_id: int, affiliation: str) -> None:
    with room.database.write() as session:
        set_affiliation(
            session, actor=room.actor("reviewer"), speaker_id=speaker_id, affiliation=affiliation
        )


def affiliations(room: Newsroom, other: int) -> list[str]:
    with room.database.read() as session:
        return [session.get_one(Speaker, one).affiliation for one in (ada(room), other)]


def test_a_later_article_that_uses_the_merged_name_means_the_other(
    room: Newsroom, other: int
) -> None:
    merge(room, other)

    with room.database.write() as session:
        found = ensure_speakers(session, [STONE], article_id=2)
        claim = choose_speaker(
            session,
            actor=room.actor("reviewer"),
            claim_id=room.task("city").claim_id,
            name="A. STONE",
        )

    assert found == {"A. Stone": ada(room)}
    assert claim.speaker_id == ada(room)


def test_what_was_approved_keeps_its_name_and_counts_for_the_merged_speaker(
    room: Newsroom, other: int
) -> None:
    checked = room.publish("costs", rating="true")
    merge(room, other)

    with room.database.read() as session:
        body = native_json(load_published(session, checked), "https://desk.example")
        family = family_ids(session, ada(room))
        listed = list_newest(session, CheckedFilter(speaker_ids=tuple(family)))
        tallies = tallies_of_speaker(session, ada(room))

    assert body["claim"]["speaker"] == "A. Stone"
    assert [one.checked.id for one in listed] == [checked.id]
    assert [tally.total for tally in tallies] == [1]


def test_a_verdict_that_waits_must_be_confirmed_and_an_open_page_is_stale(
    room: Newsroom, other: int
) -> None:
    room.submit("costs", rating="true")
    version = room.task("costs").version
    with room.database.read() as session:
        assert preview_merge(session, speaker_id=other, into_id=ada(room)).waiting == 1

    merge(room, other)

    assert room.task("costs").version == version + 1
    with pytest.raises(VerdictOutdated), room.database.write() as session:
        approve_verdict(
            session, actor=room.actor("editor"), task_id=room.tasks["costs"], version=None
        )


def test_nobody_takes_back_what_others_have_built_upon(room: Newsroom, other: int) -> None:
    mark = merge(room, other)
    with pytest.raises(VerbRefused, match="only they can take it back"):
        undo(room, mark, who="second")
    room.take("costs", "second")

    with pytest.raises(VerbRefused, match="Second has acted on task"):
        undo(room, mark)
    with room.database.read() as session:
        (change,) = latest_changes(session, room.actor("reviewer"))
    assert change.words == "A. Stone merged into Ada Stone"
    assert "has acted on task" in change.refusal


def test_a_later_change_is_taken_back_before_an_earlier_one(room: Newsroom, other: int) -> None:
    first = merge(room, other)
    with room.database.write() as session:
        claims = [room.task("costs").claim_id]
        part = Part("A. Stone", claims, ["A. Stone"])
        second = split_speaker(
            session, actor=room.actor("reviewer"), speaker_id=ada(room), part=part
        )

    with pytest.raises(VerbRefused, match="begin with that"):
        undo(room, first)
    undo(room, second)
    undo(room, first)
    with pytest.raises(VerbRefused, match="taken back already"):
        undo(room, first)


def test_a_split_gives_claims_and_wordings_to_somebody_new_and_back(
    room: Newsroom, other: int
) -> None:
    march = room.task("march").claim_id
    with room.database.read() as session:
        before = state_of(session)
    with room.database.write() as session:
        mark = split_speaker(
            session,
            actor=room.actor("reviewer"),
            speaker_id=ada(room),
            part=Part("Eve Stone", [march], ["Stone"]),
        )

    with room.database.read() as session:
        eve = find_by_key(session, "eve stone")
        assert eve is not None
        assert claim_ids_of(session, eve.id or 0) == [march]
        assert aliases_of(session, eve.id or 0) == ["Stone"]
        assert march not in claim_ids_of(session, ada(room))
    undo(room, mark)
    with room.database.read() as session:
        after = [row for row in state_of(session) if row[0] != "eve stone"]
        assert after == before
        assert get_resolved(session, eve.id or 0).id == ada(room)


def test_splitting_off_a_merged_name_has_later_articles_mean_the_new_person(
    room: Newsroom, other: int
) -> None:
    merge(room, other)
    with room.database.write() as session:
        part = Part("Eve Stone", [room.task("costs").claim_id], ["A. Stone"])
        split_speaker(session, actor=room.actor("reviewer"), speaker_id=ada(room), part=part)
        found = ensure_speakers(session, [STONE], article_id=3)
        assert get_speaker(session, found["A. Stone"]).name == "Eve Stone"


def test_what_cannot_be_merged_or_split_says_why(room: Newsroom, other: int) -> None:
    actor, stone = room.actor("reviewer"), ada(room)
    with room.database.write() as session:
        with pytest.raises(InvalidInput, match="same one"):
            merge_speakers(session, actor=actor, speaker_id=stone, into_id=stone)
        for part, words in (
            (Part("Eve", []), "Tick what"),
            (Part(" ", [room.task("march").claim_id]), "Say who"),
            (Part("ada stone", [room.task("march").claim_id]), "stands for a speaker"),
        ):
            with pytest.raises(InvalidInput, match=words):
                split_speaker(session, actor=actor, speaker_id=stone, part=part)
        part = Part("Eve", [room.task("city").claim_id])
        with pytest.raises(Conflict, match="no longer this speaker's"):
            split_speaker(session, actor=actor, speaker_id=stone, part=part)
    merge(room, other)
    with pytest.raises(Conflict, match="merged into another speaker already"):
        merge(room, other)
