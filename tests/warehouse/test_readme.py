"""The warehouse's README is held against an edition: its statements run, its lists are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.marts import build_marts, edition_models, marts
from nightdesk.warehouse.publishing.publish import publish_edition
from nightdesk.warehouse.sql import sql_files

README = (Path(__file__).parents[2] / "warehouse" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.+?)```", README, re.DOTALL)


@pytest.fixture
def edition(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The small warehouse, published."""
    build_marts(warehouse)
    publish_edition(warehouse, tmp_path, "e1", datetime(2026, 3, 3, tzinfo=UTC), keep=1)
    with open_edition(tmp_path / "current.duckdb") as connection:
        yield connection


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_rows(edition: duckdb.DuckDBPyConnection, example: str) -> None:
    """Every statement of the README runs on an edition and finds something in the small warehouse."""
    assert edition.execute(example).fetchall()


def test_every_shorthand_gives_rows(edition: duckdb.DuckDBPyConnection) -> None:
    """The README shows a call of each macro; the call works."""
    calls = re.findall(r"\| `((\w+)\('(.*?)'\))` \|", README)
    assert sorted(name for _, name, _ in calls) == [name for name, _ in sql_files("macros")]
    for call, name, argument in calls:
        runnable = f"{name}('story-ferry')" if argument == "…" else call
        assert edition.execute(f"from {runnable}").fetchall(), call


def test_every_table_is_listed() -> None:
    """The list of tables names each one, and none that is not there."""
    listed = {
        name for row in re.findall(r"^\| (`\w+`.*?) \|", README, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    explained = listed | set(re.findall(r"\(`(\w+)` holds", README))
    assert explained == {model.table for model in (*marts(), *edition_models())}


def test_macros_that_read_a_missing_table_are_left_out(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Without full texts there is nothing to search, and the other shorthands stay."""
    build_marts(warehouse)
    publish_edition(warehouse, tmp_path, "e1", datetime(2026, 3, 3, tzinfo=UTC), keep=1, with_texts=False)
    with open_edition(tmp_path / "current.duckdb") as connection:
        found = connection.execute(
            "select function_name from duckdb_functions() where schema_name = 'marts'"
        ).fetchall()
    assert {name for (name,) in found} == {name for name, _ in sql_files("macros")} - {"search"}
