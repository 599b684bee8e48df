"""What commands print: rows as tables, the report of a run, where a page was written."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from nightdesk.flows.errors import NightdeskError
from nightdesk.flows.run.terminal import printable

if TYPE_CHECKING:  # Arrow, which its accounting stores rows with, takes .4 s to import
    from nightdesk.flows.run.report import RunReport


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


def write_page(path: Path, page: str) -> None:
    """Writes the page and prints where it is.

    Raises:
        NightdeskError: the file cannot be written; says why.
    """
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        raise NightdeskError(f"{path} cannot be written: {error.strerror}") from None
    print(path)


def finish(report: RunReport, as_json: bool) -> None:
    """Prints what was done and exits with the report's code."""
    if as_json:
        print(json.dumps({**asdict(report), "exit_code": report.exit_code}, default=str))
    else:
        show_report(report)
    if report.exit_code:
        sys.exit(report.exit_code)


def show_report(report: RunReport) -> None:
    """The report for a person."""
    console = Console(highlight=False)
    console.print(f"Edition [bold]{report.edition_id}[/bold]: {report.edition_path}", soft_wrap=True)
    if report.missed_nights:
        console.print(f"Stands for {_nights(report.missed_nights)} as well, which did not run.")
    if report.rejected:
        console.print(f"{report.rejected} rejected: 'nightdesk status' says which and why.")
    for warning in report.warnings:
        console.print(f"Check warns: {warning}", markup=False)


def _nights(nights: Sequence[date]) -> str:
    """One night, or how many in which span."""
    if len(nights) == 1:
        return f"the night of {nights[0]}"
    return f"{len(nights)} nights from {nights[0]} to {nights[-1]}"
