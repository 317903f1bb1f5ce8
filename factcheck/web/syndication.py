"""What feed readers and search engines ask for: Atom, sitemaps, robots.txt."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from factcheck import clock
from factcheck.claims.merged import family_ids, get_resolved
from factcheck.claims.models import Speaker
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.publishing.atom import MIMETYPE, FeedHead, feed_of_checks, feed_of_corrections
from factcheck.publishing.cadence import list_months
from factcheck.publishing.checked import Published
from factcheck.publishing.corrections import list_corrections
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.overview import list_newest
from factcheck.publishing.sitemaps import (
    listed_pages,
    news_of,
    sitemap_files,
    write_index,
    write_news,
    write_sitemap,
)
from factcheck.request import current_database, current_settings, public_base
from factcheck.tasks.lifecycle import QUESTIONS
from factcheck.web.forms import number_in_query
from factcheck.web.kept import kept_document
from factcheck.web.public import cursor_in_query, cursor_text

blueprint = Blueprint("syndication", __name__)

PAGE = 50
KINDS = ("quote", "claim")
# What may narrow the feed of checks to a topic, named as in the lists.
TOPIC = ("q", "question", "kind", "rating", "language")
XML = "application/xml"
# A feed's `updated` while there is nothing in it: any day will do that stays the same.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# What is no business of a crawler; everything of it is closed to strangers anyhow.
CLOSED = ("/inbox", "/tasks", "/approvals", "/admin", "/api/", "/v1alpha1/", "/sign-in", "/tell-us")


@blueprint.get("/feeds/checked.atom")
def checked() -> Response:
    """What was checked, the last changed first; with the filters of the lists that of a topic."""
    return kept_document(_topic, MIMETYPE)


def _topic() -> bytes:
    """The checks that the address narrows to: `?q=bridges`, `?question=said&language=en`, …"""
    asked = {name: value for name in TOPIC if (value := request.args.get(name, "").strip())}
    for name, known in (("kind", KINDS), ("question", QUESTIONS)):
        if asked.get(name, known[0]) not in known:
            raise InvalidInput(
                _("“%(name)s” is one of %(names)s.", name=name, names=", ".join(known))
            )
    topic = ", ".join(asked.values())
    title = _("Checked: %(topic)s", topic=topic) if asked else _("Checked claims")
    where = CheckedFilter(
        q=asked.get("q", ""),
        question=asked.get("question", ""),
        kind=asked.get("kind", ""),
        rating=asked.get("rating", ""),
        language=asked.get("language", ""),
    )
    return _checks(where, title, url_for("public.home"), asked)


@blueprint.get("/feeds/said-by/<int:speaker_id>.atom")
def speaker(speaker_id: int) -> Response | BaseResponse:
    """What was checked of what one speaker said."""
    with current_database().read() as session:
        row = get_resolved(session, speaker_id)
        family = tuple(family_ids(session, int(row.id or 0)))
    if row.id != speaker_id:
        return redirect(url_for("syndication.speaker", speaker_id=row.id))
    # What is merged changes the feed without any check's changing.
    return kept_document(lambda: _speaker(row, family), MIMETYPE, row.name, family)


def _speaker(row: Speaker, family: tuple[int, ...]) -> bytes:
    where = CheckedFilter(speaker_ids=family)
    with current_database().read() as session:
        if not list_newest(session, where, limit=1):
            raise NotFound(_("Nothing of this speaker is published."))
    page = url_for("public.speaker", speaker_id=row.id)
    return _checks(where, _("Checked: %(name)s", name=row.name), page, {})


def _checks(where: CheckedFilter, title: str, page: str, asked: dict[str, str]) -> bytes:
    """A page of the feed of these checks; `asked` is what of the address narrows it."""
    with current_database().read() as session:
        rows = list_newest(session, where, before=cursor_in_query(), limit=PAGE + 1)
    shown = rows[:PAGE]
    more = cursor_text(shown[-1]) if len(rows) > PAGE else ""
    return feed_of_checks(_head(title, page, more, _latest(shown), asked), shown)


def _latest(shown: list[Published]) -> datetime:
    return max((one.checked.updated_at for one in shown), default=NEVER)


@blueprint.get("/feeds/corrections.atom")
def corrections() -> Response:
    """What was corrected or taken back, the newest first."""
    return kept_document(_corrections, MIMETYPE)


def _corrections() -> bytes:
    with current_database().read() as session:
        rows = list_corrections(session, before=number_in_query("before"), limit=PAGE + 1)
    shown = rows[:PAGE]
    more = str(shown[-1].position) if len(rows) > PAGE else ""
    updated = max((one.at for one in shown), default=NEVER)
    head = _head(_("Corrections"), url_for("public.corrections"), more, updated)
    return feed_of_corrections(head, shown)


def _head(
    title: str, page: str, more: str, updated: datetime, asked: dict[str, str] | None = None
) -> FeedHead:
    base, organisation = public_base(), current_settings().organisation
    narrowing = f"?{urlencode(asked)}" if asked else ""
    address = base + request.path
    first = address + narrowing
    query = request.query_string.decode("ascii", "ignore")
    return FeedHead(
        title=f"{title} · {organisation}",
        author=organisation,
        base=base,
        first=first,
        here=f"{address}?{query}" if query else first,
        next=f"{address}?{urlencode({**(asked or {}), 'before': more})}" if more else "",
        page=base + page,
        updated=updated,
    )


@blueprint.get("/sitemap.xml")
def sitemap_index() -> Response:
    """The index of the sitemaps."""
    return kept_document(_index, XML)


def _index() -> bytes:
    base = public_base()
    with current_database().read() as session:
        files = sitemap_files(session)
    addresses = [(base + url_for("syndication.sitemap_pages"), None)]
    return write_index(
        [
            *addresses,
            *(
                (base + url_for("syndication.sitemap", number=file.number), file.modified)
                for file in files
            ),
        ]
    )


@blueprint.get("/sitemaps/pages.xml")
def sitemap_pages() -> Response:
    """The pages that are no checks."""
    return kept_document(_pages, XML)


def _pages() -> bytes:
    base = public_base()
    with current_database().read() as session:
        months = list_months(session)
    names = ("public.home", "public.corrections", "public.methodology", "public.organisation")
    addresses = [url_for(name) for name in (*names, "archive.index")]
    addresses += [url_for("archive.month", name=month.name) for month in months]
    return write_sitemap([(base + address, None) for address in addresses])


@blueprint.get("/sitemaps/checks-<int:number>.xml")
def sitemap(number: int) -> Response:
    """The pages of the checks in one range of ids."""
    return kept_document(lambda: _sitemap(number), XML)


def _sitemap(number: int) -> bytes:
    base = public_base()
    with current_database().read() as session:
        rows = listed_pages(session, number)
    if not rows:
        raise NotFound(_("There is no such sitemap."))
    return write_sitemap([(f"{base}/c/{slug}", modified) for slug, modified in rows])


@blueprint.get("/sitemap-news.xml")
def sitemap_news() -> Response:
    """The checks of the last two days; an hour is the least that it changes by without news."""
    return kept_document(_news, XML, f"{clock.now():%Y-%m-%d %H}")


def _news() -> bytes:
    with current_database().read() as session:
        rows = news_of(session)
    return write_news(rows, base=public_base(), organisation=current_settings().organisation)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers are asked to leave alone, and where the sitemaps are."""
    base = public_base()
    maps = (base + url_for(f"syndication.{name}") for name in ("sitemap_index", "sitemap_news"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        "",
        *(f"Sitemap: {address}" for address in maps),
    ]
    return kept_document(lambda: "\n".join(lines) + "\n", "text/plain")
