"""Admin: the addresses that are told of changes, and what they were told."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.publishing.webhooks import (
    ALL_TYPES,
    add_endpoint,
    attempts_of,
    disable_endpoint,
    enable_endpoint,
    get_endpoint,
    list_deliveries,
    list_endpoints,
    replay_delivery,
    rotate_secret,
)
from factcheck.request import current_actor, current_database, needs, public_base
from factcheck.web.forms import number_in_query, text_of, texts_of, typed

blueprint = Blueprint("webhooks", __name__, url_prefix="/admin/webhooks")

PAGE = 50
TYPE_CHOICES = [(name, name) for name in ALL_TYPES]


@blueprint.get("")
@needs(Permission.MANAGE_DESK)
def index() -> ResponseReturnValue:
    return _index({})


@blueprint.post("")
@needs(Permission.MANAGE_DESK)
def add() -> ResponseReturnValue:
    """A new endpoint with its secret, shown in this one answer."""
    try:
        with current_database().write() as session:
            new = add_endpoint(
                session,
                actor=current_actor(),
                url=text_of("url"),
                types=texts_of("types"),
                base=public_base(),
            )
    except InvalidInput as error:
        return _index(typed(), fields=error.fields or {"url": str(error)}), 422
    return _index({}, secret=new.secret, told=new.endpoint.url)


def _index(
    values: dict[str, str],
    *,
    fields: dict[str, str] | None = None,
    secret: str = "",
    told: str = "",
) -> str:
    with current_database().read() as session:
        rows = list_endpoints(session)
    return render_template(
        "admin/webhooks.html",
        rows=rows,
        type_choices=TYPE_CHOICES,
        values=values,
        ticked=[] if secret else texts_of("types"),
        fields=fields or {},
        secret=secret,
        told=told,
    )


@blueprint.post("/<int:endpoint_id>/rotate")
@needs(Permission.MANAGE_DESK)
def rotate(endpoint_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        new = rotate_secret(session, actor=current_actor(), endpoint_id=endpoint_id)
    return _index({}, secret=new.secret, told=new.endpoint.url)


@blueprint.post("/<int:endpoint_id>/disable")
@needs(Permission.MANAGE_DESK)
def disable(endpoint_id: int) -> ResponseReturnValue:
    actor = current_actor()
    with current_database().write() as session:
        disable_endpoint(
            session,
            actor=actor,
            endpoint_id=endpoint_id,
            reason=_("%(name)s disabled it.", name=actor.name),
        )
    flash(_("It is told nothing more."), "good")
    return redirect(url_for("webhooks.index"), 303)


@blueprint.post("/<int:endpoint_id>/enable")
@needs(Permission.MANAGE_DESK)
def enable(endpoint_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        enable_endpoint(session, actor=current_actor(), endpoint_id=endpoint_id)
    flash(_("It is told of what happens from now on."), "good")
    return redirect(url_for("webhooks.index"), 303)


@blueprint.get("/<int:endpoint_id>")
@needs(Permission.MANAGE_DESK)
def deliveries(endpoint_id: int) -> ResponseReturnValue:
    """The log of deliveries, each with its attempts."""
    before = number_in_query("before")
    with current_database().read() as session:
        endpoint = get_endpoint(session, endpoint_id)
        rows = list_deliveries(session, endpoint_id, before=before, limit=PAGE + 1)
        attempts = attempts_of(session, [row.id or 0 for row in rows])
    return render_template(
        "admin/webhook.html",
        endpoint=endpoint,
        rows=[(row, attempts[row.id or 0]) for row in rows[:PAGE]],
        next_before=rows[PAGE - 1].id if len(rows) > PAGE else None,
    )


@blueprint.post("/deliveries/<int:delivery_id>/replay")
@needs(Permission.MANAGE_DESK)
def replay(delivery_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        row = replay_delivery(session, actor=current_actor(), delivery_id=delivery_id)
    flash(_("The message is sent again in a moment."), "good")
    return redirect(url_for("webhooks.deliveries", endpoint_id=row.endpoint_id), 303)
