"""How outside providers have been doing: the breaker that leaves a failing one alone, and its pace.

The state is in the database, so that all workers share it and a wiped queue server changes nothing.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, or_, update
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.context.models import ProviderState
from factcheck.db import Database, database_now, insert_missing
from factcheck.language import gettext as _
from factcheck.language import ngettext

# So many failures in a row, and the host is left alone: for five minutes, then twice as long.
FAILURES_ALLOWED = 5
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
# The one request that finds out whether the host is back has this long before another may try.
TRIAL = timedelta(minutes=1)
# A host without trouble that nobody asked for so long is forgotten.
FORGOTTEN_AFTER = timedelta(days=1)


def pause_after(failures: int) -> timedelta:
    """How long a host is left alone after so many failures in a row; zero for a few."""
    if failures < FAILURES_ALLOWED:
        return timedelta(0)
    doublings = min(failures - FAILURES_ALLOWED, 10)
    return min(FIRST_PAUSE * float(1 << doublings), LONGEST_PAUSE)


def in_words(state: ProviderState, now: datetime) -> str:
    """How a host has been doing, in words; times are UTC."""
    if not state.failures:
        return _("working")
    count = ngettext("%(num)s failure in a row", "%(num)s failures in a row", state.failures)
    if state.paused_until is not None and state.paused_until > now:
        time = f"{state.paused_until:%H:%M}"
        return _("paused until %(time)s UTC after %(count)s", time=time, count=count)
    return count


def find_state(session: Session, provider: str, host: str) -> ProviderState | None:
    return session.get(ProviderState, (provider, host), populate_existing=True)


def states_of(session: Session) -> list[ProviderState]:
    """What is known of every provider's hosts, by name."""
    return list(
        session.exec(
            select(ProviderState).order_by(col(ProviderState.provider), col(ProviderState.host))
        )
    )


def paused_until(database: Database, provider: str, host: str) -> ProviderState | None:
    """The state of a host that is to be left alone now, else None.

    When a pause is over one caller is let through to try, and the others wait for what it finds.
    """
    with database.read() as session:
        state = find_state(session, provider, host)
        if state is None or state.paused_until is None:
            return None
        if state.paused_until > database_now(session):
            return state
    with database.write() as session:
        now = database_now(session)
        trial = session.execute(
            update(ProviderState)
            .where(*_is(provider, host), col(ProviderState.paused_until) <= now)
            .values(paused_until=now + TRIAL)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(trial, CursorResult)
        return None if trial.rowcount else find_state(session, provider, host)


def pause_of(database: Database, provider: str, host: str) -> ProviderState | None:
    """As `paused_until`, for what is no trial itself: whoever is let through may still ask."""
    with database.read() as session:
        state = find_state(session, provider, host)
        if state is None or state.paused_until is None:
            return None
        return state if state.paused_until > database_now(session) else None


def note_success(database: Database, provider: str, host: str) -> None:
    """The host answered: its failures are forgotten. Writes nothing when there were none."""
    with database.read() as session:
        state = find_state(session, provider, host)
        if state is None or not state.failures:
            return
    with database.write() as session:
        session.execute(
            update(ProviderState)
            .where(*_is(provider, host))
            .values(failures=0, paused_until=None, reason="")
            .execution_options(synchronize_session=False)
        )


def note_failure(database: Database, provider: str, host: str, reason: str) -> None:
    """The host failed, for a reason in a sentence; after too many in a row it is left alone."""
    with database.write() as session:
        state = _locked(session, provider, host)
        now = database_now(session)
        state.failures += 1
        state.reason, state.failed_at = reason, now
        pause = pause_after(state.failures)
        state.paused_until = now + pause if pause else None
        session.add(state)


def take_turn(
    database: Database, provider: str, host: str, *, every: float, at_most: float
) -> float | None:
    """Seconds until the next request may be sent, at most `at_most`; that moment is then ours.

    None when all of them are taken; ask again later. `every` is the seconds from one request to the
    next, of all workers together.
    """
    with database.write() as session:
        state = _locked(session, provider, host)
        now = database_now(session)
        turn = max(state.next_at or now, now)
        if turn > now + timedelta(seconds=at_most):
            return None
        state.next_at = turn + timedelta(seconds=every)
        session.add(state)
        return (turn - now).total_seconds()


def hold_back(database: Database, provider: str, host: str, seconds: float) -> datetime:
    """Send nothing for so many seconds, as the host asked. Returns when that is over."""
    with database.write() as session:
        state = _locked(session, provider, host)
        until = database_now(session) + timedelta(seconds=seconds)
        state.next_at = max(state.next_at or until, until)
        session.add(state)
        return state.next_at


def forget_quiet_hosts(session: Session) -> None:
    """Drop what is known of hosts that gave no trouble and were not asked for a day."""
    before = clock.now() - FORGOTTEN_AFTER
    quiet = or_(col(ProviderState.next_at).is_(None), col(ProviderState.next_at) < before)
    over = or_(col(ProviderState.failed_at).is_(None), col(ProviderState.failed_at) < before)
    session.execute(
        delete(ProviderState).where(quiet, over).execution_options(synchronize_session=False)
    )


def _is(provider: str, host: str) -> tuple[ColumnElement[bool], ...]:
    return col(ProviderState.provider) == provider, col(ProviderState.host) == host


def _locked(session: Session, provider: str, host: str) -> ProviderState:
    insert_missing(
        session,
        ProviderState,
        {"provider": provider, "host": host, "failures": 0, "reason": ""},
    )
    return session.exec(
        select(ProviderState)
        .where(ProviderState.provider == provider, ProviderState.host == host)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
