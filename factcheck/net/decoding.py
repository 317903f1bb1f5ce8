"""Unpacking a compressed body without giving it room to explode."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from .errors import Refused
from .policy import FetchLimits

_STEP = 65_536
# A tiny page of one repeated line has a high ratio and does no harm.
_RATIO_COUNTS_FROM = 262_144


class Decoder(Protocol):
    """Feeds packed bytes in, gives unpacked pieces of bounded size out."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Raises `Refused` when `data` is not packed the way it should be."""

    def finish(self) -> None:
        """Raises `Refused` when the packed stream is cut off."""


class Body:
    """Collects a body, counting bytes on the wire and unpacked bytes against the limits."""

    def __init__(self, content_encodings: list[str], limits: FetchLimits) -> None:
        self._decoder = decoder_for(content_encodings)
        self._limits = limits
        self._decoded = bytearray()
        self.wire_bytes = 0

    def add(self, data: bytes) -> None:
        """Raises `Refused` as soon as a limit is passed."""
        self.wire_bytes += len(data)
        if self.wire_bytes > self._limits.wire_bytes:
            raise Refused("size", "too many bytes on the wire")
        for piece in self._decoder.feed(data):
            self._decoded += piece
            size = len(self._decoded)
            if size > self._limits.decoded_bytes:
                raise Refused("size", "too many bytes when unpacked")
            if size > _RATIO_COUNTS_FROM and size > self._limits.ratio * self.wire_bytes:
                raise Refused("ratio", f"{self.wire_bytes} bytes became {size}")

    def finish(self) -> bytes:
        if self.wire_bytes:
            self._decoder.finish()
        return bytes(self._decoded)


def decoder_for(content_encodings: list[str]) -> Decoder:
    """The decoder for the values of all Content-Encoding headers. Raises `Refused`."""
    names = [name.strip().lower() for value in content_encodings for name in value.split(",")]
    names = [name for name in names if name and name != "identity"]
    if not names:
        return _Plain()
    if len(names) > 1:
        raise Refused("encoding", f"several content encodings: {len(names)}")
    if names[0] in ("gzip", "x-gzip"):
        return _Zlib(16 + zlib.MAX_WBITS)
    if names[0] == "deflate":
        return _Deflate()
    if names[0] == "br":
        return _Brotli()
    raise Refused("encoding", "content encoding not offered")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        return


class _Zlib:
    def __init__(self, window_bits: int) -> None:
        self._stream = zlib.decompressobj(window_bits)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            # What follows the end of the stream is dropped, as browsers do.
            if self._stream.eof:
                return
            try:
                piece = self._stream.decompress(data, _STEP)
            except zlib.error as error:
                raise Refused("encoding", f"zlib: {error}") from None
            yield piece
            data = self._stream.unconsumed_tail

    def finish(self) -> None:
        if not self._stream.eof:
            raise Refused("encoding", "the compressed stream is cut off")


class _Deflate:
    """RFC 9110 says zlib format, some servers send the bare stream: the first byte tells."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not data:
            return
        if self._inner is None:
            has_zlib_header = data[0] & 0x0F == zlib.DEFLATED and data[0] >> 4 <= 7
            self._inner = _Zlib(zlib.MAX_WBITS if has_zlib_header else -zlib.MAX_WBITS)
        yield from self._inner.feed(data)

    def finish(self) -> None:
        if self._inner is not None:
            self._inner.finish()


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        try:
            yield self._stream.process(data, output_buffer_limit=_STEP)
            while not self._stream.can_accept_more_data():
                yield self._stream.process(b"", output_buffer_limit=_STEP)
        except brotli.error as error:
            raise Refused("encoding", f"brotli: {error}") from None

    def finish(self) -> None:
        if not self._stream.is_finished():
            raise Refused("encoding", "the compressed stream is cut off")
