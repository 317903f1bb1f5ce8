"""What a failure of an outside service means: whether to try again, whether the host is to blame.

Pure, but for the jitter.
"""

import random

from factcheck.net.errors import UNREACHABLE, FetchFailed, Refused

FIRST_PAUSE_SECONDS = 0.5
KEY_REFUSED = (401, 403)
_TOO_MANY = 429
# The host is in trouble, rather than this one address.
_TROUBLE = frozenset({UNREACHABLE, "time", "headers", "encoding", "ratio", "size"})


def pause_before_next(failure: FetchFailed | Refused, number: int) -> float | None:
    """Seconds until another attempt after the one with this number (from 0); None for no other.

    A 429 that does not say how long to wait is not tried again.
    """
    status = failure.status if isinstance(failure, FetchFailed) else None
    asked = failure.retry_after if isinstance(failure, FetchFailed) else None
    if status == _TOO_MANY and asked is None:
        return None
    if failure.reason != "time" and status != _TOO_MANY and (status is None or status < 500):
        return None
    spread = random.uniform(0.5, 1.5)  # noqa: S311 - nothing to guess
    return max(asked or 0.0, FIRST_PAUSE_SECONDS * float(1 << number) * spread)


def is_trouble(failure: FetchFailed | Refused) -> bool:
    """Whether a failure speaks against the host, and not only against one address of it."""
    if isinstance(failure, Refused) or failure.status is None:
        return failure.reason in _TROUBLE
    return failure.status >= 500 or failure.status in (*KEY_REFUSED, _TOO_MANY)
