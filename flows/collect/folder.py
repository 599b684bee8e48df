"""Files and folders of HTML and bare text: every regular file is an item, nothing outside the root is opened."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nightdesk.flows.collect.items import CollectContext, Item
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.flows.settings import Source
from nightdesk.transforms.records import Reason

_MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
}


def collect_folder(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per file below the source's path, sorted by path; a single file is itself the item."""
    root = source.path
    assert root is not None
    if root.is_dir():
        yield from (read_file(path, context.max_item_bytes, root.resolve()) for path in _files(root))
    else:
        yield read_file(root, context.max_item_bytes)


def collect_list(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per line of a list of paths (relative to the list; blank lines and # comments are no items)."""
    assert source.path is not None
    listing = read_file(source.path, context.max_item_bytes)
    if isinstance(listing, Refused):
        yield listing
        return
    lines = listing.content.decode("utf-8-sig", "surrogateescape").splitlines()
    for line in (line.strip() for line in lines):
        if line and not line.startswith("#"):
            yield read_file(source.path.parent / line, context.max_item_bytes)


def read_file(path: Path, max_bytes: int, root: Path | None = None) -> Received | Refused:
    """The bytes of one regular file; never follows a link out of ``root``, never opens a pipe or device."""
    name = printable(path.absolute())
    try:
        if root is not None and not path.resolve(strict=True).is_relative_to(root):
            return Refused(name, Reason.OUTSIDE_ROOT, f"leads to {printable(path.resolve())}, outside the folder")
        return _read_regular(path, name, max_bytes)
    except OSError as error:
        return refusal(name, error)


def _read_regular(path: Path, name: str, max_bytes: int) -> Received | Refused:
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            return Refused(name, Reason.TOO_LARGE, f"{size} bytes; the limit is {max_bytes} (max_item_bytes)")
        return Received(name, file.read(max_bytes + 1), media_type=_MEDIA_TYPES.get(path.suffix.lower()))


def open_regular(path: Path) -> BinaryIO:
    """The file opened for reading.

    Raises:
        OSError: it cannot be opened, or is a pipe, socket, device or folder.
    """
    # O_NONBLOCK: opening a named pipe would wait for its writer for ever
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file")
    return os.fdopen(descriptor, "rb")


def refusal(name: str, error: OSError) -> Refused:
    """What an operating system's error means for an item."""
    if isinstance(error, FileNotFoundError):
        return Refused(name, Reason.MISSING, "no such file")
    return Refused(name, Reason.UNREADABLE, error.strerror or str(error))


def _files(root: Path) -> Iterator[Path]:
    """Every entry that is no folder, hidden ones left out, in path order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def printable(path: Path) -> str:
    """The path as text that any encoder takes: bytes that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
