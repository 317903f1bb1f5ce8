"""All checked claims at once, for anybody: Data Commons' feed and Duke's forms, without a token.

They are files that others copy, so they carry neither cookie nor name, and any site may read them.
"""

from flask import Blueprint, Response, request

from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.publishing.exports.forms import FORMS, Form, Publisher
from factcheck.publishing.exports.streams import FOR_THE_PUBLIC, stream_checked
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.request import current_database, current_settings, public_base
from factcheck.web.kept import keep_for_all, tag_of_document

blueprint = Blueprint("datasets", __name__)

ADDRESSES = {
    "datafeed": "/feeds/claimreview.json",
    "csv-duke": "/exports/duke.csv",
    "jsonl-duke": "/exports/duke.ndjson",
}
GZIP = "application/gzip"
# How long a copy may be given to others unasked. A correction reaches data sets so much later.
SECONDS_KEPT = 300


def public_files() -> list[tuple[Form, str]]:
    """The data sets that anybody may read, with their addresses; none where they are off."""
    if not current_settings().public_datasets:
        return []
    return [(FORMS[name], address) for name, address in ADDRESSES.items()]


def dataset(form: str, packed: bool) -> Response:
    """A data set whole; `packed` is the same as a file that stays compressed."""
    if not current_settings().public_datasets:
        raise NotFound(_("This desk gives its data to programs with a token; ask it for one."))
    wanted = FORMS[form]
    encoded = not packed and request.accept_encodings["gzip"] > 0
    etag = tag_of_document(form, packed, encoded)
    if etag in request.if_none_match:
        return _public(Response(status=304), etag)
    stream = stream_checked(
        current_database(),
        wanted,
        Publisher(public_base(), current_settings().organisation),
        where=CheckedFilter(),
        packed=packed or encoded,
        places=FOR_THE_PUBLIC,
    )
    answer = Response(stream, content_type=GZIP if packed else wanted.content_type)
    if encoded:
        answer.headers["Content-Encoding"] = "gzip"
    return _public(answer, etag)


def _public(answer: Response, etag: str) -> Response:
    keep_for_all(answer, etag, seconds=SECONDS_KEPT)
    answer.vary.add("Accept-Encoding")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


for _form, _address in ADDRESSES.items():
    for _packed, _suffix in ((False, ""), (True, ".gz")):
        blueprint.add_url_rule(
            _address + _suffix, view_func=dataset, defaults={"form": _form, "packed": _packed}
        )
