"""The names and words of the OpenAPI document: of itself, of its tags, of each operation."""

import re
from collections.abc import Iterator
from typing import Any

from apiflask import APIFlask

from factcheck.api.guard import scope_of

ABOUT = (
    "Everything that a program may do on this desk. docs/api.md has the conventions that hold "
    "everywhere: tokens, errors, versions, pages, what may be sent again."
)
TAGS = {
    "articles": "What comes in: articles and their text",
    "changes": "What became of checked claims, in order",
    "checked-claims": "What the desk has published",
    "checked-claims.{form}": "Everything that the desk has published, at once",
    "claims": "Claims and the words that they stand for",
    "datasets": "The forms in which everything can be read at once",
    "events": "The log",
    "feeds": "Addresses that are asked for articles",
    "jobs": "What workers have before them",
    "me": "Who the token acts for",
    "providers": "Services that are asked for context",
    "scales": "What verdicts are rated on",
    "snapshots": "Kept copies of pages",
    "sources": "Documents that quotes and claims are held against",
    "speakers": "Whom claims are attributed to",
    "tasks": "The work of checking, and its verbs",
    "webhook-deliveries": "What endpoints were told",
    "webhooks": "Addresses that are told of changes",
}


def views_by_operation(app: APIFlask) -> dict[tuple[str, str], tuple[str, Any]]:
    """The endpoint and the view of each path, as the document writes it, and method."""
    return {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower()): (
            rule.endpoint,
            app.view_functions[rule.endpoint],
        )
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def name_operation(operation: dict[str, Any], endpoint: str, view: Any) -> None:
    operation["operationId"] = endpoint.rpartition(".")[2]
    operation["description"] = (
        f"{operation['summary'].rstrip('.')}. Needs a token with the scope `{scope_of(view)}`."
    )


def name_document(spec: dict[str, Any]) -> None:
    """Say what the whole is, and what each tag in it stands for."""
    spec["info"] |= {"description": ABOUT, "contact": {"name": "The admins of this desk"}}
    spec["tags"] = [{"name": tag, "description": TAGS[tag]} for tag in sorted(set(_tags(spec)))]
    for server in spec.get("servers", ()):
        server["url"] = server["url"].rstrip("/")


def _tags(spec: dict[str, Any]) -> Iterator[str]:
    for operations in spec["paths"].values():
        for operation in operations.values():
            yield from operation.get("tags", ())
