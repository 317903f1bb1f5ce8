"""Gathering context: nothing that fails stands in the way, and nothing is found twice."""

from dataclasses import dataclass

import pytest
from sqlmodel import select

from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.context import gathering
from factcheck.context.documents import read_document
from factcheck.context.evidence import add_evidence, evidence_of, judge_evidence
from factcheck.context.gathering import (
    comparison_of,
    gather,
    give_up_gathering,
    runs_of,
    store_gathered,
)
from factcheck.context.library import add_source, list_sources, passages_of
from factcheck.context.models import SourceDocument
from factcheck.context.providers import PROVIDERS
from factcheck.context.providers.base import Finding, Provider, Request
from factcheck.context.search import COMMON, RERANKED, query_terms, search_passages
from factcheck.db import Database
from factcheck.errors import InvalidInput, Unavailable
from factcheck.extraction.types import Claim, Extraction, Speaker
from factcheck.queueing.models import Outbox
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import GATHER, get_task
from tests.tasks.walking import task_in_state
from tests.web.newsroom import TEXT, Newsroom


@dataclass(frozen=True)
class Broken:
    """A provider that always fails."""

    error: Exception
    name: str = "broken"
    label: str = "Broken"

    def gather(self, database: Database, request: Request) -> list[Finding]:
        raise self.error


@dataclass(frozen=True)
class Finder:
    """A provider that finds what it was given."""

    findings: tuple[Finding, ...]
    name: str = "finder"
    label: str = "Finder"

    def gather(self, database: Database, request: Request) -> list[Finding]:
        return list(self.findings)


def gather_with(room: Newsroom, task_id: int, *providers: Provider) -> None:
    gathered = gather(room.database, task_id, providers)
    with room.database.write() as session:
        store_gathered(session, actor=SYSTEM, task_id=task_id, gathered=gathered)


def keys(room: Newsroom, task_id: int, provider: str) -> list[str]:
    with room.database.read() as session:
        return [item.key for item in evidence_of(session, task_id) if item.provider == provider]


def add_document(room: Newsroom, text: str, title: str = "Source") -> SourceDocument:
    with room.database.write() as session:
        row, _ = add_source(
            session,
            actor=SYSTEM,
            document=read_document(text.encode(), filename="source.txt"),
            data=text.encode(),
            title=title,
        )
    return row


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Unavailable("The archive is away. Try again."), "The archive is away. Try again."),
        (KeyError("x"), "It stopped with an error (KeyError)."),
    ],
)
def test_a_provider_that_fails_says_so_and_blocks_nothing(
    shared_room: Newsroom, error: Exception, sentence: str
) -> None:
    task_id, _ = task_in_state(shared_room, "queued")
    found = Finder((Finding("one", "Title", "Words."),))

    gather_with(shared_room, task_id, Broken(error), found)

    with shared_room.database.read() as session:
        runs = {run.provider: (run.state, run.detail) for run in runs_of(session, task_id)}
        assert get_task(session, task_id).state == "ready"
    assert runs == {"broken": ("failed", sentence), "finder": ("found", "")}


def test_a_comparison_that_fails_blocks_nothing_and_is_forgotten_when_it_works(
    shared_room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise InvalidInput("The quote holds no words.")

    task_id, _ = task_in_state(shared_room, "queued")
    with monkeypatch.context() as patched:
        patched.setattr(gathering, "compare_with_library", fail)
        gather_with(shared_room, task_id)
    with shared_room.database.read() as session:
        assert [(run.provider, run.state) for run in runs_of(session, task_id)] == [
            ("comparison", "failed")
        ]
        assert get_task(session, task_id).state == "ready"

    gather_with(shared_room, task_id)

    with shared_room.database.read() as session:
        assert runs_of(session, task_id) == []
        assert comparison_of(session, task_id) is not None


def test_gathering_that_was_given_up_leaves_the_task_to_people(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "queued")
    with shared_room.database.write() as session:
        give_up_gathering(session, actor=SYSTEM, task_id=task_id, reason="Five times in vain.")
    with shared_room.database.read() as session:
        assert get_task(session, task_id).state == "ready"
        assert [run.detail for run in runs_of(session, task_id)] == ["Five times in vain."]


def test_gathering_twice_doubles_nothing(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "queued")
    gather_with(shared_room, task_id, *PROVIDERS)
    with shared_room.database.read() as session:
        before = [(item.id, item.provider, item.key) for item in evidence_of(session, task_id)]

    gather_with(shared_room, task_id, *PROVIDERS)

    with shared_room.database.read() as session:
        after = [(item.id, item.provider, item.key) for item in evidence_of(session, task_id)]
    assert before
    assert after == before


def test_what_is_no_longer_found_goes_unless_a_person_judged_it(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "queued")
    twice = Finding("b", "B", "Words.")
    gather_with(shared_room, task_id, Finder((Finding("a", "A", "Words."), twice, twice)))
    with shared_room.database.write() as session:
        (kept,) = (item for item in evidence_of(session, task_id) if item.key == "a")
        judge_evidence(
            session, actor=SYSTEM, task_id=task_id, evidence_id=kept.id or 0, stance="supports"
        )
        by_hand = add_evidence(session, actor=SYSTEM, task_id=task_id, passage="By hand.")

    gather_with(shared_room, task_id, Finder(()))

    assert keys(shared_room, task_id, "finder") == ["a"]
    assert keys(shared_room, task_id, "person") == [by_hand.key]


def test_the_same_piece_is_added_by_hand_once(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "ready")
    with shared_room.database.write() as session:
        ids = {
            add_evidence(session, actor=SYSTEM, task_id=task_id, url="https://a.example").id
            for _ in range(2)
        }
    assert len(ids) == 1


def test_at_most_two_pieces_decide(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "ready")

    def decide(words: str) -> None:
        with shared_room.database.write() as session:
            add_evidence(session, actor=SYSTEM, task_id=task_id, passage=words, decisive=True)

    decide("one")
    decide("two")
    with pytest.raises(InvalidInput, match="At most two"):
        decide("three")
    assert len(keys(shared_room, task_id, "person")) == 2


def test_a_source_that_comes_later_is_held_against_open_tasks(room: Newsroom) -> None:
    with room.database.write() as session:
        for job in session.exec(select(Outbox).where(Outbox.state == "pending")):
            session.delete(job)

    add_document(room, "The statistics office on building costs: they fell by 4.2 per cent.")

    with room.database.read() as session:
        asked = session.exec(select(Outbox.subject_id).where(Outbox.kind == GATHER)).all()
    questions = ("quote", "historic", "costs", "city", "work")
    assert set(asked) >= {room.tasks[name] for name in questions}
    gather_with(room, room.tasks["costs"], *PROVIDERS)
    assert len(keys(room, room.tasks["costs"], "source_library")) >= 2


def test_the_same_bytes_are_kept_once_and_passages_are_slices(shared_room: Newsroom) -> None:
    first = add_document(shared_room, "Same bytes.\n\nSecond paragraph.", "First")
    again = add_document(shared_room, "Same bytes.\n\nSecond paragraph.", "Other title")

    assert (again.id, again.title) == (first.id, "First")
    with shared_room.database.read() as session:
        passages = passages_of(session, first.id or 0)
        assert list_sources(session, limit=1)[0].id == first.id
    for passage in passages:
        assert first.text[passage.start_offset : passage.end_offset] == passage.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "x"])
