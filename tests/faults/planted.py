"""Bugs to put into a running program, so that a test of dying runs can show that it finds such."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from nightdesk.flows.stages import receiving
from nightdesk.warehouse.tables import fetch_state, raw


def state_first() -> None:
    """What the next fetch is asked with is stored in a transaction of its own, before the data it speaks of."""
    store = receiving.Batch.store

    def early(self: receiving.Batch, robots: Sequence[fetch_state.RobotsRow]) -> object:
        fetch_state.store_validators(self._run.connection, self._validators())
        return store(self, robots)

    receiving.Batch.store = early  # type: ignore[method-assign,assignment]


def blind_insert() -> None:
    """Captures are stored for themselves, before the sightings that would tell a second run that they are there."""
    store = raw.store_captures

    def alone(connection: duckdb.DuckDBPyConnection, captures: Sequence[raw.CaptureRow]) -> None:
        store(connection, captures)
        connection.commit()
        connection.begin()

    raw.store_captures = alone


BUGS = {"state-first": state_first, "blind-insert": blind_insert}


def plant(name: str | None) -> None:
    """Puts a bug into this process and its children; None: none."""
    if name is not None:
        BUGS[name]()
