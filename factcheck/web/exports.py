"""Admin's exports: every form of the checked claims to download, as the API gives them."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.publishing.claimreview import LICENCE
from factcheck.publishing.exports.forms import FORMS, Publisher
from factcheck.publishing.exports.streams import FOR_PROGRAMS, stream_checked
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.request import current_database, current_settings, needs, public_base

blueprint = Blueprint("exports", __name__, url_prefix="/admin/export")


@blueprint.get("")
@needs(Permission.MANAGE_DESK)
def index() -> ResponseReturnValue:
    return render_template("admin/export.html", forms=FORMS.values(), licence=LICENCE)


@blueprint.get("/<name>")
@needs(Permission.MANAGE_DESK)
def download(name: str) -> ResponseReturnValue:
    """All checked claims in a form, streamed."""
    form = FORMS.get(name)
    if form is None:
        raise NotFound(_("There is no form “%(name)s”.", name=name))
    publisher = Publisher(public_base(), current_settings().organisation)
    stream = stream_checked(
        current_database(),
        form,
        publisher,
        where=CheckedFilter(),
        packed=False,
        places=FOR_PROGRAMS,
    )
    response = Response(stream, content_type=form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{form.filename}"'
    return response
