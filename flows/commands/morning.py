"""report: the morning page, one HTML file that needs no network."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, PackageLoader, select_autoescape

from nightdesk.flows.commands.reading import edition
from nightdesk.flows.errors import NightdeskError
from nightdesk.flows.settings import load_project
from nightdesk.warehouse.statements import statement

_PARTS = ("edition", "counts", "stories", "copies", "contested", "commitments")


def report(project: Path, output: Path | None) -> None:
    """Writes the page and says where."""
    path = output or load_project(project).editions_folder / "morning.html"
    with edition(project) as connection:
        page = render(connection)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise NightdeskError(f"{path} cannot be written: {error.strerror}") from None
    print(path)


def render(connection: duckdb.DuckDBPyConnection) -> str:
    """The page as HTML; every text from articles is escaped by the template."""
    parts = {name: _rows(connection, f"editions/morning_{name}") for name in _PARTS}
    parts["rejections"] = _rows(connection, "editions/status_rejections")
    slots = [list(rows) for _, rows in itertools.groupby(parts["contested"], key=lambda row: row["slot_id"])]
    environment = Environment(
        loader=PackageLoader("nightdesk.flows", "templates"), autoescape=select_autoescape(default=True)
    )
    template = environment.get_template("morning.html.j2")
    return template.render(**{**parts, "edition": parts["edition"][0], "counts": parts["counts"][0], "slots": slots})


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    result = connection.execute(statement(name))
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
