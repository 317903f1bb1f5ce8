"""Admin's scales: every version, and other words for one, which are a new version."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.verdicts.models import Scale
from factcheck.verdicts.scales import list_scales, reword_scale
from factcheck.web.forms import number_of, text_of, typed

blueprint = Blueprint("scales", __name__, url_prefix="/admin/scales")


def _newest() -> dict[str, Scale]:
    with current_database().read() as session:
        return {scale.id: scale for scale in list_scales(session)}


@blueprint.get("")
@needs(Permission.MANAGE_DESK)
def index() -> ResponseReturnValue:
    with current_database().read() as session:
        scales = list_scales(session)
    newest = {scale.id: scale for scale in scales}
    return render_template(
        "admin/scales.html",
        scales=list(newest.values()),
        earlier=[scale for scale in scales if newest[scale.id] is not scale],
    )


@blueprint.get("/<scale_id>")
@needs(Permission.MANAGE_DESK)
def edit(scale_id: str) -> ResponseReturnValue:
    return _page(scale_id)


def _page(scale_id: str, errors: dict[str, str] | None = None) -> str:
    scale = _newest().get(scale_id)
    if scale is None:
        raise NotFound(_("There is no scale %(scale_id)s.", scale_id=scale_id))
    return render_template(
        "admin/scale.html", scale=scale, typed=typed() if errors else {}, errors=errors or {}
    )


@blueprint.post("/<scale_id>")
@needs(Permission.MANAGE_DESK)
def reword(scale_id: str) -> ResponseReturnValue:
    """Take the words as a new version; checks keep the one that they were made with."""
    words = {
        name.removeprefix("label-"): (
            text_of(name),
            text_of(f"meaning-{name.removeprefix('label-')}"),
        )
        for name in request.form
        if name.startswith("label-")
    }
    try:
        with current_database().write() as session:
            scale = reword_scale(
                session,
                actor=current_actor(),
                scale_id=scale_id,
                version=number_of("version") or 0,
                label=text_of("label"),
                words=words,
            )
    except InvalidInput as error:
        return _page(scale_id, error.fields), 422
    flash(
        _(
            "The scale has version %(version)s now. Earlier checks keep theirs.",
            version=scale.version,
        ),
        "good",
    )
    return redirect(url_for("scales.index"), 303)
