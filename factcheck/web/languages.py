"""Which language a request is answered in, and the picker with which a person chooses theirs.

Public pages are in the desk's language, so that one address has one text. The desk's own pages are
in the person's language; before they chose one, and before anybody signs in, in that which the
browser asks for. Programs get English.
"""

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck.accounts.policy import Permission
from factcheck.accounts.preferences import set_language as keep_language
from factcheck.language import (
    ENGLISH,
    LANGUAGES,
    current_language,
    gettext,
    pgettext,
    plural_form,
    set_language,
    translated,
)
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, current_settings, needs
from factcheck.web.chrome import say_done
from factcheck.web.codes import actor_in_words, reason_in_words, words

blueprint = Blueprint("languages", __name__)

PUBLIC = frozenset({"public", "archive", "datasets", "syndication", "embeds", "tell"})
PROGRAMS = frozenset({"api", "google", "openapi"})


def asked_language() -> str:
    """What was picked on the sign-in page, else the best of those that the browser asks for;
    English when we have none of them."""
    picked = request.values.get("language", "")
    if request.endpoint == "account.sign_in" and picked in LANGUAGES:
        return picked
    return request.accept_languages.best_match(list(LANGUAGES), default=ENGLISH)


def language_of_request() -> str:
    """The language before it is known who asks: the desk's for the public, else the browser's."""
    if request.blueprint in PUBLIC:
        return current_settings().language
    if request.blueprint in PROGRAMS or request.path.startswith("/api/"):
        return ENGLISH
    return asked_language()


def init_languages(app: Flask) -> None:
    """Call it before anything that may refuse a request, so that a refusal is understood too."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, plural_form, newstyle=True, pgettext=pgettext
    )
    app.jinja_env.filters["translated"] = translated
    app.jinja_env.filters["words"] = words
    app.jinja_env.filters["reason"] = reason_in_words
    app.jinja_env.filters["actor"] = actor_in_words
    app.jinja_env.globals.update(language=current_language, languages=LANGUAGES)

    @app.before_request
    def begin() -> None:
        set_language(language_of_request())

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        # The thread goes on to other work, which nobody reads in this language.
        set_language(ENGLISH)


def init_own_language(app: Flask) -> None:
    """A signed-in person's language. Call it when the person can be known."""

    @app.before_request
    def use_own() -> None:
        if request.blueprint in PUBLIC | PROGRAMS or not current_user.is_authenticated:
            return
        if current_user.person.language:
            set_language(current_user.person.language)


@blueprint.get("/account/language")
@needs(Permission.READ_DESK)
def edit() -> str:
    return render_template("account/language.html", own=current_user.person.language)


@blueprint.post("/account/language")
@needs(Permission.READ_DESK)
def choose() -> ResponseReturnValue:
    """Keep the person's language; an empty one is that which the browser asks for."""
    actor = current_actor()
    assert actor.id is not None
    code = request.form.get("language", "")
    with current_database().write() as session:
        keep_language(session, user_id=actor.id, language=code)
    set_language(code or asked_language())
    say_done(_("The desk speaks your language now"))
    return redirect(url_for("languages.edit"), 303)
