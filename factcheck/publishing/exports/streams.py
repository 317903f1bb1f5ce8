"""Data sets as streams: made as they are read, and only so many at once.

A reader of a whole data set keeps a thread of the web server for minutes. Those threads that are
left go on answering everybody else; readers with a token and the public have places of their own,
so that strangers keep no program waiting.
"""

import threading
import weakref
from collections.abc import Iterator
from itertools import chain

from factcheck.db import Database
from factcheck.errors import Unavailable
from factcheck.language import gettext as _
from factcheck.publishing.entries import each_native
from factcheck.publishing.exports.files import gzipped
from factcheck.publishing.exports.forms import Form, Publisher
from factcheck.publishing.narrowing import CheckedFilter


class Places:
    """So many may read at once."""

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self._left = threading.BoundedSemaphore(at_once)

    def take(self) -> None:
        """Raises `Unavailable` when all are taken."""
        if not self._left.acquire(blocking=False):
            raise Unavailable(_("Enough data sets are being read just now. Try again in a minute."))

    def give_back(self) -> None:
        self._left.release()


FOR_PROGRAMS = Places(3)
FOR_THE_PUBLIC = Places(2)


class Stream:
    """Pieces of bytes, whose place is given back however their reading ends."""

    def __init__(self, chunks: Iterator[bytes], places: Places) -> None:
        places.take()
        # Once only: at its end, when the server closes it, or when nobody holds it any more.
        self.close = weakref.finalize(self, places.give_back)
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


def stream_checked(
    database: Database,
    form: Form,
    publisher: Publisher,
    *,
    where: CheckedFilter,
    packed: bool,
    places: Places,
) -> Stream:
    """The checked claims in this form, as gzip if `packed`.

    Raises `Unavailable` when enough others read, or when the form needs what is not installed.
    """
    chunks = form.chunks(each_native(database, where), publisher)
    return Stream(gzipped(chunks) if packed else chunks, places)
