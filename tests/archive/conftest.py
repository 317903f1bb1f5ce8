"""A real web server on the loopback address whose pages change while a test looks at them."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from factcheck.net.addresses import parse_networks
from factcheck.net.policy import FetchPolicy


@dataclass
class Page:
    """What a path answers. With an ETag, a matching `If-None-Match` is answered with 304."""

    body: str
    etag: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"


@dataclass
class Site:
    """Pages by path, and the requests that came (path, conditional?)."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, bool]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def policy(self) -> FetchPolicy:
        return FetchPolicy(allow=parse_networks("127.0.0.0/8"), ports=frozenset({self.port}))


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        asked = self.headers.get("If-None-Match", "")
        self.site.requests.append((self.path, bool(asked)))
        page = self.site.pages.get(self.path)
        if page is None:
            self.send_error(404)
            return
        if page.etag and asked == page.etag:
            self.send_response(304)
            self.end_headers()
            return
        body = page.body.encode()
        self.send_response(page.status)
        self.send_header("Content-Type", page.kind)
        self.send_header("Content-Length", str(len(body)))
        if page.etag:
            self.send_header("ETag", page.etag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    site = Site(server.server_address[1])
    handler.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
