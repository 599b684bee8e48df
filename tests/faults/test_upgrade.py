"""A database of any earlier schema comes forward with its rows; an older program leaves a newer one alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.lock import open_for_reading
from nightdesk.warehouse import migrate as migrating
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.migrate import Migration, known_migrations, migrate
from nightdesk.warehouse.publishing.marts import build_marts

LEDGER = "schema_migrations"
STEPS = [
    *known_migrations(),
    Migration(9001, "9001_add_column", "alter table ops.runs add column weather varchar default 'fair'"),
    Migration(9002, "9002_add_table", "create table raw.tides (height double); insert into raw.tides values (1.5)"),
]
"""What a later program ships: this one's steps, and two made here that change tables which hold rows."""
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
REFUSED = r"before the first release.*nightdesk load"
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
    monkeypatch.setattr(migrating, "known_migrations", lambda: STEPS)
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
    monkeypatch.setattr(migrating, "known_migrations", lambda: STEPS)
    asked = "select table_schema, table_name, column_name, data_type from information_schema.columns order by all"
    with closing(open_working(tmp_path / "old.duckdb")) as old, closing(open_working(tmp_path / "new.duckdb")) as new:
        assert old.execute(asked).fetchall() == new.execute(asked).fetchall()
        assert build_marts(old)


def test_a_step_that_fails_leaves_the_schema_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "nightdesk.duckdb"
    before = at_version(path, len(STEPS) - 1, monkeypatch)
    broken = Migration(9002, "9002_broken", "drop table ops.runs; alter table raw.no_such_table drop column url")
    monkeypatch.setattr(migrating, "known_migrations", lambda: [*STEPS[:-1], broken])
    with pytest.raises(duckdb.CatalogException):
        open_working(path)
    with closing(duckdb.connect(str(path))) as connection:
        assert contents(connection) == before
    monkeypatch.setattr(migrating, "known_migrations", lambda: STEPS)
    with closing(open_working(path)) as connection:
        assert len(connection.table("raw.tides")) == 1


def test_an_older_program_refuses_a_newer_database_and_leaves_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "known_migrations", lambda: STEPS)
    open_working(tmp_path / "nightdesk.duckdb").close()
    before = hashlib.sha256((tmp_path / "nightdesk.duckdb").read_bytes()).hexdigest()
    monkeypatch.setattr(migrating, "known_migrations", lambda: STEPS[:-1])
    with (
        pytest.raises(UsageError, match=f"has migration {STEPS[-1].name}.*update nightdesk"),
        start_run(load_project(tmp_path)),
    ):
        pass
    assert hashlib.sha256((tmp_path / "nightdesk.duckdb").read_bytes()).hexdigest() == before


@pytest.mark.parametrize("enter", [lambda project: start_run(project), lambda project: open_for_reading(project)])
def test_a_database_from_before_the_first_release_is_refused_in_one_line_and_left_alone(
    tmp_path: Path, enter: Callable[[Project], AbstractContextManager[object]]
) -> None:
    path = tmp_path / "nightdesk.duckdb"
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("create table schema_migrations (name varchar not null, checksum varchar not null)")
        connection.execute("insert into schema_migrations values ('0001_create_ops', 'ab'), ('0002_create_raw', 'cd')")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with (
        pytest.raises(UsageError, match=REFUSED) as refused,
        enter(load_project(tmp_path)),
    ):
        pass
    assert "\n" not in str(refused.value)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
