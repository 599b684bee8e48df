"""Word lists and tables as data files: one entry a line, ``#`` starts a comment that names the source.

A project may add to the lexicons in ``OPEN``. Who reads an open lexicon asks for it where it is used (``open_words``,
``open_table``), and keeps what is made of it with ``per_additions``; everybody else reads what is shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

Made = TypeVar("Made")

Additions = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""((lexicon, ((key, value), ...)), ...), sorted: a value that can be compared, hashed and sent to a worker."""

OPEN = ("commitment_verbs", "cue_verbs", "honorifics", "role_heads", "unit_classes", "units", "verbs")
"""Lexicons that additions can be made to."""

_MOST_KEPT = 8  # sets of additions whose tables one worker keeps: it serves one project, rarely another


def entries(text: str) -> Iterator[tuple[int, str]]:
    """(line number, entry) of a lexicon's text, without comments and blank lines."""
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.split("#", 1)[0].strip()
        if entry:
            yield number, entry


def _lines(name: str) -> tuple[str, ...]:
    """Entries of ``<name>.txt`` in file order."""
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(entry for _, entry in entries(text))


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


# --- what a project adds -------------------------------------------------------------------------------


class _Added:
    """Additions by lexicon; compared by identity, which costs a reader nothing."""

    def __init__(self, additions: Additions) -> None:
        self.by_lexicon = {name: dict(pairs) for name, pairs in additions}


_added = lru_cache(maxsize=_MOST_KEPT)(_Added)
_NOTHING = _Added(())
_in_force: ContextVar[_Added] = ContextVar("additions", default=_NOTHING)


@contextmanager
def extended(additions: Additions) -> Iterator[None]:
    """Inside, open lexicons hold the additions too; a pure function that takes them as a value enters here."""
    token = _in_force.set(_added(additions)) if additions else None
    try:
        yield
    finally:
        if token is not None:
            _in_force.reset(token)


def per_additions(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keeps what ``make`` makes of open lexicons, once for the shipped ones and once for each set of additions."""
    made: dict[_Added, Made] = {}

    def value() -> Made:
        added = _in_force.get()
        try:
            return made[added]  # asked for at every word: one look-up, not two
        except KeyError:
            if len(made) > _MOST_KEPT:
                made.clear()
            return made.setdefault(added, make())

    return value


def open_words(name: str) -> Callable[[], frozenset[str]]:
    """The entries of an open list, to be asked for at every use."""
    assert name in OPEN, name
    return per_additions(lambda: words(name) | _in_force.get().by_lexicon.get(name, {}).keys())


def open_table(name: str) -> Callable[[], dict[str, str]]:
    """The entries of an open two-column list, to be asked for at every use; an addition overrules a shipped entry."""
    assert name in OPEN, name
    return per_additions(lambda: table(name) | _in_force.get().by_lexicon.get(name, {}))
