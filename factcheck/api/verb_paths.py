"""The lifecycle's verbs in the OpenAPI document: a path each, with what its body must hold.

One route takes them all. A description of that route could not say that a dismissal needs a reason
and that taking a task needs nothing.
"""

import copy
from typing import Any

from factcheck.api.shapes import WRITTEN, one_of_these
from factcheck.api.verbs import ACTS
from factcheck.request import MAX_ID
from factcheck.verdicts.service import CHANGE_FIELDS, MAX_RATIONALE

PATH = "/tasks/{task_id}/{verb}"
_BODY = "VerbIn"
_REASON = {"reason": {"type": "string", "pattern": WRITTEN, "maxLength": 5000}}
_LONG = {"type": "string", "pattern": WRITTEN, "maxLength": MAX_RATIONALE}
# What a body must hold, by verb; of the others nothing.
_NEEDED: dict[str, dict[str, Any]] = {
    "dismiss": _REASON,
    "recuse": _REASON,
    "correct": _REASON,
    "retract": _REASON,
    "mark_duplicate": {"of": {"type": "integer", "minimum": 0, "maximum": MAX_ID}},
    "snooze": {"until": {"type": "string", "format": "date-time"}},
    "submit": {
        "rating": {"type": "string", "pattern": WRITTEN, "maxLength": 50},
        "rationale": _LONG,
    },
}
# An editor says which part must change and why, or sends the exact words.
_CHANGES = one_of_these(
    {"field": {"enum": [*CHANGE_FIELDS]}, "reason": _REASON["reason"]}, {"suggestion": _LONG}
)


def spread_verbs(paths: dict[str, Any], schemas: dict[str, Any], prefix: str) -> None:
    """Put a path for each verb in the place of the one that takes them all."""
    route = paths.pop(prefix + PATH)["post"]
    whole = schemas.pop(_BODY)
    for verb in ACTS:
        operation = copy.deepcopy(route)
        operation["parameters"] = [
            one for one in operation["parameters"] if one.get("name") != "verb"
        ]
        operation["operationId"] = f"{verb}_task"
        operation["summary"] = f"{verb.replace('_', ' ').capitalize()} a task"
        name = "".join(word.capitalize() for word in verb.split("_")) + "In"
        schemas[name] = _body(whole, name, verb)
        reference = {"$ref": f"#/components/schemas/{name}"}
        operation["requestBody"] = {
            "required": bool(schemas[name].keys() & {"required", "anyOf"}),
            "content": {"application/json": {"schema": reference}},
        }
        paths[prefix + PATH.replace("{verb}", verb)] = {"post": operation}


def _body(whole: dict[str, Any], name: str, verb: str) -> dict[str, Any]:
    """The verbs' common body with what this one needs."""
    body = copy.deepcopy(whole) | {"title": name, "description": f"What “{verb}” may carry."}
    # As long as what stands there: a wording that is suggested replaces it.
    body["properties"]["suggestion"]["maxLength"] = MAX_RATIONALE
    needed = _NEEDED.get(verb, {})
    body["properties"] |= needed
    if needed:
        body["required"] = [*needed]
    return body | (_CHANGES if verb == "request_changes" else {})
