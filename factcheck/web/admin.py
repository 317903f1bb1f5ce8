"""Admin: people and their roles, tokens of programs, the log."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck import clock
from factcheck.accounts.identities import identities_of, waiting_identities
from factcheck.accounts.policy import PERMISSIONS, ROLES, SCOPES, Permission, Role
from factcheck.accounts.service import (
    add_token,
    add_user,
    change_user,
    get_user,
    list_tokens,
    list_users,
    revoke_token,
    set_password,
)
from factcheck.audit.checking import check_log
from factcheck.audit.queries import last_verification, list_events, record_verification
from factcheck.context.health import health_of
from factcheck.errors import InvalidInput
from factcheck.examination import examine
from factcheck.language import gettext as _
from factcheck.publishing.checkpoints import find_copy, place_in_words
from factcheck.request import (
    current_actor,
    current_database,
    current_desk,
    current_settings,
    needs,
)
from factcheck.web.codes import words
from factcheck.web.forms import number_in_query, number_of, text_of, texts_of, typed

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

EVENTS_PAGE = 100
# Days that a new token lives; 0 stands for no end.
TOKEN_DAYS = (30, 90, 365, 0)
SCOPE_CHOICES = [(scope, scope) for scope in SCOPES]


def role_choices() -> list[tuple[str, str]]:
    return [(role, words(role, "role")) for role in ROLES]


@blueprint.get("")
@needs(Permission.MANAGE_DESK)
def people() -> ResponseReturnValue:
    return _people({})


@blueprint.post("/people")
@needs(Permission.MANAGE_DESK)
def add_person() -> ResponseReturnValue:
    try:
        with current_database().write() as session:
            user = add_user(
                session,
                actor=current_actor(),
                email=text_of("email"),
                name=text_of("name"),
                password=request.form.get("password", ""),
                roles=texts_of("roles"),
            )
    except InvalidInput as error:
        return _people(typed(), fields=error.fields or {"email": str(error)}), 422
    flash(
        _("%(name)s can sign in now. Tell them their first password yourself.", name=user.name),
        "good",
    )
    return redirect(url_for("admin.people"), 303)


def _people(values: dict[str, str], *, fields: dict[str, str] | None = None) -> str:
    with current_database().read() as session:
        users = list_users(session)
    return render_template(
        "admin/people.html",
        users=users,
        role_choices=role_choices(),
        values=values,
        ticked=texts_of("roles"),
        fields=fields or {},
    )


@blueprint.get("/people/<int:user_id>")
@needs(Permission.MANAGE_DESK)
def person(user_id: int) -> ResponseReturnValue:
    return _person(user_id)


@blueprint.post("/people/<int:user_id>")
@needs(Permission.MANAGE_DESK)
def change_person(user_id: int) -> ResponseReturnValue:
    """New roles or standing; the person is signed out everywhere."""
    try:
        with current_database().write() as session:
            user = change_user(
                session,
                actor=current_actor(),
                user_id=user_id,
                roles=texts_of("roles"),
                active=text_of("active") == "yes",
            )
    except InvalidInput as error:
        return _person(user_id, fields=error.fields or {"roles": str(error)}), 422
    flash(_("%(name)s was changed and has to sign in again.", name=user.name), "good")
    return redirect(url_for("admin.people"), 303)


@blueprint.post("/people/<int:user_id>/password")
@needs(Permission.MANAGE_DESK)
def change_password(user_id: int) -> ResponseReturnValue:
    try:
        with current_database().write() as session:
            set_password(
                session,
                actor=current_actor(),
                user_id=user_id,
                password=request.form.get("password", ""),
            )
    except InvalidInput as error:
        return _person(user_id, fields=error.fields), 422
    flash(_("The password is set; the person has to sign in again with it."), "good")
    return redirect(url_for("admin.people"), 303)


def _person(user_id: int, *, fields: dict[str, str] | None = None) -> str:
    with current_database().read() as session:
        user = get_user(session, user_id)
        own, waiting = identities_of(session, user_id), waiting_identities(session)
    return render_template(
        "admin/person.html",
        user=user,
        own=own,
        waiting=waiting,
        role_choices=role_choices(),
        fields=fields or {},
    )


@blueprint.get("/tokens")
@needs(Permission.MANAGE_DESK)
def tokens() -> ResponseReturnValue:
    return _tokens({})


@blueprint.post("/tokens")
@needs(Permission.MANAGE_DESK)
def new_token() -> ResponseReturnValue:
    """A token with its secret, shown in this one answer and kept nowhere."""
    try:
        days = number_of("days") or 0
        if days not in TOKEN_DAYS:
            raise InvalidInput(
                _("A token lives for one of the times listed."),
                {"days": _("Choose one of the times.")},
            )
        with current_database().write() as session:
            token, secret = add_token(
                session,
                actor=current_actor(),
                user_id=number_of("user_id") or 0,
                name=text_of("name"),
                scopes=texts_of("scopes"),
                expires_at=clock.now() + timedelta(days=days) if days else None,
            )
    except InvalidInput as error:
        return _tokens(typed(), fields=error.fields or {"name": str(error)}), 422
    return _tokens({}, secret=secret, name=token.name)


def _tokens(
    values: dict[str, str],
    *,
    fields: dict[str, str] | None = None,
    secret: str = "",
    name: str = "",
) -> str:
    with current_database().read() as session:
        rows, users = list_tokens(session), list_users(session)
    return render_template(
        "admin/tokens.html",
        rows=rows,
        people=[(str(user.id), f"{user.name} ({user.email})") for user in users if user.active],
        scope_choices=SCOPE_CHOICES,
        day_choices=[
            (str(days), _("%(days)s days", days=days) if days else _("no end"))
            for days in TOKEN_DAYS
        ],
        values=values,
        ticked=[] if secret else texts_of("scopes"),
        fields=fields or {},
        secret=secret,
        name=name,
        now=clock.now(),
    )


@blueprint.post("/tokens/<int:token_id>/revoke")
@needs(Permission.MANAGE_DESK)
def revoke(token_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        token = revoke_token(session, actor=current_actor(), token_id=token_id)
    flash(_("The token “%(name)s” no longer works.", name=token.name), "good")
    return redirect(url_for("admin.tokens"), 303)


@blueprint.get("/health")
@needs(Permission.MANAGE_DESK)
def health() -> ResponseReturnValue:
    """What the self-test finds, and how the outside providers do, in words."""
    findings = list(examine(current_desk()))
    with current_database().read() as session:
        providers = health_of(session, current_settings())
    return render_template("admin/health.html", providers=providers, findings=findings)


@blueprint.get("/audit")
@needs(Permission.MANAGE_DESK)
def audit() -> ResponseReturnValue:
    """The last events, when the whole log was checked the last time, where its checkpoints go."""
    with current_database().read() as session:
        events = list_events(
            session,
            action=request.args.get("action", "").strip(),
            actor_id=number_in_query("person"),
            before=number_in_query("before"),
            limit=EVENTS_PAGE + 1,
        )
        users = list_users(session)
        verified = last_verification(session)
        copy = find_copy(session)
    settings = current_settings()
    return render_template(
        "admin/audit.html",
        events=events[:EVENTS_PAGE],
        next_before=events[EVENTS_PAGE - 1].seq if len(events) > EVENTS_PAGE else None,
        people=[("", _("Everybody")), *((str(user.id), user.name) for user in users)],
        verified=verified,
        copy=copy,
        copies_go_to=place_in_words(settings.checkpoint_url) if settings.checkpoint_url else "",
    )


@blueprint.post("/audit/verify")
@needs(Permission.MANAGE_DESK)
def verify() -> ResponseReturnValue:
    """Check chain, tree and checkpoints now; what was found is an event that all can see."""
    with current_database().read() as session:
        found = check_log(session, current_settings())
    with current_database().write() as session:
        record_verification(session, actor=current_actor(), found=found)
    return redirect(url_for("admin.audit"), 303)


@blueprint.get("/roles")
@needs(Permission.MANAGE_DESK)
def roles() -> ResponseReturnValue:
    """What each role may do, and who has it."""
    with current_database().read() as session:
        users = [user for user in list_users(session) if user.active]
    rows = [
        (role, PERMISSIONS[role], [user for user in users if role.value in user.roles])
        for role in Role
    ]
    return render_template("admin/roles.html", rows=rows, permissions=list(Permission))
