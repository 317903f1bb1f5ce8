"""Which IP addresses may be dialled: our own table.

`ipaddress.is_global` is not asked. It changes between Python patch releases, and on 3.11 it calls
several inner ranges global (192.0.0.0/24, 6to4, NAT64, the cloud address 168.63.129.16, ...).
`ipaddress` only turns text into numbers here.

Sources: the IANA special-purpose address registries for IPv4 and IPv6, and the addresses that
cloud vendors answer on.
"""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

REFUSED_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(cidr), meaning)
    for cidr, meaning in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud platform service"),
        ("169.254.0.0/16", "link-local, cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved, broadcast"),
    )
)

GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")
"""The only IPv6 range that is allocated to the public; everything outside it is refused."""

REFUSED_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(cidr), meaning)
    for cidr, meaning in (
        ("2001::/23", "protocol assignments, Teredo, ORCHID"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
    )
)


def refusal(
    address: Address, *, allow: Iterable[Network] = (), deny: Iterable[Network] = ()
) -> str | None:
    """Why `address` may not be dialled, or None when it may be.

    An IPv4-mapped IPv6 address is judged as its IPv4 address, by the table and by both lists.
    `allow` opens ranges that the table refuses (test servers, an inner archive); `deny` closes
    ranges that the table allows (this installation's own public addresses) and wins over `allow`.
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return "scoped"
        address = address.ipv4_mapped or address
    if any(address in network for network in deny):
        return "own address"
    if any(address in network for network in allow):
        return None
    table: tuple[tuple[Network, str], ...]
    if isinstance(address, IPv4Address):
        table = REFUSED_V4
    else:
        if address not in GLOBAL_UNICAST_V6:
            return "not global unicast"
        table = REFUSED_V6
    return next((meaning for network, meaning in table if address in network), None)


def parse_networks(text: str) -> tuple[Network, ...]:
    """Networks from a list in CIDR notation, separated by commas or spaces.

    Raises ValueError with the part that is not a network. A bare address is its /32 or /128.
    """
    return tuple(ip_network(part) for part in text.replace(",", " ").split())


def parse_address(text: str) -> Address:
    """An address as `getaddrinfo` and `getpeername` print it. Raises ValueError otherwise."""
    return ip_address(text)
