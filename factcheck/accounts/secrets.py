"""Passwords, tokens and one-time secrets: how they are made, hashed and compared."""

import functools
import hashlib
import hmac
import re
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

MIN_PASSWORD = 8
MAX_PASSWORD = 256
TOKEN_PREFIX = "fcq"  # noqa: S105 - the visible mark of our tokens, so that scanners find leaks

_TOKEN = re.compile(rf"{TOKEN_PREFIX}_([0-9a-f]{{8}})_([\w-]{{43}})", re.ASCII)

# OWASP's argon2id parameters with room to spare: 64 MiB, three passes.
_hasher = PasswordHasher(memory_cost=65536, time_cost=3, parallelism=1)
# Each check takes 64 MiB; more than four at once would let strangers fill the memory.
_at_once = threading.BoundedSemaphore(4)
_COMMON = frozenset({"password", "12345678", "123456789", "qwertyuiop", "password1", "letmein123"})


def hash_password(password: str) -> str:
    """An argon2id hash. Raises `InvalidInput` for a password that is too short, long or common."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise InvalidInput(
            _(
                "A password needs %(min_password)s to %(max_password)s characters.",
                min_password=MIN_PASSWORD,
                max_password=MAX_PASSWORD,
            ),
            {
                "password": _(
                    "Use at least %(min_password)s characters; a sentence is a good password.",
                    min_password=MIN_PASSWORD,
                )
            },
        )
    if password.lower() in _COMMON:
        raise InvalidInput(
            _("This password is known to everybody."), {"password": _("Choose another password.")}
        )
    with _at_once:
        return _hasher.hash(password)


@functools.cache
def _nobody() -> str:
    """Verified against when there is no such person, so that both answers take equally long.

    Made at the first check of any password; most processes check none.
    """
    return _hasher.hash(secrets.token_urlsafe(16))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; takes as long for an unknown person (hash None)."""
    nobody = _nobody()
    with _at_once:
        try:
            _hasher.verify(password_hash or nobody, password[: MAX_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def hash_secret(secret: str) -> str:
    """SHA-256 of a random secret; such secrets need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_token() -> tuple[str, str, str]:
    """A fresh API token as (whole token, prefix, hash of its secret part)."""
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    return f"{TOKEN_PREFIX}_{prefix}_{secret}", prefix, hash_secret(secret)


def split_token(token: str) -> tuple[str, str] | None:
    """The prefix and the secret of a token, or None when it has not our shape."""
    found = _TOKEN.fullmatch(token)
    return (found[1], found[2]) if found else None


def same_secret(secret: str, secret_hash: str) -> bool:
    return hmac.compare_digest(hash_secret(secret), secret_hash)
