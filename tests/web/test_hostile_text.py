"""Hostile words through every field that takes text: they come out as words, never as markup."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlmodel import select

from factcheck.articles.service import add_article, add_article_by_address, fail_article
from factcheck.audit.log import SYSTEM
from factcheck.claims.models import Claim
from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence
from factcheck.context.gathering import Gathered, Run, store_gathered
from factcheck.extraction import types as extracted
from factcheck.queueing.outbox import add_job, fail_job, lease_job
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import dismiss_task, take_task, task_id_of
from factcheck.verdicts.approval import approve_verdict, correct_check
from factcheck.verdicts.drafts import save_draft
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import request_changes, submit_verdict
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

FIELDS = (
    "article text",
    "article title",
    "article address",
    "outlet",
    "failure",
    "set aside",
    "speaker",
    "alias",
    "role",
    "candidate",
    "reason of the score",
    "evidence title",
    "evidence address",
    "evidence passage",
    "provider failure",
    "rationale",
    "draft",
    "dismissal",
    "change request",
    "notice",
    "source text",
    "source title",
    "source file",
    "person",
    "token",
    "job",
)


def hostile(field: str) -> str:
    """Words that would become an element named after the field wherever they are not escaped."""
    number = FIELDS.index(field)
    return (
        f"n{number}\"'><xss-{number} onload=x></script></title></textarea></style><!--{{{{7*'7'}}}}"
    )


def address(field: str) -> str:
    return f"https://news.example/{hostile(field).replace(' ', '')}"


class Page(HTMLParser):
    """What a browser would make of a page: its elements, its links, its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def said(self) -> str:
        """Words and values of attributes, as they are read."""
        values = [value or "" for _tag, attrs in self.tags for value in attrs.values()]
        return self.words + "\n" + "\n".join(values)

    def links(self) -> Iterator[str]:
        for tag, attrs in self.tags:
            href = attrs.get("href") or ""
            if tag == "a" and href.startswith("/") and not href.startswith("//"):
                yield href.split("#")[0]


def check(page: Page, where: str) -> None:
    for tag, attrs in page.tags:
        assert not tag.startswith("xss"), where
        assert not any(name.startswith(("on", "hx-on")) for name in attrs), (where, tag, attrs)
        href = attrs.get("href") or attrs.get("src") or attrs.get("action") or ""
        assert urlsplit(href).scheme in ("", "http", "https"), (where, href)
    assert "7777777" not in page.said, where


@pytest.fixture
def hostile_newsroom(newsroom: Newsroom, admin: Browser) -> Newsroom:
    """A newsroom in which every field holds hostile words."""
    room = newsroom
    reviewer, editor = room.actor("reviewer"), room.actor("editor")
    text = f"A title\n\n“{hostile('article text')} is what they said,” she said. A “word” too."
    quote = text[text.index("“") + 1 : text.index(",”")]
    start = text.index(quote)
    aside = text.index("word")
    with room.database.write() as session:
        taken = add_article(
            session,
            actor=reviewer,
            text=text,
            title=hostile("article title"),
            url=address("article address"),
            outlet=hostile("outlet"),
        )
        assert taken.version is not None
        speaker = extracted.Speaker(
            hostile("speaker"), "person", aliases=(hostile("alias"),), role=hostile("role")
        )
        found = extracted.Extraction(
            quotes=(
                extracted.Quote(
                    start=start,
                    end=start + len(quote),
                    text=quote,
                    speaker=speaker.name,
                    speaker_raw="she",
                    cue="said",
                    form="direct",
                    method="cue",
                    confidence=0.9,
                    spans=(extracted.Span(start, start + len(quote)),),
                ),
            ),
            claims=tuple(
                extracted.Claim(
                    start=start + shift,
                    end=start + len(quote),
                    text=quote[shift:],
                    types=("quantity",),
                    speaker=None,
                    speaker_raw=None,
                    cue=None,
                    checkable=shift < 4,
                    score=0.7,
                    reasons=(hostile("reason of the score"),),
                )
                for shift in range(1, 5)
            ),
            speakers=(speaker,),
            nonquotes=(
                extracted.NonQuote(aside, aside + 4, "word", hostile("set aside")),  # type: ignore[arg-type]
            ),
        )
        opened = open_tasks(session, actor=SYSTEM, version=taken.version, extraction=found)
        said, first, second, third = map(task_id_of, opened)
        failed = add_article_by_address(session, actor=reviewer, url="https://news.example/2")
        fail_article(
            session, actor=SYSTEM, article_id=failed.article.id or 0, reason=hostile("failure")
        )
    run = Run("source_library", failure=hostile("provider failure"))
    for task_id in (said, first, second, third):
        with room.database.write() as session:
            store_gathered(session, actor=SYSTEM, task_id=task_id, gathered=Gathered(runs=(run,)))
            add_evidence(
                session,
                actor=reviewer,
                task_id=task_id,
                url=address("evidence address"),
                title=hostile("evidence title"),
                passage=hostile("evidence passage"),
            )

    def take_and_submit(task_id: int, rating: str) -> None:
        with room.database.write() as session:
            take_task(session, actor=reviewer, task_id=task_id, version=None, lease_minutes=15)
        with room.database.write() as session:
            citation = Citation(
                url=address("evidence address"), passage=hostile("evidence passage")
            )
            submit_verdict(
                session,
                actor=reviewer,
                task_id=task_id,
                version=None,
                proposal=Proposal(rating, hostile("rationale"), (citation,)),
            )

    take_and_submit(said, "altered")
    take_and_submit(first, "false")
    with room.database.write() as session:
        approve_verdict(session, actor=editor, task_id=said, version=None)
        correct_check(
            session,
            actor=room.actor("second"),
            task_id=said,
            version=None,
            reason=hostile("notice"),
            lease_minutes=15,
        )
        request_changes(
            session,
            actor=editor,
            task_id=first,
            version=None,
            field="wording",
            reason=hostile("change request"),
        )
        dismiss_task(
            session, actor=reviewer, task_id=third, version=None, reason=hostile("dismissal")
        )
        admin_actor = room.actor("admin")
        take_task(session, actor=admin_actor, task_id=second, version=None, lease_minutes=15)
        save_draft(session, actor=admin_actor, task_id=second, rationale=hostile("draft"))
        open_quote = session.exec(select(Claim).where(Claim.start_offset == start + 2)).one()
        open_quote.candidates = [hostile("candidate")]
        open_quote.kind, open_quote.speaker_id = "quote", None
        session.add(open_quote)
        job = add_job(session, "extract_article", 99)
        lease = lease_job(session, job.id or 0, 60)
        assert lease is not None
        fail_job(session, job.id or 0, lease.fence, reason=hostile("job"), final=True)
    post_hostile_forms(admin)
    return room


