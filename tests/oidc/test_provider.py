"""What of a provider's answers is believed: the real code flow, and every way a token can be off."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from factcheck.accounts.identities import Claimed
from factcheck.oidc.configuration import configuration_for
from factcheck.oidc.errors import ProviderAway, SignInRefused
from factcheck.oidc.flow import Flow
from factcheck.oidc.provider import Provider
from factcheck.settings import OidcSettings, Settings
from tests.oidc.mock import OUTGROWN, Alter, CrookedProvider, drop, running_provider, set_to

pytestmark = pytest.mark.filterwarnings(OUTGROWN)
BACK = "https://desk.example/sign-in/oidc/back"


@pytest.fixture(scope="module")
def running() -> Iterator[CrookedProvider]:
    with running_provider() as provider:
        provider.know("cy", email="Cy@news.example", name="Cy", groups=["checkers"])
        yield provider


@pytest.fixture
def crooked(running: CrookedProvider) -> CrookedProvider:
    running.reset()
    return running


def desk_of(crooked: CrookedProvider, **more: Any) -> Provider:
    """The desk's side, which has asked nothing yet."""
    oidc: dict[str, Any] = {
        "issuer": crooked.issuer,
        "client_id": "the-desk",
        "client_secret": "s3cret",
        "roles": {"checkers": "reviewer"},
        "allow_cidrs": "127.0.0.0/8",
    }
    configuration = configuration_for(Settings(oidc=OidcSettings(**oidc | more)))
    assert configuration is not None
    return Provider(configuration)


def come(desk: Provider, crooked: CrookedProvider, flow: Flow | None = None) -> Claimed:
    """The whole flow, with the browser's part done by hand."""
    flow = flow or Flow.new()
    location = crooked.let(desk.address_for(flow, back=BACK), "cy")
    query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    return desk.receive(flow, query, back=BACK).claimed


@pytest.mark.parametrize("secret", ["s3cret", ""])
def test_an_honest_answer_says_who_came(crooked: CrookedProvider, secret: str) -> None:
    claimed = come(desk_of(crooked, client_secret=secret), crooked)

    assert claimed == Claimed(
        issuer=crooked.issuer,
        subject="cy",
        email="cy@news.example",
        name="Cy",
        roles=("reviewer",),
    )
    assert crooked.public == (not secret)


def test_a_secret_goes_the_way_that_the_provider_takes(crooked: CrookedProvider) -> None:
    crooked.metadata = set_to("token_endpoint_auth_methods_supported", ["client_secret_post"])

    assert come(desk_of(crooked), crooked).subject == "cy"


@pytest.mark.parametrize(
    "alter",
    [
        set_to("iss", "http://127.0.0.1:1"),
        set_to("aud", "another-desk"),
        set_to("aud", ["the-desk", "another-desk"]),
        set_to("azp", "another-desk"),
        set_to("exp", int(time.time()) - 120),
        set_to("exp", "tomorrow"),
        set_to("nbf", int(time.time()) + 3600),
        set_to("nonce", "of-another-sign-in"),
        set_to("sub", ""),
        set_to("sub", 7),
        set_to("sub", "x" * 256),
        set_to("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
        *(drop(name) for name in ("iss", "aud", "exp", "iat", "nonce", "sub")),
    ],
)
def test_a_token_that_was_not_made_for_this_sign_in_is_refused(
    crooked: CrookedProvider, alter: Alter
) -> None:
    crooked.alter = alter

    with pytest.raises(SignInRefused, match="could not be trusted"):
        come(desk_of(crooked), crooked)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "PS256"])
def test_only_an_algorithm_that_the_provider_named_and_that_is_safe_counts(
    crooked: CrookedProvider, algorithm: str
) -> None:
    crooked.algorithm = algorithm
    if algorithm != "PS256":  # a provider that names an unsafe one is not believed either
        crooked.metadata = set_to("id_token_signing_alg_values_supported", ["RS256", algorithm])

    with pytest.raises(SignInRefused, match="could not be trusted"):
        come(desk_of(crooked), crooked)


def test_a_token_of_another_key_is_refused(crooked: CrookedProvider) -> None:
    desk = desk_of(crooked)
    come(desk, crooked)
    crooked.key = RSAKey.generate_key(2048, {"kid": "first"}, private=True)

    with pytest.raises(SignInRefused, match="could not be trusted"):
        come(desk, crooked)
    assert crooked.asked.count("/jwks") == 1


def test_new_keys_are_fetched_once_the_old_ones_are_not_fresh(
    crooked: CrookedProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(crooked)
    come(desk, crooked)
    crooked.key = RSAKey.generate_key(2048, {"kid": "second"}, private=True)
    monkeypatch.setattr("factcheck.oidc.asking.KEYS_AGAIN_SECONDS", 0.0)

    assert come(desk, crooked).subject == "cy"
    assert crooked.asked.count("/jwks") == 2
    assert crooked.asked.count("/.well-known/openid-configuration") == 1


def test_a_code_is_worth_nothing_without_the_verifier_that_asked_for_it(
    crooked: CrookedProvider,
) -> None:
    desk, flow = desk_of(crooked), Flow.new()
    location = crooked.let(desk.address_for(flow, back=BACK), "cy")
    query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    stolen = Flow(flow.state, flow.nonce, Flow.new().verifier)

    with pytest.raises(SignInRefused, match="Begin it again"):
        desk.receive(stolen, query, back=BACK)


def test_a_provider_that_must_name_itself_and_does_not_is_refused(
    crooked: CrookedProvider,
) -> None:
    crooked.metadata = set_to("authorization_response_iss_parameter_supported", True)

    with pytest.raises(SignInRefused, match="could not be trusted"):
        come(desk_of(crooked), crooked)


@pytest.mark.parametrize(
    "lie", [set_to("issuer", "https://evil.example"), drop("token_endpoint"), drop("jwks_uri")]
)
def test_a_provider_that_describes_another_is_not_asked(
    crooked: CrookedProvider, lie: Alter
) -> None:
    crooked.metadata = lie

    with pytest.raises(ProviderAway, match="cannot be asked who you are now"):
        come(desk_of(crooked), crooked)
    assert crooked.asked == ["/.well-known/openid-configuration"]


def test_a_provider_that_does_not_answer_is_a_sentence(crooked: CrookedProvider) -> None:
    with pytest.raises(ProviderAway, match="Try again in a moment"):
        come(desk_of(crooked, issuer="http://127.0.0.1:1"), crooked)


def test_an_inner_provider_needs_its_range_opened(crooked: CrookedProvider) -> None:
    with pytest.raises(ProviderAway) as caught:
        come(desk_of(crooked, allow_cidrs="10.1.0.0/16"), crooked)
    assert "loopback" in caught.value.detail
