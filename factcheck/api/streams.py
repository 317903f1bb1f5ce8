"""Data sets as answers: streamed as they are read, and only so many at once.

A reader of a whole data set keeps a thread of the web server for minutes. Those threads that are
left go on answering everybody else.
"""

import threading
import weakref
from collections.abc import Iterator
from itertools import chain

from flask import Response, request

from factcheck.api.conditional import tag_of_published, unchanged, with_etag
from factcheck.errors import Unavailable
from factcheck.publishing.exports.files import gzipped
from factcheck.publishing.exports.forms import Form, Publisher
from factcheck.publishing.exports.reading import each_published
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.request import current_database, current_settings, public_base

AT_ONCE = 3
_places = threading.BoundedSemaphore(AT_ONCE)


class _Stream:
    """The pieces of an answer, whose place is given back however the answer ends."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        if not _places.acquire(blocking=False):
            raise Unavailable("Enough data sets are being read just now. Try again in a minute.")
        # Once only: at its end, when the server closes it, or when nobody holds it any more.
        self.close = weakref.finalize(self, _places.release)
        # What cannot be begun is refused while there is still a status to say so.
        self._chunks = chain([next(chunks, b"")], chunks)

    def __iter__(self) -> "_Stream":
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except StopIteration:
            self.close()
            raise


def stream_checked(form: Form, where: CheckedFilter, *, raw: bool = False) -> Response:
    """The checked claims in this form; gzip if the client takes it; 304 if it has them already.

    Raises `Unavailable` when enough others read, or when the form needs what is not installed.
    """
    packed = request.accept_encodings["gzip"] > 0
    etag = tag_of_published(form.name, packed)
    known = unchanged(etag)
    if known is not None:
        return known
    publisher = Publisher(public_base(), current_settings().organisation, raw=raw)
    chunks = form.chunks(each_published(current_database(), where), publisher)
    response = Response(
        _Stream(gzipped(chunks) if packed else chunks), content_type=form.content_type
    )
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Content-Disposition"] = f'attachment; filename="{form.filename}"'
    return with_etag(response, etag)
