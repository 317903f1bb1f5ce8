"""The provider: where it is found, how somebody is sent to it, what it says when they come back."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import httpx
import structlog
from authlib.oauth2 import OAuth2Client, OAuth2Error
from authlib.oauth2.auth import ClientAuth
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from factcheck.accounts.identities import Claimed
from factcheck.language import gettext as _
from factcheck.oidc.asking import Asker
from factcheck.oidc.claims import claimed_by, find_claim
from factcheck.oidc.configuration import Configuration
from factcheck.oidc.errors import (
    BEGIN_AGAIN,
    CANCELLED,
    NOT_LET,
    NOT_TRUSTED,
    ProviderAway,
    SignInRefused,
)
from factcheck.oidc.flow import Flow
from factcheck.oidc.id_token import check_id_token, usable_algorithms

log = structlog.stdlib.get_logger("factcheck.oidc")


@dataclass(frozen=True)
class Answer:
    """Who came back, and their ID token, which the provider wants to see when they sign out."""

    claimed: Claimed
    id_token: str


class Provider:
    """One provider. Safe to share between threads."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.asker = Asker(configuration)

    @property
    def label(self) -> str:
        return self.configuration.label

    def address_for(self, flow: Flow, *, back: str) -> str:
        """Where to send the browser. Raises `ProviderAway`."""
        client = self._client(back)
        address, _state = client.create_authorization_url(
            self.asker.metadata()["authorization_endpoint"],
            state=flow.state,
            nonce=flow.nonce,
            code_verifier=flow.verifier,
        )
        return str(address)

    def receive(self, flow: Flow, query: Mapping[str, str], *, back: str) -> Answer:
        """Who came back from the provider with this query.

        Raises `SignInRefused` with a sentence for whoever tried, and `ProviderAway`.
        """
        metadata = self.asker.metadata()
        self._check_sender(query, metadata)
        if "error" in query:
            raise SignInRefused(self._refusal(query["error"]))
        if not query.get("code"):
            raise self._untrusted("no code")
        token = self._exchange(flow, query["code"], back)
        id_token, access_token = token.get("id_token"), token.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise self._untrusted("a token answer without id_token or access_token")
        claims = self._check(id_token, access_token, flow)
        if find_claim(claims, self.configuration.claim) is None or "email" not in claims:
            claims = self._userinfo(access_token, claims) | claims
        return Answer(
            claimed_by(claims, claim=self.configuration.claim, mapping=self.configuration.roles),
            id_token,
        )

    def sign_out_address(self, id_token: str, *, back: str) -> str | None:
        """Where the browser signs out of the provider too; None where that is not offered."""
        try:
            address = self.asker.metadata().get("end_session_endpoint")
        except ProviderAway:
            return None
        if not isinstance(address, str):
            return None
        query = {
            "id_token_hint": id_token,
            "client_id": self.configuration.client_id,
            "post_logout_redirect_uri": back,
        }
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    def _client(self, back: str) -> OAuth2Client:
        chosen = self.configuration
        return _Client(
            self.asker,
            client_id=chosen.client_id,
            client_secret=chosen.client_secret or None,
            token_endpoint_auth_method=self._authentication(),
            scope=chosen.scopes,
            redirect_uri=back,
            code_challenge_method="S256",
        )

    def _authentication(self) -> str:
        if not self.configuration.client_secret:
            return "none"
        offered = self.asker.metadata().get("token_endpoint_auth_methods_supported")
        basic = not isinstance(offered, list) or "client_secret_basic" in offered
        return "client_secret_basic" if basic else "client_secret_post"

    def _check_sender(self, query: Mapping[str, str], metadata: Mapping[str, Any]) -> None:
        """RFC 9207: an answer that names another issuer was meant for another provider."""
        expected = metadata.get("authorization_response_iss_parameter_supported") is True
        said = query.get("iss", "" if expected else self.configuration.issuer)
        if not hmac.compare_digest(said.encode(), self.configuration.issuer.encode()):
            raise self._untrusted("the answer names another issuer")

    def _refusal(self, code: str) -> str:
        if code == "access_denied":
            return _(CANCELLED, label=self.label)
        # The code comes in with the address; only what OAuth allows in one is shown.
        shown = "".join(c for c in code[:60] if c.isascii() and (c.isalnum() or c in "_-."))
        return _(NOT_LET, label=self.label, code=shown)

    def _exchange(self, flow: Flow, code: str, back: str) -> Mapping[str, Any]:
        try:
            token: Mapping[str, Any] = self._client(back).fetch_token(
                self.asker.metadata()["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=flow.verifier,
            )
        except OAuth2Error as error:
            log.warning("oidc_code_refused", error=error.error, description=error.description)
            if error.error == "invalid_grant":
                raise SignInRefused(_(BEGIN_AGAIN)) from None
            raise SignInRefused(self._refusal(error.error or "error")) from None
        except (ValueError, httpx.HTTPStatusError) as error:
            raise self.asker.away(f"token endpoint: {error}") from None
        return token

    def _check(self, id_token: str, access_token: str, flow: Flow) -> dict[str, Any]:
        """The claims of the token; new keys are asked for once when it does not fit the old."""
        try:
            return self._decode(id_token, access_token, flow)
        except (JoseError, ValueError) as error:
            if not self.asker.forget_keys():
                raise self._untrusted(f"id_token: {error}") from None
        try:
            return self._decode(id_token, access_token, flow)
        except (JoseError, ValueError) as error:
            raise self._untrusted(f"id_token: {error}") from None

    def _decode(self, id_token: str, access_token: str, flow: Flow) -> dict[str, Any]:
        metadata = self.asker.metadata()
        return check_id_token(
            id_token,
            keys=KeySet.import_key_set(cast(KeySetSerialization, self.asker.keys())),
            algorithms=usable_algorithms(metadata.get("id_token_signing_alg_values_supported")),
            issuer=self.configuration.issuer,
            client_id=self.configuration.client_id,
            nonce=flow.nonce,
            access_token=access_token,
        )

    def _userinfo(self, access_token: str, claims: Mapping[str, Any]) -> dict[str, Any]:
        """More claims of the same subject; none where the provider has no such place."""
        address = self.asker.metadata().get("userinfo_endpoint")
        if not isinstance(address, str):
            return {}
        bearer = {"Authorization": f"Bearer {access_token}"}
        more = self.asker.read(self.asker.ask("GET", address, headers=bearer))
        if more.get("sub") != claims["sub"]:
            raise self._untrusted("userinfo speaks of somebody else")
        return more

    def _untrusted(self, detail: str) -> SignInRefused:
        log.warning("oidc_answer_refused", issuer=self.configuration.issuer, detail=detail[:300])
        return SignInRefused(_(NOT_TRUSTED, label=self.label))


class _Client(OAuth2Client):  # type: ignore[misc]
    """authlib's protocol client, speaking through `Asker`."""

    def _fetch_token(
        self, url: str, body: str, headers: dict[str, str], auth: ClientAuth, method: str
    ) -> Mapping[str, Any]:
        address, sent, content = auth.prepare(method, url, dict(headers), body)
        asker: Asker = self.session
        answer = asker.ask("POST", address, headers=sent, content=content.encode())
        token: Mapping[str, Any] = self.parse_response_token(answer)
        return token
