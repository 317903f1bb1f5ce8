"""Asking the provider, through the desk's own outbound client."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx
import structlog

from factcheck.net.client import fetch
from factcheck.net.errors import FetchFailed, Refused
from factcheck.oidc.configuration import Configuration
from factcheck.oidc.errors import ProviderAway

log = structlog.stdlib.get_logger("factcheck.oidc")

DISCOVERY = "/.well-known/openid-configuration"
KEPT_SECONDS = 3600
# Whoever sends tokens with made-up key ids must not make us ask for the keys each time.
KEYS_AGAIN_SECONDS = 30
MAX_ANSWER = 1_000_000
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class _Kept:
    value: dict[str, Any]
    since: float


class Asker:
    """Asks one provider. Its description and its keys are kept for an hour.

    Safe to share between threads.
    """

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def metadata(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery). Raises `ProviderAway`."""
        issuer = self._configuration.issuer
        metadata = self._ask_once(issuer.rstrip("/") + DISCOVERY)
        missing = [name for name in _NEEDED if not isinstance(metadata.get(name), str)]
        if missing:
            raise self.away(f"discovery without {missing[0]}")
        if metadata["issuer"] != issuer:
            raise self.away(f"discovery names the issuer {metadata['issuer']!r}, not {issuer!r}")
        if issuer.startswith("https:"):
            open_ones = [name for name in _NEEDED if not metadata[name].startswith("https:")]
            if open_ones:
                raise self.away(f"{open_ones[0]} is not https")
        return metadata

    def keys(self) -> dict[str, Any]:
        """The provider's public keys, as a JSON Web Key Set. Raises `ProviderAway`."""
        return self._ask_once(self.metadata()["jwks_uri"])

    def forget_keys(self) -> bool:
        """Whether the keys were old enough to be asked for again next time."""
        address = self.metadata()["jwks_uri"]
        with self._lock:
            kept = self._kept.get(address)
            if kept is None or time.monotonic() - kept.since < KEYS_AGAIN_SECONDS:
                return False
            del self._kept[address]
            return True

    def _ask_once(self, address: str) -> dict[str, Any]:
        kept = self._kept.get(address)
        if kept is None or time.monotonic() - kept.since > KEPT_SECONDS:
            kept = _Kept(self.read(self.ask("GET", address)), time.monotonic())
            with self._lock:
                self._kept[address] = kept
        return kept.value

    def ask(
        self,
        method: Literal["GET", "POST"],
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """One request; an answer of any status. Raises `ProviderAway`."""
        sent = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
        try:
            answer = fetch(
                address,
                policy=self._configuration.policy,
                method=method,
                headers=sent,
                content=content,
                excerpt=MAX_ANSWER,
            )
        except (Refused, FetchFailed) as error:
            raise self.away(f"{error.reason}: {error.detail}") from None
        return httpx.Response(
            answer.status, content=answer.body, request=httpx.Request(method, address)
        )

    def read(self, answer: httpx.Response) -> dict[str, Any]:
        """The JSON object of an answer. Raises `ProviderAway` for anything else."""
        if answer.status_code != httpx.codes.OK:
            raise self.away(f"{answer.request.url} answered {answer.status_code}")
        try:
            value = json.loads(answer.content)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise self.away(f"{answer.request.url} answered no JSON object")
        return value

    def away(self, detail: str) -> ProviderAway:
        """The error to raise, once the log says what it is about."""
        log.error("oidc_provider_away", issuer=self._configuration.issuer, detail=detail[:300])
        return ProviderAway(self._configuration.label, detail)
