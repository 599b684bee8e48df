"""The result of a statement: its rows with the names of their columns."""

from __future__ import annotations

from typing import Any, NamedTuple

import duckdb


class Result(NamedTuple):
    """Column names, and a tuple of values a row."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def only(self, *columns: str) -> Result:
        """These columns alone, in this order."""
        places = [self.columns.index(column) for column in columns]
        return Result(list(columns), [tuple(row[place] for place in places) for row in self.rows])

    def as_dicts(self) -> list[dict[str, Any]]:
        """A dict a row, by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def fetch(executed: duckdb.DuckDBPyConnection) -> Result:
    """Everything a connection has to give after ``execute``; nothing where the statement gives nothing."""
    return Result([column[0] for column in executed.description or ()], executed.fetchall())
