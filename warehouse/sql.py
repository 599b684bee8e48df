"""Loads the named `.sql` files of this room; nobody else holds SQL."""

from __future__ import annotations

from functools import cache
from importlib import resources
from string import Template

_ROOM = resources.files("nightdesk.warehouse")


@cache
def statement(name: str) -> str:
    """The text of ``queries/<name>.sql``.

    Raises:
        FileNotFoundError: no such file; a bug, not an outage.
    """
    return _ROOM.joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


def filled(name: str, **identifiers: str) -> str:
    """A statement that is a template: its ``$names`` replaced by identifiers, quoted; parameters stay as they are."""
    quoted = {key: ".".join(f'"{part}"' for part in value.split(".")) for key, value in identifiers.items()}
    return Template(statement(name)).safe_substitute(quoted)


def sql_files(folder: str) -> list[tuple[str, str]]:
    """(name relative to the folder without ``.sql``, text) of every `.sql` file below a folder, sorted by name."""
    return sorted(_walk(_ROOM.joinpath(folder), ""))


def _walk(folder: resources.abc.Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _walk(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".sql"):
            found.append((prefix + item.name.removesuffix(".sql"), item.read_text(encoding="utf-8")))
    return found
