"""The hash of a table speaks of its rows, not of their order or of the run that wrote them."""

from __future__ import annotations

import duckdb
import pytest

from nightdesk.warehouse.logical_hash import CLOCK_COLUMNS, RUN_TABLES, logical_hash
from nightdesk.warehouse.publishing.marts import build_marts

Connection = duckdb.DuckDBPyConnection


def test_order_of_rows_does_not_matter(warehouse: Connection) -> None:
    """A table written in another order has the same hash."""
    before = logical_hash(warehouse, ["facts.quotes"])
    warehouse.execute("create or replace table facts.quotes as select * from facts.quotes order by quote_id desc")
    assert logical_hash(warehouse, ["facts.quotes"]) == before


@pytest.mark.parametrize(
    "change",
    [
        "update facts.quotes set speaker = null where quote_id = 'q ferry'",
        "update facts.quotes set speaker = 'Nobody' where quote_id = 'q term'",
        "insert into facts.quotes select * from facts.quotes",
        "delete from facts.quotes",
    ],
)
def test_every_change_of_a_row_matters(warehouse: Connection, change: str) -> None:
    """A value, a null, a doubled or a missing row each change the hash."""
    before = logical_hash(warehouse)
    warehouse.execute(change)
    after = logical_hash(warehouse)
    assert {name for name in before if before[name] != after[name]} == {"facts.quotes"}


def test_clock_of_the_run_does_not_matter(warehouse: Connection) -> None:
    """The same rows written by a later run hash the same; asked for, the run counts."""
    before, exact = logical_hash(warehouse), logical_hash(warehouse, ["stories.links"], ignore_columns=())
    warehouse.execute("update stories.links set run_seq = 9")
    assert logical_hash(warehouse) == before
    assert logical_hash(warehouse, ["stories.links"], ignore_columns=()) != exact


def test_where_a_record_lies_does_not_matter(warehouse: Connection) -> None:
    """A repaired night keeps the captures of the run that died, in a file named after it."""
    warehouse.execute("""insert into raw.captures by name select 'c' as capture_id, 1 as run_seq, 'times' as source_id,
        'u' as url, now()::timestamp as fetched_at, '' as content_sha256, 1 as size_bytes, '{}' as hints,
        'run-1.warc.gz' as warc_file, 0 as warc_offset, 9 as warc_length""")
    before, exact = (logical_hash(warehouse, ["raw.captures"], ignored) for ignored in (CLOCK_COLUMNS, ()))
    warehouse.execute("update raw.captures set warc_file = 'x', warc_offset = 7, warc_length = 8")
    assert logical_hash(warehouse, ["raw.captures"]) == before
    assert logical_hash(warehouse, ["raw.captures"], ()) != exact


def test_all_tables_but_those_of_the_runs_are_hashed(warehouse: Connection) -> None:
    """Base tables and marts are there; the accounting, which grows with every run, is not."""
    build_marts(warehouse)
    hashed = set(logical_hash(warehouse))
    assert {"raw.sources", "staging.articles", "facts.quotes", "marts.stories", "ops.rejections"} <= hashed
    assert not hashed & RUN_TABLES
