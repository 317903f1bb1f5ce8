"""`factcheck fetch`: the safe client on the command line. Needs no database."""

import json
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TextIO

import click
import structlog

from factcheck.articles.reading import ReadArticle, read_page_in_child
from factcheck.errors import InvalidInput
from factcheck.net.client import Response, fetch
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchPolicy

# Fetching and reading together stay below 25 s and 600 MB, whatever the page is: one parser at a
# time, and it gets what the fetch has left of this.
_SECONDS_PER_ADDRESS = 22.0
_LEAST_READING_SECONDS = 2.0
_FETCHES_AT_ONCE = 4
_ONE_PARSER = threading.Lock()


@click.command("fetch")
@click.argument("url", required=False)
@click.option(
    "--jsonl", "source", type=click.File("r", encoding="utf-8", errors="replace"), metavar="IN"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the text.")
def fetch_command(url: str | None, source: TextIO | None, as_json: bool) -> None:
    """Fetch URL, or each line {"id","url"} of --jsonl IN, and print what the page says.

    Inner addresses, odd ports, bombs and endless pages are refused. The exit status is 1 when the
    address was refused; with --jsonl each line is answered, and the status is 0.
    """
    if (url is None) == (source is None):
        raise click.UsageError("Give either a URL or --jsonl IN.")
    _log_to_stderr()
    policy = _policy()
    if source is not None:
        for answer in _answers(source, policy):
            click.echo(json.dumps(answer))
        return
    assert url is not None
    answer = _answer(url, policy)
    refused = "refused" in answer
    if as_json:
        click.echo(json.dumps(answer))
    elif refused:
        click.echo(answer["message"], err=True)
    else:
        click.echo("\n".join(part for part in (answer["title"], answer["text"]) if part))
    if refused:
        sys.exit(1)


def _answers(source: TextIO, policy: FetchPolicy) -> Iterator[dict[str, Any]]:
    """The answers, in the order of the lines. Only a few are ahead of the one being printed."""
    with ThreadPoolExecutor(_FETCHES_AT_ONCE) as pool:
        ahead: deque[Future[dict[str, Any]]] = deque()
        for line in source:
            if not line.strip():
                continue
            ahead.append(pool.submit(_answer_line, line, policy))
            if len(ahead) > 2 * _FETCHES_AT_ONCE:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _answer_line(line: str, policy: FetchPolicy) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("url"), str):
        name = asked.get("id") if isinstance(asked, dict) else None
        return {"id": name, "refused": "line", "message": 'This line is not {"id","url"}.'}
    return {"id": asked.get("id")} | _answer(asked["url"], policy)


def _answer(url: str, policy: FetchPolicy) -> dict[str, Any]:
    deadline = time.monotonic() + _SECONDS_PER_ADDRESS
    try:
        response = fetch(url, policy=policy)
        page = _read(response, deadline)
    except (Refused, FetchFailed) as error:
        return {"refused": error.reason, "message": str(error)}
    except InvalidInput as error:
        return {"refused": "content", "message": str(error)}
    return {
        "status": response.status,
        "final_url": response.final_url,
        "title": page.title,
        "text": page.text,
    }


def _read(response: Response, deadline: float) -> ReadArticle:
    waiting = deadline - _LEAST_READING_SECONDS - time.monotonic()
    if not _ONE_PARSER.acquire(timeout=max(waiting, 0)):
        raise Refused("time", "other pages were being read")
    try:
        return read_page_in_child(
            response.body,
            content_type=response.content_type or response.media_type,
            url=response.final_url,
            wall_seconds=max(deadline - time.monotonic(), _LEAST_READING_SECONDS),
        )
    finally:
        _ONE_PARSER.release()


def _policy() -> FetchPolicy:
    try:
        return FetchPolicy.from_text(
            allow_cidrs=os.environ.get("FACTCHECK_FETCH_ALLOW_CIDRS", ""),
            deny_cidrs=os.environ.get("FACTCHECK_FETCH_DENY_CIDRS", ""),
            ports=os.environ.get("FACTCHECK_FETCH_PORTS", ""),
        )
    except ValueError as error:
        raise click.UsageError(f"A FACTCHECK_FETCH_ setting cannot be read: {error}.") from None


def _log_to_stderr() -> None:
    """Log lines as JSON on standard error, so that standard output holds answers only."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
