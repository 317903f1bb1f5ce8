"""Recorded claims: once each, with their speakers, and along with their article's new versions."""

import pytest

from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.claims.models import Claim
from factcheck.claims.service import (
    choose_speaker,
    claims_of_article,
    claims_of_speaker,
    ensure_speakers,
    get_claim,
    search_speakers,
    speaker_name,
)
from factcheck.errors import InvalidInput, NotFound
from factcheck.extraction import types as extracted
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.queries import tasks_of_claims
from tests.web.newsroom import QUOTE, TEXT, Newsroom, extraction_of


def new_version(room: Newsroom, text: str, extraction: extracted.Extraction) -> ArticleVersion:
    assert room.article is not None
    with room.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=text, url=room.article.url)
        assert taken.version is not None
        assert taken.article.id == room.article.id
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extraction)
        return taken.version


def claims(room: Newsroom) -> list[Claim]:
    assert room.article is not None
    with room.database.read() as session:
        return claims_of_article(session, room.article.id or 0)


def test_every_claim_is_a_slice_of_its_version(room: Newsroom) -> None:
    for claim in claims(room):
        with room.database.read() as session:
            version = session.get_one(ArticleVersion, claim.article_version_id)
        assert version.text[claim.start_offset : claim.end_offset] == claim.text


def test_extracting_again_changes_nothing(room: Newsroom) -> None:
    before = [claim.model_dump() for claim in claims(room)]
    with room.database.write() as session:
        version = session.get_one(ArticleVersion, claims(room)[0].article_version_id)
        again = open_tasks(
            session, actor=SYSTEM, version=version, extraction=extraction_of(version.text)
        )
    assert again == []
    assert [claim.model_dump() for claim in claims(room)] == before


def test_a_new_version_takes_its_claims_along(room: Newsroom) -> None:
    ids = [claim.id for claim in claims(room)]
    text = TEXT.strip() + "\n\nCorrection: the port was misspelt."

    version = new_version(room, text, extraction_of(text))

    assert [claim.id for claim in claims(room)] == ids
    assert {claim.article_version_id for claim in claims(room)} == {version.id}
    assert {claim.anchor_state for claim in claims(room)} == {"anchored"}


def test_words_that_are_gone_leave_an_orphan_whose_task_stays(room: Newsroom) -> None:
    text = TEXT.replace(QUOTE, "We will build something")
    kept = extraction_of(TEXT)

    version = new_version(room, text, extracted.Extraction(quotes=(), claims=()))

    by_text = {claim.text: claim for claim in claims(room)}
    assert by_text[QUOTE].anchor_state == "orphaned"
    assert by_text[QUOTE].article_version_id != version.id
    assert by_text[kept.claims[0].text].anchor_state == "moved"
    with room.database.read() as session:
        found = tasks_of_claims(session, [by_text[QUOTE].id or 0])
    assert [task.state for task in found[by_text[QUOTE].id or 0]] == ["ready"]


def test_one_speaker_has_one_row_however_the_name_is_written(room: Newsroom) -> None:
    with room.database.write() as session:
        first = ensure_speakers(session, [extracted.Speaker("Ada Stone", "person")])
        second = ensure_speakers(session, [extracted.Speaker("ADA  STONE", "person")])

    assert list(first.values()) == list(second.values())
    with room.database.read() as session:
        names = [speaker.name for speaker, _claims in search_speakers(session)]
        assert names == sorted(names)
        assert names.count("Ada Stone") == 1
        of_stone = claims_of_speaker(session, first["Ada Stone"])
    assert QUOTE in [claim.text for claim in of_stone]


def test_a_person_says_who_spoke(room: Newsroom) -> None:
    claim_id = claims(room)[0].id or 0
    with room.database.write() as session:
        choose_speaker(session, actor=room.actor("reviewer"), claim_id=claim_id, name=" Ben Wood ")
    with room.database.read() as session:
        assert speaker_name(session, get_claim(session, claim_id)) == "Ben Wood"


@pytest.mark.parametrize("name", ["", "  ", "—", "“”"])
def test_nobody_is_no_speaker(room: Newsroom, name: str) -> None:
    with pytest.raises(InvalidInput), room.database.write() as session:
        choose_speaker(
            session, actor=room.actor("reviewer"), claim_id=claims(room)[0].id or 0, name=name
        )


def test_an_unknown_claim_is_not_found(shared_room: Newsroom) -> None:
    with pytest.raises(NotFound), shared_room.database.read() as session:
        get_claim(session, 999_999)
