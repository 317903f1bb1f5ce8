"""Signing in through the provider, and which identities belong to whom."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck import clock
from factcheck.accounts.identities import (
    identities_of,
    link_identity,
    link_subject,
    offer,
    receive,
    unlink_identity,
    waiting_identities,
)
from factcheck.accounts.policy import Permission
from factcheck.errors import Conflict, FactcheckError, InvalidInput, Unavailable
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.oidc.errors import OTHER_WINDOW, ProviderAway, SignInRefused
from factcheck.oidc.flow import Flow
from factcheck.request import current_actor, current_database, needs, public_base
from factcheck.web.account import begin_session, safe_next, sign_in_page
from factcheck.web.forms import number_of, text_of
from factcheck.web.provider import ID_TOKEN, OFFERED, current_provider

blueprint = Blueprint("identity", __name__)
log = structlog.get_logger(__name__)

_FLOWS = "oidc_flows"
# Several windows may each be under way; more than these would only fill the session.
MOST_FLOWS = 5
FLOW_SECONDS = 900


class Begun(NamedTuple):
    """A sign-in that was begun in this browser: where it leads, and for whom it is to link."""

    flow: Flow
    wanted: str
    linking: int | None


@blueprint.get("/sign-in/oidc")
def begin() -> ResponseReturnValue:
    """Send the browser to the provider; with `link=yes` to add its identity to one's account."""
    provider = current_provider()
    wanted = safe_next(request.args.get("next"))
    linking = current_actor().id if _wants_to_link() else None
    if linking is None and current_user.is_authenticated:
        return redirect(wanted)
    flow = Flow.new()
    try:
        address = provider.address_for(flow, back=_back_address())
    except ProviderAway as error:
        return _failed(error, wanted, linking)
    _remember(Begun(flow, wanted, linking))
    return redirect(address)


def _wants_to_link() -> bool:
    return bool(current_user.is_authenticated) and request.args.get("link") == "yes"


@blueprint.get("/sign-in/oidc/back")
def back() -> ResponseReturnValue:
    """Where the provider sends the browser back to; each answer counts once."""
    provider = current_provider()
    begun = _take(request.args.get("state", ""))
    if begun is None:
        return _failed(SignInRefused(_(OTHER_WINDOW)), safe_next(None), None)
    try:
        answer = provider.receive(begun.flow, request.args, back=_back_address())
        if begun.linking is not None:
            return _offer(answer.claimed, begun)
    except (SignInRefused, ProviderAway, InvalidInput, Conflict) as error:
        return _failed(error, begun.wanted, begun.linking)
    with current_database().write() as database_session:
        reception = receive(database_session, claimed=answer.claimed)
    if reception.user is None:
        log.warning("oidc_not_let_in", subject=answer.claimed.subject, why=reception.refusal)
        if reception.offered is not None:
            session[OFFERED] = reception.offered
        return sign_in_page(begun.wanted, problem=translated(reception.refusal)), 403
    begin_session(reception.user)
    session[ID_TOKEN] = answer.id_token
    return redirect(begun.wanted, 303)


def _offer(claimed: Any, begun: Begun) -> ResponseReturnValue:
    """Ask the person who began the linking whether this identity is theirs."""
    if not current_user.is_authenticated or current_actor().id != begun.linking:
        raise SignInRefused(_(OTHER_WINDOW))
    with current_database().write() as database_session:
        session[OFFERED] = offer(database_session, claimed=claimed)
    return redirect(url_for("identity.show", next=begun.wanted), 303)


def _failed(error: FactcheckError, wanted: str, linking: int | None) -> ResponseReturnValue:
    if linking is not None and current_user.is_authenticated:
        flash(str(error), "bad")
        return redirect(url_for("identity.show"), 303)
    status = 503 if isinstance(error, Unavailable) else 403
    return sign_in_page(wanted, problem=str(error)), status


def _back_address() -> str:
    return public_base() + url_for("identity.back")


def _remember(begun: Begun) -> None:
    """Keep what was begun in the browser's session, under its state."""
    flow = begun.flow
    kept = {
        "nonce": flow.nonce,
        "verifier": flow.verifier,
        "wanted": begun.wanted,
        "linking": begun.linking,
        "at": clock.now().timestamp(),
    }
    flows = [*session.get(_FLOWS, {}).items(), (flow.state, kept)]
    session[_FLOWS] = dict(flows[-MOST_FLOWS:])


def _take(state: str) -> Begun | None:
    """What was begun under this state, which then is forgotten; None if nothing or long ago."""
    flows: dict[str, Mapping[str, Any]] = dict(session.get(_FLOWS, {}))
    kept = flows.pop(state, None)
    if kept is None:
        return None
    session[_FLOWS] = flows
    if clock.now().timestamp() - kept["at"] > FLOW_SECONDS:
        return None
    flow = Flow(state, kept["nonce"], kept["verifier"])
    return Begun(flow, kept["wanted"], kept["linking"])


@blueprint.get("/account/identity")
@needs(Permission.READ_DESK)
def show() -> ResponseReturnValue:
    """One's own identities, and the one that this browser has just shown."""
    current_provider()
    actor = current_actor()
    assert actor.id is not None
    with current_database().read() as database_session:
        own = identities_of(database_session, actor.id)
        waiting = waiting_identities(database_session)
    offered = next((one for one in waiting if one.id == session.get(OFFERED)), None)
    return render_template(
        "account/identity.html",
        own=own,
        offered=offered,
        wanted=safe_next(request.args.get("next")),
    )


@blueprint.post("/account/identity")
@needs(Permission.READ_DESK)
def link() -> ResponseReturnValue:
    """Confirm that the identity which this browser has shown is one's own."""
    provider = current_provider()
    actor = current_actor()
    identity_id = session.pop(OFFERED, None)
    if identity_id is None or actor.id is None:
        raise Conflict(
            _("Show who you are at %(label)s first, then confirm.", label=provider.label)
        )
    with current_database().write() as database_session:
        link_identity(database_session, actor=actor, identity_id=identity_id, user_id=actor.id)
    flash(_("From now on you can sign in with %(label)s.", label=provider.label), "good")
    return redirect(safe_next(text_of("next")), 303)


@blueprint.post("/admin/people/<int:user_id>/identities")
@needs(Permission.MANAGE_DESK)
def link_person(user_id: int) -> ResponseReturnValue:
    """Link a waiting identity, or one whose subject is known, to a person."""
    provider = current_provider()
    try:
        with current_database().write() as database_session:
            if waiting := number_of("identity_id"):
                link_identity(
                    database_session,
                    actor=current_actor(),
                    identity_id=waiting,
                    user_id=user_id,
                )
            else:
                link_subject(
                    database_session,
                    actor=current_actor(),
                    issuer=provider.configuration.issuer,
                    subject=text_of("subject"),
                    user_id=user_id,
                )
    except InvalidInput as error:
        flash(" ".join((str(error), *error.fields.values())), "bad")
    else:
        flash(_("Linked: the person can sign in with %(label)s.", label=provider.label), "good")
    return redirect(url_for("admin.person", user_id=user_id), 303)


@blueprint.post("/admin/identities/<int:identity_id>/unlink")
@needs(Permission.MANAGE_DESK)
def unlink(identity_id: int) -> ResponseReturnValue:
    """Forget an identity; who came in by it is signed out."""
    with current_database().write() as database_session:
        unlink_identity(database_session, actor=current_actor(), identity_id=identity_id)
    flash(_("The identity is unlinked."), "good")
    return redirect(url_for("admin.people"), 303)
