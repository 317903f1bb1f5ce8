"""Bytes to text, without inventing characters.

UTF-8 is recognised by itself: text that happens to be valid UTF-8 with letters outside ASCII is
UTF-8, whatever was declared. After that the declaration is believed if the bytes fit it, then the
page's own `<meta>`. Only when nothing fits is an encoding guessed, and a doubtful guess is refused.
"""

import codecs
import re

from charset_normalizer import from_bytes

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.net.sniffing import looks_utf16

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# The encodings of the WHATWG Encoding Standard as Python names them. UTF-7 and other codecs that
# Python knows are missing on purpose: in them, markup can hide from whoever looks at the bytes.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp866",
    "cp874",
    "koi8-r",
    "koi8-u",
    "iso8859-2",
    "iso8859-3",
    "iso8859-4",
    "iso8859-5",
    "iso8859-6",
    "iso8859-7",
    "iso8859-8",
    "iso8859-10",
    "iso8859-13",
    "iso8859-14",
    "iso8859-15",
    "iso8859-16",
    "mac-roman",
    "mac-cyrillic",
    "gb18030",
    "big5hkscs",
    "euc_jp",
    "iso2022_jp",
    "shift_jis",
    "euc_kr",
]
_KNOWN = {codecs.lookup(name).name for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be")} | {
    codecs.lookup(name).name for name in _LEGACY
}
# Where the standard reads one encoding under the name of a smaller one.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
# What the letters of Polish, Turkish, Greek, ... become when they are read as Windows-1252. The
# last part costs undeclared Icelandic, which is asked for as UTF-8.
_MISREAD = re.compile(
    r"[^\W\d_][¡¢¤¥¦¨¬¯±²³´µ¶¸¹¼½¾¿×÷†‡ˆ‰‹˜]|[¢¤¥¦¨¬¯¶¸¼½¾÷†‡ˆ˜][^\W\d_]|[^\W\d_][£€][^\W\d_]|[þÞðÐ]"
)
_UNTOLD = marked("The encoding of this text could not be told. Save it as UTF-8 and send it again.")


def decode_text(data: bytes, *, content_type: str | None) -> str:
    """The text in `data`; the charset of `content_type` and of a `<meta>` tag are hints only.

    Raises `InvalidInput` when no encoding fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    hints = [
        name for name in (_declared(content_type), _in_markup(data)) if name not in (None, "utf-8")
    ]
    if "iso2022_jp" in hints and b"\x1b" in data:
        return data.decode("iso2022_jp", errors="replace")
    if looks_utf16(data[:4096]):
        return _decode_utf16(data)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    for hint in hints:
        text = _strictly(data, str(hint))
        if text is not None:
            return text
    return _damaged_utf8(data) or _guess(data)


def _declared(content_type: str | None) -> str | None:
    found = _HEADER_CHARSET.search(content_type or "")
    return _codec(found[1]) if found else None


def _in_markup(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:4096])
    return _codec(found[1].decode("ascii", "replace")) if found else None


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    codec = _READ_AS.get(codec, codec)
    return codec if codec in _KNOWN and not codec.startswith("utf-16") else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark: the high byte of most characters is NUL."""
    start = data[:4096]
    little = start[1::2].count(0) > start[0::2].count(0)
    return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes (a cut, a wrong paste) stays UTF-8, with the damage visible."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    letters = sum(1 for character in text if character > "\x7f") - damaged
    return text if damaged * 5 <= letters else None


def _guess(data: bytes) -> str:
    """An undeclared legacy encoding. All of them "fit", so what comes out must look right."""
    western = _strictly(data, "cp1252")
    if western is not None and _reads_as_western(western):
        return western
    for match in from_bytes(data[:200_000], cp_isolation=_LEGACY):
        # No language recognised means that the guesser tossed a coin.
        text = _strictly(data, match.encoding) if match.coherence > 0 else None
        if text is not None and not _MISREAD.search(text):
            return text
    raise InvalidInput(_(_UNTOLD))


def _reads_as_western(text: str) -> bool:
    """Mostly ASCII, and nothing where only another encoding would have put a letter."""
    beyond_ascii = sum(1 for character in text if character > "\x7f")
    return beyond_ascii * 4 <= len(text) and not _MISREAD.search(text)