def post_hostile_forms(admin: Browser) -> None:
    """What has no simpler way in than its form."""
    for path, form, page in (
        (
            "/sources",
            {"text": hostile("source text"), "title": hostile("source title")},
            "/sources",
        ),
        ("/sources", {"file": (BytesIO(b"Some other words."), hostile("source file"))}, "/sources"),
        (
            "/admin/people",
            {
                "email": "x@desk.test",
                "name": hostile("person"),
                "password": "a long sentence",
                "roles": ["reader"],
            },
            "/admin",
        ),
        (
            "/admin/tokens",
            {"name": hostile("token"), "user_id": "1", "scopes": ["publish"], "days": "30"},
            "/admin/tokens",
        ),
    ):
        answer = admin.post(path, form, page=page)
        assert answer.status_code in (200, 303), answer.text
        check(Page(answer.text), path)


def crawl(browser: Browser, start: str) -> str:
    """Every page that can be reached, checked; returns all that was said on them."""
    waiting, seen, said = [start], {start}, ""
    while waiting:
        path = waiting.pop()
        answer = browser.get(path, follow_redirects=True, buffered=True)
        assert answer.status_code < 500, path
        if answer.mimetype != "text/html":
            continue
        page = Page(answer.text)
        check(page, path)
        said += page.said
        for link in page.links():
            if link not in seen and len(seen) < 400:
                seen.add(link)
                waiting.append(link)
    return said


@pytest.mark.slow
def test_no_page_of_the_desk_lets_hostile_words_become_markup(
    admin: Browser, hostile_newsroom: Newsroom
) -> None:
    said = crawl(admin, "/inbox")

    shown = {field for field in FIELDS if hostile(field) in said or address(field) in said}
    assert set(FIELDS) - shown <= {"source file"}, "a field of this test is shown nowhere"


def test_no_public_page_lets_hostile_words_become_markup(
    stranger: Browser, hostile_newsroom: Newsroom
) -> None:
    said = crawl(stranger, "/")

    for field in ("article text", "rationale", "outlet", "speaker", "notice"):
        assert hostile(field) in said


def test_the_json_in_a_public_page_cannot_end_its_script(
    stranger: Browser, hostile_newsroom: Newsroom
) -> None:
    home = stranger.get("/").text
    slug = re.search(r'href="(/c/[^"]+)"', home)
    assert slug
    page = stranger.get(slug[1]).text

    script = page.split('<script type="application/ld+json">', 1)[1]
    assert script.index("</script>") == script.index("</")


@pytest.mark.parametrize(
    "path",
    [
        "/inbox?q={}",
        "/inbox?after={}",
        "/speakers?q={}",
        "/speakers?after={}",
        "/admin/audit?action={}",
        "/articles/new?url={}",
        "/sign-in?next={}",
        "/?before={}&public=yes",
        "/{}",
        "/c/{}",
    ],
)
def test_hostile_words_in_an_address_come_out_as_words(path: str, browser_of: BrowserOf) -> None:
    admin = browser_of("admin")
    words = "%22%27%3E%3Cxss-1%20onload%3Dx%3E%3C/script%3E"

    answer = admin.get(path.format(words), follow_redirects=True)

    assert answer.status_code < 500
    check(Page(answer.text), path)


def test_hostile_words_typed_into_a_refused_form_come_back_as_words(
    admin: Browser, app: Flask
) -> None:
    assert app.testing is False
    words = hostile("article title")
    for path, page, form in (
        ("/articles/new", "/articles/new", {"title": words, "url": words, "outlet": words}),
        ("/sources", "/sources", {"title": words, "url": words}),
        ("/admin/people", "/admin", {"name": words, "email": words, "password": "x"}),
        ("/admin/tokens", "/admin/tokens", {"name": words, "user_id": "1", "days": "30"}),
    ):
        answer = admin.post(path, form, page=page)
        assert answer.status_code == 422, path
        found = Page(answer.text)
        check(found, path)
        assert words in found.said
