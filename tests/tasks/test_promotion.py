"""Words in quotation marks that were nobody's become a quote by a person's decision."""

import pytest
from sqlmodel import select

from factcheck.articles.service import add_article, get_version
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.service import choose_speaker, get_claim
from factcheck.errors import Conflict
from factcheck.extraction.types import Extraction, NonQuote
from factcheck.tasks.models import Task
from factcheck.tasks.opening import open_tasks, promote_nonquote
from tests.web.newsroom import Newsroom

TEXT = "The harbour's so-called “green corridor” opened on Monday."
START = TEXT.index("green")
END = START + len("green corridor")


def given_scare_quote(room: Newsroom) -> int:
    with room.database.write() as session:
        taken = add_article(session, actor=room.actor("reviewer"), text=TEXT)
        assert taken.version is not None
        aside = NonQuote(START, END, "green corridor", "scare_quote")
        extraction = Extraction(nonquotes=(aside,))
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extraction)
        return taken.version.id or 0


def promote(room: Newsroom, version_id: int) -> Task:
    with room.database.write() as session:
        article_id = get_version(session, version_id).article_id
        return promote_nonquote(
            session, actor=room.actor("reviewer"), article_id=article_id, start=START, end=END
        )


def test_a_promoted_quote_gets_its_task_and_leaves_the_list(room: Newsroom) -> None:
    version_id = given_scare_quote(room)

    task = promote(room, version_id)

    with room.database.read() as session:
        claim = get_claim(session, task.claim_id)
        assert (claim.kind, claim.text, claim.method) == ("quote", "green corridor", "person")
        assert claim.speaker_id is None
        assert (task.question, task.state) == ("said", "queued")
        assert get_version(session, version_id).nonquotes == []
        actions = session.exec(select(Event.action).where(Event.object_id == claim.id)).all()
        assert "claim.promoted" in actions


def test_its_speaker_is_then_a_persons_choice(room: Newsroom) -> None:
    task = promote(room, given_scare_quote(room))

    with room.database.write() as session:
        choose_speaker(
            session, actor=room.actor("reviewer"), claim_id=task.claim_id, name="Ada Stone"
        )

    with room.database.read() as session:
        assert get_claim(session, task.claim_id).speaker_id is not None


def test_words_that_were_not_set_aside_cannot_be_promoted(room: Newsroom) -> None:
    version_id = given_scare_quote(room)
    promote(room, version_id)

    with pytest.raises(Conflict):
        promote(room, version_id)
