"""Known claims in the database: found as the index in memory finds them, and kept up to date."""

import pytest
from sqlmodel import Session, select, text

from factcheck.claims.known import find_earlier, known_of_task, search_known
from factcheck.claims.matching import CheckedText, Index, Match
from factcheck.claims.models import KnownClaim, KnownTerm
from factcheck.preparation import prepare_database
from factcheck.tasks.service import dismiss_task, reopen_task
from factcheck.verdicts.approval import correct_check, retract_check, undo_act
from tests.web.newsroom import Newsroom

COSTS = "The statistics office says building costs fell by 4.2 per cent in half a year"
QUERIES = (
    COSTS,
    "a port city with 310,000 inhabitants",
    "Forty-two bridges will be built along the coast by next year",
    "When does the first bridge begin? In March, the minister said",
)
ODD = (
    "",
    "the of and",
    '"',
    "NEAR(bridges, costs) AND NOT text:*",
    "' OR 1=1; DROP TABLE known_claim; --",
    "bridges" * 2000,
    "— …  🙂",
    "%s :term_0 %(x)s ? \\",
)


def ids(matches: list[Match]) -> list[str]:
    return [match.id for match in matches]


def known(room: Newsroom, name: str) -> KnownClaim | None:
    with room.database.read() as session:
        return known_of_task(session, room.tasks[name])


def found(room: Newsroom, query: str) -> list[int | None]:
    with room.database.read() as session:
        return [one.known.task_id for one in find_earlier(session, query)]


def test_the_database_ranks_as_the_index_in_memory_does(shared_room: Newsroom) -> None:
    with shared_room.database.read() as session:
        rows = session.exec(select(KnownClaim).order_by(KnownClaim.id)).all()
        index = Index(CheckedText(str(row.id), row.text) for row in rows)
        for query in QUERIES:
            inside = search_known(session, query, top=3)
            outside = index.search(query, 3)
            assert ids(inside) == ids(outside) != []
            assert [one.score for one in inside] == pytest.approx([one.score for one in outside])


@pytest.mark.parametrize("query", ODD)
def test_no_text_is_taken_for_a_command(shared_room: Newsroom, query: str) -> None:
    with shared_room.database.read() as session:
        search_known(session, query)
        assert find_earlier(session, query) == []
        assert session.exec(select(KnownTerm).limit(1)).first() is not None


def test_a_reranker_has_the_last_word(shared_room: Newsroom) -> None:
    class Backwards:
        def rerank(self, query: str, candidates: object) -> list[Match]:
            assert query == COSTS
            return list(reversed(candidates))  # type: ignore[call-overload, no-any-return]

    with shared_room.database.read() as session:
        plain = search_known(session, COSTS)
        turned = search_known(session, COSTS, top=2, reranker=Backwards())

    assert len(plain) == 2
    assert turned == plain[::-1]


def test_what_makes_two_claims_alike_is_said(shared_room: Newsroom) -> None:
    with shared_room.database.read() as session:
        (same,) = find_earlier(session, COSTS)
        (other,) = find_earlier(session, COSTS.replace("4.2", "42"))

    assert same.known.task_id == shared_room.tasks["costs"]
    assert {"costs", "building", "statistics"} & set(same.shared) == {"costs", "building"}
    assert (same.same_amounts, other.same_amounts) == (True, False)
    assert same.likeness > other.likeness


def test_a_claim_is_known_as_long_as_its_task_stands(room: Newsroom) -> None:
    actor, task_id = room.actor("reviewer"), room.tasks["costs"]
    assert found(room, COSTS) == [task_id]

    with room.database.write() as session:
        dismiss_task(session, actor=actor, task_id=task_id, version=None, reason="opinion")
    assert found(room, COSTS) == []
    with room.database.write() as session:
        undo_act(session, actor=actor, task_id=task_id, version=None)
    assert found(room, COSTS) == [task_id]
    with room.database.write() as session:
        dismiss_task(session, actor=actor, task_id=task_id, version=None, reason="opinion")
    with room.database.write() as session:
        reopen_task(session, actor=actor, task_id=task_id, version=None)
    assert found(room, COSTS) == [task_id]


def test_a_refused_change_leaves_the_index_as_it_was(room: Newsroom) -> None:
    def fail(session: Session) -> None:
        dismiss_task(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["costs"],
            version=None,
            reason="opinion",
        )
        raise RuntimeError("the connection broke")

    with pytest.raises(RuntimeError), room.database.write() as session:
        fail(session)

    assert found(room, COSTS) == [room.tasks["costs"]]


def test_a_check_is_known_with_its_rating_until_it_is_retracted(room: Newsroom) -> None:
    checked = room.publish("costs", rating="false", rationale="It was 2.4.")
    task_id = room.tasks["costs"]
    row = known(room, "costs")
    assert row is not None
    assert (row.kind, row.label, row.url, row.notice) == (
        "checked",
        "False",
        f"/c/{checked.slug}",
        "",
    )
    assert row.checked_on == checked.updated_at.date()

    with room.database.write() as session:
        correct_check(
            session,
            actor=room.actor("reviewer"),
            task_id=task_id,
            version=None,
            reason="A typing error.",
            lease_minutes=15,
        )
    row = known(room, "costs")
    assert row is not None
    assert row.notice == "under correction"
    with room.database.write() as session:
        undo_act(session, actor=room.actor("reviewer"), task_id=task_id, version=None)
    row = known(room, "costs")
    assert row is not None
    assert row.notice == ""

    for who in ("editor", "admin"):
        with room.database.write() as session:
            retract_check(
                session, actor=room.actor(who), task_id=task_id, version=None, reason="Forged."
            )
    assert known(room, "costs") is None
    assert found(room, COSTS) == []


def test_what_an_older_version_left_out_is_brought_in_once(room: Newsroom) -> None:
    room.publish("city", rating="true", rationale="So says the register.")
    with room.database.read() as session:
        before = session.exec(select(KnownClaim).order_by(KnownClaim.task_id)).all()
    with room.database.write() as session:
        session.execute(text("DELETE FROM known_term"))
        session.execute(text("DELETE FROM known_claim"))

    prepare_database(room.database)
    prepare_database(room.database)

    with room.database.read() as session:
        after = session.exec(select(KnownClaim).order_by(KnownClaim.task_id)).all()
    assert [row.model_dump(exclude={"id"}) for row in after] == [
        row.model_dump(exclude={"id"}) for row in before
    ]
    assert found(room, COSTS) == [room.tasks["costs"]]
