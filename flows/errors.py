"""What can stop a run, and with which exit code.

NightdeskError
├── UsageError            2   the call, a setting or a source declaration is wrong
├── RunHeld              75   another run holds the warehouse
├── ClusterFailed        75   the Dask cluster that work runs on is missing or was lost
├── DiskFull              1   the night stopped where no more could be written
├── NightFailed           1   the night ran, but its edition could not be published
├── AuditFailed           1   something stored is not as promised
└── NightDone             0   a schedule started a night too late, or one that is finished already

Expected outcomes of single items are never exceptions: they are rejections (transforms/records).
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from nightdesk.transforms.redaction import redact

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# what DuckDB says of the same; its errors carry no number
_SAID_BY_DUCKDB = ("No space left on device", "Disk quota exceeded", "File too large", "max_temp_directory_size")


class NightdeskError(Exception):
    """An error whose message tells a user what is wrong and what to do next."""

    exit_code = 1


class UsageError(NightdeskError):
    """The call, a setting or a source declaration is wrong."""

    exit_code = 2


class RunHeld(NightdeskError):
    """Another run holds the warehouse; trying again after it ends helps."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: cron and systemd read it as "try later"


class ClusterFailed(NightdeskError):
    """The cluster that work runs on is missing or was lost; trying again when it is back helps."""

    exit_code = 75


class DiskFull(NightdeskError):
    """No more could be written; what was stored stays, the previous edition stands, the next run goes on."""


class NightFailed(NightdeskError):
    """The night's work is stored, but no new edition was published; the previous one stands."""


class AuditFailed(NightdeskError):
    """Something stored is not as promised; the message names it and what mends it."""


class NightDone(NightdeskError):
    """A schedule started a night too late, or one that is finished already; nothing was run."""

    exit_code = 0


def disk_full(error: BaseException, folder: Path) -> DiskFull | None:
    """The error to show where this one, or one that led to it, says that the disk is full; None where none does."""
    found: BaseException | None = error
    while found is not None:
        said = str(found).splitlines()[0] if str(found) else ""
        if getattr(found, "errno", None) in _FULL or any(words in said for words in _SAID_BY_DUCKDB):
            return DiskFull(
                f"the disk is full: {said}; what was stored stays and the previous edition stands: "
                f"free space for {folder} and run again"
            )
        found = found.__cause__ or found.__context__
    return None


def hide_secrets(error: BaseException, secrets: Sequence[str]) -> None:
    """Takes secrets out of what an error and all errors behind it say, in place: Prefect keeps and logs every one."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        each.args = tuple(redact(arg, secrets) if isinstance(arg, str) else arg for arg in each.args)
        for name in ("filename", "filename2", "strerror"):  # of an OSError, which says them and not its args
            if isinstance(said := getattr(each, name, None), str):
                setattr(each, name, redact(said, secrets))
        waiting += [behind for behind in (each.__cause__, each.__context__) if behind is not None]
