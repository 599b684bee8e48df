"""Builds the summary tables: every select in ``models/marts`` becomes a table of schema ``marts``.

A mart that reads one of the ``changed`` tables is rebuilt only for the keys in it: its rows of these keys are deleted
and its select, which looks at nothing else, is inserted. These tables (``models/changed``) find their keys by
comparing what each key's rows are made of now with what they were made of when an edition was last published. Where
nothing is remembered (the models changed, the last build was not published, a table is not as it was left), every key
counts as changed, and the same selects build the marts whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter

import duckdb

from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import transaction
from nightdesk.warehouse.migrate import known_migrations
from nightdesk.warehouse.publishing.headers import Header, parse_header
from nightdesk.warehouse.sql import filled, sql_files, statement


@dataclass(frozen=True, slots=True)
class Model:
    """One select with what its header says of it."""

    header: Header
    sql: str

    @property
    def table(self) -> str:
        """Bare table name inside its schema."""
        return self.header.model.partition(".")[2]

    @property
    def schema(self) -> str:
        """``marts``, ``changed`` or ``intermediate``."""
        return self.header.model.partition(".")[0]


@cache
def marts() -> tuple[Model, ...]:
    """The models of the working database, each after the models it reads."""
    return tuple(model for model in _steps() if model.schema == "marts")


@cache
def edition_models() -> tuple[Model, ...]:
    """The models that exist only inside an edition, because they speak of it."""
    return _ordered(_load("models/edition"))


def build_marts(connection: duckdb.DuckDBPyConnection, *, whole: bool = False) -> dict[str, int]:
    """Brings every mart up to date and returns the row count of each; readers see all of it or nothing.

    Args:
        connection: the working database.
        whole: True rebuilds every row; so does a change of the models, or a table that is not as it was remembered.
    """
    with transaction(connection):
        for schema in ("intermediate", "marts"):
            connection.execute(f"create schema if not exists {schema}")
        if whole or not _is_as_remembered(connection):
            whole = True
            connection.execute(statement("marts/forget_inputs"))
            connection.execute(statement("marts/forget_builds"))
        for model in _steps():
            _build(connection, model, whole)
        connection.execute(statement("marts/forget_builds"))  # in doubt until it was published
        return {model.header.model: _count(connection, model) for model in marts()}


def remember_build(connection: duckdb.DuckDBPyConnection, edition_id: str) -> None:
    """Remembers what the marts of an edition were made of.

    Call it after publishing: without it, the next build replaces every row and the next edition is written whole.
    """
    version = models_version()
    with transaction(connection):
        for keys in (
            model for model in _steps() if model.schema == "changed" and "fingerprint" in model.header.columns
        ):
            names = {"key_column": keys.header.key[0], "changed_table": keys.header.model}
            for query in ("marts/delete_inputs", "marts/store_inputs"):
                connection.execute(filled(query, **names), {"key_kind": keys.table})
        builds = [
            {
                "mart": model.header.model,
                "models_version": version,
                "row_count": _count(connection, model),
                "edition_id": edition_id,
            }
            for model in marts()
            if where_changed(model)
        ]
        insert_rows(connection, "ops.mart_builds", builds)


def where_changed(model: Model) -> str:
    """The condition for the rows of a mart that a build replaces; "" where it replaces the whole table."""
    if model.schema != "marts" or (keys := _changed_keys(model)) is None:
        return ""
    (key,) = keys.header.key
    return f"where {key} in (select {key} from {keys.header.model})"


def _changed_keys(model: Model) -> Model | None:
    """The table of changed keys that a model reads, itself or through a view."""
    steps = {step.header.model: step for step in _steps()}
    for read in model.header.reads:
        if read.startswith("changed."):
            return steps[read]
        if read.startswith("intermediate."):
            return _changed_keys(steps[read])
    return None


def _build(connection: duckdb.DuckDBPyConnection, model: Model, whole: bool) -> None:
    name = model.header.model
    if model.schema == "intermediate":
        connection.execute(f"create or replace view {name} as {model.sql}")
    elif whole or not (rows := where_changed(model)):
        connection.execute(f"create or replace table {name} as {model.sql}")
    else:
        connection.execute(f"delete from {name} {rows}")
        connection.execute(f"insert into {name} {model.sql}")


def _is_as_remembered(connection: duckdb.DuckDBPyConnection) -> bool:
    """True where every mart made by key stands as these models left it when an edition was last published."""
    known = dict(connection.execute(statement("marts/builds"), {"models_version": models_version()}).fetchall())
    tables = {name for (name,) in connection.execute(statement("tables")).fetchall()}
    by_key = [model for model in marts() if where_changed(model)]
    return all(
        model.header.model in tables and known.get(model.header.model) == _count(connection, model) for model in by_key
    )


def _count(connection: duckdb.DuckDBPyConnection, model: Model) -> int:
    return len(connection.table(model.header.model))


@cache
def models_version() -> str:
    """Hash of everything that decides what an edition holds: models, macros, schema below, database program."""
    texts = [model.sql for model in (*_steps(), *edition_models())] + [sql for _, sql in sql_files("macros")]
    texts += [step.sql for step in known_migrations()] + [duckdb.__version__]
    return hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()


@cache
def _steps() -> tuple[Model, ...]:
    """Everything to build in the working database: changed keys, views and marts, each after what it reads."""
    return _ordered(_load("models/changed") + _load("models/intermediate") + _load("models/marts"))


def _load(folder: str) -> list[Model]:
    return [Model(parse_header(name, sql), sql) for name, sql in sql_files(folder)]


def _ordered(models: Iterable[Model]) -> tuple[Model, ...]:
    """Models after what they read, alphabetical where the reads leave a choice."""
    by_name = {model.header.model: model for model in models}
    reads = {name: [read for read in model.header.reads if read in by_name] for name, model in by_name.items()}
    return tuple(by_name[name] for name in TopologicalSorter(reads).static_order())
