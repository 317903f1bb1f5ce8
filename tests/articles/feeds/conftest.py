from collections.abc import Iterator

import pytest

from tests.articles.feeds.publisher import Publisher, serve


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher that the desk's own client may reach."""
    with serve() as publisher:
        monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
        monkeypatch.setenv("FACTCHECK_FETCH_PORTS", str(publisher.port))
        monkeypatch.setenv("FACTCHECK_FEED_PACE_SECONDS", "0.1")
        yield publisher
