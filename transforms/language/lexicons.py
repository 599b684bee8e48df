"""Word lists, tables and rules as data files of a package; ``#`` starts a comment, which names the source of the data.

``<name>.txt`` holds one entry a line (``word`` or ``key = value``), ``<name>.toml`` one ``[[rules]]`` table per rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Additions = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""((lexicon, ((key, value), ...)), ...), sorted: a value that can be compared, hashed and sent to a worker."""


def entries(text: str) -> Iterator[tuple[int, str]]:
    """(line number, entry) of a lexicon's text, without comments and blank lines."""
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.split("#", 1)[0].strip()
        if entry:
            yield number, entry


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The data files beside the modules of one package, and what a project adds to them.

    All readers raise FileNotFoundError for a name that the package does not hold.
    """

    package: str
    additions: Additions = ()

    def words(self, name: str) -> frozenset[str]:
        """Every entry of a list."""
        return _words(self.package, name) | self._added(name).keys()

    def table(self, name: str) -> Mapping[str, str]:
        """Entries of a two-column list, written ``key = value``; an addition or a later line of a key wins."""
        return {**_table(self.package, name), **self._added(name)}

    def rules(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """The ``[[rules]]`` of a TOML file, in its order."""
        return _rules(self.package, name)

    def _added(self, name: str) -> Mapping[str, str]:
        return next((dict(pairs) for lexicon, pairs in self.additions if lexicon == name), {})


def _read(package: str, file: str) -> str:
    return files(package).joinpath(file).read_text(encoding="utf-8")


@cache
def _lines(package: str, name: str) -> tuple[str, ...]:
    """Entries in the order of the file."""
    return tuple(entry for _, entry in entries(_read(package, f"{name}.txt")))


@cache
def _words(package: str, name: str) -> frozenset[str]:
    return frozenset(_lines(package, name))


@cache
def _table(package: str, name: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in _lines(package, name))
    return {key.strip(): value.strip() for key, _, value in pairs}


@cache
def _rules(package: str, name: str) -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(_read(package, f"{name}.toml"))["rules"])
