"""Scaffolding of the move to packs, gone when it is done: shipped English, and additions by context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from nightdesk.transforms.language.lexicons import Additions
from nightdesk.transforms.language.pack import Pack

ENGLISH = Pack("en", "")


Made = TypeVar("Made")
_in_force: ContextVar[Pack] = ContextVar("pack", default=ENGLISH)


def words(name: str) -> frozenset[str]:
    """Shipped English words."""
    return ENGLISH.words(name)


def table(name: str) -> dict[str, str]:
    """A shipped English table."""
    return dict(ENGLISH.table(name))


def closed_class(members: str) -> frozenset[str]:
    """A short closed word class written in place, members separated by spaces."""
    return frozenset(members.split())


@contextmanager
def extended(additions: Additions) -> Iterator[None]:
    """Inside, open lexicons hold the additions too."""
    token = _in_force.set(ENGLISH.extended(additions))
    try:
        yield
    finally:
        _in_force.reset(token)


def per_additions(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keeps what ``make`` makes of open lexicons, once for each pack in force."""

    def read(_: Pack) -> Made:
        return make()

    return lambda: _in_force.get().made(read)


def open_words(name: str) -> Callable[[], frozenset[str]]:
    """The entries of an open list."""
    return per_additions(lambda: _in_force.get().words(name))


def open_table(name: str) -> Callable[[], dict[str, str]]:
    """The entries of an open table."""
    return per_additions(lambda: dict(_in_force.get().table(name)))


def in_force() -> Pack:
    """The pack in force."""
    return _in_force.get()
