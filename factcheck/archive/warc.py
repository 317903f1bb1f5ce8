"""A fetched page as a WARC file: every hop's request and answer, byte for byte. Pure.

Source: ISO 28500:2017 (WARC/1.1). Blocks are the bytes of the connection, so an answer's transfer
and content encodings are kept as they were sent.
"""

import base64
import hashlib
from datetime import datetime
from io import BytesIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from factcheck.net.client import Exchange, Response

VERSION = "1.1"
_HEAD_ENDS = b"\r\n\r\n"


def make_warc(page: Response, *, fetched_at: datetime) -> bytes:
    """The page's WARC, each record compressed by itself.

    Redirects come first, then the page. A page that did not come over the network (from a cache)
    is one `resource` record with its unpacked bytes.
    """
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=VERSION)
    software = {"software": "factcheck", "format": f"WARC File Format {VERSION}"}
    info = writer.create_warcinfo_record("", software)
    info.rec_headers.replace_header("WARC-Date", _date(fetched_at))
    writer.write_record(info)
    for exchange in page.exchanges:
        _write_exchange(writer, exchange)
    if not page.exchanges:
        headers = _headers(writer, "resource", page.final_url, fetched_at, page.body, page.body)
        kind = page.media_type or "application/octet-stream"
        writer.write_record(_record("resource", headers, page.body, kind))
    return out.getvalue()


def _write_exchange(writer: WARCWriter, exchange: Exchange) -> None:
    records = []
    for kind, block in (("request", exchange.request), ("response", exchange.response)):
        payload = block.partition(_HEAD_ENDS)[2]
        headers = _headers(writer, kind, exchange.url, exchange.at, block, payload)
        if exchange.peer:
            headers.add_header("WARC-IP-Address", exchange.peer)
        records.append(_record(kind, headers, block, f"application/http; msgtype={kind}"))
    writer.write_request_response_pair(*records)


def _headers(
    writer: WARCWriter, kind: str, url: str, at: datetime, block: bytes, payload: bytes
) -> StatusAndHeaders:
    named = {
        "WARC-Date": _date(at),
        "WARC-Block-Digest": _digest(block),
        "WARC-Payload-Digest": _digest(payload),
    }
    return writer._init_warc_headers(url, kind, named)  # noqa: SLF001 - its public way parses anew


def _record(kind: str, headers: StatusAndHeaders, block: bytes, content_type: str) -> ArcWarcRecord:
    # Without parsed HTTP headers the writer takes the block as it is.
    return ArcWarcRecord("warc", kind, headers, BytesIO(block), None, content_type, len(block))


def _digest(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def _date(at: datetime) -> str:
    return str(datetime_to_iso_date(at.replace(tzinfo=None), use_micros=True))
