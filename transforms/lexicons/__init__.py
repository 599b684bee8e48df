"""Word lists and tables as data files: one entry a line, ``#`` starts a comment that names the source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def _lines(name: str) -> tuple[str, ...]:
    """Entries of ``<name>.txt`` without comments and blank lines, in file order."""
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(entry for entry in entries if entry)


@cache
def words(name: str) -> frozenset[str]:
    """Every entry of a list; raises FileNotFoundError for an unknown name."""
    return frozenset(_lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """Entries of a two-column list, written ``key = value``; the last line of a key wins."""
    pairs = (line.partition("=") for line in _lines(name))
    return {key.strip(): value.strip() for key, _, value in pairs}


def closed_class(members: str) -> frozenset[str]:
    """A short closed word class (determiners, modals) written in place, members separated by spaces."""
    return frozenset(members.split())
