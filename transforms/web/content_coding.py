"""Content codings undone within bounds: a compressed body becomes its bytes, or the reason why it cannot.

One coding only, whole bodies only: a truncated stream is a rejection, not half an article.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import brotli

from nightdesk.transforms.records import Reason, Rejection

MAX_RATIO = 200  # decoded to raw; news pages and feeds stay below 40, deflate cannot exceed 1032
ACCEPTED = "gzip, deflate, br"
"""What we ask for; zstd is read where a server sends it unasked."""

_SMALL = 200_000  # bytes to which any body may grow, whatever the ratio: a page of one repeated template
_MAX_MEMBERS = 1_000  # of one gzip body; concatenated logs have dozens, millions of empty ones are an attack
GZIP_MAGIC = b"\x1f\x8b"
_PLAIN = frozenset({"", "identity", "none", "utf-8", "binary", "8bit"})  # what servers write that mean no coding


class OverLimit(Exception):
    """More came out than may."""


class Broken(Exception):
    """The stream is not of its coding."""


class CutOff(Exception):
    """The stream stops before its end."""


def undo_coding(raw: bytes, coding: str, max_bytes: int) -> bytes | Rejection:
    """The body behind a ``Content-Encoding``; memory never exceeds ``max_bytes`` by more than a buffer.

    Returns:
        The bytes, or ``bomb`` (over 200:1), ``too_large`` (over ``max_bytes``), ``truncated``, or ``bad_coding`` (more
        than one coding, an unknown one, or a body that is not in it).
    """
    named = [name for part in coding.split(",") if (name := part.strip().lower()) not in _PLAIN]
    if not named:
        return raw if len(raw) <= max_bytes else Rejection(Reason.TOO_LARGE, f"over {max_bytes} bytes")
    decoder = _DECODERS.get(named[0])
    if len(named) > 1 or decoder is None:
        return Rejection(
            Reason.BAD_CODING, f"content coding {', '.join(named)}: one of gzip, deflate, br, zstd is read"
        )
    return _within(decoder, raw, named[0], max_bytes)


def _within(decoder: Callable[[bytes, int], bytes], raw: bytes, name: str, max_bytes: int) -> bytes | Rejection:
    by_ratio = max(len(raw) * MAX_RATIO, _SMALL)
    if not raw:  # some servers name a coding for an empty body
        return raw
    try:
        return decoder(raw, min(max_bytes, by_ratio))
    except OverLimit:
        if by_ratio < max_bytes:
            return Rejection(Reason.BOMB, f"{len(raw)} bytes of {name} become more than {by_ratio} ({MAX_RATIO}:1)")
        return Rejection(Reason.TOO_LARGE, f"{len(raw)} bytes of {name} become more than {max_bytes}")
    except CutOff:
        return Rejection(Reason.TRUNCATED, f"the {name} stream stops before its end ({len(raw)} bytes)")
    except Broken as error:
        return Rejection(Reason.BAD_CODING, f"declared {name}, but is not: {error}")


def gunzip(raw: bytes, limit: int) -> bytes:
    """All members: a body may be several gzip files one after the other; what follows the last is padding.

    Raises:
        OverLimit: more than ``limit`` bytes come out.
        CutOff: a member stops before its end.
        Broken: a member is damaged, or there are too many of them.
    """
    output = bytearray()
    for member in range(_MAX_MEMBERS + 1):
        if member and not raw.startswith(GZIP_MAGIC):
            return bytes(output)
        data, rest = _inflate(raw, 31, limit - len(output))
        output += data
        raw = rest.lstrip(b"\x00")
    raise Broken(f"more than {_MAX_MEMBERS} members")


def _deflate(raw: bytes, limit: int) -> bytes:
    """With the zlib frame that the standard asks for, or bare as some servers send it."""
    try:
        return _inflate(raw, 15, limit)[0]
    except Broken:
        return _inflate(raw, -15, limit)[0]


def _inflate(raw: bytes, window: int, limit: int) -> tuple[bytes, bytes]:
    """One stream's bytes and what comes after it."""
    stream = zlib.decompressobj(window)
    try:
        data = stream.decompress(raw, limit + 1)
    except zlib.error as error:
        raise Broken(str(error)) from None
    if len(data) > limit:
        raise OverLimit
    if not stream.eof:
        raise CutOff
    return data, stream.unused_data


def _brotli(raw: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    try:
        data = _collect(_brotli_chunks(stream, raw), limit)
    except brotli.error as error:
        raise Broken(str(error)) from None
    if not stream.is_finished():
        raise CutOff
    return data


def _brotli_chunks(stream: brotli.Decompressor, raw: bytes) -> Iterable[bytes]:
    chunk = stream.process(raw, output_buffer_limit=65_536)
    yield chunk
    while chunk and not stream.is_finished():
        chunk = stream.process(b"", output_buffer_limit=65_536)
        yield chunk


def _collect(chunks: Iterable[bytes], limit: int) -> bytes:
    output = bytearray()
    for chunk in chunks:
        output += chunk
        if len(output) > limit:
            raise OverLimit
    return bytes(output)


def _zstd(raw: bytes, limit: int) -> bytes:
    import pyarrow as pa  # a fifth of a second, for a coding we do not ask for

    try:
        data: bytes = pa.CompressedInputStream(pa.BufferReader(raw), "zstd").read(limit + 1)
    except OSError as error:
        if "runcated" in str(error):
            raise CutOff from None
        raise Broken(str(error)) from None
    if len(data) > limit:
        raise OverLimit
    return data


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
