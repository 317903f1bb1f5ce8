"""Speakers: the list, one with what was checked of what they said, merging and splitting them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.claims.affiliations import set_affiliation
from factcheck.claims.merged import get_resolved
from factcheck.claims.service import aliases_of, claims_of_speaker, get_speaker, search_speakers
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.publishing.overview import outcomes_of_tasks, tallies_of_speaker
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks.lifecycle import OPEN_STATES
from factcheck.tasks.queries import tasks_of_claims
from factcheck.tasks.speaker_undo import undo_change
from factcheck.tasks.speakers import (
    Part,
    merge_speakers,
    preview_merge,
    split_speaker,
    standing_for,
)
from factcheck.web.chrome import say_done
from factcheck.web.forms import number_in_query, number_of, text_of, texts_of, typed

blueprint = Blueprint("speakers", __name__, url_prefix="/speakers")

PAGE = 100
# Whoever is split has their claims ticked one by one; more than this nobody ticks at once.
MOST_CLAIMS = 1_000
CANDIDATES = 20


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
    """The address of one who was merged leads to the other."""
    with current_database().read() as session:
        speaker = get_resolved(session, speaker_id)
        if speaker.id != speaker_id:
            return redirect(url_for("speakers.show", speaker_id=speaker.id))
        claims = claims_of_speaker(session, speaker_id, limit=PAGE)
        tasks = tasks_of_claims(session, [claim.id for claim in claims if claim.id])
        task_ids = [task.id for group in tasks.values() for task in group if task.id]
        return render_template(
            "speakers/show.html",
            speaker=speaker,
            aliases=aliases_of(session, speaker_id),
            merged=standing_for(session, speaker_id),
            tallies=tallies_of_speaker(session, speaker_id),
            rows=[(claim, task) for claim in claims for task in tasks[claim.id or 0]],
            outcomes=outcomes_of_tasks(session, task_ids),
            open_states=OPEN_STATES,
        )


@blueprint.post("/<int:speaker_id>/affiliation")
@needs(Permission.WORK_TASKS)
def affiliation(speaker_id: int) -> ResponseReturnValue:
    """Say whom the speaker belongs to."""
    with current_database().write() as session:
        set_affiliation(
            session,
            actor=current_actor(),
            speaker_id=speaker_id,
            affiliation=text_of("affiliation"),
        )
    say_done(_("Noted whom they belong to"))
    return redirect(url_for("speakers.show", speaker_id=speaker_id), 303)


@blueprint.get("/<int:speaker_id>/merge")
@needs(Permission.WORK_TASKS)
def merge(speaker_id: int) -> ResponseReturnValue:
    """Choose the other speaker; with `?into=` what would go over to them."""
    into = number_in_query("into")
    # The last part of a name is what two wordings of it most often share.
    with current_database().read() as session:
        speaker = get_speaker(session, speaker_id)
        words = request.args.get("q", speaker.name.split()[-1]).strip()
        if into is not None:
            merging = preview_merge(session, speaker_id=speaker_id, into_id=into)
            return render_template("speakers/merge.html", speaker=speaker, merging=merging)
        found = search_speakers(session, name=words, limit=CANDIDATES + 1)
    candidates = [(one, count) for one, count in found if one.id != speaker_id][:CANDIDATES]
    return render_template("speakers/choose.html", speaker=speaker, q=words, candidates=candidates)


@blueprint.post("/<int:speaker_id>/merge")
@needs(Permission.WORK_TASKS)
def do_merge(speaker_id: int) -> ResponseReturnValue:
    into = number_of("into") or 0
    with current_database().write() as session:
        mark = merge_speakers(session, actor=current_actor(), speaker_id=speaker_id, into_id=into)
        words = _(
            "%(name)s is %(into)s now",
            name=get_speaker(session, speaker_id).name,
            into=get_speaker(session, into).name,
        )
    say_done(words, address=url_for("speakers.undo", speaker_id=into), fields={"mark": mark})
    return redirect(url_for("speakers.show", speaker_id=into), 303)


@blueprint.get("/<int:speaker_id>/split")
@needs(Permission.WORK_TASKS)
def split(speaker_id: int) -> ResponseReturnValue:
    return _split_page(speaker_id)


def _split_page(speaker_id: int, errors: dict[str, str] | None = None) -> str:
    with current_database().read() as session:
        speaker = get_speaker(session, speaker_id)
        claims = claims_of_speaker(session, speaker_id, limit=MOST_CLAIMS)
        tasks = tasks_of_claims(session, [claim.id for claim in claims if claim.id])
        return render_template(
            "speakers/split.html",
            speaker=speaker,
            rows=[(claim, tasks[claim.id or 0]) for claim in claims],
            aliases=aliases_of(session, speaker_id),
            ticked={"claims": texts_of("claims"), "aliases": texts_of("aliases")},
            typed=typed(),
            errors=errors or {},
        )


@blueprint.post("/<int:speaker_id>/split")
@needs(Permission.WORK_TASKS)
def do_split(speaker_id: int) -> ResponseReturnValue:
    part = Part(
        name=text_of("name"),
        claims=[int(one) for one in texts_of("claims") if one.isdecimal() and len(one) < 10],
        aliases=texts_of("aliases"),
    )
    try:
        with current_database().write() as session:
            mark = split_speaker(session, actor=current_actor(), speaker_id=speaker_id, part=part)
    except InvalidInput as error:
        return _split_page(speaker_id, error.fields), 422
    say_done(
        _("%(count)s went to %(name)s", count=len(part.claims), name=part.name),
        address=url_for("speakers.undo", speaker_id=speaker_id),
        fields={"mark": mark},
    )
    return redirect(url_for("speakers.show", speaker_id=speaker_id), 303)


@blueprint.post("/<int:speaker_id>/undo")
@needs(Permission.WORK_TASKS)
def undo(speaker_id: int) -> ResponseReturnValue:
    """Take one's own merge or split back, until somebody else has acted on the result."""
    with current_database().write() as session:
        undo_change(session, actor=current_actor(), speaker_id=speaker_id, mark=text_of("mark"))
    say_done(_("Taken back; the speakers are as they were"))
    if text_of("history"):
        return redirect(url_for("bulk.history"), 303)
    return redirect(url_for("speakers.show", speaker_id=speaker_id), 303)
