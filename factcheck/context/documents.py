"""Documents of the source library: bytes of several kinds read into text and passages."""

import codecs
import re
from dataclasses import asdict, dataclass
from email.message import Message
from pathlib import PurePath
from typing import Any

from factcheck.context.passages import Passage, cut_text
from factcheck.context.subtitles import is_subtitles, read_subtitles
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the library keeps it; the passages' offsets are into `text` (code points)."""

    title: str
    text: str
    passages: tuple[Passage, ...]
    media_type: str


def read_document(
    data: bytes,
    filename: str = "",
    content_type: str = "",
    *,
    max_bytes: int = 50 * _MEGABYTE,
    max_pages: int = 2_000,
) -> Document:
    """Read text, a transcript, HTML, PDF, SubRip or WebVTT.

    What the bytes are is told by themselves first, then by `content_type` (as in HTTP, with its
    charset), then by the ending of `filename`. Text is UTF-8, UTF-16 or UTF-32 with its mark, the
    declared charset, or else Windows-1252. Raises `InvalidInput` with a sentence for what is empty,
    too large, binary, encrypted, or a picture of text.
    """
    if len(data) > max_bytes:
        raise InvalidInput(
            _(
                "The document has %(count)s MB; at most %(max_bytes)s MB are read. "
                "Split it or leave out its pictures.",
                count=f"{len(data) / _MEGABYTE:.1f}",
                max_bytes=f"{max_bytes / _MEGABYTE:.1f}",
            )
        )
    if not data.strip(b" \t\r\n\x00"):
        raise InvalidInput(_("The document is empty. Check the file and add it again."))
    media_type, charset = _parse_content_type(content_type)
    ending = PurePath(filename).suffix.lower()
    stem = PurePath(filename).stem
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from factcheck.context.pdf import read_pdf

        title, text, passages = read_pdf(data, max_pages=max_pages)
        return _document(title or stem, text, passages, "application/pdf")
    text = decode(data, charset)
    if _is_markup(text, media_type, ending):
        from factcheck.context.webpage import read_webpage

        title, text, passages = read_webpage(text)
        return _document(title or stem, text, passages, "text/html")
    if ending in (".srt", ".vtt") or media_type == "text/vtt" or is_subtitles(text):
        words, passages = read_subtitles(text)
        kind = "text/vtt" if text.lstrip().startswith("WEBVTT") else "application/x-subrip"
        return _document(stem, words, passages, kind)
    text = text.strip("\n")
    return _document(_first_line(text) or stem, text, cut_text(text), "text/plain")


def document_as_json(data: bytes, **options: Any) -> dict[str, Any]:
    """What a child process runs; here, because the child loads this module and no more."""
    return asdict(read_document(data, **options))


def decode(data: bytes, charset: str = "") -> str:
    """Bytes to text with `\\n` at the ends of lines.

    Raises `InvalidInput` for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, errors="replace"))
    if _is_binary(data):
        raise InvalidInput(
            _(
                "%(binary_kind)s cannot be read. Add text, HTML, PDF, SRT or WebVTT.",
                binary_kind=_binary_kind(data),
            )
        )
    declared = _META_CHARSET.search(data[:4096])
    for name in (charset, declared.group(1).decode("ascii") if declared else "", "utf-8"):
        text = _decode_strictly(data, name)
        if text is not None:
            return _clean(text)
    try:
        return _clean(data.decode("cp1252"))
    except UnicodeDecodeError:
        return _clean(data.decode("latin-1"))


def _decode_strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name) if name else None
    except (LookupError, UnicodeError):
        return None


def _clean(text: str) -> str:
    return (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\x0c", "\n\n")
    )


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return b"\x00" in head or control > len(head) // 50


def _binary_kind(data: bytes) -> str:
    kinds = (
        (b"PK\x03\x04", marked("An office document or archive")),
        (b"\xd0\xcf\x11\xe0", marked("An old office document")),
        (b"\x89PNG", "A picture"),
        (b"\xff\xd8\xff", "A picture"),
        (b"GIF8", "A picture"),
        (b"ID3", marked("A sound recording")),
        (b"\x1f\x8b", marked("A compressed file")),
    )
    return next((name for mark, name in kinds if data.startswith(mark)), marked("A binary file"))


def _is_markup(text: str, media_type: str, ending: str) -> bool:
    head = text[:2048].lower().lstrip()
    declares = head.startswith("<") and ("<!doctype html" in head or "<html" in head)
    if declares or media_type in ("text/html", "application/xhtml+xml"):
        return True
    return not media_type and ending in (".html", ".htm", ".xhtml")


def _parse_content_type(content_type: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    charset = message.get_content_charset() or ""
    return (message.get_content_type() if content_type else ""), charset


def _first_line(text: str) -> str:
    line = text.split("\n", 1)[0].strip()
    return line if len(line) <= 120 and not line.endswith((":", ",")) else ""


def _document(title: str, text: str, passages: list[Passage], media_type: str) -> Document:
    if not passages:
        raise InvalidInput(_("The document holds no words. Check the file and add it again."))
    return Document(title, text, tuple(passages), media_type)
