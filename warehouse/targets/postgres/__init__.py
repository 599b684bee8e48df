"""Publishes an edition as schema ``marts`` of a PostgreSQL database: readers see all of the old or all of the new one.

The tables are written into ``marts_new`` with keys and comments, counted, and put in place by renaming the two schemas
in one transaction. Renaming waits for nobody, dropping would: a reader's open transaction holds its tables, and every
reader after it would queue behind the drop. So the old schema is dropped afterwards, without waiting; where somebody
still reads it, the next publication drops it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import resources
from typing import Any

from nightdesk.warehouse.targets.source import Column, OpenEdition, Table

TYPES = {
    "VARCHAR": "text",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIMESTAMP": "timestamp",  # without zone, always UTC, as in the edition
    "BOOLEAN": "boolean",
}

OFFSETS = frozenset({"start", "end", "start_before", "start_after"})
"""Columns that become integer: PostgreSQL's substr() takes no bigint, and no text is that long."""

_MARK = "Nightdesk edition "
_BATCH_ROWS = 10_000
_PATIENCE_MS = 500  # for the drop of the old tables; nobody waits for it


class TargetRefused(Exception):
    """The database cannot take the edition; nothing that readers see has changed."""


def publish_to_postgres(source: OpenEdition, dsn: str) -> dict[str, int]:
    """Replaces schema ``marts`` by the edition and returns the row count of each table.

    Args:
        source: the edition.
        dsn: a connection string or URI, as for psql; the role needs the right to create schemas.

    Raises:
        TargetRefused: psycopg is not installed, the database does not answer, schema marts belongs to somebody else, a
            view outside depends on it, or another publication is under way.
    """
    psycopg = _psycopg()
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=10) as connection:
            _take_turn(connection)
            with connection.transaction():
                counts = _write(connection, source)
                _swap(connection, source)
            _drop_leftovers(connection, psycopg)
    except psycopg.Error as error:
        raise TargetRefused(f"PostgreSQL: {str(error).strip()}") from error
    return counts


def _psycopg() -> Any:
    try:
        import psycopg
    except ImportError:
        raise TargetRefused("psycopg is missing; install it with: pip install 'nightdesk[postgres]'") from None
    return psycopg


def _take_turn(connection: Any) -> None:
    """Makes sure that this is the only publication and that what it replaces is an edition."""
    ((is_ours,),) = _ask(connection, "lock")
    if not is_ours:
        raise TargetRefused("another publication to this database is under way; try again later")
    for (mark,) in _ask(connection, "standing"):
        if not (mark or "").startswith(_MARK):
            raise TargetRefused("the database has a schema marts that is no Nightdesk edition; it was left alone")
    if _ask(connection, "standing") and (views := _ask(connection, "dependents")):
        names = ", ".join(name for (name,) in views)
        raise TargetRefused(f"views depend on the tables of schema marts: {names}; drop them first")


def _write(connection: Any, source: OpenEdition) -> dict[str, int]:
    """Fills schema marts_new; a count that does not match ends the publication."""
    connection.execute("drop schema if exists marts_new cascade")
    connection.execute("create schema marts_new")
    for table in source.tables:
        columns = ", ".join(f'"{column.name}" {_type(column)}' for column in table.columns)
        connection.execute(f'create table marts_new."{table.name}" ({columns})')
        _copy(connection, source, table)
        for command in _key_and_comments(table):
            connection.execute(command)
    counts = {table.name: len(source.rows(table.name)) for table in source.tables}
    for name, count in counts.items():
        ((written,),) = connection.execute(f'select count(*) from marts_new."{name}"').fetchall()
        if written != count:
            raise TargetRefused(f"{name}: {written} rows arrived of {count}")
    return counts


def _type(column: Column) -> str:
    return "integer" if column.name in OFFSETS else TYPES[column.type]


def _key_and_comments(table: Table) -> Iterator[str]:
    """The commands that give a table its key, its comments and its statistics."""
    name = f'marts_new."{table.name}"'
    if table.key:
        key = ", ".join(f'"{column}"' for column in table.key)
        yield f"alter table {name} add primary key ({key})"
    yield f"comment on table {name} is {_literal(table.description)}"
    for column in table.columns:
        yield f'comment on column {name}."{column.name}" is {_literal(column.description)}'
    yield f"analyze {name}"


def _copy(connection: Any, source: OpenEdition, table: Table) -> None:
    """Copies the rows, frozen: a transaction that began before sees them too, and no empty table."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f'copy marts_new."{table.name}" from stdin (freeze)') as copy,
    ):
        for row in _batched(source, table.name):
            copy.write_row([_plain(value) for value in row])


def _batched(source: OpenEdition, name: str) -> Iterator[tuple[object, ...]]:
    rows = source.rows(name)
    while batch := rows.fetchmany(_BATCH_ROWS):
        yield from batch


def _plain(value: object) -> object:
    """The value without the one character that PostgreSQL's text cannot hold; its length stays, so do offsets."""
    return value.replace("\x00", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


def _swap(connection: Any, source: OpenEdition) -> None:
    """Renames; whoever could read the old schema can read the new one."""
    readers = [reader for (reader,) in _ask(connection, "readers")]
    for reader in readers:
        connection.execute(f"grant usage on schema marts_new to {reader}")
        connection.execute(f"grant select on all tables in schema marts_new to {reader}")
    connection.execute(f"comment on schema marts_new is {_literal(_MARK + source.edition_id)}")
    if _ask(connection, "standing"):
        ((old,),) = _ask(connection, "name")
        connection.execute(f"alter schema marts rename to {old}")
    connection.execute("alter schema marts_new rename to marts")


def _drop_leftovers(connection: Any, psycopg: Any) -> None:
    """Drops replaced schemas; one that is being read stays until next time."""
    connection.execute(f"set lock_timeout = {_PATIENCE_MS}")
    for (schema,) in _ask(connection, "leftovers"):
        with suppress(psycopg.errors.LockNotAvailable):
            connection.execute(f"drop schema {schema} cascade")


def _ask(connection: Any, name: str) -> Sequence[tuple[Any, ...]]:
    """The rows of ``<name>.sql`` beside this module."""
    text = resources.files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    rows: Sequence[tuple[Any, ...]] = connection.execute(text).fetchall()
    return rows


def _literal(text: str) -> str:
    """A string of SQL; comments take no parameters."""
    return "'" + text.replace("'", "''") + "'"
