"""Tables of articles: JSON lines, a row an article, with its own count of what parses and what does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from nightdesk.flows.collect.folder import open_regular, printable, refusal
from nightdesk.flows.collect.items import CollectContext, Item, Received, Refused
from nightdesk.flows.settings import Source
from nightdesk.transforms.records import Hints, Reason


def collect_jsonl(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per non-blank line; a line needs ``text`` or ``html``, and may have id, url, title, published_at, ..."""
    assert source.path is not None
    name = printable(source.path.absolute())
    try:
        with open_regular(source.path) as file:
            for number, line in enumerate(_lines(file, context.max_item_bytes), start=1):
                if line.strip():
                    yield _row_item(f"{name}#{number}", line, context.max_item_bytes)
    except OSError as error:
        yield refusal(name, error)


def _lines(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The lines of a file; of one over the limit, its beginning only, so that no line fills the memory."""
    while line := file.readline(max_bytes + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(max_bytes + 1)


def _row_item(place: str, line: bytes, max_bytes: int) -> Item:
    if len(line) > max_bytes:
        return Refused(place, Reason.TOO_LARGE, f"a line over {max_bytes} bytes (max_item_bytes)")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Refused(place, Reason.BAD_ENCODING, "the line is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Refused(place, Reason.BAD_ROW, f"not JSON: {error}")
    if not isinstance(row, dict):
        return Refused(place, Reason.BAD_ROW, "a row must be a JSON object")
    return _article_row(place, row)


def _article_row(place: str, row: Mapping[str, Any]) -> Item:
    for column, media_type in (("text", "text/plain"), ("html", "text/html")):
        if isinstance(row.get(column), str):
            content = row[column].encode("utf-8", "replace")
            return Received(_address(place, row), content, media_type, "utf-8", hints=_hints(row))
    return Refused(place, Reason.BAD_ROW, 'needs a "text" or "html" column with a string')


def _address(place: str, row: Mapping[str, Any]) -> str:
    """The row's own URL, else the table with the row's id, else the table with the line number."""
    if url := _text(row, "url"):
        return url
    if (row_id := row.get("id")) is not None:
        return f"{place.rpartition('#')[0]}#{row_id}"
    return place


def _hints(row: Mapping[str, Any]) -> Hints:
    authors = row.get("authors")
    return Hints(
        guid=None if row.get("id") is None else str(row["id"]),
        title=_text(row, "title"),
        published=_text(row, "published_at"),
        authors=tuple(str(author) for author in authors) if isinstance(authors, list) else (),
        language=_text(row, "language"),
        section=_text(row, "section"),
    )


def _text(row: Mapping[str, Any], column: str) -> str | None:
    value = row.get(column)
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) and value.strip() else None
