"""A person's decision on a link: the same claim, another claim, or neither after all."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.context.links import DECISIONS, UNDO, decide_link
from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.request import current_actor, current_database, needs, wants_fragment
from factcheck.tasks.queries import history_of
from factcheck.tasks.service import get_task
from factcheck.web.acts import form_version
from factcheck.web.chrome import say_done
from factcheck.web.earlier import read_earlier
from factcheck.web.task_view import view_in_hand

blueprint = Blueprint("links", __name__)
DONE = {
    "confirm": marked("Confirmed: the same claim"),
    "reject": marked("Rejected: another claim"),
    UNDO: marked("Undone"),
}


@blueprint.post("/tasks/<int:task_id>/links/<int:link_id>/<decision>")
@needs(Permission.WORK_TASKS)
def decide(task_id: int, link_id: int, decision: str) -> ResponseReturnValue:
    """Confirm or reject a link, or take one's own decision back."""
    if decision not in (*DECISIONS, UNDO):
        raise NotFound(_("There is no decision “%(decision)s”.", decision=decision))
    with current_database().write() as session:
        decide_link(
            session,
            actor=current_actor(),
            task_id=task_id,
            link_id=link_id,
            decision=decision,
            version=form_version(),
        )
    view = view_in_hand()
    if not wants_fragment():
        say_done(_(DONE[decision]))
        return redirect(url_for("tasks.show", task_id=task_id, view=view, _anchor="links"), 303)
    with current_database().read() as session:
        task, history = get_task(session, task_id), history_of(session, task_id)
        earlier = read_earlier(session, current_actor(), task, history)
        return render_template("tasks/_links.html", earlier=earlier, view=view)
