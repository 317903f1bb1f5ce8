"""A claim by hand: anchored like any other, refused where one stands, taken back by its finder."""

from dataclasses import dataclass
from datetime import date
from itertools import count

import pytest
from sqlmodel import col, select

from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import add_article, add_version, get_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.adding import still_aside
from factcheck.claims.models import Claim, KnownClaim
from factcheck.claims.service import claims_of_article, get_claim, get_speaker
from factcheck.errors import Conflict, InvalidInput
from factcheck.extraction import extract
from factcheck.queueing.models import Outbox
from factcheck.tasks.adding import Added, ClaimThere, Pointed, add_claim, undo_added
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import dismiss_task, task_id_of
from tests.web.newsroom import Newsroom

QUESTION = "Who would pay for the harbour?"
VAGUE = "The harbour is doing rather well."
COUNTED = "The town spent 3 million euros on the quay in 2023."
SAID = "The mayor, Ines Vale, said: “We kept our word.”"
_numbers = count(1)


@dataclass
class Text:
    """An article of a test's own, as extraction reads it."""

    room: Newsroom
    article_id: int
    version: ArticleVersion

    def add(
        self, words: str, kind: str = "claim", *, speaker: str = "", seen: int | None = None
    ) -> Added:
        start = self.version.text.index(words)
        with self.room.database.write() as session:
            pointed = Pointed(kind, start, start + len(words), speaker, seen or self.version.id)
            return add_claim(
                session,
                actor=self.room.actor("reviewer"),
                article_id=self.article_id,
                pointed=pointed,
            )


@pytest.fixture
def text(shared_room: Newsroom) -> Text:
    number = next(_numbers)
    words = f"Harbour news, edition {number}.\n\n{QUESTION}\n\n{VAGUE} {COUNTED}\n\n{SAID}\n"
    with shared_room.database.write() as session:
        taken = add_article(
            session,
            actor=shared_room.actor("reviewer"),
            text=words,
            published=date(2024, 5, 2),
        )
        assert taken.version is not None
        open_tasks(
            session, actor=SYSTEM, version=taken.version, extraction=extract(taken.version.text)
        )
    return Text(shared_room, taken.article.id or 0, taken.version)


def test_extraction_says_what_it_set_aside_and_why(text: Text) -> None:
    aside = {
        text.version.text[one["start"] : one["end"]]: one["reason"]
        for one in text.version.set_aside
    }

    assert aside[QUESTION] == "a question"
    assert any("rather well" in words for words in aside)


def test_a_claim_by_hand_is_anchored_asked_known_and_recorded(text: Text) -> None:
    added = text.add(VAGUE, speaker="Ines Vale")

    (task,) = added.tasks
    claim = added.claim
    assert (claim.kind, claim.text, claim.method, claim.checkable) == (
        "claim",
        VAGUE,
        "added",
        True,
    )
    assert text.version.text[claim.start_offset : claim.end_offset] == VAGUE
    assert claim.prefix.endswith("harbour?\n\n")
    assert claim.suffix.startswith(" The town")
    assert (task.question, task.state) == ("true", "queued")
    assert task.priority >= 0.6
    with text.room.database.read() as session:
        assert get_speaker(session, claim.speaker_id or 0).name == "Ines Vale"
        assert session.exec(select(KnownClaim).where(KnownClaim.task_id == task.id)).one()
        jobs = select(Outbox.kind).where(
            Outbox.subject_id == task.id, Outbox.kind == "gather_context"
        )
        assert session.exec(jobs).one()
        actions = session.exec(
            select(Event.action).where(Event.object_type == "claim", Event.object_id == claim.id)
        ).all()
        assert actions == ["claim.added"]
        left = still_aside(text.version.set_aside, claims_of_article(session, text.article_id))
        assert VAGUE[:10] not in [text.version.text[one["start"] :][:10] for one in left]


def test_what_the_words_say_is_read_as_extraction_reads_it(text: Text) -> None:
    with text.room.database.write() as session:
        claim = session.exec(
            select(Claim).where(
                Claim.article_id == text.article_id, col(Claim.text).contains("3 million")
            )
        ).one()
        assert claim.quantities[0]["value"] == 3_000_000

    with pytest.raises(ClaimThere, match="3 million") as refused:
        text.add(COUNTED[:20])
    assert refused.value.claim.id == claim.id


