"""Posts of WordPress's REST interface (`/wp-json/wp/v2/posts`). Pure."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from factcheck.articles.feeds.dates import moment_from
from factcheck.articles.feeds.entries import LONGEST_SUMMARY, Entry, ReadFeed, one_line, settle
from factcheck.articles.feeds.markup import address_from
from factcheck.articles.visible_text import plain_text

# As many as WordPress gives at most.
POSTS_A_PAGE = 100


def posts_address(url: str, *, since: datetime | None = None) -> str:
    """The address to ask for posts: full pages, and only those changed since then, if wished.

    What somebody wrote into the address stays as it is. Source: WordPress REST API, posts.
    """
    wanted = {"per_page": str(POSTS_A_PAGE)}
    if since is not None:
        moment = since.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        wanted |= {"modified_after": moment.isoformat(), "orderby": "modified", "order": "desc"}
    given = _query_of(url)
    return _with_query(url, wanted | given)


def page_address(url: str, number: int) -> str:
    """The address of a further page of the same posts; the first one has the number 1."""
    return _with_query(url, _query_of(url) | {"page": str(number)})


def _query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _with_query(url: str, query: dict[str, str]) -> str:
    return urlsplit(url)._replace(query=urlencode(query)).geturl()


def is_wordpress(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(one, dict) and isinstance(one.get("content"), dict) for one in value
    )


def read_wordpress(value: Any, *, url: str) -> ReadFeed:
    """The published posts in a JSON list; their titles and texts are HTML."""
    posts = [one for one in value if isinstance(one, dict)]
    return ReadFeed(kind="wordpress", entries=settle([_entry(one, url) for one in posts]))


def _entry(post: dict[str, Any], base: str) -> Entry:
    link = address_from(base, post.get("link"))
    protected = isinstance(post.get("content"), dict) and post["content"].get("protected")
    return Entry(
        key=_rendered(post, "guid") or link or str(post.get("id") or ""),
        url=link,
        title=one_line(_rendered(post, "title")),
        text="" if protected else plain_text(_rendered(post, "content")),
        summary=one_line(plain_text(_rendered(post, "excerpt")), LONGEST_SUMMARY),
        published=moment_from(post.get("date_gmt") or post.get("date")),
        updated=moment_from(post.get("modified_gmt") or post.get("modified")),
        status="usable" if post.get("status", "publish") == "publish" else "withheld",
    )


def _rendered(post: dict[str, Any], name: str) -> str:
    part = post.get(name)
    return str(part.get("rendered") or "") if isinstance(part, dict) else ""
