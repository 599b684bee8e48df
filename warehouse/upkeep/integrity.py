"""Proves the tables of a working file: the checks of every edition, and deeper ones that read everything once more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb

from nightdesk.warehouse.publishing.checks import CheckResult, run_check
from nightdesk.warehouse.sql import sql_files, statement


class CapturePlace(NamedTuple):
    """Where the bytes of a capture lie, and their hash."""

    capture_id: str
    warc_file: str
    warc_offset: int
    warc_length: int
    content_sha256: str


class StoredText(NamedTuple):
    """A version's headline and text with the hash they were stored under."""

    article_id: str
    version: int
    title: str | None
    text: str
    text_sha256: str


def prove_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[CheckResult | tuple[str, duckdb.Error]]:
    """Every result of severity fail that found rows; (check, error) where a table could not even be read.

    Marts are checked against the tables only where the last run published: after a killed one they are merely old.
    """
    published = connection.execute(statement("integrity/last_run")).fetchone()
    for name, sql in [*sql_files("checks"), *sql_files("integrity")]:
        if "marts." in sql and not (published and published[0]):
            continue
        try:
            result = run_check(connection, name, sql)
        except duckdb.Error as error:
            yield name, error
        else:
            if result.stops_the_edition:
                yield result


def capture_places(connection: duckdb.DuckDBPyConnection) -> Iterator[CapturePlace]:
    """Every capture, file by file, in the order of its bytes."""
    return (CapturePlace(*row) for row in _stream(connection, "captures"))


def stored_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[StoredText]:
    """Every version of every article."""
    return (StoredText(*row) for row in _stream(connection, "texts"))


def _stream(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows in pieces: an archive's texts do not fit into memory."""
    found = connection.execute(statement(f"integrity/{query}"))
    while rows := found.fetchmany(1_000):
        yield from rows
