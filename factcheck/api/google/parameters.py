"""What Google's clients send beside the body: parameters of a method, and those of every method."""

import base64
import hashlib
import json
from dataclasses import dataclass

from flask import request

from factcheck.accounts.secrets import TOKEN_PREFIX
from factcheck.api.guard import NotSignedIn
from factcheck.errors import InvalidInput, NotFound

# Google's own parameters of every method; taken and not looked at. There is no JSONP.
IGNORED = frozenset(
    {
        "$.xgafv",
        "access_token",
        "alt",
        "callback",
        "fields",
        "key",
        "oauth_token",
        "prettyPrint",
        "quotaUser",
        "uploadType",
        "upload_protocol",
    }
)
PAGING = frozenset({"pageSize", "pageToken", "offset"})
DEFAULT_PAGE = 10
LONGEST_PAGE = 100
MAX_INT32 = 2**31 - 1


def token_sent() -> str:
    """Our token, in the parameter `key` or as a bearer's. Raises `NotSignedIn` without one.

    The parameter is where Google's clients put it; no address of a request is ever logged here.
    """
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    found = bearer.strip() if kind.lower() == "bearer" else request.values.get("key", "").strip()
    if not found.startswith(TOKEN_PREFIX):
        raise NotSignedIn("Send an API token of this desk as “key” or as a bearer token.")
    return found


def parameters(known: frozenset[str]) -> dict[str, str]:
    """The method's own parameters as they were sent, empty ones left out.

    An address of more than 2,048 characters comes as a POST with the query as its form.
    Raises `NotFound` for any other POST, `InvalidInput` for a parameter that is not known.
    """
    if request.method == "POST" and request.headers.get("X-HTTP-Method-Override") != "GET":
        raise NotFound("There is nothing at this address for POST.")
    sent = {name: value for name, value in request.values.items() if name not in IGNORED and value}
    unknown = sorted(set(sent) - known)
    if unknown:
        raise InvalidInput(f"“{unknown[0]}” is no parameter of this method.")
    if any("\x00" in value for value in sent.values()):
        raise InvalidInput("A parameter cannot hold the character NUL.")
    return sent


def number(sent: dict[str, str], name: str) -> int:
    """A parameter that is an int32 and not negative; 0 when it is missing."""
    value = sent.get(name, "0")
    if not (value.isascii() and value.isdecimal()) or int(value[:20]) > MAX_INT32:
        raise InvalidInput(f"“{name}” must be a whole number that is not negative.")
    return int(value)


@dataclass(frozen=True)
class Page:
    """A part of a list. `digest` stands for all else that was asked, which a token is bound to."""

    offset: int
    size: int
    digest: str

    def next_token(self) -> str:
        parts = json.dumps([self.offset + self.size, self.digest]).encode()
        return base64.urlsafe_b64encode(parts).decode().rstrip("=")


def page_of(sent: dict[str, str]) -> Page:
    """The page that is asked for; `offset` counts only without a token.

    Raises `InvalidInput` for a token that is not ours or that belongs to another request.
    """
    others = {name: value for name, value in sent.items() if name != "pageToken"}
    digest = hashlib.sha256(json.dumps([request.path, sorted(others.items())]).encode()).hexdigest()
    size = min(number(sent, "pageSize") or DEFAULT_PAGE, LONGEST_PAGE)
    offset, token = number(sent, "offset"), sent.get("pageToken")
    if token is not None:
        offset = _offset_of(token, digest[:16])
    return Page(offset, size, digest[:16])


def _offset_of(token: str, digest: str) -> int:
    try:
        padded = token + "=" * (-len(token) % 4)
        offset, bound = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, RecursionError):
        raise InvalidInput("This pageToken is not one of ours. Begin again without it.") from None
    if type(offset) is not int or not 0 <= offset <= MAX_INT32 or bound != digest:
        raise InvalidInput(
            "This pageToken belongs to another request. With it every other parameter must be as "
            "it was."
        )
    return offset
