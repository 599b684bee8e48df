"""Turns the headers of the models into comments that every SQL client and BI tool shows."""

from __future__ import annotations

import duckdb

from nightdesk.warehouse.publishing.headers import Header


def describe_table(connection: duckdb.DuckDBPyConnection, header: Header, table: str) -> None:
    """Writes the header's sentences as comments on ``table`` (qualified name) and its columns."""
    connection.execute(f"comment on table {table} is {_literal(header.comment)}")
    for column, sentence in header.columns.items():
        connection.execute(f'comment on column {table}."{column}" is {_literal(sentence)}')


def _literal(text: str) -> str:
    """A SQL string; COMMENT ON takes no parameters."""
    return "'" + text.replace("'", "''") + "'"
