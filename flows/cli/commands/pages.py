"""Writes a page that a command made to the file the user named."""

from __future__ import annotations

from pathlib import Path

from nightdesk.flows.errors import NightdeskError


def write_page(path: Path, page: str) -> None:
    """Writes the page and prints where it is.

    Raises:
        NightdeskError: the file cannot be written; says why.
    """
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        raise NightdeskError(f"{path} cannot be written: {error.strerror}") from None
    print(path)
