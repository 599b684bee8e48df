"""Captures on disk: WARC files beside the database, one per run, each record compressed on its own.

Bytes are on disk before the row that points to them is committed; a file that no row points to is harmless.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from nightdesk.transforms.identity import content_sha256
from nightdesk.transforms.records import Capture

HINTS_HEADER = "Nightdesk-Hints"
"""Extension field of a record: what the carrier said about the item, JSON; so that captures can be loaded back."""
_COMPRESSION = 3  # half the time of level 6 for 7 % more bytes (pages of 40 KB, November 2026)
_MAX_HINTS_CHARS = 8_000  # readers refuse a header over 32 KB


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a capture's record lies."""

    warc_file: str  # name inside the captures folder
    warc_offset: int
    warc_length: int


class CaptureDamaged(Exception):
    """A record is missing or its bytes are not those that were captured."""


class CaptureWriter:
    """Appends captures to one WARC file; creates it with the first one."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self._folder = folder
        self._name = f"{run_id}.warc.gz"

    def append(self, captures: Iterable[Capture]) -> list[RecordPlace]:
        """Writes the captures, flushes them to disk and returns where each one lies, in order."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / self._name).open("ab") as file:
            places = [self._write(file, capture) for capture in captures]
            file.flush()
            os.fsync(file.fileno())
        return places

    def _write(self, file: io.BufferedWriter, capture: Capture) -> RecordPlace:
        data = _record_bytes(capture)
        offset = file.tell()
        file.write(data)
        return RecordPlace(self._name, offset, len(data))


def _record_bytes(capture: Capture) -> bytes:
    """One gzip member holding one ``resource`` record."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.resource, content_length=len(capture.content))
    record.headers["WARC-Target-URI"] = _header_value(capture.url)
    record.headers["WARC-Date"] = capture.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["WARC-Record-ID"] = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, capture.capture_id)}>"
    record.headers["Content-Type"] = _header_value(_content_type(capture))
    hints = json.dumps({name: value for name, value in asdict(capture.hints).items() if value})
    if 2 < len(hints) <= _MAX_HINTS_CHARS:
        record.headers[HINTS_HEADER] = hints
    record.set_bytes_content(capture.content)
    plain = io.BytesIO()
    record.write(plain, payload_digest=hashlib.sha1(capture.content, usedforsecurity=False).digest())
    return gzip.compress(plain.getvalue(), compresslevel=_COMPRESSION, mtime=0)


def _content_type(capture: Capture) -> str:
    media_type = capture.media_type or "application/octet-stream"
    return f"{media_type}; charset={capture.charset}" if capture.charset else media_type


def _header_value(text: str) -> str:
    """Header-safe: one line, ASCII; the exact address stands in the database."""
    return text.encode("ascii", "backslashreplace").decode("ascii").replace("\r", " ").replace("\n", " ")


def copy_records(folder: Path, places: Iterable[RecordPlace], new_name: str) -> list[RecordPlace]:
    """Copies records, as they are, into a new file of the folder and returns where each lies there, in order."""
    copied = []
    with (folder / new_name).open("wb") as file:
        for place in places:
            with (folder / place.warc_file).open("rb") as source:
                source.seek(place.warc_offset)
                data = source.read(place.warc_length)
            copied.append(RecordPlace(new_name, file.tell(), len(data)))
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return copied


def remove_unused(folder: Path, used: Collection[str]) -> None:
    """Removes the files that no row points to: what stayed of them lies elsewhere, or their run was killed."""
    for path in folder.glob("*.warc.gz"):
        if path.name not in used:
            path.unlink()


def read_payload(folder: Path, place: RecordPlace, sha256: str) -> bytes:
    """The bytes of one capture as received.

    Raises:
        CaptureDamaged: the file or record is missing, or the digest differs.
    """
    path = folder / place.warc_file
    try:
        with path.open("rb") as file:
            file.seek(place.warc_offset)
            data = file.read(place.warc_length)
    except OSError as error:
        raise CaptureDamaged(f"{path}: {error.strerror}") from error
    try:
        content = next(_payloads(data), None)
    except (OSError, ValueError):  # a record that cannot be decompressed or parsed
        content = None
    if content is None or content_sha256(content) != sha256:
        raise CaptureDamaged(f"{path} at byte {place.warc_offset}: the record is not what was captured")
    return content


def _payloads(data: bytes) -> Iterator[bytes]:
    for record in ArchiveIterator(io.BytesIO(data), parse_http=False):
        yield record.reader.read()
