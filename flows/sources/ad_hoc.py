"""Sources for an ad hoc load: paths on the command line become declarations like those of `sources.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nightdesk.flows.collect.files import head
from nightdesk.flows.source import Source, SourceKind
from nightdesk.transforms.web.file_kinds import FileKind, file_kind

_KINDS: dict[FileKind, SourceKind] = {FileKind.LIST: "list", FileKind.TABLE: "table", FileKind.WARC: "warc"}


def sources_of_paths(paths: Sequence[Path]) -> list[Source]:
    """One source per path; the id is the path's own name, made plain, with a number where two would clash."""
    sources: list[Source] = []
    for path in paths:
        taken = {source.id for source in sources}
        kind = "folder" if path.is_dir() else _KINDS.get(file_kind(path.name, head(path)), "folder")
        name = path.resolve().name or "root"
        sources.append(Source(id=_free_id(name, taken), name=name, kind=kind, path=path.absolute()))
    return sources


def _free_id(name: str, taken: set[str]) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    base = plain.strip("-")[:70] or "files"
    return next(each for each in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if each not in taken)
