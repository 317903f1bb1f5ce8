"""The OpenAPI document, completed: what every route answers, refuses and reads from headers.

The framework knows the routes and their inputs; errors, headers and the kinds of answers are the
same everywhere, so they are written once, here.
"""

from typing import Any

from apiflask import APIFlask

from factcheck.api import datasets, webhooks
from factcheck.api.naming import name_document, name_operation, views_by_operation
from factcheck.api.schemas import SourceIn
from factcheck.api.shapes import ADDRESS_OR_NOTHING, KEY, VERSION, refuse_nul
from factcheck.api.verb_paths import spread_verbs
from factcheck.api.verbs import ACTS, LINK_DECISIONS
from factcheck.publishing.annotations import SCHEMA as ANNOTATION_PAGE
from factcheck.publishing.exports.forms import FORMS, NDJSON
from factcheck.request import MAX_ID

PREFIX = "/api/v1/"
PROBLEM = "application/problem+json"
JSON = "application/json"
# Acts on what the caller saw: the task's version goes with them.
VERSIONED = ("/{verb}", "/{decision}")
JSON_LD = "application/ld+json"

# What a source's file may be; what it is, is seen in its bytes.
READABLE = ("text/plain", "text/html", "application/pdf", "application/x-subrip", "text/vtt")
_ALWAYS = {
    "400": "The request cannot be read, or it carries its token in the address",
    "401": "The token is missing, unknown, expired or revoked",
    "403": "The token lacks the scope, or its person the permission",
    "422": "Something sent cannot be used; `errors` points at it",
    "503": "The database cannot be reached, is busy or full; try again",
}
_LIMITED = {"429": "The token's share of this minute is used up; Retry-After says how long to wait"}
_WITH_ID = {"404": "There is no such thing"}
_OTHER_METHOD = {"405": "What the address names is not of this kind"}
_WRITING = {
    "409": "The state of things does not allow this now",
    "413": "The body is too large",
    "415": "The body is of another kind",
}
_WITH_VERSION = {
    "412": "The task has another version by now; ETag holds it",
    "428": "If-Match is missing",
}
_ANSWERS = {
    ("post", "/articles"): {
        "200": "The same text is here already",
        "201": "Taken; a worker will find its claims",
        "202": "Taken; a worker will fetch its text",
    },
    ("post", "/feeds"): {"200": "Followed already", "201": "Followed from now on"},
    ("post", "/feeds/{feed_id}/poll"): {"202": "Asked for"},
    ("post", "/sources"): {"200": "The same bytes are here already", "201": "Added"},
    ("post", "/articles/{article_id}/quotes"): {"201": "A task was opened for the quote"},
    ("post", "/articles/{article_id}/claims"): {"201": "Recorded, with its tasks"},
    ("post", "/webhooks"): {"201": "Added; the secret is shown this once"},
    ("post", "/webhook-deliveries/{delivery_id}/replay"): {"202": "It will be sent again"},
    ("post", "/tasks/{task_id}/evidence"): {"201": "Added, or here already"},
    ("post", "/tasks/{task_id}/outreach"): {"201": "Noted"},
    ("post", "/tasks/{task_id}/evidence/{evidence_id}/archive"): {"202": "Asked for"},
    ("post", "/tasks/{task_id}/search_again"): {"202": "Asked for"},
}
# The parts of an address that are words, with the words.
_NAMED = {
    "verb": tuple(ACTS),
    "decision": LINK_DECISIONS,
    "act": tuple(webhooks.ACTS),
    "form": tuple(datasets.BY_SUFFIX),
}
# Answers with an ETag, made from what is published.
_CONDITIONAL = ("/checked-claims", "/changes")
# What is asked of one thing and is no list.
_OF_ONE = ("/bundle", "/provenance", "/annotations", "/merge", "/anchor")
_PROBLEM_SCHEMA = {
    "type": "object",
    "description": "An error, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail", "instance", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened and what to do, for people."},
        "instance": {"type": "string"},
        "code": {
            "type": "string",
            "description": "What happened, for programs. Of 422, `does_not_fit` says that the "
            "request was well formed and does not fit what is there, or comes at a wrong time.",
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "RFC 6901, into the body."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
_LIST_SCHEMA = {
    "type": "object",
    "required": ["items", "next"],
    "properties": {
        "items": {"type": "array", "items": {"type": "object"}},
        "next": {"type": ["string", "null"], "description": "The cursor of the next page."},
    },
}


_ANSWERED = {
    "X-Request-Id": "The caller's X-Request-Id if it is sane, else one of ours; logged too.",
    "RateLimit-Policy": 'A token\'s share: `"default";q=<requests>;w=<seconds>`.',
    "RateLimit": 'What is left of it: `"default";r=<requests>;t=<seconds until the next share>`.',
    "Retry-After": "Seconds to wait.",
    "ETag": "The version of this representation, for If-None-Match.",
    "Link": 'The next page as `<…>; rel="next"`; missing on the last one.',
}


def init_description(app: APIFlask) -> None:
    """Have the app complete its OpenAPI document with what every route has in common."""

    @app.spec_processor
    def complete(spec: dict[str, Any] | str) -> dict[str, Any] | str:
        assert isinstance(spec, dict)
        schemas = spec["components"]["schemas"]
        for unused in ("HTTPError", "ValidationError"):
            schemas.pop(unused, None)
        schemas |= {
            "Problem": _PROBLEM_SCHEMA,
            "List": _LIST_SCHEMA,
            "AnnotationPage": ANNOTATION_PAGE,
        }
        spec["components"]["headers"] = {
            name: {"description": text, "schema": {"type": "string"}}
            for name, text in _ANSWERED.items()
        }
        source = SourceIn.model_json_schema()
        source.pop("$defs", None)
        schemas["SourceIn"] = source
        views = views_by_operation(app)
        for path, operations in spec["paths"].items():
            if path.startswith(PREFIX):
                for method, operation in operations.items():
                    _complete_operation(operation, method, path.removeprefix(PREFIX[:-1]))
                    name_operation(operation, *views[path, method])
                    _settle_body(operation, schemas)
        spread_verbs(spec["paths"], schemas, PREFIX[:-1])
        refuse_nul(spec["paths"])
        refuse_nul(schemas)
        name_document(spec)
        return spec


def _settle_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """A body must be sent when it has members that must be."""
    body = operation.get("requestBody")
    if body and JSON in body["content"] and len(body["content"]) == 1:
        name = body["content"][JSON]["schema"]["$ref"].rpartition("/")[2]
        body["required"] = bool(schemas[name].keys() & {"required", "anyOf"})


def _complete_operation(operation: dict[str, Any], method: str, path: str) -> None:
    operation["responses"] = _answers(method, path) | {
        status: {"description": text, "content": {PROBLEM: {"schema": _ref("Problem")}}}
        for status, text in _refusals(method, path).items()
    }
    for status, answer in operation["responses"].items():
        answer["headers"] = _headers_answered(method, path, status)
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["schema"] = _path_schema(parameter["name"])
    parameters += _headers(method, path)
    operation["tags"] = [path.split("/")[1]]
    if (method, path) == ("post", "/sources"):
        operation["requestBody"] = _source_body()


def _path_schema(name: str) -> dict[str, Any]:
    if name in _NAMED:
        return {"type": "string", "enum": [*_NAMED[name]]}
    return {"type": "integer", "minimum": 0, "maximum": MAX_ID}


def _refusals(method: str, path: str) -> dict[str, str]:
    found = _ALWAYS | _LIMITED
    if path == "/changes":
        found["410"] = "This position is not of this log; begin again without `since`"
    if path.endswith("/anchor"):
        found["409"] = "The claim has its place in the article"
    if path.endswith("/bundle"):
        found["409"] = "Its newest events are under no checkpoint yet; ask again in a minute"
    if "{" in path:
        found |= _WITH_ID | _OTHER_METHOD
    if (method, path) == ("post", "/articles"):
        found |= _WITH_ID
    if method != "get":
        found |= _WRITING
    if path.endswith(VERSIONED):
        found |= _WITH_VERSION
    return dict(sorted(found.items()))


def _answers(method: str, path: str) -> dict[str, Any]:
    texts = _ANSWERS.get((method, path), {"200": "Done" if method != "get" else "Found"})
    answers: dict[str, Any] = {
        status: {"description": text, "content": _content(method, path)}
        for status, text in texts.items()
    }
    if method == "get" and path.startswith(_CONDITIONAL):
        answers["304"] = {"description": "Unchanged since the version in If-None-Match"}
    return answers


def _content(method: str, path: str) -> dict[str, Any]:
    if path.endswith((".jsonld", "/croissant")):
        return {JSON_LD: {"schema": {"type": "object"}}}
    if path.endswith("/annotations"):
        return {JSON_LD: {"schema": _ref("AnnotationPage")}}
    if path == "/checked-claims.{form}":
        return {form.media_type: {} for form in FORMS.values()}
    schema = _ref("List") if _is_list(method, path) else {"type": "object"}
    content: dict[str, Any] = {JSON: {"schema": schema}}
    if path == "/checked-claims/{checked_id}":
        content[JSON_LD] = {"schema": {"type": "object"}}
    if path == "/checked-claims":
        content[NDJSON] = {}
    return content


def _is_list(method: str, path: str) -> bool:
    single = path.endswith(("}", *_OF_ONE)) or path in ("/me", "/jobs", "/datasets/croissant")
    return method == "get" and not single


def _headers(method: str, path: str) -> list[dict[str, Any]]:
    headers = []
    if path.endswith(VERSIONED):
        version = _header("If-Match", "The task's version, as its ETag gave it.", True)
        headers.append(version | {"schema": {"type": "string", "pattern": VERSION}})
    if method == "post":
        text = "The same key with the same request gives the first answer again, for a day."
        headers.append(
            _header("Idempotency-Key", text)
            | {"schema": {"type": "string", "format": KEY, "maxLength": 255}}
        )
    if method == "get" and path.startswith(_CONDITIONAL):
        headers.append(_header("If-None-Match", "The ETag of the version that is known."))
    return headers


def _headers_answered(method: str, path: str, status: str) -> dict[str, Any]:
    names = ["X-Request-Id"]
    if status != "401":
        names += ["RateLimit-Policy", "RateLimit"]
    if status in ("429", "503"):
        names.append("Retry-After")
    if status < "400" and method == "get" and path.startswith(_CONDITIONAL):
        names.append("ETag")
    if status == "200" and _is_list(method, path):
        names.append("Link")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(name: str, text: str, required: bool = False) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "description": text,
        "required": required,
        "schema": {"type": "string"},
    }


def _source_body() -> dict[str, Any]:
    form = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "title": {"type": "string", "maxLength": 500},
            "url": {"type": "string", "maxLength": 2048, "pattern": ADDRESS_OR_NOTHING},
        },
    }
    return {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": form,
                "encoding": {"file": {"contentType": ", ".join(READABLE)}},
            },
            JSON: {"schema": _ref("SourceIn")},
        },
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
