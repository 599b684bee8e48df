"""Brings a database to the schema this program knows: numbered steps, each in one transaction with its ledger row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import duckdb

from nightdesk.warehouse.sql import sql_files, statement


class SchemaRefused(Exception):
    """The database's tables are not those that this program can bring forward; it is left as it is."""


class SchemaTooNew(SchemaRefused):
    """The database was written by a newer program."""


class SchemaTooOld(SchemaRefused):
    """The database was written before the first release: its steps are not the first ones of this program."""


class MigrationChanged(SchemaRefused):
    """An applied migration no longer reads as it did; the database cannot be trusted to match the program."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Hex SHA-256 of the step's text."""
        return hashlib.sha256(self.sql.encode("utf-8")).hexdigest()


def known_migrations() -> list[Migration]:
    """The steps this program ships, in order."""
    return [Migration(int(name[:4]), name, sql) for name, sql in sql_files("migrations")]


def migrate(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Applies what is missing and returns the names of the steps applied; a second call returns [].

    Raises:
        SchemaTooNew: the ledger names a step this program does not know.
        SchemaTooOld: the ledger lacks the first step of this program.
        MigrationChanged: an applied step has another checksum.
    """
    connection.execute(statement("migrate/create_ledger"))
    applied = dict(connection.execute(statement("migrate/applied")).fetchall())
    known = {step.name: step for step in known_migrations()}
    _refuse_strangers(applied, known)
    missing = [step for name, step in known.items() if name not in applied]
    for step in missing:
        _apply(connection, step)
    return [step.name for step in missing]


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether every step this program ships was applied; changes nothing.

    Raises:
        SchemaRefused: as `migrate`.
    """
    applied = dict(connection.execute(statement("migrate/applied")).fetchall())
    known = {step.name: step for step in known_migrations()}
    _refuse_strangers(applied, known)
    return len(applied) == len(known)


def _refuse_strangers(applied: dict[str, str], known: dict[str, Migration]) -> None:
    if applied and next(iter(known)) not in applied:
        raise SchemaTooOld(
            "its tables were made before the first release and cannot be brought forward: "
            "move it away, then read its captures into a new one with 'nightdesk load'"
        )
    for name, checksum in applied.items():
        if name not in known:
            raise SchemaTooNew(f"the database has migration {name}, which this program does not know: update nightdesk")
        if known[name].checksum != checksum:
            raise MigrationChanged(f"migration {name} was changed after it was applied")


def _apply(connection: duckdb.DuckDBPyConnection, step: Migration) -> None:
    connection.begin()
    try:
        connection.execute(step.sql)
        connection.execute(statement("migrate/record"), {"name": step.name, "checksum": step.checksum})
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
