"""The result of cleaning in the shape of ``nightdesk clean`` (INTERFACES: one object a file, without its id)."""

from __future__ import annotations

from typing import Any

from nightdesk.transforms.records import Article, Rejection

_FIELDS = (
    "title", "text", "authors", "published", "published_basis", "modified", "language", "section", "canonical_url",
    "agency", "dateline", "contributors", "standfirst", "captions", "method", "flags",
)  # fmt: skip
_LISTS = frozenset({"authors", "contributors", "captions", "flags"})


def article_to_json(result: Article | Rejection) -> dict[str, Any]:
    """A JSON-ready object; every field is there, null or empty where unknown, ``rejection`` null for an article."""
    if isinstance(result, Rejection):
        empty: dict[str, Any] = {name: [] if name in _LISTS else None for name in _FIELDS}
        return {**empty, "removed": [], "rejection": {"reason": result.reason.value, "detail": result.detail}}
    values = {name: getattr(result, name) for name in _FIELDS}
    listed = {name: list(value) if name in _LISTS else value for name, value in values.items()}
    removed = [{"text": b.text, "start": b.start, "end": b.end, "reason": b.reason} for b in result.removed]
    return {**listed, "removed": removed, "rejection": None}
