"""What the tree's leaf of an event is made of, pure.

A proof is shown to anybody, and an event names people and says what the desk keeps to itself. So a
leaf covers two parts: the open one, which a proof shows, and the digest of the closed one under a
salt that never leaves the desk. A name could be guessed from its mere hash; with the salt it
cannot. The closed part holds the event's hash in the chain, which ties the tree to all of it.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from factcheck.audit.chain import HASHED_FIELDS, canonical_json

# Both lists are for ever: the leaves of a log that is signed are made from them.
OPEN_FIELDS = ("seq", "at", "actor_id", "role", "action", "object_type", "object_id")
OPEN_PAYLOAD = ("verdict", "rating", "hash", "revision", "state")


def open_part(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a proof shows of an event; numbers stand for people, and roles."""
    part = {name: fields[name] for name in OPEN_FIELDS}
    payload = _payload(fields)
    shown = {name: payload[name] for name in OPEN_PAYLOAD if name in payload}
    return part | {"at": fields["at"].isoformat(), "payload": shown}


def closed_digest(fields: Mapping[str, Any], salt: str) -> str:
    """The salted digest of the event whole; `salt` and the result are hex digits."""
    closed = {name: fields[name] for name in (*HASHED_FIELDS, "hash")}
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(closed).encode()).hexdigest()


def leaf_content(shown: Mapping[str, Any], closed: str) -> bytes:
    """The bytes of a leaf, from the open part and the closed part's digest."""
    return canonical_json({"open": shown, "closed": closed}).encode()


def _payload(fields: Mapping[str, Any]) -> dict[str, Any]:
    try:
        payload = json.loads(fields["payload"])
    except ValueError:
        return {}  # the chain's own check names this event
    return payload if isinstance(payload, dict) else {}
