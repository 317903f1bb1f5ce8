"""What a person or a page sends becomes an article, or a sentence that says why not."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from factcheck.articles.decoding import decode_text
from factcheck.articles.reading import (
    clean_text,
    read_article,
    read_article_in_child,
    read_page,
    read_page_in_child,
)
from factcheck.errors import InvalidInput

PARAGRAPHS = (
    "The harbour will be rebuilt within three years, the minister said on Tuesday.",
    "“Nobody will pay a cent more,” she added — although the budget names €40 million.",
    "The opposition called the plan “unserious” and asked for figures by next month.",
)
PLAIN = "\n".join(("Harbour to be rebuilt", *PARAGRAPHS))


def page(body: str = "", head: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='en-GB'><head><title>Harbour to be rebuilt</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Harbour to be rebuilt</h1>{paragraphs}"
        f"</article>{body}</body></html>"
    )


def read(data: bytes, content_type: str | None = None, **options: int) -> str:
    return read_article(data, content_type=content_type, url=None, **options).text


def test_plain_text_stays_as_it_is_but_for_line_ends_and_control_characters() -> None:
    sent = "Caf\u00e9 cafe\u0301\r\n\u00a0two  spaces\rtab\there\x00\x07 ﬁn\u200b"

    text = read(("A longer line before it. " * 20 + sent).encode(), "text/plain")

    assert text.endswith("Caf\u00e9 cafe\u0301\n\u00a0two  spaces\ntab\there ﬁn\u200b")


def test_title_of_plain_text_is_its_headline_and_the_text_keeps_it() -> None:
    article = read_article(PLAIN.encode(), content_type=None, url=None)

    assert article.title == "Harbour to be rebuilt"
    assert article.text == PLAIN


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    assert read_article(b"It rains.\nIt pours.", content_type=None, url=None).title == ""


def test_a_page_becomes_its_article_one_paragraph_a_line() -> None:
    text = read(page("<footer>All rights reserved</footer>").encode(), "text/html")

    assert text.split("\n") == ["Harbour to be rebuilt", *PARAGRAPHS]


def test_what_a_page_says_about_itself_is_read() -> None:
    head = (
        "<meta property='article:published_time' content='2024-10-17T10:00:00+02:00'>"
        "<meta name='author' content='Jane Doe'>"
        "<meta property='og:site_name' content='The Harbour Post'>"
        "<link rel='canonical' href='https://news.example/harbour'>"
    )

    article = read_article(
        page(head=head).encode(), content_type="text/html", url="https://news.example/h?x=1"
    )

    assert article.title == "Harbour to be rebuilt"
    assert article.byline == "Jane Doe"
    assert article.published == datetime(2024, 10, 17, 10, tzinfo=timezone(timedelta(hours=2)))
    assert article.language == "en-GB"
    assert article.canonical_url == "https://news.example/harbour"
    assert article.site_name == "The Harbour Post"


def test_a_date_without_time_stays_a_date() -> None:
    head = "<meta property='article:published_time' content='2024-10-17'>"

    article = read_article(page(head=head).encode(), content_type="text/html", url=None)

    assert article.published == date(2024, 10, 17)
    assert not isinstance(article.published, datetime)


def test_a_date_in_linked_data_is_read() -> None:
    head = '<script type="application/ld+json">{"datePublished": "2024-10-17T08:00:00Z"}</script>'

    article = read_article(page(head=head).encode(), content_type="text/html", url=None)

    assert article.published == datetime(2024, 10, 17, 8, tzinfo=UTC)


def test_a_canonical_address_that_is_no_web_address_is_dropped() -> None:
    head = "<link rel='canonical' href='javascript:alert(1)'>"

    article = read_article(page(head=head).encode(), content_type="text/html", url=None)

    assert article.canonical_url is None


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        "<iframe src='http://inner.example/'></iframe>",
        "<svg onload=alert(1)><text>x</text></svg>",
        "<img src=x onerror=alert(1)>",
        "<noscript><img src=x onerror=alert(1)></noscript>",
        (
            '<script type="application/ld+json">{"articleBody":"<p>x<script>alert(1)<\\/script>"}'
            "</script>"
        ),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "text/plain", None])
def test_markup_never_comes_through(hostile: str, content_type: str | None) -> None:
    text = read(page(hostile).replace("</article>", f"{hostile}</article>").encode(), content_type)

    assert PARAGRAPHS[0] in text
    assert "<" not in text
    assert "alert" not in text


def test_html_sent_as_plain_text_is_read_as_html() -> None:
    fragment = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)

    assert "<p>" not in read(fragment.encode(), "text/plain")


def test_a_text_that_only_mentions_a_tag_stays_plain() -> None:
    sentence = "The <blink> tag was removed, he said."

    assert read(sentence.encode(), "text/plain") == sentence


@pytest.mark.parametrize(
    ("data", "content_type", "sentence"),
    [
        (b"", None, "The text is empty."),
        (b" \r\n\t ", "text/plain", "The text is empty."),
        ("\u200b".join("\x01\x02").encode() * 2, None, "This is a binary file."),
        (b"%PDF-1.7 and so on", "text/plain", "This is a PDF file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "text/html", "This is a binary file."),
        (bytes(range(256)) * 20, None, "This is a binary file."),
        (b"<html><body><a href=/>Home</a></body></html>", "text/html", "No article was found"),
        (b"<html></html>", "text/html", "No article was found"),
        (b"<rss/>", "application/rss+xml", "This address gives data or a feed"),
        (b'{"a": 1}', "application/json", "This address gives data or a feed"),
    ],
)
def test_what_is_no_article_gets_a_sentence(
    data: bytes, content_type: str | None, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as raised:
        read(data, content_type)

    assert str(raised.value).startswith(sentence)
    assert str(raised.value).endswith(".")


def test_ten_megabytes_of_text_are_too_large() -> None:
    with pytest.raises(InvalidInput, match="larger than 5 MB"):
        read(b"ten bytes\n" * 1_000_000)


def test_the_largest_allowed_text_is_read() -> None:
    assert len(read(b"ten bytes\n" * 10, max_bytes=100)) == 100


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("declared", ["text/plain", "text/plain; charset=utf-8"])
def test_text_is_the_same_in_every_encoding_whatever_is_declared(
    encoding: str, declared: str
) -> None:
    assert read(PLAIN.encode(encoding), declared) == PLAIN


def test_utf8_declared_as_latin1_does_not_become_mojibake() -> None:
    assert read(PLAIN.encode(), "text/plain; charset=iso-8859-1") == PLAIN


def test_the_declared_charset_is_believed_when_the_bytes_fit() -> None:
    text = "Президент заявил, что строительство начнётся в среду."

    assert decode_text(text.encode("koi8-r"), content_type="text/plain; charset=koi8-r") == text


def test_the_charset_of_the_meta_tag_is_believed_when_the_header_has_none() -> None:
    sent = "<meta charset='windows-1250'><p>Prezident řekl, že příští rok bude těžký.</p>"

    assert decode_text(sent.encode("cp1250"), content_type="text/html") == sent


@pytest.mark.parametrize("charset", ["utf-7", "x-unknown", "unicode_escape", "base64", "idna"])
def test_charsets_that_hide_markup_and_unknown_ones_are_not_used(charset: str) -> None:
    hidden = b"+ADw-script+AD4- \\x3cscript\\x3e"

    assert decode_text(hidden, content_type=f"text/html; charset={charset}") == hidden.decode()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le président a déclaré que l’été était « très chaud »."),
        ("cp1250", "Premier powiedział w środę, że rząd przeznaczy pieniądze na obronę. " * 5),
        ("cp1251", "Президент заявил в среду, что правительство выделит деньги. " * 5),
    ],
)
def test_an_undeclared_encoding_is_recognised_by_its_language(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding), content_type=None) == text


def test_an_encoding_that_cannot_be_told_is_asked_for() -> None:
    with pytest.raises(InvalidInput, match="Save it as UTF-8"):
        decode_text("日本語のテキスト。".encode("shift_jis"), content_type=None)


def test_a_few_damaged_bytes_stay_visible_and_the_rest_is_read() -> None:
    damaged = ("Größe “ab” – " * 5).encode() + b"\xe2\x80"

    assert decode_text(damaged, content_type="text/plain") == "Größe “ab” – " * 5 + "\ufffd"


def test_clean_text_leaves_nothing_that_a_database_refuses() -> None:
    assert clean_text("\ufeffa\x00b\ud800c\x85d\x0ce") == "abc\nd\ne"


def test_any_page_can_be_read_as_text() -> None:
    page = read_page(b"<title>Note</title><body><p>Hi</p>", content_type="text/html", url=None)

    assert (page.title, page.text) == ("Note", "Hi")


def test_a_feed_is_read_as_its_titles_and_summaries() -> None:
    feed = (
        b"<?xml version='1.0' encoding='utf-8'?><rss><channel><title>Harbour</title><item>"
        b"<title>One</title><description>&lt;p&gt;Two &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;"
        b"</description><enclosure url='http://10.0.0.5/x.mp3'/></item></channel></rss>"
    )

    page = read_page(feed, content_type="application/rss+xml", url=None)

    assert (page.title, page.text) == ("Harbour", "Harbour\nOne\nTwo words")


@pytest.mark.parametrize(
    "document_type",
    [
        "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>",
        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE r SYSTEM 'http://10.0.0.5/r.dtd'>",
        "<!DOCTYPE r [<!ENTITY % a SYSTEM 'http://10.0.0.5/r.dtd'> %a;]>",
    ],
)
def test_xml_with_a_document_type_is_not_read(document_type: str) -> None:
    feed = f"<?xml version='1.0'?>{document_type}<rss><title>&a;</title></rss>"

    with pytest.raises(InvalidInput, match="document type"):
        read_page(feed.encode(), content_type="application/xml", url=None)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "deep",
        "<p>a " * 100_000,
        "<div " + " ".join(f"a{number}=x" for number in range(100_000)) + ">",
        "<" * 200_000,
        "<!--" * 100_000,
        "x" * 3_000_000,
    ],
    ids=["depth", "elements", "attributes", "open brackets", "open comments", "one line"],
)
def test_a_monstrous_page_ends_with_text_or_a_sentence(body: str) -> None:
    data = f"<html><body>{body}</body></html>".encode()

    try:
        text = read_page(data, content_type="text/html", url=None).text
    except InvalidInput as error:
        text = str(error)

    assert "<div" not in text


def test_the_child_reads_the_same_article() -> None:
    head = "<meta property='article:published_time' content='2024-10-17T10:00:00+02:00'>"
    data = page(head=head).encode()

    here = read_article(data, content_type="text/html", url="https://news.example/")
    child = read_article_in_child(data, content_type="text/html", url="https://news.example/")

    assert child == here


def test_the_childs_refusal_is_the_same_sentence() -> None:
    with pytest.raises(InvalidInput, match="No article was found"):
        read_article_in_child(b"<html></html>", content_type="text/html", url=None)
    assert read_page_in_child(b"hi", content_type="text/plain", url=None).text == "hi"
