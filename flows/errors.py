"""What can stop a run, and with which exit code.

NightdeskError
├── UsageError            2   the call, a setting or a source declaration is wrong
├── RunHeld              75   another run holds the warehouse
├── ClusterFailed        75   the Dask cluster that work runs on is missing or was lost
├── NightFailed           1   the night ran, but its edition could not be published
├── AuditFailed           1   something stored is not as promised
└── NightDone             0   a schedule started a night that is finished already

Expected outcomes of single items are never exceptions: they are rejections (transforms/records.py).
"""

from __future__ import annotations


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


class NightFailed(NightdeskError):
    """The night's work is stored, but no new edition was published; the previous one stands."""


class AuditFailed(NightdeskError):
    """Something stored is not as promised; the message names it and what mends it."""


class NightDone(NightdeskError):
    """A schedule started a night that is finished already; nothing was run."""

    exit_code = 0
