"""Files and folders: each regular file is read by what it is, page, table or archive; nothing outside is opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nightdesk.flows.collect.files import DAMAGE, damage, head, open_regular, printable
from nightdesk.flows.collect.items import CollectContext, Item
from nightdesk.flows.collect.saved_feed import read_saved_feed
from nightdesk.flows.collect.table import parse_json, read_table
from nightdesk.flows.collect.warc import read_warc
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Hints, Reason
from nightdesk.transforms.web.file_kinds import FileKind, file_kind, page_type
from nightdesk.transforms.web.rows import ColumnMap, front_matter

Reader = Callable[[Path, Source, CollectContext], Iterator[Item]]


def collect_folder(source: Source, context: CollectContext) -> Iterator[Item]:
    """The items of each file below the source's path, in path order, read by what the file is."""
    yield from _collect(source, context, read_any)


def collect_table(source: Source, context: CollectContext) -> Iterator[Item]:
    """The rows of a table, or of each table in a folder."""
    yield from _collect(source, context, read_table)


def collect_warc(source: Source, context: CollectContext) -> Iterator[Item]:
    """The pages of a WARC file, or of each in a folder."""
    yield from _collect(source, context, lambda path, source, context: read_warc(path, context))


def _collect(source: Source, context: CollectContext, read: Reader) -> Iterator[Item]:
    root = source.path
    assert root is not None
    if not root.is_dir():
        yield from _of_one(root, source, context, read)
        return
    inside, is_empty = root.resolve(), True
    for path in files_below(root, source.glob):
        yield from _inside(path, inside, source, context, read)
        is_empty = False
    if is_empty:
        rule = f" that matches {source.glob}" if source.glob else ""
        yield Refused(printable(root.absolute()), Reason.EMPTY, f"no file{rule} in the folder")


def read_below(path: Path, root: Path, source: Source, context: CollectContext) -> Iterator[Item]:
    """The items of one file of `files_below`, or of the root itself where that is a file."""
    if path == root:
        yield from _of_one(path, source, context, read_any)
    else:
        yield from _inside(path, root.resolve(), source, context, read_any)


def _inside(path: Path, inside: Path, source: Source, context: CollectContext, read: Reader) -> Iterator[Item]:
    outside = _leads_outside(path, inside)
    yield from [outside] if outside else _of_one(path, source, context, read)


def _of_one(path: Path, source: Source, context: CollectContext, read: Reader) -> Iterator[Item]:
    """The items of one file; a file that gives none is itself a refusal, so that nothing is lost without a word."""
    is_empty = True
    for item in read(path, source, context):
        is_empty = False
        yield item
    if is_empty:
        yield Refused(printable(path.absolute()), Reason.EMPTY, "no article in the file")


def read_any(path: Path, source: Source, context: CollectContext) -> Iterator[Item]:
    """The items of a file, read by its ending, and by its first bytes where the ending says nothing."""
    kind = file_kind(path.name, head(path))
    if kind is FileKind.WARC:
        yield from read_warc(path, context)
    elif kind is FileKind.TABLE:
        yield from read_table(path, source, context)
    elif kind is FileKind.FEED:
        yield from read_saved_feed(path, context)
    else:
        yield _with_sidecar(path, read_file(path, context.max_item_bytes), context.max_item_bytes)


def read_file(path: Path, max_bytes: int, root: Path | None = None) -> Received | Refused:
    """The bytes of one regular file; never follows a link out of ``root``, never opens a pipe or device."""
    name = printable(path.absolute())
    if root is not None and (outside := _leads_outside(path, root)):
        return outside
    try:
        with open_regular(path) as file:
            content = file.read(max_bytes + 1)
            size = os.fstat(file.fileno()).st_size
    except DAMAGE as error:
        return damage(name, error)
    if len(content) > max_bytes:
        return Refused(name, Reason.TOO_LARGE, f"{size} bytes; the limit is {max_bytes} (max_item_bytes)")
    return _with_front_matter(Received(name, content, media_type=page_type(path.name)))


def _leads_outside(path: Path, root: Path) -> Refused | None:
    name = printable(path.absolute())
    try:
        if path.resolve(strict=True).is_relative_to(root):
            return None
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other, before Python 3.13
        return damage(name, error)
    return Refused(name, Reason.OUTSIDE_ROOT, f"leads to {printable(path.resolve())}, outside the folder")


def _with_front_matter(item: Received) -> Received:
    """A text with what its front matter says; the bytes stay, cleaning takes the block off."""
    if item.media_type not in ("text/plain", "text/markdown") or not item.content.lstrip(b"\xef\xbb\xbf").startswith(
        b"---"
    ):
        return item
    keys, _ = front_matter(item.content.decode("utf-8", "replace"))
    return replace(_with_row(item, keys), media_type="text/markdown") if keys else item


def _with_sidecar(path: Path, item: Item, max_bytes: int) -> Item:
    """A page with what the JSON file of the same name says about it."""
    sidecar = path.with_name(f"{_stem(path.name)}.json")
    if not isinstance(item, Received) or sidecar == path or not sidecar.is_file():
        return item
    found = read_file(sidecar, max_bytes)
    row = parse_json(found.content) if isinstance(found, Received) else None
    return _with_row(item, row) if isinstance(row, Mapping) else item


def _with_row(item: Received, row: Mapping[str, Any]) -> Received:
    """The row's own words first, what was known before where it is silent."""
    read = ColumnMap().read(row)
    fields = {name: getattr(read.hints, name) or getattr(item.hints, name) for name in Hints.__dataclass_fields__}
    url = read.url if read.url and read.url.lower().startswith(("http://", "https://")) else None
    return replace(item, hints=Hints(**fields), final_url=url or item.final_url)


def _stem(name: str) -> str:
    return name.removesuffix(".gz").rpartition(".")[0] or name


def files_below(root: Path, glob: str | None = None) -> Iterator[Path]:
    """Every entry that is no folder, in path order; hidden ones and side-cars left out."""
    if glob is not None:
        yield from sorted(path for path in root.glob(glob) if not path.is_dir())
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        pages = {_stem(name) for name in names if page_type(name)}
        for name in sorted(names):
            is_sidecar = name.endswith(".json") and name.removesuffix(".json") in pages
            if not name.startswith(".") and not is_sidecar:
                yield Path(folder) / name
