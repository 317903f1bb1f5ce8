"""The provider that staff sign in through: oidc-provider-mock behind a front that can lie.

The front re-signs each ID token with a key of its own, so that a test can have any claim in it, and
holds the code exchange to PKCE, which the mock does not.
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

with warnings.catch_warnings():
    import authlib.deprecate  # noqa: F401 - it puts a filter of its own before all others

    warnings.simplefilter("ignore")  # the mock still uses a module that authlib has outgrown
    from oidc_provider_mock import app as provider_app

# What authlib says to the mock, as a filter for the tests that use it.
OUTGROWN = "ignore:get_jwt_config:DeprecationWarning"
Alter = Callable[[dict[str, Any]], None]
_HASHES = ("RS256", "PS256")
_KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}, private=True)


def set_to(name: str, value: Any) -> Alter:
    """Change one claim."""
    return lambda claims: claims.update({name: value})


def drop(name: str) -> Alter:
    """Leave one claim out."""

    def leave_out(claims: dict[str, Any]) -> None:
        claims.pop(name, None)

    return leave_out


def _nothing(_claims: dict[str, Any]) -> None:
    pass


@dataclass
class CrookedProvider:
    """`alter` changes the claims of an ID token, `metadata` what the provider says of itself."""

    port: int = 0
    alter: Alter = _nothing
    metadata: Alter = _nothing
    algorithm: str = "RS256"
    away: bool = False
    public: bool = False
    key: RSAKey = field(default_factory=lambda: _KEY)
    asked: list[str] = field(default_factory=list)
    challenges: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mock = provider_app()
        self._client = Client(self.mock)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def know(self, subject: str, **claims: Any) -> None:
        """Have the provider know somebody by these claims."""
        self._client.put(f"/users/{subject}", json=claims)

    def reset(self) -> None:
        self.alter = self.metadata = _nothing
        self.algorithm, self.away, self.key = "RS256", False, _KEY
        self.public = False
        self.asked.clear()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        self.asked.append(request.path)
        if self.away:
            return Response("gone fishing", 502)(environ, start_response)
        if request.path == "/jwks":
            keys = KeySet([self.key]).as_dict(private=False)
            return _json(keys)(environ, start_response)
        if request.path == "/oauth2/token":
            form = request.form
            challenge = self.challenges.get(form.get("code", ""))
            if challenge != _challenge(form.get("code_verifier", "")):
                answer = _json({"error": "invalid_grant"}, 400)
                return answer(environ, start_response)
            fields = {name: value for name, value in form.items() if name != "code_verifier"}
            headers = {"Authorization": request.headers.get("Authorization", "")}
            if not headers["Authorization"] and "client_secret" not in fields:
                self.public = True
                fields["client_secret"] = "the mock wants one"
            given = self._client.post(
                "/oauth2/token", data=fields, headers=headers, base_url=self.issuer
            )
            return self._token(given)(environ, start_response)
        answer: Any = self._client.open(
            request.full_path,
            method=request.method,
            headers=dict(request.headers),
            data=request.get_data(),
            base_url=self.issuer,
        )
        if location := answer.headers.get("Location", ""):
            self._note(request.query_string.decode(), location)
        if request.path == "/.well-known/openid-configuration":
            said = json.loads(answer.data)
            self.metadata(said)
            answer = _json(said)
        return answer(environ, start_response)

    def _token(self, given: Any) -> Response:
        body = json.loads(given.data)
        if "id_token" not in body:
            return _json(body, given.status_code)
        claims = json.loads(_unpadded(body["id_token"].split(".")[1]))
        claims["iss"] = self.issuer
        self.alter(claims)
        body["id_token"] = self._sign(claims)
        return _json(body)

    def _sign(self, claims: dict[str, Any]) -> str:
        header = {"alg": self.algorithm, "kid": self.key.kid}
        if self.algorithm in _HASHES:
            return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])
        # What no library signs by itself: with nothing, or with what everybody can read.
        signed = b".".join(_padless(json.dumps(part).encode()) for part in (header, claims))
        secret = self.key.as_pem(private=False)
        code = hmac.digest(secret, signed, "sha256") if self.algorithm == "HS256" else b""
        return (signed + b"." + _padless(code)).decode()

    def let(self, address: str, subject: str) -> str:
        """Sign in there as `subject`, coming from the desk by `address`; where one is sent back."""
        return self._decide(address, {"sub": subject})

    def deny(self, address: str) -> str:
        """Refuse at the provider to be signed in to the desk."""
        return self._decide(address, {"action": "deny"})

    def _decide(self, address: str, form: dict[str, str]) -> str:
        query = urlsplit(address).query
        answer = self._client.post(f"/oauth2/authorize?{query}", data=form, base_url=self.issuer)
        assert answer.status_code == 302, answer.text
        location: str = answer.headers["Location"]
        self._note(query, location)
        return location

    def _note(self, query: str, location: str) -> None:
        """Keep which challenge a code was asked for with."""
        code = parse_qs(urlsplit(location).query).get("code", [""])[0]
        self.challenges[code] = parse_qs(query).get("code_challenge", [""])[0]


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status, content_type="application/json")


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return _padless(digest).decode()


def _padless(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


@contextmanager
def running_provider() -> Iterator[CrookedProvider]:
    """The provider on a port of the loopback address."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # of the mock, which has no TLS
    provider = CrookedProvider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
        del os.environ["AUTHLIB_INSECURE_TRANSPORT"]
