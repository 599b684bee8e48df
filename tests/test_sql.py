"""The header of every model is held against DuckDB: what it says is what the table is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import duckdb
import pytest

from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.publishing.marts import Model, build_marts, edition_models, marts
from nightdesk.warehouse.sql import sql_files

FLAT = {"VARCHAR", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN"}
EDITION_VALUES = {
    "edition_id": "e1",
    "published_at": "2026-03-03 06:00:00",
    "contract_version": "1.0",
    "warning_count": 0,
    "check_names": [""],
    "severities": [""],
    "failing_rows": [0],
    "descriptions": [""],
    "database": "memory",
}

every_model = pytest.mark.parametrize("model", [*marts(), *edition_models()], ids=lambda model: model.table)


@pytest.fixture(scope="module")
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty working database with its marts."""
    with open_working(None) as connection:
        build_marts(connection)
        yield connection


@every_model
def test_reads_names_exactly_the_tables_that_are_read(model: Model, built: duckdb.DuckDBPyConnection) -> None:
    """DuckDB's own parser finds the tables of ``reads``, in order, and every bare name is a step of the query."""
    tables, steps = _tables_and_steps(built, model.sql)
    assert sorted(table for table in tables if "." in table) == list(model.header.reads)
    assert {table for table in tables if "." not in table} <= steps


@every_model
def test_columns_are_the_columns_of_the_table(model: Model, built: duckdb.DuckDBPyConnection) -> None:
    """The header lists each column once, in order; every type is one that BI drivers read rightly."""
    named = {name: value for name, value in EDITION_VALUES.items() if f"${name}" in model.sql}
    described = built.execute(f"describe {model.sql}", named).fetchall()
    assert [row[0] for row in described] == list(model.header.columns)
    assert {row[1] for row in described} <= FLAT
    assert set(model.header.key) <= set(model.header.columns)


@every_model
def test_file_stands_where_its_name_says(model: Model) -> None:
    """``models/<folder>/stories.sql`` is ``marts.stories``."""
    files = {name.rsplit("/")[-1] for name, sql in sql_files("models") if sql == model.sql}
    assert files == {model.table}


@every_model
def test_counts_by_article_have_independent_origins_beside_them(model: Model) -> None:
    """Whoever counts articles also says how many independent testimonies they are."""
    if "article_count" in model.header.columns:
        assert "independent_origins" in model.header.columns


@every_model
def test_final_step_names_its_columns(model: Model) -> None:
    """The last select of a model is no ``select *``."""
    final = model.sql.rsplit("\nselect", 1)[1]
    assert not final.lstrip().startswith("*")
    assert ".*" not in final


def _tables_and_steps(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[set[str], set[str]]:
    """(tables and steps a statement reads, names of its steps) as DuckDB parses them."""
    row = connection.execute("select json_serialize_sql(?)", [sql]).fetchone()
    assert row is not None
    parsed = json.loads(row[0])
    assert not parsed["error"], parsed
    nodes = list(_nodes(parsed))
    tables = {
        ".".join(filter(None, (node["schema_name"], node["table_name"])))
        for node in nodes
        if node.get("type") == "BASE_TABLE"
    }
    steps = {entry["key"] for node in nodes for entry in (node.get("cte_map") or {}).get("map", [])}
    return tables, steps


def _nodes(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(child)
