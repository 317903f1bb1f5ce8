"""What stands around every page: menu with counts, banners, what was just done."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, cast

from flask import Flask, Response, g, get_flashed_messages, make_response, request, session, url_for
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from factcheck import paths
from factcheck.accounts.policy import Permission, permissions_of
from factcheck.language import gettext as _
from factcheck.publishing.readers import count_open_requests
from factcheck.queueing.outbox import pending_summary
from factcheck.request import current_database, current_settings, find_actor
from factcheck.tasks.guards import EDITOR
from factcheck.tasks.queries import TaskFilter, count_each
from factcheck.web.filters import capped
from factcheck.web.provider import find_provider

# A job that has waited longer than this is worth a word on every page.
DELAYED_SECONDS = 60
COUNTED = (TaskFilter(states=("ready",)), TaskFilter(states=("submitted",)))
_DONE = "done"


@dataclass(frozen=True)
class MenuItem:
    label: str
    href: str
    key: str = ""
    count: str = ""
    current: bool = False


@dataclass(frozen=True)
class Done:
    """What was just done, in words; `undo` is the task on which it may be taken back, `batch` the
    act on many tasks that may be. For everything else `address` takes it back, with `fields`."""

    text: str
    undo: int | None = None
    version: int | None = None
    view: str = ""
    batch: int | None = None
    address: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class Chrome:
    """Read by base.html. Nothing is asked of the database before a template wants it, and a
    database that is away costs a page its counts, never the page."""

    @property
    def organisation(self) -> str:
        return current_settings().organisation

    @property
    def demo(self) -> bool:
        return current_settings().mode == "demo"

    @property
    def provider(self) -> str:
        """What staff call the provider that they sign in through; empty where there is none."""
        provider = find_provider()
        return provider.label if provider else ""

    @property
    def passwords(self) -> bool:
        """Whether people sign in with passwords."""
        return find_provider() is None or current_settings().password_sign_in

    @property
    def signed_in(self) -> bool:
        return find_actor() is not None

    @property
    def name(self) -> str:
        actor = find_actor()
        return actor.name if actor else ""

    @property
    def roles(self) -> list[str]:
        actor = find_actor()
        return sorted(actor.roles) if actor else []

    def may(self, permission: str) -> bool:
        """Whether the person has a permission, by its name."""
        return Permission(permission) in permissions_of(frozenset(self.roles))

    @property
    def keys(self) -> bool:
        """Whether the person's letter keys are on."""
        return not current_user.person.keys_off

    @property
    def offers_practice(self) -> bool:
        """Whether the person works at tasks and has neither practised nor waved it away."""
        return self.may(Permission.WORK_TASKS) and current_user.person.practised_at is None

    @cached_property
    def _counts(self) -> dict[str, Any]:
        try:
            with current_database().read() as database_session:
                ready, submitted = count_each(database_session, COUNTED)
                return {
                    "ready": ready,
                    "submitted": submitted,
                    "queue": pending_summary(database_session),
                    "readers": count_open_requests(database_session),
                }
        except OperationalError:
            return {}

    @property
    def queue_delayed(self) -> bool:
        queue = self._counts.get("queue") if self.signed_in else None
        return queue is not None and queue.oldest_seconds > DELAYED_SECONDS

    @cached_property
    def menu(self) -> list[MenuItem]:
        entries: list[tuple[str, str, str, str]] = [
            (_("Inbox"), "/inbox", "g i", capped(self._counts.get("ready", 0))),
            (_("Articles"), "/articles", "g r", ""),
            (_("Sources"), "/sources", "g s", ""),
            (_("Speakers"), "/speakers", "g p", ""),
            (_("Readers"), "/readers", "g w", capped(self._counts.get("readers", 0))),
            (_("Desk"), "/desk", "g d", ""),
        ]
        if EDITOR in self.roles:
            waiting = capped(self._counts.get("submitted", 0))
            entries.insert(1, (_("Approvals"), "/approvals", "g a", waiting))
        if self.may(Permission.MANAGE_JOBS):
            entries.append((_("Jobs"), "/jobs", "g j", ""))
        if self.may(Permission.MANAGE_DESK):
            entries.append((_("Admin"), "/admin", "", ""))
        return [
            MenuItem(label, href, key, "" if count == "0" else count, _is_current(href))
            for label, href, key, count in entries
        ]

    def notices(self) -> list[tuple[str, str]]:
        """Flashed sentences with their kind: good, warn or bad."""
        kinds = {"message": "good", "error": "bad"}
        flashed = cast(list[tuple[str, str]], get_flashed_messages(with_categories=True))
        return [(kinds.get(kind, kind), text) for kind, text in flashed]

    def done(self) -> Done | None:
        if not self.signed_in:
            return None
        kept = session.pop(_DONE) if _DONE in session else None
        now: Done | None = g.pop(_DONE, None)
        return now or (Done(**kept) if kept else None)

    @property
    def address(self) -> str:
        """The address of the page shown, which a form's answer may not be at."""
        shown: str = g.get("page_address") or request.full_path
        return shown


