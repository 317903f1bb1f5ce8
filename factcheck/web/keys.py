"""A person's own keys: the form for them, and what they make of a page's keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck.accounts.policy import Permission
from factcheck.accounts.preferences import set_keys, switch_keys
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.web.account import safe_next
from factcheck.web.chrome import say_done
from factcheck.web.help import KEYS

blueprint = Blueprint("keys", __name__)

# What belongs to the browser or goes with ctrl is not for remapping; ctrl keys are no letter keys.
FIXED = ("Enter", "Esc")
# One character, or one after a prefix that waits for it.
_A_KEY = re.compile(r"(?:[g*] )?\S")
# Blueprints whose pages have keys of their own, with the group of `KEYS`.
GROUPS = {
    "inbox": "inbox",
    "tasks": "task",
    "evidence": "task",
    "statements": "task",
    "approvals": "approval",
}


# Keys that moved to another group: what a person made of them is kept under the old name.
MOVED = {"inbox-_47": "everywhere-_47"}


@dataclass(frozen=True)
class Remapped:
    """A line of the form: the shipped key, what it does, the person's own."""

    name: str
    group: str
    key: str
    does: str
    own: str


def name_of(group: str, key: str) -> str:
    """The form's name for a key of a group; characters with a meaning in HTML ids are spelled."""
    return f"{group or 'everywhere'}-" + "".join(
        one if one.isalnum() else f"_{ord(one)}" for one in key
    )


def is_remappable(key: str) -> bool:
    return key not in FIXED and not key.startswith("ctrl+")


def lines_of(own: Mapping[str, str]) -> list[Remapped]:
    """Every key that can be remapped, in the order of the help page."""
    return [
        Remapped(name_of(group, key), group, key, line.does, own.get(name_of(group, key), key))
        for _title, group, keys in KEYS
        for line in keys
        for key in line.keys
        if is_remappable(key)
    ]


def check_keys(lines: list[Remapped]) -> dict[str, str]:
    """A sentence for each key that cannot be used; empty when all can."""
    errors = {}
    for line in lines:
        near = [one for one in lines if one is not line and _meet(one.group, line.group)]
        if not line.own:
            continue
        if not _A_KEY.fullmatch(line.own):
            errors[line.name] = _(
                "“%(own)s” is no key. Give one character, or g and one more.", own=line.own
            )
            continue
        twins = [one for one in near if one.own == line.own and one.does != line.does]
        if twins:
            errors[line.name] = _("“%(own)s” is also “%(does)s”.", own=line.own, does=twins[0].does)
        elif any(one.own.startswith(f"{line.own} ") for one in near):
            errors[line.name] = _(
                "“%(own)s” begins other keys, so it cannot be one itself.", own=line.own
            )
    return errors


def _meet(group: str, other: str) -> bool:
    """Whether the keys of two groups are on one page."""
    return group == other or not group or not other


def own_keys() -> dict[str, str]:
    """The signed-in person's own keys by the form's names; empty for a stranger."""
    person = current_user.person if current_user.is_authenticated else None
    return with_moved(person.keys) if person else {}


def with_moved(own: Mapping[str, str]) -> dict[str, str]:
    """The keys by their present names; one that would get in the way of another is dropped."""
    kept = {name: key for name, key in own.items() if name not in MOVED}
    for old, new in MOVED.items():
        if old in own and new not in own:
            moved = kept | {new: own[old]}
            kept = kept if check_keys(lines_of(moved)) else moved
    return kept


def keys_of_page() -> dict[str, str]:
    """Shipped key → own key, for the page in hand, where they differ."""
    own = own_keys()
    here = GROUPS.get(request.blueprint or "", "")
    return {
        line.key: line.own
        for line in (lines_of(own) if own else ())
        if line.own != line.key and line.group in ("", here)
    }


@blueprint.get("/account/keys")
@needs(Permission.READ_DESK)
def edit() -> ResponseReturnValue:
    return _render(lines_of(own_keys()), {})


def _render(lines: list[Remapped], errors: dict[str, str]) -> str:
    titles = {group: title for title, group, _keys in KEYS}
    return render_template("account/keys.html", lines=lines, titles=titles, errors=errors)


@blueprint.post("/account/keys")
@needs(Permission.READ_DESK)
def change() -> ResponseReturnValue:
    """Keep the person's own keys, or with `reset` those that the desk came with."""
    shipped = lines_of({})
    typed = {line.name: request.form.get(line.name, line.key).strip() for line in shipped}
    if request.form.get("reset"):
        typed = {}
    lines = lines_of(typed)
    errors = check_keys(lines)
    if errors:
        return _render(lines, errors), 422
    own = {line.name: line.own for line in lines if line.own != line.key}
    with current_database().write() as session:
        set_keys(session, user_id=_me(), keys=own)
    say_done(_("The keys are yours now") if own else _("The keys are as they came"))
    return redirect(url_for("keys.edit"), 303)


@blueprint.post("/account/keys/switch")
@needs(Permission.READ_DESK)
def switch() -> ResponseReturnValue:
    """Letter keys on or off; keys with ctrl stay."""
    with current_database().write() as session:
        switch_keys(session, user_id=_me(), on=request.form.get("keys") == "on")
    return redirect(safe_next(request.form.get("next")), 303)


def _me() -> int:
    actor = current_actor()
    if actor.id is None:
        raise InvalidInput(_("Only a person has keys."))
    return actor.id
