"""Documents read into passages with their place."""

from collections.abc import Sequence

import pytest

from factcheck.context.compare import compare
from factcheck.context.documents import Document, read_document
from factcheck.context.passages import LONGEST, cut_text, said_by, said_by_another
from factcheck.errors import InvalidInput

TRANSCRIPT = """Press conference, Brussels

RUTTE: Thank you all. The path is irreversible.
We have said so before.

Q: Will there be money?

Mr Smith: There is none this year.
RUTTE: There will be, next year.
"""

SRT = """1
00:00:01,000 --> 00:00:03,500
We have <i>always</i> said

2
00:00:03,600 --> 00:01:06,250
that it is irreversible.

3
01:00:20,000 --> 01:00:21,000
- Is it?
- Yes &amp; no.
"""

VTT = """WEBVTT

NOTE made by hand

00:01.000 --> 00:04.000
<v Mark Rutte>The path is open.

00:04.000 --> 00:06.000 align:start
<v Reporter>For how long?
"""


def make_pdf(pages: Sequence[Sequence[str]], title: str = "", *, encrypted: bool = False) -> bytes:
    """A real PDF: a line of Helvetica for each string; a page without lines is blank."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects: list[bytes] = [b"", b"", font, f"<< /Title ({title}) >>".encode()]
    kids = []
    for lines in pages:
        content = _content(lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    trailer = b"/Root 1 0 R /Info 4 0 R"
    if encrypted:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
        )
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _write(objects, trailer)


def _content(lines: Sequence[str]) -> bytes:
    text = b"BT /F1 11 Tf 72 780 Td 14 TL\n"
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        text += b"(" + escaped.encode("cp1252") + b") Tj T*\n"
    return text + b"ET" if lines else b""


def _write(objects: Sequence[bytes], trailer: bytes) -> bytes:
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
    )


def assert_offsets_hold(document: Document) -> None:
    for passage in document.passages:
        assert document.text[passage.start : passage.end] == passage.text
    starts = [passage.start for passage in document.passages]
    assert starts == sorted(starts)


def test_plain_text_is_cut_into_paragraphs() -> None:
    document = read_document(b"First line.\r\nGoes on.\r\n\r\n  \r\nSecond.", "speech.txt")
    assert [p.text for p in document.passages] == ["First line.\nGoes on.", "Second."]
    assert [p.place.paragraph for p in document.passages] == [1, 2]
    assert document.media_type == "text/plain"
    assert_offsets_hold(document)


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    text = "This is one of many sentences. " * 200
    passages = cut_text(text)
    assert len(passages) > 1
    assert all(len(p.text) <= LONGEST and p.text.endswith(".") for p in passages)
    assert {p.place.paragraph for p in passages} == {1}


def test_a_transcript_is_cut_into_turns_without_their_labels() -> None:
    passages = cut_text(TRANSCRIPT)
    assert [(p.place.speaker, p.text.split("\n")[0]) for p in passages] == [
        (None, "Press conference, Brussels"),
        ("RUTTE", "Thank you all. The path is irreversible."),
        ("Q", "Will there be money?"),
        ("Mr Smith", "There is none this year."),
        ("RUTTE", "There will be, next year."),
    ]


def test_a_memo_with_headed_lines_is_no_transcript() -> None:
    passages = cut_text("Date: Monday\nPlace: Riga\nSubject: Fees\nWe met and agreed.")
    assert {p.place.speaker for p in passages} == {None}


def test_the_mouth_that_words_are_in_is_told() -> None:
    passages = cut_text(TRANSCRIPT)
    place = compare("There is none this year", TRANSCRIPT)
    assert place.start is not None
    assert place.end is not None
    assert said_by(passages, place.start, place.end) == ("Mr Smith",)
    assert said_by_another("Mark Rutte", said_by(passages, place.start, place.end)) == "Mr Smith"
    assert said_by_another("John Smith", said_by(passages, place.start, place.end)) is None


def test_subrip_keeps_the_time_of_the_words() -> None:
    document = read_document(SRT.encode(), "talk.srt")
    assert [p.text for p in document.passages] == [
        "We have always said that it is irreversible.",
        "Is it?",
        "Yes & no.",
    ]
    assert [p.place.timestamp for p in document.passages] == [1.0, 3620.0, 3620.0]
    assert_offsets_hold(document)


def test_webvtt_voices_are_speakers() -> None:
    document = read_document(VTT.encode(), "talk", "text/vtt; charset=utf-8")
    assert [(p.place.speaker, p.place.timestamp) for p in document.passages] == [
        ("Mark Rutte", 1.0),
        ("Reporter", 4.0),
    ]
    assert document.media_type == "text/vtt"
    assert_offsets_hold(document)


def test_lines_that_rolling_captions_repeat_are_kept_once() -> None:
    cues = ["so we went", "so we went to the harbour", "to the harbour", "and back."]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{at}.000 --> 00:0{at + 1}.000\n{cue}" for at, cue in enumerate(cues)
    )
    assert read_document(text.encode()).text == "so we went to the harbour and back."


def test_a_pdf_keeps_its_pages_and_loses_its_running_heads() -> None:
    pages = [
        [f"Annual report {number}", f"On page {number} we say that", f"{word} costs 40 euros."]
        for number, word in enumerate(["tea", "wood", "coal", "salt"], start=1)
    ]
    document = read_document(make_pdf(pages, "Report 2024"))
    assert document.title == "Report 2024"
    assert [p.place.page for p in document.passages] == [1, 2, 3, 4]
    assert "Annual report" not in document.text
    assert compare("On page 3 we say that coal costs €40", document.text).result == "verbatim"
    assert_offsets_hold(document)


def test_a_quote_is_found_over_the_break_of_a_page() -> None:
    pages = [["Head 1", "We want a long mem-"], ["Head 2", "bership for all."], ["Head 3", "End."]]
    document = read_document(make_pdf(pages))
    assert compare("We want a long membership for all", document.text).result == "verbatim"


def test_a_web_page_is_read_without_its_menu_and_scripts() -> None:
    article = "".join(f"<p>Paragraph {n} tells a long story about the harbour.</p>" for n in "abc")
    markup = (
        "<!doctype html><title>The harbour &amp; us</title><nav><a href=/>Home</a></nav>"
        f"<script>var x = 1;</script><article><h1>Harbour</h1>{article}</article>"
    )
    document = read_document(markup.encode(), content_type="text/html")
    assert document.title == "The harbour & us"
    assert "Paragraph b tells a long story about the harbour." in document.text
    assert "var x" not in document.text
    assert len(document.passages) >= 3
    assert_offsets_hold(document)


def test_a_page_without_a_main_part_is_read_whole() -> None:
    document = read_document(b"<html><body>Just <b>this</b>.</body></html>")
    assert document.text == "Just this."


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-32", ""),
        ("cp1252", ""),
        ("iso8859-2", "text/plain; charset=iso-8859-2"),
        ("cp1252", "text/plain; charset=nonsense"),
    ],
)
def test_encodings_are_recognised(encoding: str, content_type: str) -> None:
    document = read_document(
        "Für alle – é".replace("–", "-").encode(encoding), "a.txt", content_type
    )
    expected = "Für alle - é"
    assert document.text == expected


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\x00 ", "is empty"),
        (b"PK\x03\x04" + bytes(range(32)) * 8, "office document or archive cannot be read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture cannot be read"),
        (bytes(range(256)), "binary file cannot be read"),
        (b"%PDF-1.4 nothing else", "PDF is broken"),
        (make_pdf([[], []]), "pictures of pages"),
        (make_pdf([["Secret"]], encrypted=True), "protected by a password"),
        (make_pdf([["Page"]] * 5), "at most 3 are read"),
        (b"<html><script>1</script></html>", "no readable text"),
        (b"WEBVTT\n\n", "holds no words"),
        (b"x" * 2000, "MB are read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_document(data, max_pages=3, max_bytes=1900)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")
