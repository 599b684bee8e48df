"""A database of any earlier schema comes forward with its rows; an older program leaves a newer one alone."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.warehouse import migrate as migrating
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.migrate import known_migrations, migrate
from nightdesk.warehouse.publishing.marts import build_marts

LEDGER = "schema_migrations"
STEPS = known_migrations()
SAMPLES = {
    "BIGINT": "7",
    "UBIGINT": "7",
    "DOUBLE": "0.5",
    "BOOLEAN": "true",
    "TIMESTAMP": "timestamp '2031-05-06 23:30:00'",
    "DATE": "date '2031-05-06'",
    "BLOB": "'\\x01\\x02'::blob",
    "VARCHAR": "'{\"a\": 1}'",
}
Tables = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def at_version(path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> Tables:
    """A database as the program left it that knew only the first steps, with a row in every table."""
    with monkeypatch.context() as patch, closing(duckdb.connect(str(path))) as connection:
        patch.setattr(migrating, "known_migrations", lambda: STEPS[:count])
        migrate(connection)
        for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
            if table != LEDGER:
                connection.execute(f'insert into "{schema}"."{table}" select {_row(connection, schema, table)}')
        return contents(connection)


def _row(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    columns = connection.execute(
        "select data_type from duckdb_columns() where schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    return ", ".join(_sample(kind) for (kind,) in columns)


def _sample(kind: str) -> str:
    if kind.endswith("[]"):
        return f"[{SAMPLES[kind[:-2]]}]" if kind[:-2] in SAMPLES else f"[]::{kind}"
    return SAMPLES.get(kind, f"null::{kind}")


def contents(connection: duckdb.DuckDBPyConnection) -> Tables:
    """{table: (its columns, its rows)} but for the ledger of steps."""
    names = [
        f"{schema}.{table}"
        for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        if table != LEDGER
    ]
    return {name: (connection.table(name).columns, connection.table(name).fetchall()) for name in names}


@pytest.mark.parametrize("count", range(1, len(STEPS)), ids=lambda count: STEPS[count - 1].name)
def test_every_earlier_schema_comes_forward_with_its_rows(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nightdesk.duckdb"
    before = at_version(path, count, monkeypatch)
    with closing(open_working(path)) as connection:
        after = contents(connection)
        assert migrate(connection) == []
    assert before.keys() <= after.keys()
    for name, (columns, rows) in before.items():
        shown = [columns_after for columns_after in after[name][0] if columns_after in columns]
        assert shown == columns, name
        places = [after[name][0].index(column) for column in columns]
        assert [tuple(row[place] for place in places) for row in after[name][1]] == rows, name


def test_a_migrated_database_has_the_tables_of_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_version(tmp_path / "old.duckdb", 1, monkeypatch)
    asked = "select table_schema, table_name, column_name, data_type from information_schema.columns order by all"
    with closing(open_working(tmp_path / "old.duckdb")) as old, closing(open_working(tmp_path / "new.duckdb")) as new:
        assert old.execute(asked).fetchall() == new.execute(asked).fetchall()
        assert build_marts(old)


def test_an_older_program_refuses_a_newer_database_and_leaves_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_working(tmp_path / "nightdesk.duckdb").close()
    before = hashlib.sha256((tmp_path / "nightdesk.duckdb").read_bytes()).hexdigest()
    monkeypatch.setattr(migrating, "known_migrations", lambda: STEPS[:-1])
    with (
        pytest.raises(UsageError, match=f"has migration {STEPS[-1].name}.*update nightdesk"),
        start_run(load_project(tmp_path)),
    ):
        pass
    assert hashlib.sha256((tmp_path / "nightdesk.duckdb").read_bytes()).hexdigest() == before
