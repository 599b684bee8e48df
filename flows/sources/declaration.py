"""Adds declarations to sources.toml; what stands in the file, comments too, stays as it is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.project import SOURCES_FILE, load_project
from nightdesk.flows.source import Source

_WRITTEN = ("id", "name", "kind", "url", "mirror", "language")


def append_sources(folder: Path, sources: Sequence[Source]) -> Path:
    """Writes one block per source at the end of the project's sources.toml and returns its path.

    Raises:
        UsageError: the file as it stands is not valid; it is not touched then.
        NightdeskError: it cannot be written.
    """
    load_project(folder)  # says what is wrong with the file before anything is added to it
    path = folder / SOURCES_FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = [before.rstrip("\n"), *(_block(source) for source in sources)]
    text = "\n\n".join(part for part in parts if part) + "\n"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: a block cannot be added at its end: {error}") from None
    aside = path.with_suffix(".toml.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise NightdeskError(f"{path} cannot be written: {error.strerror}") from None
    return path


def _block(source: Source) -> str:
    values = {name: value for name in _WRITTEN if (value := getattr(source, name)) is not None}
    return "\n".join(["[[sources]]", *(f"{name} = {_quoted(str(value))}" for name, value in values.items())])


def _quoted(text: str) -> str:
    """A TOML string: JSON's, but that TOML wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def free_id(url: str, taken: Iterable[str]) -> str:
    """A key for a source, made from its host: ``www.harbour-gazette.example`` becomes ``harbour-gazette``."""
    try:
        host = urlsplit(url).hostname or "source"
    except ValueError:
        host = "source"
    name = host.removeprefix("www.").rpartition(".")[0] or host
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    base = plain.strip("-")[:70] or "source"
    used = set(taken)
    return next(each for each in (base, *(f"{base}-{n}" for n in range(2, 100_000))) if each not in used)
