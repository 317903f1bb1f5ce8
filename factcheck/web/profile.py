"""Admin: what the desk says of itself to its readers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.publishing.profile import CODES, PARTS, get_profile, write_profile
from factcheck.request import current_actor, current_database, needs
from factcheck.web.forms import texts_of, typed

blueprint = Blueprint("profile", __name__, url_prefix="/admin/profile")


@blueprint.get("")
@needs(Permission.MANAGE_DESK)
def edit() -> ResponseReturnValue:
    with current_database().read() as session:
        profile = get_profile(session)
    values = {part.name: getattr(profile, part.name) for part in PARTS}
    return _form(values, {}, profile.signatory_of.split())


def _form(values: dict[str, str], errors: dict[str, str], signed: list[str]) -> str:
    return render_template(
        "admin/profile.html",
        parts=PARTS,
        values=values,
        fields=errors,
        codes=CODES,
        signed=signed,
    )


@blueprint.post("")
@needs(Permission.MANAGE_DESK)
def write() -> ResponseReturnValue:
    try:
        with current_database().write() as session:
            write_profile(session, actor=current_actor(), words=typed(), signed=texts_of("signed"))
    except InvalidInput as error:
        return _form(typed(), error.fields, texts_of("signed")), 422
    flash(_("Saved; readers see it now."))
    return redirect(url_for("profile.edit"), 303)
