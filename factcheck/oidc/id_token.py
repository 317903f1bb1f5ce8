"""Checking an ID token: its signature, and that it was made for this desk and this sign-in.

After OpenID Connect Core 1.0, section 3.1.3.7.
"""

from collections.abc import Iterable
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from factcheck import clock

LEEWAY_SECONDS = 60
MAX_SUBJECT = 255
# A symmetric signature could be made by whoever reads the public keys, “none” by anybody.
ASYMMETRIC = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)


def usable_algorithms(offered: Any) -> list[str]:
    """Those of a provider's algorithms that are safe; RS256 for one that lists none."""
    names: Iterable[Any] = offered if isinstance(offered, list) else ["RS256"]
    return sorted(ASYMMETRIC.intersection(name for name in names if isinstance(name, str)))


def check_id_token(
    token: str,
    *,
    keys: KeySet,
    algorithms: list[str],
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
) -> dict[str, Any]:
    """The claims of a token that is what it should be.

    Raises a `joserfc.errors.JoseError` or a ValueError for any other.
    """
    decoded = jwt.decode(token, keys, algorithms=algorithms)
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        options={
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        },
        params={"nonce": nonce, "client_id": client_id, "access_token": access_token},
    )
    claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY_SECONDS)
    if len(claims["sub"]) > MAX_SUBJECT:
        raise ValueError("a subject longer than 255 characters")
    return dict(claims)
