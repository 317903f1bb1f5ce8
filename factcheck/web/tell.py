"""The form for readers: to ask for a correction, or to send in a claim. Without a cookie.

A stranger has no rights that another page could borrow, and no session that a token could be tied
to. So the form carries a seal: the moment that we made it, signed. It shows that the form was ours
and not filled in by a machine in an instant; a browser that says that another site sent it is
refused.
"""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

from factcheck.accounts.service import network_of
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.publishing.checked import Published, get_published_by_slug
from factcheck.publishing.readers import TooManyFromReaders, add_reader_request
from factcheck.request import current_database, current_settings
from factcheck.web.forms import text_of, typed

blueprint = Blueprint("tell", __name__, url_prefix="/tell-us")

SEAL_SECONDS = 24 * 3600
# Hidden from people; only a machine fills it in.
TRAP = "website"
STALE = marked("This form lay open for more than a day. Your words are below; send them again.")
TRAPPED = marked(
    "A field that is hidden from people was filled in, perhaps by your "
    "browser. It is empty again; send your words once more."
)


def _signer() -> TimestampSigner:
    return TimestampSigner(current_settings().resolved_secret_key, salt="tell-us")


def _check_seal() -> str:
    """Why the form must be sent again; empty when it need not. Raises `CSRFError`."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise CSRFError("The form came from elsewhere.")
    try:
        _signer().unsign(request.form.get("seal", ""), max_age=SEAL_SECONDS)
    except SignatureExpired:
        return _(STALE)
    except BadSignature:
        raise CSRFError("The form has no seal of ours.") from None
    return _(TRAPPED) if text_of(TRAP) else ""


@blueprint.get("")
def form() -> ResponseReturnValue:
    """The form; `check` names the check that is to be corrected."""
    return _form({"check": request.args.get("check", "")})


def _about(slug: str) -> Published | None:
    """The check that the form is about. Raises `NotFound` for one that does not stand."""
    if not slug:
        return None
    with current_database().read() as session:
        published = get_published_by_slug(session, slug)
    if published.is_retracted:
        raise NotFound(_("This check was taken back, so there is nothing to correct."))
    return published


def _form(
    values: dict[str, str], *, errors: dict[str, str] | None = None, problem: str = ""
) -> Response:
    body = render_template(
        "public/tell_us.html",
        about=_about(values.get("check", "")),
        values=values,
        errors=errors or {},
        problem=problem,
        seal=_signer().sign("reader").decode(),
        trap=TRAP,
        sent="sent" in request.args,
    )
    return make_response(body)


@blueprint.post("")
def send() -> ResponseReturnValue:
    """Keep what a reader typed, or show it again with what stands in the way."""
    problem = _check_seal()
    if problem:
        return _form(typed(), problem=problem), 422
    about = _about(text_of("check"))
    try:
        with current_database().write() as session:
            add_reader_request(
                session,
                text=text_of("text"),
                network=network_of(request.remote_addr or ""),
                checked_id=about.checked.id if about else None,
                url=text_of("url"),
                contact=text_of("contact"),
            )
    except InvalidInput as error:
        return _form(typed(), errors=error.fields), 422
    except TooManyFromReaders as error:
        answer = _form(typed(), problem=str(error))
        answer.status_code = 429
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    return redirect(url_for("tell.form", sent="yes"), 303)
