"""What a provider's claims mean at this desk. Pure."""

from collections.abc import Mapping
from typing import Any

from factcheck.accounts.identities import Claimed


def find_claim(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of this name; else the dots lead into objects, as in `realm_access.roles`.

    None when there is none.
    """
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def groups_in(value: Any) -> frozenset[str]:
    """The groups that a claim names: a list of them, or a single one."""
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, list):
        return frozenset(one for one in value if isinstance(one, str))
    return frozenset()


def roles_for(groups: frozenset[str], mapping: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every role that one of the groups gives; a group that is not named gives none."""
    return tuple(sorted({role for group in groups for role in mapping.get(group, ())}))


def claimed_by(
    claims: Mapping[str, Any], *, claim: str, mapping: Mapping[str, tuple[str, ...]]
) -> Claimed:
    """Who somebody is, from checked claims (which hold `iss` and `sub`)."""
    email = claims.get("email")
    name = claims.get("name") or claims.get("preferred_username")
    return Claimed(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        email=email.strip().lower()[:254] if isinstance(email, str) else "",
        name=name if isinstance(name, str) else "",
        roles=roles_for(groups_in(find_claim(claims, claim)), mapping),
        address_proven=claims.get("email_verified") not in (False, "false"),
    )
