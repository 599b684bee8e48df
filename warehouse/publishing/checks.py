"""Holds the warehouse against its promises: every file in ``checks`` is a select that returns the rows at fault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import duckdb

from nightdesk.warehouse.publishing.marts import Model, marts, where_changed
from nightdesk.warehouse.sql import sql_files

Severity = Literal["fail", "warn"]

_HEADER = re.compile(r"-- check: (?P<name>\w+)\n-- severity: (?P<severity>fail|warn)\n-- (?P<description>.+)\n")
_SAMPLE_ROWS = 5  # enough to see the pattern of a fault, few enough for a terminal


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check came out; ``failing_rows`` of 0 means it holds."""

    name: str
    severity: Severity
    description: str
    failing_rows: int
    columns: tuple[str, ...]
    sample: tuple[tuple[object, ...], ...]
    """The first rows at fault, at most five."""

    @property
    def complaint(self) -> str:
        """One line that names the rows: ``accounting: 2 rows (run_id=…, stage=…)``."""
        rows = [
            ", ".join(f"{column}={value}" for column, value in zip(self.columns, row, strict=True))
            for row in self.sample[:2]
        ]
        noun = "row" if self.failing_rows == 1 else "rows"
        return f"{self.name}: {self.failing_rows} {noun} ({' | '.join(rows)})"

    @property
    def stops_the_edition(self) -> bool:
        """True where the fault must not reach readers."""
        return self.severity == "fail" and self.failing_rows > 0


class ChecksFailed(Exception):
    """The warehouse breaks a promise; trying again does not help, the rows named must be looked at."""

    def __init__(self, results: tuple[CheckResult, ...]) -> None:
        self.results = results
        super().__init__("; ".join(result.complaint for result in results))


def run_checks(connection: duckdb.DuckDBPyConnection) -> tuple[CheckResult, ...]:
    """The result of every check of the working database, marts included; call after ``build_marts``.

    Where only some articles and stories changed since the last edition, what belongs to one is read of those.
    """
    written = [run_check(connection, name, sql, whole=False) for name, sql in sql_files("checks")]
    return (*written, *(_key_check(connection, model) for model in marts()))


def refuse_failures(results: Iterable[CheckResult]) -> None:
    """Raises ChecksFailed with the results that must not reach readers, if there are any."""
    if failed := tuple(result for result in results if result.stops_the_edition):
        raise ChecksFailed(failed)


def run_check(connection: duckdb.DuckDBPyConnection, file: str, sql: str, *, whole: bool = True) -> CheckResult:
    """The result of one check, given by the name of its file and its text; whole reads unchanged rows, too."""
    name, severity, description = _parse(file, sql)
    values = {"whole": whole} if "$whole" in sql else None
    return _result(name, severity, description, connection.sql(sql, params=values))


@cache
def _parse(file: str, sql: str) -> tuple[str, Severity, str]:
    header = _HEADER.match(sql)
    if header is None or header["name"] != file:
        raise ValueError(f"checks/{file}.sql must begin with its check, severity and description")
    return header["name"], cast("Severity", header["severity"]), header["description"]


def _key_check(connection: duckdb.DuckDBPyConnection, model: Model) -> CheckResult:
    """The check every mart has from its header: its key is known and unique, in the rows that were rebuilt."""
    key = ", ".join(model.header.key)
    known = " and ".join(f"{column} is not null" for column in model.header.key)
    rows = where_changed(model)
    doubled = (
        connection.sql(f"from {model.header.model} {rows}")
        .aggregate(f"{key}, count(*) as row_count", key)
        .filter(f"row_count > 1 or not ({known})")
    )
    return _result(f"key_of_{model.table}", "fail", f"{model.header.model} has one row per {key}.", doubled)


def _result(name: str, severity: Severity, description: str, failing: duckdb.DuckDBPyRelation) -> CheckResult:
    sample = failing.limit(_SAMPLE_ROWS).fetchall()
    count = len(failing) if len(sample) == _SAMPLE_ROWS else len(sample)
    return CheckResult(name, severity, description, count, tuple(failing.columns), tuple(sample))
