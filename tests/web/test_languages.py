"""The language that somebody reads, and that every word of every page can be said in another."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import func, inspect, text
from sqlmodel import col, select

from factcheck import paths
from factcheck.accounts.identities import Claimed, link_identity, offer
from factcheck.accounts.policy import SCOPES
from factcheck.accounts.service import add_token
from factcheck.app import create_app
from factcheck.articles.models import Feed
from factcheck.claims.models import Claim, Speaker
from factcheck.clock import now
from factcheck.language import catalogue_file
from factcheck.publishing.exports.forms import FORMS
from factcheck.publishing.models import ReaderRequest, WebhookEndpoint
from factcheck.settings import OidcSettings, Settings
from factcheck.tasks.notes import add_note
from factcheck.tasks.tags import tag_task
from factcheck.translations.catalogues import TEMPLATE
from factcheck.verdicts.models import CheckedClaim, Scale
from tests.desks import Newsrooms
from tests.web.conftest import ROOM, Browser, BrowserOf
from tests.web.newsroom import Newsroom, repeat_claims
from tests.web.pseudo import OPEN, outside_of, write_pseudo
from tests.web.test_public import correct, retract
from tests.web.test_signing import submit_soundly

ISSUER = "https://id.example"

# What may stand on a page in no language: names of formats, programs and units, and data of ours.
NAMES = frozenset(
    """
    UTC https URL JSON CSV WARC SHA sha256 sha API OpenAPI Atom RSS ninjs HTML PDF ctrl Esc Enter UTF
    oEmbed CC BY English Français House gz
    """.split()
)


@pytest.fixture(scope="module")
def room(newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom in which something of everything has happened."""
    with newsrooms.copy("sqlite", tmp_path_factory.mktemp("languages")) as room:
        live(room)
        yield room


