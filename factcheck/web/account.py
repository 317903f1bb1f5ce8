"""Signing in and out, the first set-up, one's own password and keys."""

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from factcheck.accounts.demo import demo_people, get_demo_person
from factcheck.accounts.models import User
from factcheck.accounts.policy import Permission, Role
from factcheck.accounts.preferences import set_language
from factcheck.accounts.secrets import verify_password
from factcheck.accounts.service import (
    actor_for,
    add_user,
    authenticate,
    check_throttle,
    find_link,
    get_user,
    network_of,
    record_failed_sign_in,
    set_password,
    use_link,
)
from factcheck.audit.log import SYSTEM
from factcheck.errors import Forbidden, InvalidInput, NotFound
from factcheck.examination import examine
from factcheck.language import LANGUAGES
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.preparation import add_sample
from factcheck.request import (
    current_actor,
    current_database,
    current_desk,
    current_settings,
    needs,
    public_base,
)
from factcheck.web.people import SignedIn
from factcheck.web.provider import ID_TOKEN, OFFERED, find_provider
from factcheck.web.sessions import DeskSession

blueprint = Blueprint("account", __name__)

SET_UP = "setup"
WRONG = marked("The address and the password do not fit together. Check both and try again.")
NOT_NOW = marked("This is not your password now. Type it again.")
NONE_YET = marked(
    "You have no password here, as you sign in elsewhere. An admin can set a first one."
)


def safe_next(address: str | None) -> str:
    """A place on this desk to go on to; never another site."""
    address = address or ""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if inside and not parts.scheme and not parts.netloc else "/inbox"


def _forget() -> None:
    session.clear()
    cast(DeskSession, session).rotate()


def begin_session(user: User) -> None:
    """Sign the person in under a session identifier that nobody knew before."""
    _forget()
    login_user(SignedIn(user))


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """The same answer for an unknown address and a wrong password."""
    wanted = safe_next(request.values.get("next"))
    if request.method == "GET":
        return redirect(wanted) if current_user.is_authenticated else sign_in_page(wanted)
    check_passwords_are_on()
    email, password = request.form.get("email", ""), request.form.get("password", "")
    network = network_of(request.remote_addr or "")
    with current_database().read() as database_session:
        check_throttle(database_session, email=email, network=network)
        user = authenticate(database_session, email=email, password=password)
    if user is None:
        with current_database().write() as database_session:
            record_failed_sign_in(database_session, email=email, network=network)
        return sign_in_page(wanted, email=email, errors={"email": _(WRONG)}), 422
    offered = session.get(OFFERED)
    _keep_picked_language(user)
    begin_session(user)
    if offered is not None:
        # Who showed both is asked whether the two belong together.
        session[OFFERED] = offered
        return redirect(url_for("identity.show", next=wanted), 303)
    return redirect(wanted, 303)


def _keep_picked_language(user: User) -> None:
    """The language that somebody picked to sign in, unless they chose one before."""
    picked = request.form.get("language", "")
    if picked in LANGUAGES and not user.language:
        assert user.id is not None
        with current_database().write() as database_session:
            set_language(database_session, user_id=user.id, language=picked)


def sign_in_page(
    wanted: str, *, email: str = "", errors: dict[str, str] | None = None, problem: str = ""
) -> str:
    """The page to sign in on; `problem` says why another way did not work."""
    return render_template(
        "account/sign_in.html",
        wanted=wanted,
        email=email,
        errors=errors or {},
        problem=problem,
        people=_demo_people(),
    )


def check_passwords_are_on() -> None:
    """Raises `Forbidden` on a desk that lets nobody in by password."""
    provider = find_provider()
    if provider is not None and not current_settings().password_sign_in:
        raise Forbidden(
            _(
                "Nobody signs in with a password here. Sign in with %(provider)s.",
                provider=provider.label,
            )
        )


@blueprint.post("/sign-in/demo")
def demo_sign_in() -> ResponseReturnValue:
    """One click, one of the demo's people; there is no such place outside a demo."""
    if current_settings().mode != "demo":
        raise NotFound(_("Only a demo is entered without a password."))
    with current_database().read() as database_session:
        user = get_demo_person(database_session, request.form.get("email", ""))
    begin_session(user)
    return redirect(safe_next(request.form.get("next")), 303)


def _demo_people() -> list[User]:
    if current_settings().mode != "demo":
        return []
    with current_database().read() as database_session:
        return demo_people(database_session)


@blueprint.post("/sign-out")
@needs(Permission.READ_DESK)
def sign_out() -> ResponseReturnValue:
    provider, id_token = find_provider(), session.get(ID_TOKEN)
    logout_user()
    _forget()
    if provider is not None and id_token is not None:
        back = public_base() + url_for("account.sign_in")
        address = provider.sign_out_address(id_token, back=back)
        if address is not None:
            # Not a redirect: the desk's forms may lead nowhere but to the desk.
            return render_template("account/signed_out.html", address=address, label=provider.label)
    return redirect(url_for("account.sign_in"), 303)


@blueprint.route("/set-up/<secret>", methods=["GET", "POST"])
def set_up(secret: str) -> ResponseReturnValue:
    """The first administrator, by the link that the first start printed."""
    with current_database().read() as database_session:
        find_link(database_session, purpose=SET_UP, secret=secret)
    if request.method == "GET":
        return _set_up_page({"sample": "yes"})
    typed = {name: request.form.get(name, "") for name in ("name", "email", "sample")}
    roles = [Role.ADMIN.value, Role.EDITOR.value, Role.REVIEWER.value]
    try:
        with current_database().write() as database_session:
            use_link(database_session, purpose=SET_UP, secret=secret)
            user = add_user(
                database_session,
                actor=SYSTEM,
                email=typed["email"],
                name=typed["name"],
                password=request.form.get("password", ""),
                roles=roles,
            )
            if typed["sample"] == "yes":
                add_sample(database_session, actor=actor_for(user))
    except InvalidInput as error:
        return _set_up_page(typed, error.fields), 422
    begin_session(user)
    return redirect("/inbox", 303)


def _set_up_page(typed: dict[str, str], errors: dict[str, str] | None = None) -> str:
    """The form, and what the self-test finds of this desk."""
    return render_template(
        "account/set_up.html",
        typed=typed,
        errors=errors or {},
        findings=list(examine(current_desk())),
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
@needs(Permission.READ_DESK)
def password() -> ResponseReturnValue:
    """One's own password; every other browser of the person is signed out."""
    check_passwords_are_on()
    if request.method == "GET":
        return render_template("account/password.html", errors={})
    actor = current_actor()
    assert actor.id is not None
    with current_database().read() as database_session:
        user = get_user(database_session, actor.id)
    if not verify_password(user.password_hash, request.form.get("old", "")):
        errors = {"old": _(NOT_NOW if user.password_hash else NONE_YET)}
        return render_template("account/password.html", errors=errors), 422
    try:
        with current_database().write() as database_session:
            set_password(
                database_session,
                actor=actor,
                user_id=actor.id,
                password=request.form.get("password", ""),
            )
    except InvalidInput as error:
        return render_template("account/password.html", errors=error.fields), 422
    begin_session(user)
    return redirect(safe_next(None), 303)
