"""What the outbound client may do, as data handed to it by the caller."""

from dataclasses import dataclass, field, replace

from factcheck import __version__
from factcheck.errors import InvalidInput
from factcheck.settings import Settings

from .addresses import Network, parse_networks


@dataclass(frozen=True)
class FetchLimits:
    """Limits of one fetch, redirects included. Times in seconds of wall clock, sizes in bytes."""

    resolve_seconds: float = 3.0
    connect_seconds: float = 5.0
    first_byte_seconds: float = 10.0
    total_seconds: float = 20.0
    wire_bytes: int = 5_000_000
    decoded_bytes: int = 20_000_000
    ratio: int = 100
    header_bytes: int = 64_000
    redirects: int = 5
    answers: int = 32


PAGE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/atom+xml",
        "application/rss+xml",
        "application/xml",
        "text/xml",
        "application/json",
        "application/feed+json",
        "application/ld+json",
    }
)


def user_agent(contact: str = "") -> str:
    """Who we say we are; `contact` is where somebody who minds can reach this desk."""
    reached = f"; {contact}" if contact else ""
    return f"factcheck/{__version__} (newsroom fact-checking{reached})"


@dataclass(frozen=True)
class FetchPolicy:
    """Who we say we are, and where we may go.

    `allow` opens address ranges that the table refuses; there is deliberately no switch that opens
    all of them. `deny` closes this installation's own public addresses. `ports` are the only ports
    that are dialled.
    """

    user_agent: str = field(default_factory=user_agent)
    allow: tuple[Network, ...] = ()
    deny: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    limits: FetchLimits = field(default_factory=FetchLimits)

    @classmethod
    def from_text(
        cls, *, allow_cidrs: str = "", deny_cidrs: str = "", ports: str = ""
    ) -> "FetchPolicy":
        """A policy from settings as text: CIDRs and port numbers, separated by commas or spaces.

        Raises ValueError, with the part that cannot be read, for anything else.
        """
        numbers = frozenset(int(part) for part in ports.replace(",", " ").split())
        return cls(
            allow=parse_networks(allow_cidrs),
            deny=parse_networks(deny_cidrs),
            ports=numbers or frozenset({80, 443}),
        )


def policy_for(settings: Settings) -> FetchPolicy:
    """How a desk's outbound client behaves.

    Raises `InvalidInput` for inner ranges opened on a desk that serves others.
    """
    if settings.mode == "production" and settings.fetch_allow_cidrs:
        raise InvalidInput(
            "FACTCHECK_FETCH_ALLOW_CIDRS opens inner addresses and is for tests only. "
            "Unset it on a desk that serves others."
        )
    policy = FetchPolicy.from_text(
        allow_cidrs=",".join(settings.fetch_allow_cidrs),
        deny_cidrs=",".join(settings.fetch_deny_cidrs),
        ports=",".join(map(str, settings.fetch_ports)),
    )
    return replace(policy, user_agent=user_agent(settings.contact or settings.public_url))
