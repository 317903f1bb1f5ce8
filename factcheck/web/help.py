"""Help: how a check moves, and the keys."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.request import needs
from factcheck.tasks.lifecycle import STATES, TRANSITIONS

blueprint = Blueprint("help", __name__, url_prefix="/help")


@dataclass(frozen=True)
class Key:
    """A key and what it does. The pages themselves carry the keys; a test compares them."""

    keys: tuple[str, ...]
    does: str


KEYS: tuple[tuple[str, str, tuple[Key, ...]], ...] = (
    (
        "Everywhere",
        "",
        (
            Key(("?",), "The keys of this page"),
            Key(("g i",), "Inbox"),
            Key(("g a",), "Approvals"),
            Key(("g r",), "Articles"),
            Key(("g s",), "Sources"),
            Key(("g p",), "Speakers"),
            Key(("g d",), "The desk in figures"),
            Key(("g j",), "Jobs"),
            Key(("z",), "Undo what the message at the foot says"),
            Key(("y",), "What I did, with its undo"),
            Key(("ctrl+k",), "Go to, or do, by name"),
        ),
    ),
    (
        "In the inbox",
        "inbox",
        (
            Key(("j", "k"), "Next, previous row"),
            Key(("Enter",), "Open the row's task"),
            Key(("1",), "Take"),
            Key(("2",), "It repeats another one"),
            Key(("3",), "Dismiss, with a reason"),
            Key(("h",), "Snooze"),
            Key(("a",), "Pin to the top of my list"),
            Key(("x",), "Tick the row"),
            Key(("X",), "Tick from the row ticked last to this one"),
            Key(("* a",), "Tick all rows"),
            Key((".",), "Show what is new"),
            Key(("/",), "Filter"),
        ),
    ),
    (
        "On a task",
        "task",
        (
            Key(("1", "2", "3", "4", "5", "6"), "Rating"),
            Key(("7", "8", "9"), "Confidence low, mid, high"),
            Key(("m",), "Rationale"),
            Key(("n", "p"), "Next, previous difference"),
            Key(("]", "["), "Next, previous piece of evidence"),
            Key(("s", "u", "c"), "This piece supports, undermines, is context"),
            Key(("d",), "This piece decides"),
            Key(("o", "O"), "Open the source, our copy"),
            Key(("e",), "Add evidence"),
            Key(("ctrl+enter",), "Submit, go on to the next"),
            Key(("ctrl+shift+enter",), "Submit and stay"),
            Key(("V",), "Verbatim as compared, go on to the next"),
            Key(("w", "q", "f"), "This person spoke, when nobody knows yet"),
            Key(("a",), "Take the editor's wording"),
            Key(("g g",), "Show the machine's suggestion"),
            Key(("t",), "Take"),
            Key(("x",), "Dismiss"),
            Key(("h",), "Snooze"),
            Key(("l",), "Hand back"),
            Key((",",), "Pass it over, with a reason"),
            Key(("!",), "Note for colleagues, or flag"),
            Key(("b",), "Back to the list"),
        ),
    ),
    (
        "On an approval",
        "approval",
        (
            Key(("a",), "Approve"),
            Key(("A",), "Approve the first reader's"),
            Key(("e",), "Suggest wording"),
            Key(("r",), "Request changes"),
            Key(("2",), "Second opinion"),
            Key(("!",), "Flag"),
            Key(("o",), "Open the source"),
            Key(("v",), "Versions"),
            Key(("j", "k"), "Next, previous"),
            Key(("b",), "Back to the list"),
        ),
    ),
)


@blueprint.get("/lifecycle")
@needs(Permission.READ_DESK)
def lifecycle() -> ResponseReturnValue:
    return render_template("help/lifecycle.html", transitions=TRANSITIONS, states=STATES)


@blueprint.get("/keys")
@needs(Permission.READ_DESK)
def keys() -> ResponseReturnValue:
    return render_template("help/keys.html", groups=KEYS)
