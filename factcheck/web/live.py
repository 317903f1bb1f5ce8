"""What pages ask for every few seconds, answered without a body while nothing has changed."""

import hashlib

from flask import make_response, request
from flask.typing import ResponseReturnValue


def polled(body: str) -> ResponseReturnValue:
    """The fragment with its hash as ETag; 304 when the browser has this very one.

    Not `no-store` like the desk's pages: a browser must keep the last answer to compare it.
    """
    answer = make_response(body)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:20])
    return answer.make_conditional(request)
