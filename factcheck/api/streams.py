"""Data sets as answers for programs."""

from flask import Response, request

from factcheck.api.conditional import tag_of_published, unchanged, with_etag
from factcheck.publishing.exports.forms import Form, Publisher
from factcheck.publishing.exports.streams import FOR_PROGRAMS, stream_checked
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.request import current_database, current_settings, public_base


def answer_dataset(form: Form, where: CheckedFilter, *, raw: bool = False) -> Response:
    """The checked claims in this form; gzip if the client takes it; 304 if it has them already.

    Raises `Unavailable` when enough others read, or when the form needs what is not installed.
    """
    packed = request.accept_encodings["gzip"] > 0
    etag = tag_of_published(form.name, packed)
    known = unchanged(etag)
    if known is not None:
        return known
    stream = stream_checked(
        current_database(),
        form,
        Publisher(public_base(), current_settings().organisation, raw=raw),
        where=where,
        packed=packed,
        places=FOR_PROGRAMS,
    )
    response = Response(stream, content_type=form.content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Content-Disposition"] = f'attachment; filename="{form.filename}"'
    return with_etag(response, etag)
