"""Practice: five claims with known answers. Kept in the session; no figure counts them."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from factcheck import clock
from factcheck.accounts.policy import Permission
from factcheck.accounts.service import note_practised
from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.request import current_actor, current_database, needs
from factcheck.web.forms import text_of
from factcheck.web.practice_cases import CASES

blueprint = Blueprint("practice", __name__, url_prefix="/practice")

_PRACTICE = "practice"
# The keys that the five claims give reason to use.
TAUGHT = {"n": marked("next difference"), "1–6": marked("rating"), "ctrl+enter": marked("submit")}
MOST_SECONDS = 3600


def _kept() -> dict[str, Any]:
    """Answers so far as code and seconds, keys used, and when the claim in hand was shown first."""
    kept: dict[str, Any] = session.get(_PRACTICE) or {"answers": [], "keys": [], "shown": 0.0}
    return kept


def _keep(kept: dict[str, Any]) -> None:
    session[_PRACTICE] = kept


@blueprint.get("")
@needs(Permission.READ_DESK)
def show() -> ResponseReturnValue:
    """The claim in hand; after an answer its solution, at the end how it went."""
    kept = _kept()
    given = len(kept["answers"])
    if given and request.args.get("solution"):
        code, _seconds = kept["answers"][-1]
        return render_template(
            "practice/solution.html",
            case=CASES[given - 1],
            number=given,
            total=len(CASES),
            mine=next(one for one in CASES[given - 1].ratings if one.code == code),
        )
    if given == len(CASES):
        return _end(kept)
    if not kept["shown"]:
        _keep(kept | {"shown": clock.now().timestamp()})
    case = CASES[given]
    return render_template(
        "practice/show.html",
        case=case,
        compared=case.compared(),
        number=given + 1,
        total=len(CASES),
        error="",
    )


def _end(kept: dict[str, Any]) -> str:
    right = sum(
        code == case.answer for (code, _s), case in zip(kept["answers"], CASES, strict=True)
    )
    return render_template(
        "practice/end.html",
        right=right,
        total=len(CASES),
        seconds=round(sum(seconds for _code, seconds in kept["answers"]) / len(CASES)),
        unused={key: does for key, does in TAUGHT.items() if key not in kept["keys"]},
    )


@blueprint.post("")
@needs(Permission.READ_DESK)
def answer() -> ResponseReturnValue:
    """Take the answer to the claim in hand; one to another claim (a second window) is not taken."""
    kept = _kept()
    given = len(kept["answers"])
    if text_of("number") != str(given + 1) or given == len(CASES):
        return redirect(url_for("practice.show"), 303)
    case = CASES[given]
    code = text_of("rating")
    if code not in {one.code for one in case.ratings}:
        page = render_template(
            "practice/show.html",
            case=case,
            compared=case.compared(),
            number=given + 1,
            total=len(CASES),
            error=_("Choose one of the ratings."),
        )
        return page, 422
    seconds = min(MOST_SECONDS, clock.now().timestamp() - (kept["shown"] or 0))
    pressed = {"1–6" if key.isdecimal() else key for key in text_of("keys").split()}
    _keep(
        {
            "answers": [*kept["answers"], [code, round(seconds, 1)]],
            "keys": sorted({*kept["keys"], *(pressed & set(TAUGHT))}),
            "shown": 0.0,
        }
    )
    if given + 1 == len(CASES):
        _note_practised()
    return redirect(url_for("practice.show", solution=1), 303)


def _note_practised() -> None:
    with current_database().write() as database_session:
        note_practised(database_session, person_id=current_actor().id or 0)


@blueprint.post("/<act>")
@needs(Permission.READ_DESK)
def leave(act: str) -> ResponseReturnValue:
    """Leave the practice for the inbox, or begin it again."""
    if act not in ("skip", "again"):
        raise NotFound(_("There is nothing to “%(act)s” here.", act=act))
    session.pop(_PRACTICE, None)
    if act == "skip":
        _note_practised()
    return redirect(url_for("inbox.index" if act == "skip" else "practice.show"), 303)
