"""sql, tables: commands that read the current edition, never the working file, so that they never wait."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.run.terminal import printable
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.results import Result, fetch
from nightdesk.warehouse.sql import statement


@contextmanager
def edition(project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The project's current edition, read-only.

    Raises:
        UsageError: there is none yet.
    """
    path = load_project(project).current_edition
    if not path.exists():
        raise UsageError(
            f"no edition in {path.parent}; 'nightdesk run', 'load' or 'demo' publishes one (or set --project)"
        )
    try:
        connection = open_edition(path)
    except duckdb.Error as error:
        raise NightdeskError(f"{path} cannot be opened: {error}") from None
    try:
        yield connection
    finally:
        connection.close()


def sql(query: str | None, project: Path, as_json: bool, as_csv: bool, limit: int) -> None:
    """One query, or a prompt."""
    with edition(project) as connection:
        if query is None:
            _prompt(connection, limit)
            return
        found = ask(connection, query)
    if as_json:
        print(json.dumps(found.as_dicts(), default=str, ensure_ascii=False))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(found.columns)
        writer.writerows([_inert(cell) for cell in row] for row in found.rows)
    else:
        show_rows(*found, limit)


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> Result:
    """What a user's query gives.

    Raises:
        UsageError: the query is wrong; DuckDB's own words say where.
    """
    try:
        return fetch(connection.execute(query))
    except duckdb.Error as error:
        raise UsageError(f"{error}\n'nightdesk tables' lists what is there.") from None


def _inert(cell: object) -> object:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def show_rows(
    columns: Sequence[str], rows: Sequence[Sequence[object]], limit: int = 0, title: str | None = None
) -> None:
    """Rows as a table that fits the terminal; many columns in a narrow terminal become one block a row."""
    console = Console(highlight=False)
    shown = rows[:limit] if limit else rows
    # a column needs about ten letters to be read; narrower than that, a block a row reads better
    if len(columns) * 10 > console.width:
        _show_blocks(console, columns, shown)
    else:
        table = Table(*columns, title=title, title_justify="left", show_edge=False, pad_edge=False)
        for row in shown:
            table.add_row(*(_cell(value) for value in row))
        console.print(table)
    if len(shown) < len(rows):
        console.print(f"{len(shown)} of {len(rows)} rows (--limit 0 prints all)")


def _show_blocks(console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        table = Table.grid(padding=(0, 2))
        for column, value in zip(columns, row, strict=True):
            if value is not None:
                table.add_row(f"[dim]{column}[/dim]", _cell(value))
        console.rule(f"row {number}", align="left", style="dim")
        console.print(table)


def _cell(value: object) -> str:
    """Text that stays text: no markup, no control characters that drive a terminal."""
    if value is None:
        return ""
    text = f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
    if isinstance(value, float) and value.is_integer():
        text = f"{int(value):,}"
    return printable(text).replace("[", r"\[")


def _prompt(connection: duckdb.DuckDBPyConnection, limit: int) -> None:
    """Reads statements until the end of input; a statement ends with a semicolon or an empty line."""
    with suppress(ImportError):
        import readline  # noqa: F401  (gives input() its history and editing)
    print("Statements end with ; — 'tables;' lists what is there, Ctrl-D leaves.")
    for query in _statements():
        try:
            if query == "tables":
                query = statement("editions/tables")
            show_rows(*ask(connection, query), limit)
        except UsageError as error:
            print(error)


def _statements() -> Iterator[str]:
    lines: list[str] = []
    while True:
        try:
            line = input("     > " if lines else "night> ")
        except EOFError:
            print()
            return
        lines.append(line)
        text = "\n".join(lines).strip()
        if text and (text.endswith(";") or not line.strip()):
            yield text.rstrip(";").strip()
        if text.endswith(";") or not line.strip():
            lines = []


def tables(table: str | None, project: Path, as_json: bool) -> None:
    """All tables, or the columns of one."""
    with edition(project) as connection:
        name = "editions/tables" if table is None else "editions/columns"
        found = fetch(connection.execute(statement(name), {} if table is None else {"table": table}))
    if table is not None and not found.rows:
        raise UsageError(f"no table {table!r} in the edition; 'nightdesk tables' lists them")
    if as_json:
        print(json.dumps(found.as_dicts(), ensure_ascii=False))
    else:
        show_rows(*found)
