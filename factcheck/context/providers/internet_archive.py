"""The Internet Archive: which pages of a task it has a copy of, and having one made.

Source: Wayback Availability JSON API; Save Page Now 2 API (needs a key of an archive account).
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from factcheck.articles.text import is_web_address
from factcheck.context.asking import Asker, AskFailed, Malformed
from factcheck.context.providers.base import Finding, Request
from factcheck.context.providers.linked_pages import links_near
from factcheck.context.providers.passages import fit_address, tidy
from factcheck.language import gettext as _
from factcheck.messages import marked

MOST_PAGES = 6
SAVES_AT = "https://web.archive.org"
_STAMP = "%Y%m%d%H%M%S"


class InternetArchive:
    """The copy nearest to the article's day of each page that the task cites or links to."""

    name = "internet_archive"
    label = marked("Internet Archive")
    url = "https://archive.org"
    needs_key = False
    seconds = 15.0
    rate = 30

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        linked = [link["url"] for link in links_near(request)]
        pages = [
            url
            for url in dict.fromkeys((*linked, *request.pages))
            if is_web_address(url) and fit_address(url)
        ]
        day = f"{request.published:%Y%m%d}" if request.published else ""
        return [find_copy(ask, url, day) for url in pages[:MOST_PAGES]]


def find_copy(ask: Asker, url: str, day: str = "") -> Finding:
    """The archive's copy of a page, nearest to a day (`20241016`) or the newest."""
    query = {"url": url} | ({"timestamp": day} if day else {})
    answer = ask.get_json("/wayback/available", query)
    try:
        closest = answer["archived_snapshots"].get("closest") or {}
        has_copy = closest.get("available") is True and str(closest["status"]).startswith("2")
        copy = tidy(closest["url"], 2048) if has_copy else ""
        taken = _stamp(closest["timestamp"]) if has_copy else None
    except (KeyError, TypeError, AttributeError):
        raise Malformed(_("It answered with something that cannot be read.")) from None
    return Finding(key=url, title="", passage="", copy_of=url, url=_secure(copy), taken_at=taken)


def ask_to_save(ask: Asker, url: str) -> str:
    """Have a page saved. Returns the archive's name for the request."""
    answer = ask.post_form("/save", {"url": url}, headers=_signed(ask), base=saving_base(ask))
    if not isinstance(answer, dict) or not tidy(answer.get("job_id"), 200):
        raise AskFailed(_why(answer))
    return tidy(answer["job_id"], 200)


def find_saved(ask: Asker, url: str, job: str) -> Finding | None:
    """What became of a request to save: the copy, or None while it is being made.

    Raises `AskFailed` with the archive's reason when it could not be made.
    """
    answer = ask.get_json(
        f"/save/status/{quote(job, safe='')}", headers=_signed(ask), base=saving_base(ask)
    )
    state = answer.get("status") if isinstance(answer, dict) else None
    if state == "pending":
        return None
    if state != "success":
        raise AskFailed(_why(answer))
    stamp = str(answer.get("timestamp"))
    taken = _stamp(stamp)
    if taken is None:
        raise AskFailed(_why(answer))
    copy = f"{SAVES_AT}/web/{stamp}/{url}"
    return Finding(key=url, title="", passage="", copy_of=url, url=copy, taken_at=taken)


def saving_base(ask: Asker) -> str:
    """Where pages are saved: beside archive.org, or at the address of the settings."""
    host = urlsplit(ask.service.url).hostname
    return SAVES_AT if host == "archive.org" else ask.service.url


def _signed(ask: Asker) -> dict[str, str]:
    return {"Authorization": f"LOW {ask.service.key}"}


def _why(answer: Any) -> str:
    told = tidy(answer.get("message"), 200) if isinstance(answer, dict) else ""
    return marked(
        "The archive did not save the page: %(reason)s", reason=told or "it gave no reason"
    )


def _stamp(value: object) -> datetime | None:
    try:
        return datetime.strptime(str(value), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _secure(url: str) -> str:
    return "https://" + url.removeprefix("http://") if url.startswith("http://") else url