def _is_current(href: str) -> bool:
    return request.path == href or request.path.startswith(f"{href}/")


def answer_at(address: str, render: Callable[[], str]) -> Response:
    """The page that a form's answer would send on to, without a second request for it.

    Only for a script that puts the answer in the place of the page that is there: it is told the
    address that the page has.
    """
    g.page_address = address
    response = make_response(render())
    response.headers["HX-Push-Url"] = address
    return response


def say_done(
    text: str,
    *,
    undo: int | None = None,
    version: int | None = None,
    view: str = "",
    batch: int | None = None,
    address: str = "",
    fields: dict[str, str] | None = None,
) -> None:
    """Have the next page say what was done, with its undo if there is one."""
    setattr(g, _DONE, Done(text, undo, version, view, batch, address, fields or {}))


def say_left(count: int | None) -> None:
    """Have what was done end with how much is left of it, if that is known."""
    done: Done | None = g.get(_DONE)
    if done is not None and count is not None:
        text = _("%(done)s. %(left)s left in this view", done=done.text, left=capped(count))
        setattr(g, _DONE, replace(done, text=text))


@lru_cache(maxsize=64)
def _digest(filename: str, _changed: int) -> str:
    return hashlib.sha256((paths.STATIC / filename).read_bytes()).hexdigest()[:10]


def asset(filename: str) -> str:
    """The address of a static file, with its hash, so that an upgrade is seen at once.

    A page names some files dozens of times: each is looked at once a request.
    """
    known: dict[str, str] = g.setdefault("assets", {})
    if filename not in known:
        known[filename] = _address_of(filename)
    return known[filename]


def _address_of(filename: str) -> str:
    changed = (paths.STATIC / filename).stat().st_mtime_ns
    return url_for("static", filename=filename, v=_digest(filename, changed))


def script_words() -> dict[str, str]:
    """What `desk.js` says by itself; it stands in every page of the desk."""
    return {
        "saving": _("Saving…"),
        "key_dropped": _("Saving… that key was not used."),
        "offline": _(
            "Offline: nothing was sent. What you typed stays here; try again when the network is "
            "back."
        ),
        "row": _("Next, previous row"),
        "evidence": _("Next, previous evidence"),
        "difference": _("Next, previous difference"),
        "not_sent": _("Not sent, too large or cut off by the network:"),
        "tick_range": _("Tick from the row ticked last to this one"),
    }


def init_chrome(app: Flask) -> None:
    app.jinja_env.globals.update(asset=asset, script_words=script_words)

    @app.after_request
    def keep_done(response: Response) -> Response:
        """What this answer did not show, the page that it leads to will."""
        done: Done | None = g.pop(_DONE, None)
        if done is not None:
            session[_DONE] = asdict(done)
        return response

    @app.context_processor
    def add_chrome() -> dict[str, Any]:
        return {"chrome": Chrome()}
