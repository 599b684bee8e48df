"""What a row says about an article: one reading for tables, JSON files, side-cars and front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nightdesk.transforms.records import Hints, Reason, Rejection

# the names under which tables and scrapers keep each column, tried in this order when the declaration maps none
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "article_id", "doc_id"),
    "url": ("url", "link", "source_url", "original_url", "address"),
    "title": ("title", "headline", "heading"),
    "text": ("text", "body", "content", "article_text", "article_body", "articlebody", "maintext", "content_text"),
    "html": ("html", "raw_html", "content_html", "page"),
    "published_at": (
        *("published_at", "published", "date_published", "publication_date", "publish_date", "date_publish"),
        *("pubdate", "pub_date", "datepublished", "date", "datetime", "timestamp"),
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "language": ("language", "lang"),
    "section": ("section", "category", "categories", "tags"),
}

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z_][\w -]{0,60}):(?:[ \t]+(.*))?$")
_FRONT_MATTER_CHARS = 20_000  # a longer block between rules is text


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as a row holds it."""

    hints: Hints
    url: str | None
    content: bytes | None  # UTF-8; None: the row has no body
    media_type: str


class ColumnMap:
    """Where each column of ours stands in a table."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._names = {name: (given[name],) if given and name in given else ALIASES[name] for name in ALIASES}

    def read(self, row: Mapping[str, Any]) -> ArticleRow:
        """The row in our words; values of unusable types count as absent."""
        folded = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
        found = {name: self._value(names, row, folded) for name, names in self._names.items()}
        text, html = _text(found["text"]), _text(found["html"])
        body = text if text is not None else html
        return ArticleRow(
            hints=Hints(
                guid=_text(found["id"]),
                title=_text(found["title"]),
                published=_text(found["published_at"]),
                authors=_names(found["authors"]),
                language=_text(found["language"]),
                section=next(iter(_names(found["section"])), None),
            ),
            url=_text(found["url"]),
            content=None if body is None else body.encode("utf-8", "replace"),
            media_type="text/html" if text is None else "text/plain",
        )

    def wanted(self, columns: list[str]) -> list[str]:
        """Which of a table's columns `read` looks at."""
        names = {name for names in self._names.values() for name in names}
        return [column for column in columns if column in names or column.strip().lower() in names]

    def missing(self, columns: list[str]) -> str | None:
        """What a table with these columns lacks, in words; None when it holds a body."""
        if self.wanted(columns) and any(self._has(name, columns) for name in ("text", "html")):
            return None
        needed = " or ".join(repr(self._names[name][0]) for name in ("text", "html"))
        return f"no column {needed}; it has {', '.join(map(repr, columns[:30])) or 'none'}"

    def _has(self, name: str, columns: list[str]) -> bool:
        folded = {column.strip().lower() for column in columns} | set(columns)
        return any(each in folded for each in self._names[name])

    @staticmethod
    def _value(names: tuple[str, ...], row: Mapping[str, Any], folded: Mapping[str, Any]) -> Any:
        for name in names:
            value = row.get(name, folded.get(name))
            if value is not None and value != "":
                return value
        return None


def article_row(row: object, columns: ColumnMap) -> ArticleRow | Rejection:
    """A row with a body, or ``bad_row``."""
    if not isinstance(row, Mapping):
        return Rejection(Reason.BAD_ROW, "a row must be a JSON object")
    read = columns.read(row)
    if read.content is None:
        return Rejection(Reason.BAD_ROW, columns.missing([str(key) for key in row]) or "its text is empty")
    return read


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """The keys of the block between ``---`` lines that a text begins with, and the text after it.

    Reads what people write there by hand: ``key: value``, quoted or not, ``[a, b]``, and lists of ``- value`` lines.
    A block with any other line is text, not front matter.
    """
    match = _FRONT_MATTER.match(text[:_FRONT_MATTER_CHARS])
    if match is None:
        return {}, text
    keys: dict[str, object] = {}
    last: str | None = None
    for line in match.group(1).splitlines():
        pair = _KEY.match(line)
        if pair:
            last = pair.group(1).strip().lower().replace(" ", "_")
            keys[last] = _value(pair.group(2) or "")
        elif last is not None and line.strip().startswith("- "):
            items = keys[last] if isinstance(keys[last], list) else []
            keys[last] = [*items, _value(line.strip()[2:])]  # type: ignore[misc]
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return {}, text
    return (keys, text[match.end() :]) if keys else ({}, text)


def _value(written: str) -> object:
    plain = written.strip()
    if plain.startswith("[") and plain.endswith("]"):
        return [_value(part) for part in plain[1:-1].split(",") if part.strip()]
    return plain[1:-1] if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'" else plain


def _names(value: Any) -> tuple[str, ...]:
    """A list of names, or one text; objects by their ``name``."""
    values = value if isinstance(value, list | tuple) else [value]
    named = (each.get("name") if isinstance(each, Mapping) else each for each in values)
    return tuple(text for each in named if (text := _text(each)))


def _text(value: Any) -> str | None:
    """A single value as text, without lone surrogates; None for nothing, lists and objects."""
    if value is None or isinstance(value, bool | list | tuple | dict):
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = str(value)
    return (text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")) if text.strip() else None
