"""One act on many rows of the inbox, taken back as one; and the acts of a person, newest first."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.language import ngettext
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks import service as tasks
from factcheck.tasks.bulk import MOST, Act, BulkResult, act_on_many, latest_batches, undo_batch
from factcheck.tasks.history import acts_of
from factcheck.tasks.marks import pin_task
from factcheck.tasks.models import Batch
from factcheck.tasks.queries import list_tasks
from factcheck.tasks.speaker_undo import Change, latest_changes
from factcheck.tasks.tags import known_tags, tag_name, tag_task
from factcheck.web.acts import SNOOZES, dismissal_reason, snoozed_until
from factcheck.web.chrome import say_done
from factcheck.web.forms import number_of, text_of, texts_of, typed
from factcheck.web.views import inbox_address, read_view

blueprint = Blueprint("bulk", __name__)


@dataclass(frozen=True)
class BulkVerb:
    """A verb that may be given to many tasks. `begin` reads the form's inputs once, for all;
    `done` says of how many it was done; `detail` reads what the undo needs to know besides.
    """

    done: Callable[[int], str]
    begin: Callable[[], Act]
    detail: Callable[[], str] = str


def _dismissing() -> Act:
    reason = dismissal_reason()
    tasks.required(reason, "reason", _("Say why they need not be checked."))

    def dismiss(session: Session, task_id: int, version: int) -> object:
        return tasks.dismiss_task(
            session, actor=current_actor(), task_id=task_id, version=version, reason=reason
        )

    return dismiss


def _snoozing() -> Act:
    until = snoozed_until()

    def snooze(session: Session, task_id: int, version: int) -> object:
        return tasks.snooze_task(
            session, actor=current_actor(), task_id=task_id, version=version, until=until
        )

    return snooze


def _duplicating() -> Act:
    of = number_of("of")
    if of is None:
        raise InvalidInput(
            _("Give the number of the task that they repeat."), {"of": _("Give a number.")}
        )

    def mark_duplicate(session: Session, task_id: int, version: int) -> object:
        return tasks.mark_duplicate(
            session, actor=current_actor(), task_id=task_id, version=version, of=of
        )

    return mark_duplicate


def _tagging(on: bool) -> Callable[[], Act]:
    def begin() -> Act:
        tag = tag_name(text_of("tag"))

        def put(session: Session, task_id: int, _version: int) -> object:
            return tag_task(session, actor=current_actor(), task_id=task_id, tag=tag, on=on)

        return put

    return begin


def _tag_in_form() -> str:
    return tag_name(text_of("tag"))


VERBS = {
    "dismiss": BulkVerb(
        lambda count: ngettext("%(num)s dismissed", "%(num)s dismissed", count),
        _dismissing,
    ),
    "snooze": BulkVerb(
        lambda count: ngettext("%(num)s snoozed", "%(num)s snoozed", count), _snoozing
    ),
    "mark_duplicate": BulkVerb(
        lambda count: ngettext(
            "%(num)s marked as duplicates", "%(num)s marked as duplicates", count
        ),
        _duplicating,
    ),
    "tag": BulkVerb(
        lambda count: ngettext("%(num)s tagged", "%(num)s tagged", count),
        _tagging(True),
        _tag_in_form,
    ),
    "untag": BulkVerb(
        lambda count: ngettext("%(num)s without the tag", "%(num)s without the tag", count),
        _tagging(False),
        _tag_in_form,
    ),
}


def _picked() -> list[tuple[int, int]]:
    """The rows ticked in the form, each as `id:version`."""
    found = []
    for value in texts_of("pick"):
        task_id, _colon, version = value.partition(":")
        if task_id.isdecimal() and version.isdecimal() and len(value) < 30:
            found.append((int(task_id), int(version)))
    return found


def _chosen() -> list[tuple[int, int]]:
    """What the form is about: the ticked rows or, where that was asked for, the whole view."""
    if text_of("all") != "yes":
        return _picked()
    with current_database().read() as session:
        view = read_view(session, current_actor(), text_of("view"))
        rows = list_tasks(session, view.where, limit=MOST) if view.where else []
    return [(row.task.id or 0, row.task.version) for row in rows]


def _verb(name: str) -> BulkVerb:
    if name not in VERBS:
        raise NotFound(_("“%(name)s” cannot be given to many tasks at once.", name=name))
    return VERBS[name]


@blueprint.post("/inbox/choose")
@needs(Permission.WORK_TASKS)
def choose() -> ResponseReturnValue:
    """Say what shall be done with the chosen rows, and why; nothing happens yet."""
    return _ask(text_of("verb"), _chosen())


def _ask(
    name: str, chosen: list[tuple[int, int]], errors: dict[str, str] | None = None
) -> ResponseReturnValue:
    verb = _verb(name)
    if not chosen:
        flash(_("Tick the rows first."), "warn")
        return redirect(inbox_address(text_of("view")), 303)
    with current_database().read() as session:
        tags = known_tags(session)
    page = render_template(
        "inbox/bulk.html",
        tags=tags,
        name=name,
        verb=verb,
        chosen=chosen,
        view=text_of("view"),
        reasons=tasks.DISMISS_REASONS,
        snoozes=SNOOZES,
        errors=errors or {},
        typed=typed(),
    )
    return page, 422 if errors else 200


@blueprint.post("/inbox/bulk/<name>")
@needs(Permission.WORK_TASKS)
def act(name: str) -> ResponseReturnValue:
    """Do it for every chosen task that has not changed since; tell of the others."""
    verb, chosen = _verb(name), _picked()
    try:
        do = verb.begin()
        with current_database().write() as session:
            result = act_on_many(
                session,
                actor=current_actor(),
                verb=name,
                tasks=chosen,
                act=do,
                detail=verb.detail(),
            )
    except InvalidInput as error:
        return _ask(name, chosen, error.fields or {"": str(error)})
    say_done(
        _with_others(verb.done(len(result.done)), result),
        batch=result.batch.id if result.batch else None,
        view=text_of("view"),
    )
    return redirect(inbox_address(text_of("view")), 303)


def _with_others(said: str, result: BulkResult) -> str:
    """What was done, and which tasks were left alone because they had changed."""
    if not result.refused:
        return said
    listed = ", ".join(_("task %(number)s", number=one) for one in sorted(result.refused)[:5])
    more = " …" if len(result.refused) > 5 else ""
    others = ngettext(
        "%(num)s changed meanwhile and left alone (%(tasks)s)",
        "%(num)s changed meanwhile and left alone (%(tasks)s)",
        len(result.refused),
        tasks=listed + more,
    )
    return f"{said}; {others}"


@blueprint.post("/inbox/bulk/<int:batch_id>/undo")
@needs(Permission.WORK_TASKS)
def undo(batch_id: int) -> ResponseReturnValue:
    """Take a bulk act back, where nobody has acted since."""
    with current_database().write() as session:
        result = undo_batch(session, actor=current_actor(), batch_id=batch_id)
    count = len(result.done)
    said = ngettext("%(num)s taken back", "%(num)s taken back", count)
    say_done(_with_others(said, result))
    back = url_for("bulk.history") if text_of("history") else inbox_address(text_of("view"))
    return redirect(back, 303)


@blueprint.post("/tasks/<int:task_id>/pin")
@needs(Permission.WORK_TASKS)
def pin(task_id: int) -> ResponseReturnValue:
    """Put a task on top of one's own lists, or a colleague's; the same again lets it go."""
    on = text_of("on") != "no"
    actor = current_actor()
    person = number_of("person") or actor.id or 0
    with current_database().write() as session:
        pin_task(session, actor=actor, task_id=task_id, person_id=person, on=on)
    say_done(_("On top of the list") if on else _("Back in its place"))
    return redirect(inbox_address(text_of("view")), 303)


@dataclass(frozen=True)
class Line:
    """A line of the history: one act, or one act on many tasks."""

    words: str
    at: object
    task_id: int | None = None
    version: int | None = None
    batch: Batch | None = None
    change: Change | None = None
    refusal: str = ""


@blueprint.get("/history")
@needs(Permission.READ_DESK)
def history() -> ResponseReturnValue:
    """One's own last ten acts, each with its undo while that is possible."""
    actor = current_actor()
    with current_database().read() as session:
        batches = latest_batches(session, actor.id)
        inside = {(item[0], item[1]) for batch in batches for item in batch.items}
        lines = [
            Line(
                VERBS[batch.verb].done(len(batch.items)),
                batch.created_at,
                batch=batch,
                refusal=_("taken back") if batch.undone else "",
            )
            for batch in batches
        ]
        lines += [
            Line(act.words, act.at, act.task_id, act.version, refusal=act.refusal)
            for act in acts_of(session, actor=actor, limit=10 + len(inside))
            if (act.task_id, act.version) not in inside
        ]
        lines += [
            Line(change.words, change.at, change=change, refusal=change.refusal)
            for change in latest_changes(session, actor)
        ]
        lines.sort(key=lambda line: str(line.at), reverse=True)
        return render_template("inbox/history.html", lines=lines[:10])
