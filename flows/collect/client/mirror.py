"""Answers for the web from a folder laid out as host/path: for samples, tests and saved crawls; no network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nightdesk.flows.collect.folder import read_file
from nightdesk.flows.collect.web import Received, Refused, Unchanged, Validators
from nightdesk.transforms.records import Reason

GONE_LIST = "gone.txt"  # in the mirror's root: one withdrawn address a line


class Mirror:
    """A folder in place of the web."""

    def __init__(self, root: Path, max_item_bytes: int) -> None:
        self._root = root
        self._max_item_bytes = max_item_bytes
        gone = root / GONE_LIST
        self._gone = frozenset(gone.read_text(encoding="utf-8").split()) if gone.is_file() else frozenset()

    def fetch(self, url: str, validators: Validators | None = None) -> Received | Refused | Unchanged:
        """The file at ``host/path`` (``index.html`` for a folder); the query plays no part, as in a static site."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}{parts.path}" in self._gone:
            return Refused(url, Reason.GONE, "410: withdrawn by the publisher")
        path = self._root / (parts.hostname or "") / unquote(parts.path).lstrip("/")
        found = read_file(path / "index.html" if path.is_dir() else path, self._max_item_bytes, self._root.resolve())
        if isinstance(found, Received):
            return replace(found, url=url)
        return Refused(url, found.reason, "404: not found" if found.reason is Reason.MISSING else found.detail)
