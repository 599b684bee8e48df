"""WARC files, plain or gzip: Common Crawl News as it is, other archives, and our own captures.

Lengths and digests are checked here: the reader accepts a short or altered record without a word. A damaged record is
a refusal, and reading goes on at the next record that can be found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from nightdesk.flows.captures import HINTS_HEADER
from nightdesk.flows.collect.files import DAMAGE, damage, head, open_regular, printable
from nightdesk.flows.collect.items import CollectContext, Item, Skipped
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.transforms.records import Hints, Reason, Rejection
from nightdesk.transforms.web.answers import content_type
from nightdesk.transforms.web.digests import digest_holds
from nightdesk.transforms.web.http_message import read_response

MAX_RESTARTS = 1_000  # places where reading may begin again in one damaged file
_HEADER_ALLOWANCE = 64_000  # HTTP header lines stand in the record beside the page
_SEARCH_BYTES = 1_000_000
# where a record can begin: a gzip member, or the version line of an uncompressed record
_RECORD_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|WARC/1\.[01]\r?\n")
_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain", "text/markdown", "application/xml", "text/xml")


def read_warc(path: Path, context: CollectContext) -> Iterator[Item]:
    """One item per page in the file; what is no page is skipped and counted."""
    name = printable(path.absolute())
    if head(path).startswith(b"filedesc://"):
        yield Refused(name, Reason.UNSUPPORTED_TYPE, "an ARC file, the format before WARC")
        return
    seen = skipped = 0
    try:
        with open_regular(path) as file:
            for item in _items(file, name, context.max_item_bytes):
                seen += item is not None
                skipped += item is None
                if item is not None:
                    yield item
    except DAMAGE as error:
        yield damage(name, error)
        return
    if skipped and seen:
        yield Skipped(name, "records of a WARC file that are no page", skipped)
    elif not seen:
        yield Refused(name, Reason.EMPTY, f"no page among {skipped} records")


def _items(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Item | None]:
    """One item per record, None for what is no page; one refusal for each stretch that cannot be read."""
    start, is_reported = 0, False
    for _ in range(MAX_RESTARTS):
        file.seek(start)
        position, reason, problem = start, Reason.TRUNCATED, "it stops before its end"
        try:
            for record in ArchiveIterator(file, parse_http=False):
                position = record.stream_pos
                block = record.reader.read(max_bytes + _HEADER_ALLOWANCE + 1)
                if len(block) < min(record.content_length, max_bytes + _HEADER_ALLOWANCE + 1):
                    break
                is_reported = False
                yield _item(record, block, f"{name}#{position}", max_bytes)
            else:
                return
        except DAMAGE as error:
            reason, problem = Reason.UNREADABLE, str(error)
        if not is_reported:
            yield Refused(f"{name}#{position}", reason, f"damaged record at byte {position}: {problem}")
            is_reported = True
        following = _next_record(file, position + 1)
        if following is None:
            return
        start = following
    yield Refused(name, Reason.UNREADABLE, f"damaged in more than {MAX_RESTARTS} places; the rest was not read")


def _next_record(file: BinaryIO, start: int) -> int | None:
    """Where the next record after a damaged one can begin; None at the end of the file."""
    file.seek(start)
    position, window = start, b""
    while chunk := file.read(_SEARCH_BYTES):
        window += chunk
        if match := _RECORD_START.search(window):
            return position + match.start()
        position += len(window) - 16
        window = window[-16:]
    return None


def _item(record: WarcRecord, block: bytes, place: str, max_bytes: int) -> Item | None:
    """A record as an item; ``place`` names it where it has no address."""
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or place
    if record.content_length > max_bytes + _HEADER_ALLOWANCE:
        detail = f"a record of {record.content_length} bytes; the limit is {max_bytes} (max_item_bytes)"
        return Refused(url, Reason.TOO_LARGE, detail)
    if cut := record.headers.get("WARC-Truncated"):
        return Refused(url, Reason.TRUNCATED, f"cut by the crawler that made the file (WARC-Truncated: {cut})")
    is_resource = record.record_type == WarcRecordType.resource
    item = _resource(record, block, url) if is_resource else _response(record, block, url, max_bytes)
    return replace(item, received_at=_date(record)) if isinstance(item, Received) else item


def _date(record: WarcRecord) -> datetime | None:
    """When the record was made, as it says; None where it says nothing that can be read."""
    try:
        return datetime.fromisoformat((record.headers.get("WARC-Date") or "").strip()).astimezone(UTC)
    except ValueError:
        return None


def _resource(record: WarcRecord, block: bytes, url: str) -> Item | None:
    media_type, charset = content_type(record.headers.get("Content-Type"))
    if url.startswith("metadata:"):  # what the crawler says of itself
        return None
    if media_type is not None and not media_type.startswith((*_PAGE_TYPES, "application/octet-stream")):
        return None
    if not _is_whole(record, block, (block,)):
        return Refused(url, Reason.UNREADABLE, "its bytes are not those its digest was made from")
    if media_type == "application/octet-stream":
        media_type = None
    return Received(url, block, media_type, charset, hints=_hints(record.headers.get(HINTS_HEADER)))


def _response(record: WarcRecord, block: bytes, url: str, max_bytes: int) -> Item | None:
    if "http" not in (record.headers.get("Content-Type") or "application/http").lower():
        return None  # a DNS or FTP answer
    message = read_response(block, max_bytes)
    if isinstance(message, Rejection):
        return Refused(url, message.reason, message.detail)
    if not 200 <= message.status < 300 or not (message.media_type or "text/html").startswith(_PAGE_TYPES):
        return None
    if not _is_whole(record, block, (message.coded, message.unchunked, message.body)):
        return Refused(url, Reason.UNREADABLE, "its bytes are not those its digest was made from")
    return Received(url, message.body, message.media_type, message.charset)


def _is_whole(record: WarcRecord, block: bytes, payloads: tuple[bytes, ...]) -> bool:
    """Whether the digests hold: the block's proves all; the payload's counts where there is no other."""
    if declared := record.headers.get("WARC-Block-Digest"):
        return digest_holds(declared, block)
    declared = record.headers.get("WARC-Payload-Digest")
    return declared is None or digest_holds(declared, *payloads)


def _hints(written: str | None) -> Hints:
    """What our own captures say about an item."""
    try:
        values = json.loads(written) if written else {}
        return Hints(**{**values, "authors": tuple(values.get("authors", ()))})
    except (ValueError, TypeError, AttributeError):
        return Hints()
