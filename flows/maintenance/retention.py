"""How long bytes as received are kept: what is past its time goes, the rows say since when."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from nightdesk.flows.captures import remove_unused
from nightdesk.warehouse.connection import transaction
from nightdesk.warehouse.tables import raw


def drop_expired(connection: duckdb.DuckDBPyConnection, folder: Path, keep_days: int, now: datetime) -> int:
    """Gives up the captures that are older than ``keep_days``, whole files at a time; returns how many, 0 keeps all.

    A kill between the rows and the files leaves files that no row points to; the next call removes them.
    """
    if not keep_days:
        return 0
    with transaction(connection):
        dropped = raw.expire_captures(connection, now, now - timedelta(days=keep_days))
    remove_unused(folder, raw.capture_files(connection))
    return dropped
