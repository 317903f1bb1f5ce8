"""The chain's arithmetic, pure: canonical JSON and hashes.

Each event's hash covers its content and the hash before it, so that no row can be changed, dropped
or swapped without every later hash failing. The leading zero byte marks a leaf, as in RFC 6962.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

GENESIS = "0" * 64
HASHED_FIELDS = (
    "seq",
    "at",
    "actor_id",
    "actor",
    "role",
    "action",
    "object_type",
    "object_id",
    "payload",
    "request_id",
)


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spare space, so that equal values give equal bytes."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: object) -> Any:
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    raise TypeError(f"an event cannot hold a {type(value).__name__}")


def content_hash(value: object) -> str:
    """SHA-256 of a value's canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def event_hash(fields: Mapping[str, object], prev_hash: str) -> str:
    """The hash of one event: SHA-256(0x00 ‖ canonical JSON ‖ previous hash)."""
    body = canonical_json({name: fields[name] for name in HASHED_FIELDS})
    return hashlib.sha256(b"\x00" + body.encode() + bytes.fromhex(prev_hash)).hexdigest()
