"""ninjs, the press agencies' JSON: 3.x and 2.x (camel case), 1.x (lower case). Pure.

Only `uri` is required. Source: IPTC, ninjs 1.4 and 3.1.
"""

from collections.abc import Iterator
from typing import Any, cast

from factcheck.articles.feeds.dates import moment_from
from factcheck.articles.feeds.entries import Entry, ReadFeed, Status, one_line, settle
from factcheck.articles.feeds.markup import address_from
from factcheck.articles.text import clean_text
from factcheck.articles.visible_text import plain_text

_STATUSES = ("usable", "withheld", "canceled")
_LISTS = ("items", "_items")
_PLAIN = ("text/plain", "")


def is_ninjs(value: Any) -> bool:
    """Whether a JSON value is a ninjs object, or a list of them as agencies' interfaces give."""
    return any(True for _ in _objects(value))


def read_ninjs(value: Any, *, url: str) -> ReadFeed:
    """The items in a JSON value: one object, a list, or an object with `items`."""
    return ReadFeed(kind="ninjs", entries=settle([_entry(item, url) for item in _objects(value)]))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and isinstance(value.get("uri"), str):
        yield value
        return
    if isinstance(value, dict):
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), [])
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict) and isinstance(one.get("uri"), str) and one["uri"].strip():
                yield one


def _entry(item: dict[str, Any], base: str) -> Entry:
    link = address_from(base, item.get("url")) or address_from("", item["uri"])
    status = str(_either(item, "pubStatus", "pubstatus") or "usable").lower()
    # Some spell it the British way; what nobody knows is not taken.
    status = {"cancelled": "canceled"}.get(status, status)
    return Entry(
        key=item["uri"].strip(),
        url=link,
        title=_headline(item),
        text="" if _is_partial(item) else _body(item),
        published=moment_from(_either(item, "firstCreated", "firstcreated"))
        or moment_from(_version_created(item)),
        language=str(item.get("language") or ""),
        outlet=_outlet(item),
        version=str(item.get("version") or ""),
        version_created=moment_from(_version_created(item)),
        status=cast(Status, status if status in _STATUSES else "withheld"),
        embargoed_until=moment_from(_either(item, "embargoedUntil", "embargoed")),
        expires_at=moment_from(item.get("expires")),
    )


def _either(item: dict[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name) not in (None, "")), None)


def _version_created(item: dict[str, Any]) -> Any:
    return _either(item, "versionCreated", "versioncreated")


def _is_partial(item: dict[str, Any]) -> bool:
    stated = str(_either(item, "representationType", "representationtype") or "complete")
    return stated.lower() != "complete"


def _headline(item: dict[str, Any]) -> str:
    return one_line(
        str(_main(item.get("headlines")).get("value") or item.get("headline") or _slug(item))
    )


def _slug(item: dict[str, Any]) -> str:
    return str(item.get("title") or item.get("slugline") or "")


def _main(parts: Any) -> dict[str, Any]:
    """The part whose role is `main`, else the first; an empty one when there are none."""
    found = _dicts(parts)
    return next((one for one in found if one.get("role") == "main"), found[0] if found else {})


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _body(item: dict[str, Any]) -> str:
    body = _main(item.get("bodies"))
    kind = str(_either(body, "contentType", "contenttype") or "").partition(";")[0].lower()
    value = str(body.get("value") or "")
    if not value:
        value = str(item.get("body_text") or "")
        kind = "text/plain"
    if not value:
        value = str(_either(item, "body_xhtml", "body_html") or "")
        kind = "text/html"
    if kind in _PLAIN and not (kind == "" and value.lstrip().startswith("<")):
        return clean_text(value).strip()
    return plain_text(value)


def _outlet(item: dict[str, Any]) -> str:
    sources = _either(item, "infoSources", "infosource")
    names = [one.get("name") for one in _dicts(sources)]
    given = next((name for name in names if isinstance(name, str)), "")
    return one_line(given or str(item.get("copyrightHolder") or item.get("copyrightholder") or ""))
