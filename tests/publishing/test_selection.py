"""What the desk chose to check: by claimant, affiliation, reason, and of public interest."""

from datetime import UTC, datetime

import time_machine

from factcheck.claims.affiliations import set_affiliation
from factcheck.claims.service import get_claim
from factcheck.publishing.selection import measure_selection
from factcheck.tasks.service import get_task
from factcheck.verdicts.statements import write_statement
from tests.web.newsroom import Newsroom


def publish(room: Newsroom, name: str, rating: str, **said: str | bool) -> None:
    with room.database.write() as session:
        write_statement(session, actor=room.actor("reviewer"), task_id=room.tasks[name], said=said)
    room.publish(name, rating=rating)


def test_counts_with_n_of_the_weeks_of_the_cadence(room: Newsroom) -> None:
    publish(room, "quote", "altered", public_interest=True, selection_reason="could_do_harm")
    publish(room, "historic", "verbatim", public_interest=False)
    publish(room, "city", "true", selection_reason="could_do_harm")
    with room.database.write() as session:
        speaker = get_claim(session, get_task(session, room.tasks["quote"]).claim_id).speaker_id
        set_affiliation(
            session,
            actor=room.actor("reviewer"),
            speaker_id=speaker or 0,
            affiliation=" Harbour  Party ",
        )

    # Today's week is not over, so that it is looked at from the next one.
    with room.database.read() as session:
        assert measure_selection(session).checks == 0
        begun = datetime.now(UTC).timestamp() + 8 * 86_400
        with time_machine.travel(begun, tick=False):
            found = measure_selection(session)

    assert (found.checks, found.interest, found.share) == (3, (1, 1), 0.5)
    assert found.claimants == (("Ada Stone", 2), ("", 1))
    assert found.affiliations == (("Harbour Party", 2), ("", 1))
    assert found.reasons == (("could_do_harm", 2), ("", 1))
