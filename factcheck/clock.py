"""The time. One place, so that a test can move it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time now, in UTC, with its zone."""
    return datetime.now(UTC)
