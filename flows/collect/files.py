"""Opening files for collectors: regular files only, bounded, gzip or plain; and what an error means for an item."""

from __future__ import annotations

import errno
import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from nightdesk.flows.collect.web import Refused
from nightdesk.transforms.records import Reason

_GZIP = b"\x1f\x8b"


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


@contextmanager
def open_unpacked(path: Path) -> Iterator[BinaryIO]:
    """The file for reading, unpacked on the fly where it is gzip: never more in memory than is asked for.

    Raises:
        OSError: see `open_regular`. Reading may raise what `damage` explains.
    """
    with open_regular(path) as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        # cast: GzipFile reads like a binary file, but typeshed does not say so
        yield cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file


DAMAGE = (OSError, EOFError, zlib.error)
"""What reading a file that `open_unpacked` gave may raise."""


def damage(name: str, error: Exception) -> Refused:
    """What such an error means for an item."""
    if isinstance(error, EOFError):
        return Refused(name, Reason.TRUNCATED, "a gzip file that stops before its end")
    if isinstance(error, zlib.error | gzip.BadGzipFile):
        return Refused(name, Reason.UNREADABLE, f"damaged gzip: {error}")
    if isinstance(error, FileNotFoundError):
        return Refused(name, Reason.MISSING, "no such file")
    return Refused(name, Reason.UNREADABLE, getattr(error, "strerror", None) or str(error))


def head(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file, unpacked; empty where it cannot be read."""
    try:
        with open_unpacked(path) as file:
            return file.read(size)
    except DAMAGE:
        return b""


def printable(path: Path) -> str:
    """The path as text that any encoder takes: bytes that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
