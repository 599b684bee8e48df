"""A small warehouse of invented articles, filled by hand, that every test of the reading side starts from."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from invented_articles import article_rows
from invented_facts import fact_rows

from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import open_working


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """A migrated working database without rows, in memory."""
    with open_working(None) as connection:
        yield connection


@pytest.fixture
def warehouse(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The working database after two nights: one story with a copy that garbles a figure, one with a silent edit."""
    for table, rows in (article_rows() | fact_rows()).items():
        insert_rows(empty, table, rows)
    return empty
