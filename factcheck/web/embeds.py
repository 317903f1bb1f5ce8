"""A check on other people's pages: oEmbed 1.0, and the card that it frames."""

from html import escape
from urllib.parse import urlsplit

from flask import Blueprint, Response, json, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.errors import FactcheckError, NotFound
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.publishing.checked import Published, get_published_by_slug, page_url
from factcheck.publishing.claimreview import claim_reviewed
from factcheck.request import current_database, current_settings, public_base
from factcheck.web.headers import CARD
from factcheck.web.kept import kept_document

blueprint = Blueprint("embeds", __name__)

WIDTH, HEIGHT = 600, 320
# A card smaller than this cannot be read.
LEAST = 200
CACHE_SECONDS = 3600


class NoSuchFormat(FactcheckError):
    """Only JSON is given."""

    code = "not_implemented"


@blueprint.get("/oembed")
def oembed() -> ResponseReturnValue:
    """How a page of ours is embedded, for the program that was given its address."""
    if request.args.get("format", "json") != "json":
        raise NoSuchFormat(_("Only format=json is given here."))
    slug = _slug_of(request.args.get("url", ""))
    with current_database().read() as session:
        published = get_published_by_slug(session, slug)
    return kept_document(
        lambda: json.dumps(_oembed(published)), "application/json", checked_id=published.checked.id
    )


def _slug_of(address: str) -> str:
    """The check that an address of ours leads to. Raises `NotFound` for any other."""
    try:
        parts, ours = urlsplit(address), urlsplit(public_base())
    except ValueError:
        raise NotFound(_("This is no address of a check of ours.")) from None
    before, _slash, slug = parts.path.rpartition("/")
    if parts.netloc.lower() != ours.netloc.lower() or before != f"{ours.path}/c" or not slug:
        raise NotFound(_("This is no address of a check of ours."))
    return slug


def _oembed(published: Published) -> dict[str, object]:
    base, organisation = public_base(), current_settings().organisation
    width, height = _at_most("maxwidth", WIDTH), _at_most("maxheight", HEIGHT)
    title = title_of(published)
    card = escape(base + url_for(CARD, slug=published.checked.slug))
    frame = (
        f'<iframe src="{card}" title="{escape(title)}" width="{width}" height="{height}" '
        # Without scripts the frame can do nothing with its origin but load its own style.
        'sandbox="allow-popups allow-popups-to-escape-sandbox allow-same-origin" '
        'loading="lazy" frameborder="0"></iframe>'
    )
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": organisation,
        "provider_url": f"{base}/",
        "author_name": organisation,
        "author_url": f"{base}/",
        "cache_age": CACHE_SECONDS,
        "html": frame,
        "width": width,
        "height": height,
    }


def title_of(published: Published) -> str:
    """The verdict and the claim in one line; of a check that was taken back only that."""
    if published.is_retracted:
        return _("This check was taken back")
    return f"{translated(published.rating['label'])}: {claim_reviewed(published)}"


def _at_most(name: str, wanted: int) -> int:
    """The smaller of what we want and what the asker has room for."""
    value = request.args.get(name, "")
    if not value.isascii() or not value.isdecimal() or len(value) > 6:
        return wanted
    return max(LEAST, min(wanted, int(value)))


@blueprint.get("/embed/<slug>")
def card(slug: str) -> ResponseReturnValue:
    """The check as a card that any page may frame: no script, no cookie, always the last word."""
    with current_database().read() as session:
        published = get_published_by_slug(session, slug)
    body = render_template(
        "public/card.html", published=published, url=page_url(published, public_base())
    )
    answer: Response = kept_document(lambda: body, "text/html", checked_id=published.checked.id)
    return answer
