"""Results: rows keep the names of their columns."""

from __future__ import annotations

import duckdb
import pytest

from nightdesk.warehouse.results import Result, fetch


@pytest.fixture
def memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def test_a_result_knows_its_columns_also_without_rows(memory: duckdb.DuckDBPyConnection) -> None:
    found = fetch(memory.execute("select 1 as one, 'x' as letter where false"))
    assert found == Result(["one", "letter"], [])
    assert found.as_dicts() == []


def test_a_row_becomes_a_dict_by_column_name(memory: duckdb.DuckDBPyConnection) -> None:
    found = fetch(memory.execute("select unnest([1, 2]) as number, 'x' as letter order by number"))
    assert found.as_dicts() == [{"number": 1, "letter": "x"}, {"number": 2, "letter": "x"}]


def test_picked_columns_come_in_the_order_asked_for(memory: duckdb.DuckDBPyConnection) -> None:
    found = fetch(memory.execute("select 1 as a, 2 as b, 3 as c"))
    assert found.only("c", "a") == Result(["c", "a"], [(3, 1)])
    with pytest.raises(ValueError, match="d"):
        found.only("d")


def test_a_statement_that_gives_nothing_is_an_empty_result(memory: duckdb.DuckDBPyConnection) -> None:
    assert fetch(memory.execute("set threads = 1")).rows == []
