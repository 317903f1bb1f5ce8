"""The self-test: everything that a desk needs, looked at once, each with what to do about it.

`factcheck doctor`, the page of the first set-up and Admin show the same.
"""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from factcheck import clock, paths, schema
from factcheck.archive.service import count_waiting_copies
from factcheck.archive.store import archive_for
from factcheck.db import database_now
from factcheck.desk import Desk
from factcheck.errors import FactcheckError
from factcheck.language import code_in_words
from factcheck.language import gettext as _
from factcheck.queueing.connection import queue_is_reachable
from factcheck.queueing.embedded import queue_url
from factcheck.queueing.outbox import pending_summary
from factcheck.queueing.workers import queue_now, worker_beats

LEAST_DISK = 200 * 1024 * 1024
LATE_SECONDS = 60
# A worker says every few seconds that it lives, and at least once in this time during a job.
SILENT_SECONDS = 120
# Leases are minutes long; clocks that differ by more than this end them too early or too late.
SKEW_WARN, SKEW_FAIL = 2.0, 30.0
_VENDORED = re.compile(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `ok`, `warn` or `FAIL`, its name, and what to do."""

    level: str
    what: str
    advice: str = ""
    name: str = ""


def examine(desk: Desk) -> Iterator[Finding]:
    """Look at everything that the desk needs; takes seconds at most."""
    for name, check in CHECKS.items():
        try:
            found = check(desk)
        except FactcheckError as error:
            found = Finding("FAIL", str(error))
        except DBAPIError:
            found = Finding(
                "FAIL",
                _(
                    "%(name)s: not looked at, because the database is not ready",
                    name=code_in_words(name, "finding"),
                ),
                _("See to the database first."),
            )
        yield Finding(found.level, found.what, found.advice, name)


def _database(desk: Desk) -> Finding:
    schema.check_schema(desk.database)
    with desk.database.read() as session:
        now = database_now(session)
    return Finding(
        "ok",
        _(
            "database answers, schema %(head)s, its time %(now)s UTC",
            head=schema.head(),
            now=f"{now:%H:%M:%S}",
        ),
    )


def _queue(desk: Desk) -> Finding:
    if queue_is_reachable(queue_url(desk.settings)):
        return Finding("ok", _("queue server answers"))
    return Finding(
        "warn",
        _("queue server is away; work is accepted and waits"),
        _("Start the desk with factcheck up, or check FACTCHECK_REDIS_URL."),
    )


def _workers(desk: Desk) -> Finding:
    beats = worker_beats(queue_url(desk.settings))
    now = clock.now()
    silent = [beat for beat in beats if (now - beat).total_seconds() > SILENT_SECONDS]
    if not beats or len(silent) == len(beats):
        return Finding(
            "warn",
            _(
                "no worker is at work; the last one was heard at %(time)s UTC",
                time=f"{max(beats):%H:%M:%S}",
            )
            if beats
            else _("no worker is at work"),
            _(
                "Start the desk with factcheck up, or see in the logs of the workers why they "
                "stopped."
            ),
        )
    what = _(
        "%(count)s workers, the last heard at %(time)s UTC",
        count=len(beats) - len(silent),
        time=f"{max(beats):%H:%M:%S}",
    )
    if silent:
        return Finding(
            "warn",
            _("%(what)s; %(count)s more are silent", what=what, count=len(silent)),
            _("Wait a minute if they were just stopped; else see in their logs why they stopped."),
        )
    return Finding("ok", what)


def _work(desk: Desk) -> Finding:
    with desk.database.read() as session:
        summary = pending_summary(session)
    if summary.dead:
        return Finding(
            "warn",
            _("%(dead)s jobs were given up", dead=summary.dead),
            _("Look at /jobs and retry them there."),
        )
    if summary.oldest_seconds > LATE_SECONDS:
        return Finding(
            "warn",
            _(
                "%(pending)s jobs wait, the oldest for %(oldest_seconds)s seconds",
                pending=summary.pending,
                oldest_seconds=f"{summary.oldest_seconds:.0f}",
            ),
            _("Start more workers, or see why they stopped in the logs."),
        )
    return Finding("ok", _("%(pending)s jobs wait", pending=summary.pending))


def _clock(desk: Desk) -> Finding:
    with desk.database.read() as session:
        others = {_("the database"): database_now(session)}
    queue = queue_now(queue_url(desk.settings))
    if queue is not None:
        others[_("the queue server")] = queue
    now = clock.now()
    apart = {name: abs((now - time).total_seconds()) for name, time in others.items()}
    name, seconds = max(apart.items(), key=lambda pair: pair[1])
    if seconds < SKEW_WARN:
        return Finding(
            "ok", _("clocks agree within %(seconds)s seconds", seconds=f"{max(seconds, 0.1):.1f}")
        )
    return Finding(
        "FAIL" if seconds >= SKEW_FAIL else "warn",
        _(
            "the clock of %(name)s differs from ours by %(seconds)s seconds",
            name=name,
            seconds=f"{seconds:.0f}",
        ),
        _("Let both machines follow a time server (chrony, systemd-timesyncd)."),
    )


def _archive(desk: Desk) -> Finding:
    archive = archive_for(desk.settings)
    with desk.database.read() as session:
        waiting = count_waiting_copies(session)
    if waiting:
        return Finding(
            "warn",
            _(
                "%(waiting)s copies of pages wait for the archive at %(address)s",
                waiting=waiting,
                address=archive.address,
            ),
            _(
                "Look at FACTCHECK_ARCHIVE_URL and its rights; they are tried again every half "
                "hour."
            ),
        )
    return Finding("ok", _("the archive at %(address)s has every copy", address=archive.address))


def _disk(desk: Desk) -> Finding:
    free = shutil.disk_usage(desk.settings.data).free
    what = _(
        "%(size)s MB free in %(data)s", size=f"{free // (1024 * 1024):,}", data=desk.settings.data
    )
    if free < LEAST_DISK:
        return Finding("FAIL", what, _("Free some space before the database cannot grow any more."))
    return Finding("ok", what)


def _files(_desk: Desk) -> Finding:
    changed = changed_files()
    if changed:
        return Finding(
            "FAIL",
            _(
                "files of the web pages are not as they were shipped: %(names)s",
                names=", ".join(changed),
            ),
            _("Install factcheck again; what is in the database is not touched by that."),
        )
    return Finding("ok", _("the files of the web pages are as they were shipped"))


def changed_files() -> list[str]:
    """The vendored files whose hash is not the one in their list, or that are missing."""
    folder = paths.STATIC / "vendor"
    listed = _VENDORED.findall((folder / "VENDOR.md").read_text(encoding="utf-8"))
    return [name for name, sha256 in listed if _sha256(folder / name) != sha256]


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


CHECKS: dict[str, Callable[[Desk], Finding]] = {
    "database": _database,
    "queue": _queue,
    "worker": _workers,
    "jobs": _work,
    "clock": _clock,
    "archive": _archive,
    "disk": _disk,
    "files": _files,
}
