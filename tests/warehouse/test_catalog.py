"""Headers become comments and the data dictionary."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.comments import describe_table
from nightdesk.warehouse.publishing.headers import Header, HeaderError, parse_header
from nightdesk.warehouse.publishing.marts import build_marts, edition_models, marts
from nightdesk.warehouse.publishing.publish import publish_edition

MODEL = """\
-- model: marts.boats
-- grain: one row per boat_id
-- key: boat_id, "end"
-- reads: raw.boats, raw.harbours
-- columns:
--   boat_id: the owner's number
--   "end": last day afloat
--
-- A boat that sank
-- keeps its row.
select 1
-- not part of the header
"""


def test_header_is_read_field_by_field() -> None:
    """Names lose their quotes, prose is joined, and comments below the statement do not count."""
    assert parse_header("boats", MODEL) == Header(
        model="marts.boats",
        grain="one row per boat_id",
        key=("boat_id", "end"),
        reads=("raw.boats", "raw.harbours"),
        columns={"boat_id": "the owner's number", "end": "last day afloat"},
        prose="A boat that sank keeps its row.",
    )


def test_incomplete_header_is_refused() -> None:
    """The file and the missing field are named."""
    with pytest.raises(HeaderError, match=r"boats: the header lacks grain"):
        parse_header("boats", MODEL.replace("-- grain: one row per boat_id\n", ""))


def test_unreadable_header_line_is_refused() -> None:
    """A column without a sentence is no column."""
    with pytest.raises(HeaderError, match=r"cannot read header line '--   boat_id'"):
        parse_header("boats", MODEL.replace(": the owner's number", ""))


def test_sentences_become_comments() -> None:
    """Apostrophes survive, and a column whose name is a keyword gets its comment too."""
    with duckdb.connect() as connection:
        connection.execute('create table boats (boat_id bigint, "end" date)')
        describe_table(connection, parse_header("boats", MODEL), "boats")
        assert connection.execute("select comment from duckdb_tables()").fetchall() == [
            ("One row per boat_id. A boat that sank keeps its row.",)
        ]
        assert connection.execute("select comment from duckdb_columns() where table_name = 'boats'").fetchall() == [
            ("the owner's number",),
            ("last day afloat",),
        ]


def test_edition_lists_every_table_and_column_with_a_sentence(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """The data dictionary holds all tables, itself included, and no column goes unexplained."""
    build_marts(warehouse)
    publish_edition(warehouse, tmp_path, "e1", datetime(2026, 3, 3, tzinfo=UTC), keep=1)
    expected = {(model.table, column) for model in (*marts(), *edition_models()) for column in model.header.columns}
    with open_edition(tmp_path / "current.duckdb") as edition:
        listed = edition.execute("select table_name, column_name from data_dictionary").fetchall()
        unexplained = edition.execute(
            "select table_name, column_name from data_dictionary"
            " where coalesce(description, '') = '' or coalesce(table_description, '') = ''"
        ).fetchall()
    assert set(listed) == expected
    assert len(listed) == len(expected)
    assert unexplained == []
