"""Speakers: the list, and one with what was checked of what they said."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.claims.service import aliases_of, claims_of_speaker, get_speaker, search_speakers
from factcheck.publishing.overview import outcomes_of_tasks, tallies_of_speaker
from factcheck.request import current_database, needs
from factcheck.tasks.lifecycle import OPEN_STATES
from factcheck.tasks.queries import tasks_of_claims

blueprint = Blueprint("speakers", __name__, url_prefix="/speakers")

PAGE = 100


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    name = request.args.get("q", "").strip()
    with current_database().read() as session:
        rows = search_speakers(
            session, name=name, after=request.args.get("after", ""), limit=PAGE + 1
        )
        return render_template(
            "speakers/index.html",
            rows=rows[:PAGE],
            q=name,
            next_after=rows[PAGE - 1][0].key if len(rows) > PAGE else "",
        )


@blueprint.get("/<int:speaker_id>")
@needs(Permission.READ_DESK)
def show(speaker_id: int) -> ResponseReturnValue:
    with current_database().read() as session:
        speaker = get_speaker(session, speaker_id)
        claims = claims_of_speaker(session, speaker_id, limit=PAGE)
        tasks = tasks_of_claims(session, [claim.id for claim in claims if claim.id])
        task_ids = [task.id for group in tasks.values() for task in group if task.id]
        return render_template(
            "speakers/show.html",
            speaker=speaker,
            aliases=aliases_of(session, speaker_id),
            tallies=tallies_of_speaker(session, speaker_id),
            rows=[(claim, task) for claim in claims for task in tasks[claim.id or 0]],
            outcomes=outcomes_of_tasks(session, task_ids),
            open_states=OPEN_STATES,
        )