def test_a_ticked_sentence_that_holds_a_quotation_gives_its_words(text: Text) -> None:
    with pytest.raises(ClaimThere, match="We kept our word"):
        text.add(SAID, "quote")


def test_a_quote_with_nobody_named_has_the_articles_speakers_to_choose_from(
    shared_room: Newsroom,
) -> None:
    words = f"Edition {next(_numbers)} of the quay news.\n\n{SAID}\n\nThe so-called “green quay” opened on Monday."
    with shared_room.database.write() as session:
        taken = add_article(session, actor=shared_room.actor("reviewer"), text=words)
        assert taken.version is not None
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extract(words.strip()))
    own = Text(shared_room, taken.article.id or 0, taken.version)

    added = own.add("The so-called “green quay” opened on Monday.", "quote")

    assert added.claim.text == "green quay"
    assert added.claim.speaker_id is None
    assert "Ines Vale" in added.claim.candidates
    assert [task.question for task in added.tasks] == ["said"]


def test_words_that_repeat_an_earlier_claim_share_its_task(shared_room: Newsroom) -> None:
    words = f"Quay accounts {next(_numbers)}.\n\n{COUNTED}\n\nSo the quay has cost the town 3 million euros in 2023, spent at once."
    with shared_room.database.write() as session:
        taken = add_article(session, actor=shared_room.actor("reviewer"), text=words)
        assert taken.version is not None
        start = taken.version.text.index(COUNTED)
        first = extract(COUNTED).claims[0]
        assert first.start == 0
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extract(""))
    own = Text(shared_room, taken.article.id or 0, taken.version)
    earlier = own.add(COUNTED)
    assert start == earlier.claim.start_offset

    again = own.add("the quay has cost the town 3 million euros in 2023, spent at once")

    assert again.claim.same_as_id == earlier.claim.id
    assert again.tasks == []


def test_what_was_not_thought_worth_a_task_is_asked_after_all(text: Text) -> None:
    added = text.add(VAGUE)
    with text.room.database.write() as session:
        claim = get_claim(session, added.claim.id or 0)
        start, end = claim.start_offset, claim.end_offset
        other = Claim(
            **{
                **claim.model_dump(exclude={"id"}),
                "start_offset": start - 40,
                "end_offset": start - 20,
                "method": "",
                "checkable": False,
            }
        )
        other.text = text.version.text[start - 40 : start - 20]
        session.add(other)
    assert end > start

    asked = text.add(other.text)

    assert asked.claim.id == other.id
    assert [task.question for task in asked.tasks] == ["true"]


def test_a_place_without_words_or_of_another_version_is_refused(text: Text) -> None:
    pointed = Pointed("claim", 0, 10**7)
    with pytest.raises(InvalidInput, match="no words"), text.room.database.write() as session:
        add_claim(session, actor=SYSTEM, article_id=text.article_id, pointed=pointed)
    with pytest.raises(InvalidInput, match="no words"):
        text.add("\n\n")
    with pytest.raises(InvalidInput, match="quote or a claim"):
        text.add(VAGUE, "poem")
    with text.room.database.write() as session:
        article = get_article(session, text.article_id)
        add_version(session, actor=SYSTEM, article=article, text=text.version.text + "More.")
    with pytest.raises(Conflict, match="newer version"):
        text.add(VAGUE)
    with pytest.raises(Conflict, match="being read"), text.room.database.write() as session:
        add_claim(
            session, actor=SYSTEM, article_id=text.article_id, pointed=Pointed("claim", 0, 10)
        )


def test_its_finder_takes_it_back_until_somebody_else_has_acted(text: Text) -> None:
    reviewer, second = text.room.actor("reviewer"), text.room.actor("second")
    claim_id = text.add(VAGUE).claim.id or 0
    with pytest.raises(VerbRefused, match="did not add"), text.room.database.write() as session:
        undo_added(session, actor=second, claim_id=claim_id)

    with text.room.database.write() as session:
        (task,) = undo_added(session, actor=reviewer, claim_id=claim_id)

    assert (task.state, task.reason) == ("dismissed", "added by mistake")
    other = text.add(QUESTION)
    with text.room.database.write() as session:
        dismiss_task(
            session,
            actor=second,
            task_id=task_id_of(other.tasks[0]),
            version=None,
            reason="opinion",
        )
    with (
        pytest.raises(VerbRefused, match="Second has acted"),
        text.room.database.write() as session,
    ):
        undo_added(session, actor=reviewer, claim_id=other.claim.id or 0)