def test_a_source_has_an_address_of_the_web_or_none(shared_room: Newsroom, url: str) -> None:
    with pytest.raises(InvalidInput), shared_room.database.write() as session:
        add_source(
            session,
            actor=SYSTEM,
            document=read_document(b"Words of the web."),
            data=b"Words of the web.",
            url=url,
        )


def search(room: Newsroom, words: str) -> list[str]:
    with room.database.read() as session:
        return [passage.text for passage in search_passages(session, words)]


def test_search_finds_a_single_telling_word(shared_room: Newsroom) -> None:
    words = "We agreed that the path to membership is irreversible."
    add_document(shared_room, f"Nothing here.\n\n{words}\n\nNor here.")

    assert search(shared_room, "“irreversible”") == [words]
    assert search(shared_room, "IRREVERSIBLE,") == [words]


def test_what_only_common_words_tell_apart_is_found_among_hundreds(shared_room: Newsroom) -> None:
    def number(place: int) -> str:
        return f"the ledger of {place} was closed by the clerk"

    filling = "\n\n".join(f"{number(place)} and the council met." for place in range(COMMON + 200))
    words = "The council met, and the clerk was glad that the harbour ledger"
    add_document(shared_room, f"{filling}\n\n{words}.")
    others = "\n\n".join(f"On day {day} the harbour was shut." for day in range(RERANKED + 50))
    add_document(shared_room, f"{others}\n\n{words}, too.")

    assert search(shared_room, words)[:2] == [f"{words}.", f"{words}, too."]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "…",
        "the of and",
        '"',
        "'",
        "NEAR(a b)",
        "a AND OR NOT b",
        "text:bridge*",
        "bridge & | ! <-> )(",
        "bridge:*A",
        "\\",
        "%_",
        "-bridge",
        "x" * 5000,
        "ß" * 3000 + " bridge",
        "word " * 2000,
        "🙂 👩‍👩‍👧",
        "a\x00b",
        "bridge'; DROP TABLE passage; --",
        "_" * 50,
        "ﷺ İ ǅ",
    ],
)
def test_hostile_words_find_something_or_nothing(shared_room: Newsroom, words: str) -> None:
    assert isinstance(search(shared_room, words), list)


def test_terms_are_words_alone_and_the_telling_ones_first() -> None:
    assert query_terms("The path to “membership” is irreversible!") == [
        "path",
        "membership",
        "irreversible",
    ]
    assert query_terms("to be or not to be") == ["to", "be", "or", "not"]
    assert query_terms("x" * 101 + " word") == ["word"]


def test_the_same_speaker_is_shown_first_with_what_shares_the_claims_words(room: Newsroom) -> None:
    article = f"{TEXT}\n\nStone also said that work on the second bridge will begin in April."
    words = "work on the second bridge will begin in April"
    with room.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=article, title="Second")
        assert taken.version is not None
        newer = [
            Claim(
                start=article.index(one),
                end=article.index(one) + len(one),
                text=one,
                types=(),
                speaker="Ada Stone",
                speaker_raw="Stone",
                cue="said",
                checkable=True,
                score=0.5,
                reasons=(),
            )
            for one in (words, "The city has 310,000 inhabitants")
        ]
        speakers = (Speaker("Ada Stone", "person", aliases=("Stone",)),)
        found = Extraction(quotes=(), claims=tuple(newer), speakers=speakers)
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=found)

    gather_with(room, room.tasks["march"], *PROVIDERS)

    with room.database.read() as session:
        items = evidence_of(session, room.tasks["march"])
    passages = [item.passage for item in items if item.provider == "same_speaker"]
    assert passages[0] == words
    assert "The city has 310,000 inhabitants" in passages[1:]
    # What this very article has her say stands around the claim, and is no other statement.
    others = {item.place["article"] for item in items if item.provider == "same_speaker"}
    assert others == {taken.article.id}
