"""One desk, spoken to over HTTP."""

import secrets
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, cast

import httpx

from factcheck.client.errors import problem_of
from factcheck.client.types import Article, Change, CheckedClaim, Source, Task

_BUSY = frozenset({429, 503})
_ATTEMPTS = 4
_LONGEST_WAIT = 30.0
_PAGE = 100


class Desk:
    """A desk at an address, in the name of a token's person.

    Lists are iterators that fetch page after page. Every POST carries a key, so that it is done
    once though it may be sent again; a verb names the version of the task that it was given. Raises
    `Problem`, by its kind, for what the desk refuses, and httpx's errors when it is not there.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(
            base_url=f"{url.rstrip('/')}/api/v1",
            headers={"Authorization": f"Bearer {token}", "User-Agent": "factcheck-client"},
            timeout=timeout,
            transport=transport,
            trust_env=False,
        )

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # Who I am and how the desk rates

    def me(self) -> dict[str, Any]:
        return self._get("/me")

    def scales(self) -> Iterator[dict[str, Any]]:
        return self._pages("/scales")

    def speakers(self, **where: object) -> Iterator[dict[str, Any]]:
        """Narrowed by `name`."""
        return self._pages("/speakers", where)

    # Articles and sources in

    def add_article(
        self, text: str | None = None, *, url: str | None = None, **details: object
    ) -> Article:
        """By its text or its address; `title`, `outlet`, `language`, `published` may be said."""
        sent = {"text": text, "url": url, **details}
        return cast(Article, self._post("/articles", {k: v for k, v in sent.items() if v}))

    def articles(self) -> Iterator[Article]:
        return cast(Iterator[Article], self._pages("/articles"))

    def article(self, article_id: int) -> Article:
        return cast(Article, self._get(f"/articles/{article_id}"))

    def add_source(self, text: str, *, title: str = "", url: str = "") -> Source:
        """A document that quotes and claims are held against."""
        return cast(Source, self._post("/sources", {"text": text, "title": title, "url": url}))

    def sources(self) -> Iterator[Source]:
        return cast(Iterator[Source], self._pages("/sources"))

    # Tasks and their verbs

    def tasks(self, **where: object) -> Iterator[Task]:
        """The most urgent first; narrowed by `state`, `question`, `kind`, `article`, …"""
        return cast(Iterator[Task], self._pages("/tasks", where))

    def task(self, task_id: int) -> Task:
        return cast(Task, self._get(f"/tasks/{task_id}"))

    def act(self, task: Task, verb: str, **words: object) -> Task:
        """Do a verb of the lifecycle on the task as it was fetched; gives back how it is now.

        Raises `StaleVersion` when somebody changed it meanwhile.
        """
        headers = {"If-Match": f'"{task["version"]}"'}
        return cast(Task, self._post(f"/tasks/{task['id']}/{verb}", words, headers))

    # Checked claims out

    def checked_claims(self, **where: object) -> Iterator[CheckedClaim]:
        """In the order of their last change; narrowed by `speaker`, `rating`, `question`, …"""
        return cast(Iterator[CheckedClaim], self._pages("/checked-claims", where))

    def checked_claim(self, checked_id: int) -> CheckedClaim:
        return cast(CheckedClaim, self._get(f"/checked-claims/{checked_id}"))

    def claim_review(self, checked_id: int) -> dict[str, Any]:
        """As schema.org ClaimReview."""
        return self._get(f"/checked-claims/{checked_id}.jsonld")

    def changes(self, since: str = "0") -> Iterator[Change]:
        """What became of checked claims after a position, up to now.

        Keep the `cursor` of the last one and give it as `since` the next time. Raises `NotFound`
        for a position that the desk does not know: then begin again.
        """
        while True:
            page = self._get("/changes", {"since": since, "limit": _PAGE})
            yield from page["items"]
            since = page["next"]
            if not page["more"]:
                return

    # The wire

    def _get(self, path: str, query: Mapping[str, object] | None = None) -> dict[str, Any]:
        return self._send("GET", path, query=query)

    def _post(
        self, path: str, body: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        key = {"Idempotency-Key": secrets.token_urlsafe(16)}
        return self._send("POST", path, body=body, headers={**key, **(headers or {})})

    def _pages(
        self, path: str, where: Mapping[str, object] | None = None
    ) -> Iterator[dict[str, Any]]:
        query = {"limit": _PAGE, **(where or {})}
        while True:
            page = self._get(path, query)
            yield from page["items"]
            if not page["next"]:
                return
            query["cursor"] = page["next"]

    def _send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Send and read the answer; what is busy is asked again after as long as it says."""
        for attempt in range(1, _ATTEMPTS + 1):
            answer = self._http.request(
                method,
                path,
                params=cast(Any, query),
                json=None if body is None else dict(body),
                headers=dict(headers or {}),
            )
            if answer.status_code not in _BUSY or attempt == _ATTEMPTS:
                break
            asked = answer.headers.get("Retry-After", "")
            time.sleep(min(float(asked) if asked.isdecimal() else 1.0, _LONGEST_WAIT))
        if answer.status_code >= 400:
            raise problem_of(answer)
        found: dict[str, Any] = answer.json()
        return found
