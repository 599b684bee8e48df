"""Builds the summary tables: every select in ``models/marts`` becomes a table of schema ``marts``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter

import duckdb

from nightdesk.warehouse.connection import transaction
from nightdesk.warehouse.headers import Header, parse_header
from nightdesk.warehouse.statements import sql_files


@dataclass(frozen=True, slots=True)
class Model:
    """One select with what its header says of it."""

    header: Header
    sql: str

    @property
    def table(self) -> str:
        """Bare table name inside schema ``marts``."""
        return self.header.model.removeprefix("marts.")


@cache
def marts() -> tuple[Model, ...]:
    """The models of the working database, each after the models it reads."""
    return _ordered(_load("models/marts"))


@cache
def edition_models() -> tuple[Model, ...]:
    """The models that exist only inside an edition, because they speak of it."""
    return _ordered(_load("models/edition"))


def build_marts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rebuilds every mart in one transaction and returns the row count of each; readers see all old or all new."""
    with transaction(connection):
        connection.execute("create schema if not exists marts")
        return {model.header.model: _build(connection, model) for model in marts()}


def _build(connection: duckdb.DuckDBPyConnection, model: Model) -> int:
    connection.execute(f"create or replace table {model.header.model} as {model.sql}")
    return len(connection.table(model.header.model))


def _load(folder: str) -> list[Model]:
    return [Model(parse_header(name, sql), sql) for name, sql in sql_files(folder)]


def _ordered(models: Iterable[Model]) -> tuple[Model, ...]:
    """Models after what they read, alphabetical where the reads leave a choice."""
    by_name = {model.header.model: model for model in models}
    reads = {name: [read for read in model.header.reads if read in by_name] for name, model in by_name.items()}
    return tuple(by_name[name] for name in TopologicalSorter(reads).static_order())
