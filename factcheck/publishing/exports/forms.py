"""The forms in which checked claims leave in bulk, each as a stream of bytes.

All of them are made from the native JSON, or from the ClaimReview that it makes, so that they say
the same. A retracted check stays in the native forms as a tombstone and is not in the reviews.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from factcheck.messages import marked
from factcheck.publishing.claimreview import LICENCE, review_of
from factcheck.publishing.entries import at_base
from factcheck.publishing.exports.csvs import csv_lines
from factcheck.publishing.exports.duke import HEADER, duke_review, duke_row
from factcheck.publishing.exports.flat import NAMES, flat_row
from factcheck.publishing.exports.parquet import parquet_chunks

CHUNK = 64 * 1024
Checks = Iterable[str]
Native = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass(frozen=True)
class Publisher:
    """Who publishes, and where; `raw` leaves cells as they are that look like formulas."""

    base: str
    organisation: str
    raw: bool = False

    def natives(self, checks: Checks) -> Iterator[Native]:
        """The checks, read from their native JSON, with the address of this publisher."""
        for text in checks:
            yield json.loads(at_base(text, self.base))

    def review(self, native: Native) -> dict[str, Any] | None:
        """The page's ClaimReview with the licence of the data; None when it was retracted."""
        review = review_of(native, base=self.base, organisation=self.organisation)
        if review is not None:
            review.setdefault("sdPublisher", review["author"])
            review.setdefault("sdLicense", LICENCE)
        return review

    def reviews(self, checks: Checks) -> Iterator[tuple[Native, dict[str, Any]]]:
        for native in self.natives(checks):
            review = self.review(native)
            if review is not None:
                yield native, review


@dataclass(frozen=True)
class Form:
    """A form of the whole data, its title in English.

    `suffix` ends its file's name; `chunks` writes it.
    """

    name: str
    suffix: str
    media_type: str
    title: str
    chunks: Callable[[Checks, Publisher], Iterator[bytes]]

    @property
    def filename(self) -> str:
        return f"checked-claims.{self.suffix}"

    @property
    def content_type(self) -> str:
        """The media type as an answer's header has it; the table begins with its header."""
        more = "; charset=utf-8; header=present" if self.media_type == CSV else ""
        return self.media_type + more


def _native(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    return _joined(at_base(text, publisher.base) + "\n" for text in checks)


def _reviews(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    return _joined(_encode(review) + "\n" for _, review in publisher.reviews(checks))


def _duke_lines(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    return _joined(_encode(duke_review(review)) + "\n" for _, review in publisher.reviews(checks))


def _csv(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    rows = map(flat_row, publisher.natives(checks))
    return _joined(csv_lines(NAMES, rows, raw=publisher.raw))


def _duke_csv(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    rows = (duke_row(native["id"], review) for native, review in publisher.reviews(checks))
    return _joined(csv_lines(HEADER, rows, raw=publisher.raw))


def _data_feed(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    return _joined(_feed_parts(checks, publisher))


def _feed_parts(checks: Checks, publisher: Publisher) -> Iterator[str]:
    changed = ""
    separator = ""
    yield '{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": ['
    for native in publisher.natives(checks):
        changed = max(changed, native["updated_at"])
        review = publisher.review(native)
        if review is None:
            continue
        # The feed's own context is that of all in it.
        del review["@context"]
        yield separator + _encode(
            {
                "@type": "DataFeedItem",
                "dateCreated": native["published_at"],
                "dateModified": native["updated_at"],
                "url": native["url"],
                # Consumers read the first alone.
                "item": [review],
            }
        )
        separator = ",\n"
    # The last change is known only now; an empty desk has none.
    yield f'], "dateModified": "{changed}"}}\n' if changed else "]}\n"


def _parquet(checks: Checks, publisher: Publisher) -> Iterator[bytes]:
    return parquet_chunks(map(flat_row, publisher.natives(checks)))


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    """Many small strings as few larger pieces."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()


NDJSON = "application/x-ndjson"
CSV = "text/csv"
FORMS = {
    form.name: form
    for form in (
        Form("jsonl", "ndjson", NDJSON, marked("Native JSON, one check a line"), _native),
        Form("csv", "csv", CSV, marked("One flat table of our own columns"), _csv),
        Form(
            "claimreview", "claimreview.ndjson", NDJSON, marked("ClaimReview, one a line"), _reviews
        ),
        Form(
            "csv-duke",
            "duke.csv",
            CSV,
            marked("Duke's Fact-Check Insights, its columns"),
            _duke_csv,
        ),
        Form(
            "jsonl-duke",
            "duke.ndjson",
            NDJSON,
            marked("Duke's profile, one review a line"),
            _duke_lines,
        ),
        Form(
            "datafeed",
            "datafeed.json",
            "application/json",
            marked("Data Commons' DataFeed"),
            _data_feed,
        ),
        Form(
            "parquet",
            "parquet",
            "application/vnd.apache.parquet",
            marked("The flat table as Parquet"),
            _parquet,
        ),
    )
}
