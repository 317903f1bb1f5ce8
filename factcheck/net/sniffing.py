"""Does the body look like what the server says it is?

Only enough is read to keep binary files, and pages dressed up as something else, away from the
parsers. Source of the byte patterns: WHATWG MIME Sniffing Standard, section 6.
"""

import re

from .errors import Refused

_BINARY_STARTS = (
    b"%PDF-",
    b"%!PS",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf\x27\x1c",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"Rar!\x1a\x07",
    b"\x89PNG\r\n",
    b"GIF87a",
    b"GIF89a",
    b"\xff\xd8\xff",
    b"BM\x00",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"\x7fELF",
    b"MZ\x90",
    b"\xca\xfe\xba\xbe",
    b"\xd0\xcf\x11\xe0",
    b"wOFF",
    b"wOF2",
    b"\x00\x00\x01\x00",
)
# As in the standard, without tab, line ends, form feed and escape, which texts do contain.
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\f\r\x1b")
_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_HTML_START = re.compile(
    rb"\s*(?:<!--.{0,4096}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_JSON_START = re.compile(rb"\s*[\[{\"0-9tfn-]")

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
GZIP_TYPES = frozenset({"application/gzip", "application/x-gzip"})
# Accepted only by who knows the very bytes, by their hash.
BYTES = frozenset({"application/octet-stream", "binary/octet-stream"})


def looks_binary(data: bytes) -> bool:
    """True for known file signatures, and for more control bytes than a text may hold."""
    if data.startswith(_BINARY_STARTS) or data[4:8] == b"ftyp":
        return True
    start = data[:4096]
    if data.startswith(_UTF16_OR_32) or looks_utf16(start):
        return False
    return len(start.translate(None, _CONTROL)) < len(start) * 0.98


def looks_html(data: bytes) -> bool:
    """True when the text begins like an HTML page."""
    return _HTML_START.match(data.removeprefix(b"\xef\xbb\xbf")[:8192]) is not None


def agree_on_type(declared: str | None, data: bytes, accepted: frozenset[str]) -> str:
    """The media type to read `data` as. Raises `Refused` when the two disagree, or with a DTD.

    Without a declared type it is HTML or plain text, whichever the body looks like.
    """
    if declared is None:
        declared = "text/html" if looks_html(data) else "text/plain"
    if declared not in accepted:
        raise Refused("type", f"{declared[:60]!r} is not read")
    if declared in BYTES:
        return declared
    if declared == "application/pdf":
        if not data.startswith(b"%PDF-"):
            raise Refused("type", "declared as PDF")
        return declared
    if declared in GZIP_TYPES:
        if not data.startswith(b"\x1f\x8b"):
            raise Refused("type", "declared as gzip")
        return declared
    if looks_binary(data):
        raise Refused("type", f"a binary file declared as {declared}")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024]
    if declared == "text/plain" and looks_html(data):
        raise Refused("type", "HTML declared as plain text")
    if declared.endswith("json") and start and not _JSON_START.match(start):
        raise Refused("type", "declared as JSON")
    if declared.endswith("xml") and declared not in HTML_TYPES:
        _check_xml(data, start, declared)
    return declared


def _check_xml(data: bytes, start: bytes, declared: str) -> None:
    text = data.replace(b"\0", b"") if data.startswith(_UTF16_OR_32) else data
    if start and not text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise Refused("type", f"declared as {declared}")
    # A feed needs no document type, and entities in one are how XML bombs are built.
    if _DTD.search(text):
        raise Refused("type", "XML with a document type")


def looks_utf16(start: bytes) -> bool:
    """UTF-16 without a byte order mark: in Western text every second byte is NUL."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) / 2
    return min(even, odd) < half * 0.05 and max(even, odd) > half * 0.4
