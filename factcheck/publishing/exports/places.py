"""Only so many data sets at once are read by clients.

A reader of a whole data set keeps a thread of the web server for minutes. Those threads that are
left go on answering everybody else.
"""

import threading
import weakref
from collections.abc import Iterator
from itertools import chain

from factcheck.errors import Unavailable

AT_ONCE = 3
_places = threading.BoundedSemaphore(AT_ONCE)


class Stream:
    """The pieces of an answer, whose place is given back however the answer ends.

    Raises `Unavailable` when enough others read, or when the form needs what is not installed.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        if not _places.acquire(blocking=False):
            raise Unavailable("Enough data sets are being read just now. Try again in a minute.")
        # Once only: at its end, when the server closes it, or when nobody holds it any more.
        self.close = weakref.finalize(self, _places.release)
        # What cannot be begun is refused while there is still a status to say so.
        self._chunks = chain([next(chunks, b"")], chunks)

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except StopIteration:
            self.close()
            raise
