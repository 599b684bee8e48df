"""What a file is, by its name and its first bytes."""

from __future__ import annotations

import re
from enum import StrEnum


class FileKind(StrEnum):
    """How a file is read."""

    PAGE = "page"  # one article: HTML, text, Markdown
    TABLE = "table"  # a row an article
    WARC = "warc"
    FEED = "feed"  # a saved feed
    LIST = "list"  # addresses or paths, one a line


_KINDS = {
    **dict.fromkeys(("jsonl", "ndjson", "csv", "tsv", "parquet"), FileKind.TABLE),
    **dict.fromkeys(("warc", "arc"), FileKind.WARC),
    **dict.fromkeys(("rss", "atom"), FileKind.FEED),
    **dict.fromkeys(("list", "urls"), FileKind.LIST),
}
_PAGE_TYPES = {
    **dict.fromkeys(("html", "htm", "shtml"), "text/html"),
    "xhtml": "application/xhtml+xml",
    **dict.fromkeys(("txt", "text"), "text/plain"),
    **dict.fromkeys(("md", "markdown"), "text/markdown"),
}
_PROLOG = rb"(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>))*\s*"
_FEED_ROOT = re.compile(_PROLOG + rb"<(?:\w+:)?(?:rss|feed|RDF)\b", re.DOTALL)
_JSON_FEED = re.compile(rb'\s*\{.*"version"\s*:\s*"https?://jsonfeed\.org/', re.DOTALL)


def _ending(name: str) -> str:
    return name.lower().removesuffix(".gz").rpartition(".")[2] if "." in name else ""


def page_type(name: str) -> str | None:
    """The media type that a page's file name states, ``.gz`` left aside; None where it states none."""
    return _PAGE_TYPES.get(_ending(name))


def file_kind(name: str, head: bytes) -> FileKind:
    """How to read a file.

    Args:
        name: the file's name.
        head: its first bytes, unpacked where it is gzip.
    """
    ending = _ending(name)
    if ending in _KINDS:
        return _KINDS[ending]
    if ending in _PAGE_TYPES:
        return FileKind.PAGE
    # without the NUL bytes UTF-16 and UTF-32 read as ASCII, well enough to see what they are
    return _by_content(head.lstrip(b"\xef\xbb\xbf\xfe\xff").replace(b"\x00", b""), ending)


def _by_content(head: bytes, ending: str) -> FileKind:
    if head.startswith((b"WARC/", b"filedesc://")):
        return FileKind.WARC
    if head.startswith(b"PAR1"):
        return FileKind.TABLE
    if _FEED_ROOT.match(head) or _JSON_FEED.match(head):
        return FileKind.FEED
    if ending == "json" or head.lstrip().startswith(b'{"'):
        return FileKind.TABLE
    return FileKind.PAGE
