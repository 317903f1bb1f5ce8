"""Article text as it is stored: what is tidied, what is refused. Pure."""

import hashlib
import re
from urllib.parse import urlsplit

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

MAX_CHARACTERS = 1_000_000
# In bytes: Postgres indexes nothing much longer.
MAX_ADDRESS = 2048
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85]")
# Control characters, and lone surrogates, which no database stores.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A text with this many control characters is a file of some other kind, not a slip of the pen.
_BINARY_SHARE = 0.01


def clean_text(text: str) -> str:
    """Line ends as `\\n`, and no control characters but tab; nothing else is changed."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))


def tidy_text(raw: str) -> str:
    """The text with line ends as \\n, without control characters and outer blank lines.

    Nothing else is changed: offsets of everything found later count in what is returned here.
    Raises `InvalidInput` for empty, binary or over-long text.
    """
    if len(raw) > MAX_CHARACTERS:
        raise InvalidInput(
            _(
                "This text has %(count)s characters; at most %(max_characters)s are "
                "taken. Paste one article only.",
                count=f"{len(raw):,}",
                max_characters=f"{MAX_CHARACTERS:,}",
            ),
            {"text": _("Paste one article only.")},
        )
    if "\x00" in raw or len(_CONTROL.findall(raw)) > len(raw) * _BINARY_SHARE:
        raise InvalidInput(
            _("This is a binary file, not text. Paste the article's words, or give its address."),
            {"text": _("Paste the article's words.")},
        )
    text = clean_text(raw).strip("\n ")
    if not any(character.isalnum() for character in text):
        raise InvalidInput(
            _("There are no words in this text. Paste the article's words."),
            {"text": _("Paste the article's words.")},
        )
    return text


def is_web_address(url: str) -> bool:
    """Whether this is an address of the web, fit to be fetched, indexed and linked to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    size = len(url.encode("utf-8", "surrogatepass"))
    return parts.scheme in ("http", "https") and bool(parts.netloc) and size <= MAX_ADDRESS


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def title_from(text: str) -> str:
    """A title for a text that came without: its first line, cut at 200 characters."""
    first = text.split("\n", 1)[0].strip()
    return first if len(first) <= 200 else first[:199].rstrip() + "…"
