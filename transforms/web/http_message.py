"""An HTTP response as a WARC record keeps it: status, declared type, and the body without its transfer coding.

Crawlers differ in what they keep: many store the decoded body under the header lines of the coded one. A coding is
therefore undone where the body proves that it is there, and left alone where it does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.answers import content_type
from nightdesk.transforms.web.content_coding import undo_coding

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HEADER_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """A response."""

    status: int
    media_type: str | None  # lower case, without parameters
    charset: str | None
    coded: bytes  # the body as kept: payload digests are made from it, or from one of the next two
    unchunked: bytes
    body: bytes  # without any coding but gzip, which cleaning unpacks


def read_response(block: bytes, max_bytes: int) -> HttpMessage | Rejection:
    """The response in a record's block; a body that decodes to more than ``max_bytes`` is ``too_large``."""
    status, end = _STATUS.match(block), _BLANK_LINE.search(block, 0, _HEADER_BYTES)
    if status is None:
        return Rejection(Reason.UNREADABLE, "the record holds no HTTP response")
    coded = block[end.end() :] if end else b""
    headers = _headers(block[: end.start() if end else len(block)])
    unchunked = _unchunked(coded) if "chunked" in headers.get("transfer-encoding", "").lower() else coded
    body = _decoded(unchunked, headers.get("content-encoding", "").strip().lower(), max_bytes)
    if isinstance(body, Rejection):
        return body
    media_type, charset = content_type(headers.get("content-type"))
    return HttpMessage(int(status.group(1)), media_type, charset, coded, unchunked, body)


def _headers(lines: bytes) -> dict[str, str]:
    """Header fields by lower-case name, the first of each."""
    fields: dict[str, str] = {}
    for line in lines.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _unchunked(body: bytes) -> bytes:
    """The chunks joined; the body as it is where it does not consist of chunks."""
    chunks: list[bytes] = []
    position = 0
    while match := _CHUNK_SIZE.match(body, position):
        size = int(match.group(1), 16)
        chunk = body[match.end() : match.end() + size]
        if len(chunk) < size:
            return body
        if size == 0:
            return b"".join(chunks)
        chunks.append(chunk)
        position = match.end() + size
        position += 2 if body[position : position + 2] == b"\r\n" else 1
    return body


def _decoded(body: bytes, coding: str, max_bytes: int) -> bytes | Rejection:
    """The body without its content coding; as it is where it is not in that coding, or in gzip."""
    if coding not in ("deflate", "br", "zstd"):
        return body
    plain = undo_coding(body, coding, max_bytes)
    if isinstance(plain, Rejection) and plain.reason not in (Reason.TOO_LARGE, Reason.BOMB):
        return body  # kept decoded already
    return plain
