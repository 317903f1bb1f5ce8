"""Help: how a check moves, and the keys."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.messages import marked
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
        marked("Everywhere"),
        "",
        (
            Key(("?",), marked("The keys of this page")),
            Key(("g i",), marked("Inbox")),
            Key(("g a",), marked("Approvals")),
            Key(("g r",), marked("Articles")),
            Key(("g s",), marked("Sources")),
            Key(("g p",), marked("Speakers")),
            Key(("g d",), marked("The desk in figures")),
            Key(("g j",), marked("Jobs")),
            Key(("z",), marked("Undo what the message at the foot says")),
            Key(("y",), marked("What I did, with its undo")),
            Key(("ctrl+k",), marked("Go to, or do, by name")),
            Key(("/",), marked("Search the claims; in a list, filter it")),
            Key((marked("Esc"),), marked("Out of a field or a menu; from a page back to its list")),
        ),
    ),
    (
        marked("In the inbox"),
        "inbox",
        (
            Key(("j", "k"), marked("Next, previous row")),
            Key((marked("Enter"),), marked("Open the row's task")),
            Key(("1",), marked("Take")),
            Key(("2",), marked("It repeats another one")),
            Key(("3",), marked("Dismiss, with a reason")),
            Key(("h",), marked("Snooze")),
            Key(("a",), marked("Pin to the top of my list")),
            Key(("x",), marked("Tick the row")),
            Key(("X",), marked("Tick from the row ticked last to this one")),
            Key(("* a",), marked("Tick all rows")),
            Key((".",), marked("Show what is new")),
            Key(("v",), marked("Keep this view under a name")),
        ),
    ),
    (
        marked("On a task"),
        "task",
        (
            Key(("1", "2", "3", "4", "5", "6"), marked("Rating")),
            Key(("7", "8", "9"), marked("Confidence low, mid, high")),
            Key(("m",), marked("Rationale")),
            Key(("n", "p"), marked("Next, previous difference")),
            Key(("]", "["), marked("Next, previous piece of evidence")),
            Key(("s", "u", "c"), marked("This piece supports, undermines, is context")),
            Key(("d",), marked("This piece decides")),
            Key(("o", "O"), marked("Open the source, our copy")),
            Key(("e",), marked("Add evidence")),
            Key(("ctrl+enter",), marked("Submit, go on to the next")),
            Key(("ctrl+shift+enter",), marked("Submit and stay")),
            Key(("V",), marked("Verbatim as compared, go on to the next")),
            Key(("w", "q", "f"), marked("This person spoke, when nobody knows yet")),
            Key(("a",), marked("Take the editor's wording")),
            Key(("g g",), marked("Show the machine's suggestion")),
            Key(("t",), marked("Take")),
            Key(("x",), marked("Dismiss")),
            Key(("h",), marked("Snooze")),
            Key(("l",), marked("Hand back")),
            Key((",",), marked("Pass it over, with a reason")),
            Key(("!",), marked("Note for colleagues, or flag")),
            Key(("b",), marked("Back to the list")),
        ),
    ),
    (
        marked("On an approval"),
        "approval",
        (
            Key(("a",), marked("Approve")),
            Key(("A",), marked("Approve the first reader's")),
            Key(("e",), marked("Suggest wording")),
            Key(("r",), marked("Request changes")),
            Key(("2",), marked("Second opinion")),
            Key(("!",), marked("Flag")),
            Key(("o",), marked("Open the source")),
            Key(("v",), marked("Versions")),
            Key(("j", "k"), marked("Next, previous")),
            Key(("b",), marked("Back to the list")),
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
