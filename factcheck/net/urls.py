"""The shape of a web address, checked before anything is resolved or dialled.

The address is taken apart here, by rules stricter than RFC 3986 and the WHATWG URL Standard, and
put together again from its parts; whatever two parsers could read differently is refused. The
rebuilt address is what the HTTP library gets, and the transport compares once more what the
library made of it.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import idna

from .addresses import Address
from .errors import Refused

MAX_LENGTH = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(https?)://", re.IGNORECASE)
_AUTHORITY_END = re.compile(r"[/?#]")
_BRACKETED = re.compile(r"\[([0-9A-Fa-f:.]{2,45})\](?::(.*))?", re.DOTALL)
_NAMED = re.compile(r"([^:\[\]]*)(?::(.*))?", re.DOTALL)
_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_LAST_LABEL_IS_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)
_ENCODED_CONTROL = re.compile(r"%(?:[01][0-9A-Fa-f]|7[Ff])")
_PRINTABLE_ASCII = re.compile(r"[!-~]+")
# Everything RFC 3986 allows in path and query, and "%", which stays as the caller wrote it.
_KEPT_IN_PATH = "%/:?@!$&'()*+,;=-._~[]"


@dataclass(frozen=True)
class Target:
    """One checked web address.

    `host` is the ASCII name in lower case, or the address in its usual form, without brackets.
    `literal` is that address when the host is one. `url` is printable ASCII, without a fragment.
    """

    scheme: str
    host: str
    port: int
    literal: Address | None
    url: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def parse_url(url: str) -> Target:
    """Take a web address apart. Raises `Refused`; nothing is resolved."""
    if len(url) > MAX_LENGTH:
        raise Refused("length", f"{len(url)} characters")
    _refuse_unprintable(url)
    web = _WEB.match(url)
    if web is None:
        raise Refused("scheme" if _SCHEME.match(url) else "url", "not http:// or https://")
    scheme = web[1].lower()
    rest = url[web.end() :]
    end = _AUTHORITY_END.search(rest)
    authority = rest[: end.start()] if end else rest
    tail = rest[end.start() :] if end else ""
    host, literal, port = _split_authority(authority, DEFAULT_PORTS[scheme])
    rebuilt = f"{scheme}://{_authority(host, literal, port, scheme)}{_path_and_query(tail)}"
    if len(rebuilt) > MAX_LENGTH:
        raise Refused("length", f"{len(rebuilt)} characters after encoding")
    if not _PRINTABLE_ASCII.fullmatch(rebuilt):
        raise Refused("url", "not printable ASCII after encoding")
    return Target(scheme, host, port, literal, rebuilt)


def join_url(base: Target, location: bytes) -> Target:
    """Where a `Location` header sends, checked from the first step again. Raises `Refused`."""
    if len(location) > MAX_LENGTH:
        raise Refused("length", f"Location of {len(location)} bytes")
    try:
        text = location.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("redirect", "Location is not UTF-8") from None
    if not text:
        raise Refused("redirect", "empty Location")
    _refuse_unprintable(text)
    if _SCHEME.match(text):
        return parse_url(text)
    if text.startswith("//"):
        return parse_url(f"{base.scheme}:{text}")
    return parse_url(urljoin(base.url, text))


def redact_url(url: str) -> str:
    """The address for a log line: no credentials, no query (it may hold a key), 200 characters."""
    shown = re.split(r"[?#]", url, maxsplit=1)[0]
    shown = re.sub(r"//[^/]*@", "//…@", shown)
    return shown[:200]


def _refuse_unprintable(url: str) -> None:
    if "\\" in url:
        raise Refused("url", "backslash")
    # Zs, Zl, Zp: spaces; C*: control, format, private, surrogate, unassigned. One format character
    # is no danger in itself (UTS-46 drops it), but no address that a person copied holds one.
    bad = next((c for c in url if unicodedata.category(c)[0] in "CZ"), None)
    if bad is not None:
        raise Refused("url", f"character U+{ord(bad):04X}")


def _split_authority(authority: str, default_port: int) -> tuple[str, Address | None, int]:
    if "@" in authority:
        raise Refused("userinfo", "user information")
    if "%" in authority:
        raise Refused("host", "percent sign in the host")
    bracketed = _BRACKETED.fullmatch(authority)
    if bracketed is not None:
        address = _ipv6(bracketed[1])
        return str(address), address, _port(bracketed[2], default_port)
    named = _NAMED.fullmatch(authority)
    if named is None:
        raise Refused("host", "brackets or colons in the host")
    name = _ascii_name(named[1])
    literal = _ipv4(name)
    return str(literal or name), literal, _port(named[2], default_port)


def _port(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not _PORT.fullmatch(text) or int(text) > 65535:
        raise Refused("port", "not a port number")
    return int(text)


def _ipv6(text: str) -> IPv6Address:
    try:
        return IPv6Address(text)
    except ValueError:
        raise Refused("host", "not an IPv6 address") from None


def _ascii_name(host: str) -> str:
    """The host after UTS-46 mapping, as ASCII labels, without the dot of the root."""
    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
        if not mapped.isascii():
            mapped = idna.encode(mapped, strict=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise Refused("host", "not an IDNA name") from None
    name = mapped.removesuffix(".").lower()
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused("host", "not a host name")
    for label in labels:
        if label.startswith("xn--"):
            _check_punycode(label)
    return name


def _check_punycode(label: str) -> None:
    try:
        idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        raise Refused("host", "not an IDNA label") from None


def _ipv4(name: str) -> IPv4Address | None:
    """The address, when the name is one in any form that `inet_aton` reads, else None.

    As in the WHATWG URL Standard, a name whose last label is a number must be an address.
    """
    labels = name.split(".")
    if not _LAST_LABEL_IS_NUMBER.fullmatch(labels[-1]):
        return None
    if len(labels) > 4:
        raise Refused("host", "a number that is not an address")
    numbers = [_number(label) for label in labels]
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise Refused("host", "an address that overflows")
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number << (8 * (3 - place))
    return IPv4Address(value)


def _number(label: str) -> int:
    if not _NUMBER.fullmatch(label):
        raise Refused("host", "a number that is not an address")
    try:
        if label.startswith("0x"):
            return int(label[2:] or "0", 16)
        return int(label, 8 if len(label) > 1 and label.startswith("0") else 10)
    except ValueError:
        raise Refused("host", "a number that is not an address") from None


def _authority(host: str, literal: Address | None, port: int, scheme: str) -> str:
    shown = f"[{host}]" if isinstance(literal, IPv6Address) else host
    return shown if port == DEFAULT_PORTS[scheme] else f"{shown}:{port}"


def _path_and_query(tail: str) -> str:
    without_fragment = tail.partition("#")[0]
    if _ENCODED_CONTROL.search(without_fragment):
        raise Refused("url", "encoded control character")
    encoded = quote(without_fragment, safe=_KEPT_IN_PATH)
    return encoded if encoded.startswith("/") else f"/{encoded}"
