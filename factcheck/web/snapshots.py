"""Kept copies of pages: their text, what changed between two of them, the file to take away.

A copy's markup is never shown: it is somebody else's, and the desk's pages run no foreign code.
"""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.archive.service import get_snapshot, read_warc, snapshots_of
from factcheck.archive.store import ENDING, archive_for
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import current_database, current_settings, needs
from factcheck.web.forms import number_in_query
from factcheck.web.highlights import lay_out
from factcheck.web.revisions import view_revision

blueprint = Blueprint("snapshots", __name__, url_prefix="/snapshots")


@blueprint.get("/<int:snapshot_id>")
@needs(Permission.READ_DESK)
def show(snapshot_id: int) -> ResponseReturnValue:
    """The copy's text; `?against=` another copy of the same page shows what changed since."""
    against = number_in_query("against")
    with current_database().read() as session:
        snapshot = get_snapshot(session, snapshot_id)
        other = get_snapshot(session, against) if against is not None else None
        copies = snapshots_of(session, snapshot.url)
    if other is not None and other.url != snapshot.url:
        raise InvalidInput(_("These are copies of two different pages, so nothing is compared."))
    return render_template(
        "snapshots/show.html",
        snapshot=snapshot,
        other=other,
        copies=copies,
        revision=view_revision(other.text, snapshot.text) if other else None,
        paragraphs=lay_out(snapshot.text, []),
    )


@blueprint.get("/<int:snapshot_id>/warc")
@needs(Permission.READ_DESK)
def warc(snapshot_id: int) -> ResponseReturnValue:
    """The copy's WARC file, to be taken away and opened elsewhere."""
    with current_database().read() as session:
        snapshot = get_snapshot(session, snapshot_id)
        data = read_warc(session, snapshot, archive=archive_for(current_settings()))
    name = f"copy-{snapshot_id}-{snapshot.warc_sha256[:12]}{ENDING}"
    return Response(
        data,
        mimetype="application/gzip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
