"""Help: how a check moves, and the keys."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.request import needs
from factcheck.tasks.lifecycle import STATES, TRANSITIONS

blueprint = Blueprint("help", __name__, url_prefix="/help")


@blueprint.get("/lifecycle")
@needs(Permission.READ_DESK)
def lifecycle() -> ResponseReturnValue:
    return render_template("help/lifecycle.html", transitions=TRANSITIONS, states=STATES)
