"""For load balancers and the supervisor: alive, ready."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from factcheck.db import database_now
from factcheck.errors import Unavailable
from factcheck.queueing.connection import queue_is_reachable
from factcheck.queueing.embedded import queue_url
from factcheck.request import current_database, current_settings
from factcheck.schema import check_schema

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The database answers with our schema; without the queue server it is `degraded`."""
    try:
        check_schema(current_database())
        with current_database().read() as session:
            database_now(session)
    except Unavailable as error:
        return jsonify(status="unavailable", detail=str(error)), 503
    queue = queue_is_reachable(queue_url(current_settings()))
    return jsonify(status="ok" if queue else "degraded", database="ok", queue=queue)
