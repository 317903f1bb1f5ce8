"""Data sets as answers: streamed as they are read, and only so many at once."""

from flask import Response, request

from factcheck.api.conditional import tag_of_published, unchanged, with_etag
from factcheck.publishing.exports.files import gzipped
from factcheck.publishing.exports.forms import Form, Publisher
from factcheck.publishing.exports.places import Stream
from factcheck.publishing.exports.reading import each_published
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.request import current_database, current_settings, public_base


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
        Stream(gzipped(chunks) if packed else chunks), content_type=form.content_type
    )
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Content-Disposition"] = f'attachment; filename="{form.filename}"'
    return with_etag(response, etag)
