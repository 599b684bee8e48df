"""What every target copies from: the tables of an edition, with keys and sentences, and their rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from nightdesk.warehouse.publishing.marts import edition_models, marts
from nightdesk.warehouse.publishing.writing import FULL_TEXT_TABLES
from nightdesk.warehouse.sql import statement


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``type`` is VARCHAR, BIGINT, DOUBLE, DATE, TIMESTAMP or BOOLEAN (check ``flat_types``)."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an edition."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


class OpenEdition:
    """An open edition, to be copied."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, with_texts: bool) -> None:
        self._connection = connection
        self._left_out = frozenset() if with_texts else FULL_TEXT_TABLES
        self.tables = tuple(table for table in _tables(connection) if table.name not in self._left_out)
        row = self.rows("edition").fetchone()
        assert row is not None
        self.edition_id: str = row[0]

    def rows(self, table: str) -> duckdb.DuckDBPyRelation:
        """All rows of a table; the data dictionary does not speak of tables that are left out."""
        relation = self._connection.table(f"edition.marts.{table}")
        if table != "data_dictionary" or not self._left_out:
            return relation
        left_out = ", ".join(f"'{name}'" for name in sorted(self._left_out))
        return relation.filter(f"table_name not in ({left_out})")


@contextmanager
def open_source(edition: Path, with_texts: bool) -> Iterator[OpenEdition]:
    """The edition in a file, as it is now: a new one published meanwhile changes nothing.

    Args:
        edition: the file, for example ``current.duckdb``.
        with_texts: whether the full texts of articles go along.
    """
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        file = str(edition).replace("'", "''")
        connection.execute(f"attach '{file}' as edition (read_only)")
        connection.execute(statement("targets/inert"))
        yield OpenEdition(connection, with_texts)


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[Table]:
    keys = {model.table: model.header.key for model in (*marts(), *edition_models())}
    rows = connection.execute(statement("targets/columns")).fetchall()
    for (name, description), found in groupby(rows, key=itemgetter(0, 1)):
        columns = tuple(Column(*row[2:]) for row in found)
        key = keys.get(name, ())  # an edition of another version may hold a table that this program does not know
        known = {column.name for column in columns}
        yield Table(name, description, key if known.issuperset(key) else (), columns)
