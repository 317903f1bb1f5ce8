"""The address table: every border, and a model of it written another way."""

import os
import random
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest

from factcheck.net.addresses import REFUSED_V4, REFUSED_V6, parse_networks, refusal

# The model: first and last address of every refused range, as the registries print them.
MODEL_V4 = [
    ("0.0.0.0", "0.255.255.255"),
    ("10.0.0.0", "10.255.255.255"),
    ("100.64.0.0", "100.127.255.255"),
    ("127.0.0.0", "127.255.255.255"),
    ("168.63.129.16", "168.63.129.16"),
    ("169.254.0.0", "169.254.255.255"),
    ("172.16.0.0", "172.31.255.255"),
    ("192.0.0.0", "192.0.0.255"),
    ("192.0.2.0", "192.0.2.255"),
    ("192.31.196.0", "192.31.196.255"),
    ("192.52.193.0", "192.52.193.255"),
    ("192.88.99.0", "192.88.99.255"),
    ("192.168.0.0", "192.168.255.255"),
    ("192.175.48.0", "192.175.48.255"),
    ("198.18.0.0", "198.19.255.255"),
    ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"),
    ("224.0.0.0", "255.255.255.255"),
]
MODEL_V6 = [
    ("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
]
RANGES_V4 = [(int(IPv4Address(low)), int(IPv4Address(high))) for low, high in MODEL_V4]
RANGES_V6 = [(int(IPv6Address(low)), int(IPv6Address(high))) for low, high in MODEL_V6]
MAPPED = int(IPv6Address("::ffff:0:0"))


def model_allows(address: IPv4Address | IPv6Address) -> bool:
    number = int(address)
    if address.version == 4:
        return not any(low <= number <= high for low, high in RANGES_V4)
    if number >> 32 == MAPPED >> 32:
        return model_allows(IPv4Address(number & 0xFFFFFFFF))
    return not any(low <= number <= high for low, high in RANGES_V6)


def borders() -> list[IPv4Address | IPv6Address]:
    numbers_v4 = {n + d for low, high in RANGES_V4 for n in (low, high) for d in (-1, 0, 1)}
    numbers_v6 = {n + d for low, high in RANGES_V6 for n in (low, high) for d in (-1, 0, 1)}
    v4 = [IPv4Address(number) for number in sorted(numbers_v4) if 0 <= number < 1 << 32]
    v6 = [IPv6Address(number) for number in sorted(numbers_v6) if 0 <= number < 1 << 128]
    return [*v4, *v6, *(IPv6Address(MAPPED + int(address)) for address in v4)]


@pytest.mark.parametrize("address", borders(), ids=str)
def test_table_is_exact_at_every_border(address: IPv4Address | IPv6Address) -> None:
    assert (refusal(address) is None) == model_allows(address)


def test_table_agrees_with_the_model_on_random_addresses() -> None:
    count = 500_000 if os.environ.get("FACTCHECK_LONG") else 5_000
    chance = random.Random(20241017)
    inside = [*RANGES_V4, *[(low, min(high, low + (1 << 100))) for low, high in RANGES_V6]]
    for turn in range(count):
        v4 = IPv4Address(chance.getrandbits(32))
        v6 = IPv6Address(
            (1 << 125) + chance.getrandbits(125) if turn % 2 else chance.getrandbits(128)
        )
        low, high = inside[turn % len(inside)]
        drawn = ip_address(chance.randint(low, high))
        for address in (v4, v6, drawn, IPv6Address(MAPPED + int(v4))):
            assert (refusal(address) is None) == model_allows(address), address


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::8.8.8.8",  # NAT64
        "64:ff9b:1::8.8.8.8",  # local NAT64
        "::8.8.8.8",  # IPv4-compatible
        "::ffff:0:8.8.8.8",  # SIIT
        "2002:808:808::1",  # 6to4
        "2001:0:808:808::1",  # Teredo
        "fec0::1",
        "fe80::1%eth0",
        "2a00:1450::1%eth0",
        "5f00::1",
    ],
)
def test_addresses_that_wrap_or_scope_another_are_refused(address: str) -> None:
    assert refusal(ip_address(address)) is not None


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "::ffff:8.8.8.8", "2606:4700::1111"]
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert refusal(ip_address(address)) is None


def test_allow_list_opens_only_its_ranges() -> None:
    allow = parse_networks("127.0.0.0/8, fd00:1::/32")

    assert refusal(ip_address("127.9.9.9"), allow=allow) is None
    assert refusal(ip_address("::ffff:127.0.0.1"), allow=allow) is None
    assert refusal(ip_address("fd00:1::5"), allow=allow) is None
    assert refusal(ip_address("10.0.0.1"), allow=allow) == "private"
    assert refusal(ip_address("::1"), allow=allow) is not None


def test_own_addresses_are_refused_even_when_allowed() -> None:
    own = parse_networks("93.184.216.34")

    assert refusal(ip_address("93.184.216.34"), deny=own) == "own address"
    assert refusal(ip_address("::ffff:93.184.216.34"), allow=own, deny=own) == "own address"


def test_table_has_no_range_twice() -> None:
    for table in (REFUSED_V4, REFUSED_V6):
        networks = [network for network, _ in table]
        assert len({str(ip_network(network)) for network in networks}) == len(networks)
        assert not any(
            one != other and one.subnet_of(other) for one in networks for other in networks
        )
