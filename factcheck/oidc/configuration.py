"""The settings of the sign-in through a provider, checked once at start."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from urllib.parse import urlsplit

from factcheck.accounts.policy import ROLES
from factcheck.errors import InvalidInput
from factcheck.net.addresses import Network, parse_networks
from factcheck.net.errors import Refused
from factcheck.net.policy import FetchLimits, FetchPolicy, policy_for
from factcheck.net.urls import parse_url
from factcheck.settings import OidcSettings, Settings

# A person waits in front of a blank page meanwhile.
LIMITS = FetchLimits(total_seconds=10.0, first_byte_seconds=5.0, connect_seconds=3.0)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Configuration:
    """One provider. `roles` maps a group at the provider to roles of the desk."""

    issuer: str
    client_id: str
    label: str
    claim: str
    scopes: str
    roles: Mapping[str, tuple[str, ...]]
    policy: FetchPolicy
    client_secret: str = field(default="", repr=False)


def configuration_for(settings: Settings) -> Configuration | None:
    """How staff sign in through their provider; None where they do not, and in a demo.

    Raises `InvalidInput`, with the setting to change, for what cannot work.
    """
    chosen = settings.oidc
    if settings.mode == "demo":
        return None
    if not chosen.issuer:
        if not settings.password_sign_in:
            raise InvalidInput(
                "FACTCHECK_PASSWORD_SIGN_IN=false leaves no way in. Set FACTCHECK_OIDC_ISSUER too."
            )
        return None
    _need_the_extra()
    if not chosen.client_id:
        raise InvalidInput(
            "FACTCHECK_OIDC_CLIENT_ID is missing: what the provider knows this desk by."
        )
    if "openid" not in chosen.scopes.split():
        raise InvalidInput("FACTCHECK_OIDC_SCOPES must hold “openid”.")
    return Configuration(
        issuer=chosen.issuer,
        client_id=chosen.client_id,
        client_secret=_secret(chosen),
        label=chosen.label.strip() or urlsplit(chosen.issuer).hostname or chosen.issuer,
        claim=chosen.claim,
        scopes=chosen.scopes,
        roles=_roles(chosen),
        policy=_policy(settings),
    )


def _need_the_extra() -> None:
    if find_spec("authlib") is None:
        raise InvalidInput(
            "FACTCHECK_OIDC_ISSUER is set, but signing in through a provider needs the package "
            "authlib. Run: pip install 'factcheck[oidc]'"
        )


def _secret(chosen: OidcSettings) -> str:
    if chosen.client_secret_file is None:
        return chosen.client_secret
    try:
        return chosen.client_secret_file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"FACTCHECK_OIDC_CLIENT_SECRET_FILE cannot be read ({error}). Check path and rights."
        ) from None


def _roles(chosen: OidcSettings) -> dict[str, tuple[str, ...]]:
    roles = {
        group: (given,) if isinstance(given, str) else given
        for group, given in chosen.roles.items()
    }
    unknown = sorted({role for given in roles.values() for role in given} - set(ROLES))
    if unknown:
        raise InvalidInput(
            f"FACTCHECK_OIDC_ROLES names “{unknown[0]}”; roles are {', '.join(ROLES)}."
        )
    if not any(roles.values()):
        raise InvalidInput(
            "FACTCHECK_OIDC_ROLES is empty, so nobody could come in. Say which group has which "
            'roles, as in {"fact-checkers": ["reviewer"], "desk-chiefs": ["editor", "reviewer"]}.'
        )
    return roles


def _policy(settings: Settings) -> FetchPolicy:
    """The desk's own limits, with the provider's port and the inner ranges opened for it alone."""
    policy = policy_for(settings)
    try:
        issuer = parse_url(settings.oidc.issuer)
        inner: tuple[Network, ...] = parse_networks(settings.oidc.allow_cidrs)
    except Refused as error:
        raise InvalidInput(f"FACTCHECK_OIDC_ISSUER cannot be used: {error}") from None
    except ValueError as error:
        raise InvalidInput(f"FACTCHECK_OIDC_ALLOW_CIDRS is no list of networks: {error}.") from None
    if issuer.scheme != "https" and issuer.host not in _LOOPBACK:
        raise InvalidInput("FACTCHECK_OIDC_ISSUER must begin with https://.")
    return replace(
        policy,
        allow=(*policy.allow, *inner),
        ports=policy.ports | {issuer.port},
        limits=LIMITS,
    )
