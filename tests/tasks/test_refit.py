"""A desk's decisions refit the score, measured on decisions held back, and only when told to."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import select

from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.claims.worth import list_versions, rate_of_desk, use_version, version_in_use
from factcheck.errors import NotFound
from factcheck.extraction.worth import rate
from factcheck.extraction.worth_measures import Figures
from factcheck.extraction.worth_refit import Change
from factcheck.tasks.refit import NoBetter, Refit, TooFewDecisions, apply_refit, measure_refit
from tests.databases import KINDS
from tests.desks import Newsrooms
from tests.tasks.deciding import claims_of_taste, decide_by_taste, dismiss, open_claims
from tests.web.newsroom import Newsroom
from worker.handlers import ExtractArticle

SHIP = "The ferry Alder carried 512 people to the harbour in 2022."
BUDGET = "The budget of Alder rose by 41 percent to $7 million in 2022."


@pytest.fixture(scope="module", params=KINDS)
def desk(
    request: pytest.FixtureRequest, newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    """240 decisions by a taste of its own; no test here changes them."""
    with newsrooms.copy(request.param, tmp_path_factory.mktemp("desk")) as room:
        decide_by_taste(room, 240)
        yield room


@pytest.fixture
def as_shipped(desk: Newsroom) -> Iterator[Newsroom]:
    yield desk
    with desk.database.write() as session:
        use_version(session, actor=SYSTEM, version_id=0)


def measure(room: Newsroom) -> Refit:
    with room.database.read() as session:
        return measure_refit(session)


def apply(room: Newsroom) -> int:
    measured = measure(room)
    with room.database.write() as session:
        return apply_refit(session, actor=room.actor("admin"), measured=measured).id or 0


def scores(room: Newsroom) -> tuple[float, float]:
    with room.database.read() as session:
        of_desk = rate_of_desk(session)
    return of_desk(SHIP).score, of_desk(BUDGET).score


def test_the_desks_taste_is_learned_from_older_decisions_and_seen_in_the_newest(
    desk: Newsroom,
) -> None:
    measured = measure(desk)

    assert (measured.fitted.all, measured.held_back.all) == (180, 60)
    assert measured.before.average_precision < 0.8
    assert measured.after.average_precision > 0.95
    assert measured.after.f1 > measured.before.f1


def test_measuring_changes_nothing(desk: Newsroom) -> None:
    before = scores(desk)
    measure(desk)

    with desk.database.read() as session:
        assert version_in_use(session) is None
    assert scores(desk) == before == (rate(SHIP).score, rate(BUDGET).score)


def test_applied_it_scores_by_the_desks_taste_and_says_so_in_the_log(as_shipped: Newsroom) -> None:
    shipped_ship, shipped_budget = scores(as_shipped)
    number = apply(as_shipped)

    ship, budget = scores(as_shipped)
    assert ship - budget > shipped_ship - shipped_budget
    assert ship > 0.5 > budget
    with as_shipped.database.read() as session:
        logged = session.exec(
            select(Event)
            .where(Event.object_type == "worth_version", Event.object_id == number)
            .order_by(Event.seq)  # type: ignore[arg-type]
        ).all()
    assert [event.action for event in logged] == ["worth.refitted", "worth.version_used"]
    assert json.loads(logged[0].payload)["fitted"] == 180
    assert json.loads(logged[1].payload)["before"] == 0


def test_the_worker_scores_new_articles_with_the_version_in_use(as_shipped: Newsroom) -> None:
    apply(as_shipped)
    with as_shipped.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=f"Harbour news\n\n{SHIP}\n\n{BUDGET}\n")
        assert taken.version is not None
        version_id = taken.version.id or 0
    handler = ExtractArticle()
    result = handler.work(as_shipped.database, version_id)
    with as_shipped.database.write() as session:
        handler.apply(session, version_id, result)

    with as_shipped.database.read() as session:
        stored = session.exec(select(Claim).where(Claim.article_version_id == version_id)).all()
        of_desk = rate_of_desk(session)
    assert [claim.score for claim in stored] == [of_desk(claim.text).score for claim in stored]
    assert [claim.score for claim in stored] != [rate(claim.text).score for claim in stored]


def test_earlier_versions_are_kept_and_can_be_used_again(as_shipped: Newsroom) -> None:
    first = apply(as_shipped)
    learned = scores(as_shipped)
    with as_shipped.database.write() as session:
        use_version(session, actor=SYSTEM, version_id=0)
    assert scores(as_shipped) == (rate(SHIP).score, rate(BUDGET).score)

    with as_shipped.database.write() as session:
        use_version(session, actor=SYSTEM, version_id=first)
    assert scores(as_shipped) == learned
    with as_shipped.database.read() as session:
        assert first in [version.id for version in list_versions(session)]
        assert [one.id for one in list_versions(session) if one.in_use] == [first]


def test_a_version_that_there_is_not_is_refused(as_shipped: Newsroom) -> None:
    with pytest.raises(NotFound, match="worth list"), as_shipped.database.write() as session:
        use_version(session, actor=SYSTEM, version_id=4711)


def test_a_refit_that_sorts_no_better_is_not_applied(as_shipped: Newsroom) -> None:
    good, bad = Figures(0.8, 0.9), Figures(0.9, 0.8)
    measured = measure(as_shipped)
    worse = Refit(Change(), 0, measured.fitted, measured.held_back, before=good, after=bad)

    with pytest.raises(NoBetter), as_shipped.database.write() as session:
        apply_refit(session, actor=SYSTEM, measured=worse)
    with as_shipped.database.read() as session:
        assert version_in_use(session) is None


def test_too_few_decisions_are_counted_and_refused(room: Newsroom) -> None:
    decide_by_taste(room, 12)

    with pytest.raises(TooFewDecisions, match=r"12 of at least 200 \(6 taken, 6 dismissed"):
        measure(room)


def test_decisions_of_one_kind_teach_nothing(room: Newsroom) -> None:
    dismiss(room, *open_claims(room, [text for text, _ in claims_of_taste(200)]))

    with pytest.raises(TooFewDecisions, match="both kinds"):
        measure(room)
