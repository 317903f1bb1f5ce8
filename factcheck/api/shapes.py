"""Kinds of text that programs send, as the OpenAPI document describes them.

What the schema cannot check by itself it says at least: programs that read the document then make
no request that is refused for its shape. Cursors and keys have formats of their own, because which
of them exist no pattern tells.
"""

from typing import Any

# Text with something in it, and none of the characters that no database keeps.
WRITTEN = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
# What can be read: a letter or a digit somewhere, and no control characters but tabs and line ends.
PROSE = (
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*[A-Za-z0-9]"
    r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"
)
ANY_TEXT = r"^[^\u0000]*$"
_ADDRESS = r"https?://[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z]+)+(/[!-~]*)?"
ADDRESS = f"^{_ADDRESS}$"
ADDRESS_OR_NOTHING = f"^({_ADDRESS})?$"
VERSION = r'^"[0-9]{1,9}"$'
CURSOR = "cursor"
POSITION = "position"
KEY = "idempotency-key"


def written(schema: dict[str, Any]) -> None:
    """Have the schema of a text say that it may not be blank."""
    schema["pattern"] = WRITTEN


def prose(schema: dict[str, Any]) -> None:
    """The same of a text that is to be read."""
    schema["pattern"] = PROSE


def address(schema: dict[str, Any]) -> None:
    """Have the schema of a text say that it is an address of the web."""
    schema["pattern"] = ADDRESS


def address_or_nothing(schema: dict[str, Any]) -> None:
    """The same of a text that may be empty, or of a value that may be missing."""
    for one in schema.get("anyOf", [schema]):
        if one.get("type") == "string":
            one["pattern"] = ADDRESS_OR_NOTHING


def cursor(schema: dict[str, Any]) -> None:
    schema["format"] = CURSOR


def position(schema: dict[str, Any]) -> None:
    schema["format"] = POSITION


def one_of_these(*members: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What makes a body need one of several sets of members, each with its schema."""
    return {"anyOf": [{"required": list(named), "properties": dict(named)} for named in members]}


def refuse_nul(part: Any) -> None:
    """Say of every text of a schema or a whole document that it holds no NUL (see `Sent`)."""
    if isinstance(part, list):
        for one in part:
            refuse_nul(one)
    elif isinstance(part, dict):
        free = not part.keys() & {"enum", "const", "format", "pattern"}
        if part.get("type") == "string" and free:
            part["pattern"] = ANY_TEXT
        for one in part.values():
            refuse_nul(one)