def live(room: Newsroom) -> None:
    repeat_claims(room)
    room.publish("quote")
    correct(room, "quote", "The second source was overlooked.")
    room.hand_in("quote", rationale="The transcript names two bridges.")
    for name in ("costs", "work"):
        room.publish(name, rating="true", rationale="The office's table says so.")
    retract(room, "costs", "The table was of another city.")
    room.submit("historic", rating="verbatim", rationale="It stands there.")
    room.take("city", "admin")
    with room.database.write() as session:
        tag_task(
            session, actor=room.actor("editor"), task_id=room.tasks["city"], tag="census", on=True
        )
        add_note(
            session,
            actor=room.actor("editor"),
            task_id=room.tasks["city"],
            text="Look at the register.",
            flag=True,
        )
        add_token(
            session,
            actor=room.actor("admin"),
            user_id=room.people["admin"].id or 0,
            name="archive robot",
            scopes=["claims:read"],
        )
        soon = now()
        session.add(
            Feed(
                url="https://feeds.example/all",
                title="Harbour feed",
                kind="rss",
                failures=1,
                failure="the server answered 403",
                next_poll=soon,
                last_poll=soon,
                created_at=soon,
                updated_at=soon,
            )
        )
        session.add(
            ReaderRequest(
                kind="claim",
                text="The pier has sunk.",
                contact="eva@reader.example",
                created_at=soon,
            )
        )
        session.add(
            WebhookEndpoint(
                url="https://hooks.example/in",
                types=["check.published"],
                secret="s",
                created_at=soon,
            )
        )


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """French is another language as long as this module runs: English in brackets."""
    folder = tmp_path_factory.mktemp("pseudo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "TRANSLATIONS", folder)
        write_pseudo(TEMPLATE, catalogue_file("fr"))
        yield folder


@pytest.fixture
def desk(room: Newsroom, pseudo: Path, tmp_path: Path) -> Flask:
    app = create_app(
        Settings(data=tmp_path, database_url=str(room.database.engine.url), language="fr")
    )
    app.extensions[ROOM] = room
    return app


@pytest.fixture
def reader(desk: Flask) -> Browser:
    """Somebody of every role whose browser asks for French."""
    browser = BrowserOf(desk)("admin")
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return browser


def pages_of(room: Newsroom) -> list[str]:
    assert room.article is not None
    assert room.source is not None
    tasks = room.tasks
    with room.database.read() as session:
        speaker, other = session.exec(select(Speaker.id).order_by(col(Speaker.id))).all()[:2]
        scale = session.exec(select(Scale.id)).first()
        feed = session.exec(select(Feed.id)).one()
        hook = session.exec(select(WebhookEndpoint.id)).one()
    of_tasks = [f"/tasks/{task_id}" for task_id in tasks.values()]
    asks = [f"/tasks/{tasks['march']}/{verb}" for verb in ("dismiss", "snooze", "mark_duplicate")]
    return [
        *of_tasks,
        *asks,
        f"/tasks/{tasks['work']}/correct",
        f"/tasks/{tasks['work']}/retract",
        f"/tasks/{tasks['march']}/skip",
        f"/tasks/{tasks['quote']}/record",
        f"/tasks/{tasks['historic']}?show=suggestion",
        f"/inbox/preview/{tasks['march']}",
        f"/approvals/{tasks['historic']}",
        f"/approvals/{tasks['quote']}",
        f"/articles/{room.article.id}",
        f"/sources/{room.source.id}",
        f"/sources/{room.source.id}?task={tasks['city']}",
        f"/articles/{room.article.id}?add=yes",
        f"/speakers/{speaker}",
        f"/speakers/{speaker}/merge",
        f"/speakers/{speaker}/merge?q=nobody",
        f"/speakers/{speaker}/merge?into={other}",
        f"/speakers/{speaker}/split",
        f"/admin/scales/{scale}",
        f"/sources/feeds/{feed}",
        f"/sources/feeds/{feed}/remove",
        f"/admin/webhooks/{hook}",
        f"/admin/people/{room.people['editor'].id}",
        f"/inbox?q={quote('state:ready,in_review,submitted,dismissed')}",
        "/inbox?q=nothing:here",
        "/inbox?q=state:duplicate",
        *DESK_PAGES,
    ]


DESK_PAGES = """
    /inbox /approvals /history /articles /articles/new /sources /sources/feeds /speakers
    /speakers?q=nobody /readers /readers?state=accepted /desk /desk?hours=business
    /desk/returns?field=rating /desk/verdicts?scale=truth&rating=true /desk/days?day=2026-01-01
    /desk/agreement?scale=truth&first=true&second=false /jobs /practice
    /admin/scales /admin/export /admin/roles
    /admin /admin/people /admin/tokens /admin/webhooks /admin/profile /admin/audit?verify=yes
    /admin/health /account/password /account/keys /account/language /help/keys /help/lifecycle
    /docs /no/such/page
""".split()
PUBLIC_PAGES = (
    "/ /?public=yes /archive /archive/{month} /how-we-rate /corrections /about /tell-us".split()
)


def stored_words(room: Newsroom) -> frozenset[str]:
    """What people and articles wrote, as it is stored: the words that no catalogue holds."""
    columns = {
        "article": ("title", "outlet", "url"),
        "article_version": ("text",),
        "source_document": ("title", "url", "filename", "media_type", "text"),
        "speaker": ("name", "role", "affiliation"),
        "speaker_alias": ("alias",),
        "person": ("name", "email"),
        "verdict": ("rationale",),
        "statement": ("selection_words", "no_evidence", "secondary_only", "single_source"),
        "note": ("text",),
        "correction": ("reason",),
        "checked_claim": ("notice", "slug"),
        "evidence_item": ("title", "passage", "interest", "withheld"),
        "reader_request": ("text", "contact"),
        "feed": ("title", "url"),
        "webhook_endpoint": ("url",),
        "api_token": ("name",),
        "tag": ("name",),
        "identity": ("email", "subject"),
    }
    found: set[str] = set()
    with room.database.read() as session:
        tables = inspect(session.connection()).get_table_names()
        for table, names in columns.items():
            for name in names if table in tables else ():
                rows = session.execute(text(f"SELECT {name} FROM {table}")).scalars()
                found |= {" ".join(row.split()) for row in rows if row}
    # A kind of claim that only the tests' articles have.
    return frozenset(found | {Settings().organisation, *SCOPES, *FORMS, "quantity"})


# What every language writes alike, or Babel writes for it: codes, addresses, sites, days.
_ALIKE = re.compile(
    r"https?://\S+|^[a-z]+\.$|\b[a-z]\w*([.:]\w+)+\b|\b[\w.-]+\.[a-z]{2,}\b|\S+@\S+"
    r"|\b(\d{1,2} )?\w+\.? \d{4}\b"
)
_MARKS = ' ·,.:;–—“”"()[]…#¶▲v0123456789=/%-'


def is_data(words: str, stored: frozenset[str]) -> bool:
    """Whether words are somebody's: a whole stored value, or a piece of three words of one."""
    parts = re.split(" · |: ", words)
    rest = [_ALIKE.sub("", part) for part in parts if part.strip(_MARKS) not in stored]
    pieces = [piece for part in rest for piece in part.split(". ")]
    return all(_is_datum(piece.strip(_MARKS), stored) for piece in pieces) or all(
        _is_datum(part.strip(_MARKS), stored) for part in rest
    )


def _is_datum(words: str, stored: frozenset[str]) -> bool:
    if words in stored or (words.count(" ") >= 2 and any(words in value for value in stored)):
        return True
    left = [part.strip(_MARKS) for part in re.split(r"[,;/(]", words)]
    return all(not part or part in stored or set(part.split()) <= NAMES for part in left)


def unmarked(browser: Browser, path: str, stored: frozenset[str]) -> list[str]:
    answer = browser.get(path, follow_redirects=True)
    assert answer.mimetype == "text/html", (path, answer.status)
    return [
        f"{path} <{found.element}>: {found.words}"
        for found in outside_of(answer.text)
        if not is_data(found.words, stored)
    ]


def test_every_word_of_the_desk_can_be_said_in_another_language(
    reader: Browser, room: Newsroom
) -> None:
    stored = stored_words(room)

    left = [line for path in pages_of(room) for line in unmarked(reader, path, stored)]

    assert left == []


@pytest.fixture(scope="module")
def provided(
    newsrooms: Newsrooms, pseudo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """A desk with a provider, somebody who waits to be linked, and verdicts without risks."""
    folder = tmp_path_factory.mktemp("provided")
    with newsrooms.copy("sqlite", folder) as room:
        submit_soundly(room, "city", "costs")
        room.submit("historic", rating="verbatim", rationale="It stands there.")
        with room.database.write() as session:
            told = {"issuer": ISSUER, "email": room.people["admin"].email, "roles": ("editor",)}
            offer(session, claimed=Claimed(subject="waiting", **told))
            linked = offer(session, claimed=Claimed(subject="linked", **told))
            link_identity(
                session,
                actor=room.actor("admin"),
                identity_id=linked,
                user_id=room.people["admin"].id or 0,
            )
        app = create_app(
            Settings(
                data=folder,
                database_url=str(room.database.engine.url),
                oidc=OidcSettings(
                    issuer=ISSUER, client_id="desk", label="House", roles={"chiefs": ["editor"]}
                ),
            )
        )
        app.extensions[ROOM] = room
        yield app


def test_every_word_of_signing_in_elsewhere_and_signing_many_can_be_said(provided: Flask) -> None:
    room: Newsroom = provided.extensions[ROOM]
    stored = stored_words(room)
    admin = BrowserOf(provided)("admin")
    admin.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    stranger = Browser(provided.test_client())
    stranger.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    person = f"/admin/people/{room.people['admin'].id}"

    left = [
        line
        for path in ("/account/identity", person, "/approvals", "/sign-in/oidc/back?state=lost")
        for line in unmarked(admin, path, stored)
    ]
    left += unmarked(stranger, "/sign-in", stored)
    picks = re.findall(r'name="pick"[^>]* value="([^"]+)"', admin.get("/approvals").text)
    answer = admin.post("/approvals/choose", {"pick": [*picks, "999999:1:1"]}, page="/approvals")
    assert len(picks) == 2
    left += [one.words for one in outside_of(answer.text) if not is_data(one.words, stored)]
    answer = admin.post("/approvals/bulk", {"pick": [picks[0], "999999:1:1"]}, page="/approvals")
    left += unmarked(admin, answer.location, stored)

    assert left == []


def test_every_word_of_the_public_pages_can_be_said_in_another_language(
    desk: Flask, room: Newsroom
) -> None:
    stored, stranger = stored_words(room), Browser(desk.test_client())
    with room.database.read() as session:
        slugs = session.exec(select(CheckedClaim.slug)).all()
        speaker = session.exec(select(Claim.speaker_id).where(Claim.kind == "quote")).first()
    pages = [
        *(path.format(month=f"{now():%Y-%m}") for path in PUBLIC_PAGES),
        *(f"/c/{slug}" for slug in slugs),
        *(f"/embed/{slug}" for slug in slugs),
    ]

    left = [
        line
        for path in (*pages, f"/said-by/{speaker}", f"/tell-us?check={slugs[0]}")
        for line in unmarked(stranger, path, stored)
    ]

    assert left == []


# Forms that are refused: what is said of them comes from the use cases.
REFUSED = (
    ("/articles/new", {"text": " "}),
    ("/articles/new", {"text": "Words.", "published": "yesterday"}),
    ("/sources", {"text": " "}),
    ("/sources/feeds/preview", {"url": "ftp://feeds.example"}),
    ("/tasks/{march}/dismiss", {"version": "1"}),
    ("/tasks/{march}/snooze", {"version": "1", "until": "2020-01-01"}),
    ("/tasks/{march}/mark_duplicate", {"version": "1"}),
    ("/tasks/{march}/approve", {"version": "1"}),
    ("/tasks/{march}/submit", {"rating": "kept"}),
    ("/tasks/{march}/notes", {"text": " "}),
    ("/tasks/999999/take", {"version": "1"}),
    ("/admin/people", {"email": "no address"}),
    ("/admin/tokens", {"name": "robot"}),
    ("/admin/webhooks", {"url": "no address"}),
    ("/admin/profile", {"same_as": "no address"}),
    ("/account/password", {"old": "wrong"}),
    ("/articles/{article}/claims", {"kind": "claim"}),
    ("/articles/{article}/claims", {"kind": "claim", "passage": "x"}),
    ("/speakers/{speaker}/split", {"name": " "}),
    ("/speakers/{speaker}/merge", {"into": "{speaker}"}),
    ("/tasks/{march}/tags", {"tag": "#!"}),
    ("/admin/scales/truth", {"version": "1", "label": "Is it true?"}),
    ("/account/language", {"language": "xx"}),
)


def test_every_refusal_can_be_said_in_another_language(reader: Browser, room: Newsroom) -> None:
    assert room.article is not None
    with room.database.read() as session:
        speaker = session.exec(select(func.min(Speaker.id))).one()
    ids = {**room.tasks, "article": room.article.id, "speaker": speaker}
    stored, left = stored_words(room), []
    for path, fields in REFUSED:
        values = {name: value.format(**ids) for name, value in fields.items()}
        answer = reader.post(path.format(**ids), values)
        assert answer.status_code in (403, 404, 409, 422), (path, fields, answer.status)
        words = [found.words for found in outside_of(answer.text)]
        left += [(path, fields, one) for one in words if not is_data(one, stored)]

    assert left == []


def test_nothing_is_stored_in_the_readers_language(reader: Browser, room: Newsroom) -> None:
    march, city = room.tasks["march"], room.tasks["city"]
    version = room.task("march").version
    done = [
        reader.post(f"/tasks/{march}/snooze", {"version": version, "for": "1h"}),
        reader.post(f"/tasks/{march}/wake", {"version": version + 1}),
        reader.post(f"/tasks/{march}/dismiss", {"version": version + 2, "reason": "opinion"}),
        reader.post(f"/tasks/{city}/notes", {"text": "Who counted?", "flag": "yes"}),
        reader.post("/articles/new", {"text": "The pier\n\nThe pier is 300 metres long."}),
        reader.post("/sources", {"text": "The pier is 30 metres long.", "title": "Register"}),
        reader.post("/sources/feeds/1/pause"),
        reader.post("/readers/1/decline", {"reason": "Not ours."}),
    ]
    assert [answer.status_code for answer in done] == [303] * len(done)

    with room.database.read() as session:
        tables = inspect(session.connection()).get_table_names()
        rows = [
            row for table in tables for row in session.execute(text(f'SELECT * FROM "{table}"'))
        ]

    # A browser's session holds what its next page is to say; it is nobody's record.
    assert [row for row in rows if OPEN in str(row) and "csrf_token" not in str(row)] == []
