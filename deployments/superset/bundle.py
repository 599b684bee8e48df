"""Makes the bundle that Superset imports: connection, datasets with every column's sentence, charts, a dashboard.

    python bundle.py /srv/nightdesk/desk/editions/current.duckdb nightdesk.zip

What the charts show is in charts.toml; the datasets come from the edition's own data dictionary. Keys are made from
names, so importing again brings everything up to date and doubles nothing.
"""

from __future__ import annotations

import json
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import duckdb

DATABASE = "Nightdesk"
DASHBOARD = "Morning edition"
NAMESPACE = UUID("6f0f2d0c-6b0e-4f57-9d3e-5b8f6a1c2e90")
VERSION = "1.0.0"  # of Superset's export format
CHARTS = Path(__file__).with_name("charts.toml")
COLUMNS = """
    select column_name, column_type, description from marts.data_dictionary where table_name = $1 order by position
"""
VIZ_TYPES = {"table": "table", "bar": "echarts_timeseries_bar", "line": "echarts_timeseries_line"}

Json = dict[str, Any]


def key(kind: str, name: str) -> str:
    """The stable key of a thing."""
    return str(uuid5(NAMESPACE, f"{kind} {name}"))


def documents(edition: Path) -> Iterator[tuple[str, Json]]:
    """(path in the bundle, document) of everything."""
    charts = tomllib.loads(CHARTS.read_text(encoding="utf-8"))["charts"]
    yield "metadata.yaml", {"version": VERSION, "type": "Dashboard", "timestamp": "2026-11-01T00:00:00+00:00"}
    yield f"databases/{DATABASE}.yaml", _database(edition)
    with duckdb.connect(str(edition), read_only=True) as connection:
        for table in sorted({chart["table"] for chart in charts}):
            yield f"datasets/{DATABASE}/{table}.yaml", _dataset(connection, table)
    for chart in charts:
        yield f"charts/{chart['name'].replace(' ', '_')}.yaml", _chart(chart)
    yield "dashboards/Morning_edition.yaml", _dashboard(charts)


def _database(edition: Path) -> Json:
    """Read-only: a connection that may write would hold up nobody's night, but could not be opened beside another."""
    extra = {"engine_params": {"connect_args": {"read_only": True}}, "allows_virtual_table_explore": True}
    return {
        "database_name": DATABASE,
        "sqlalchemy_uri": f"duckdb:///{edition.resolve()}",
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "extra": extra,
        "uuid": key("database", DATABASE),
        "version": VERSION,
    }


def _dataset(connection: duckdb.DuckDBPyConnection, table: str) -> Json:
    columns = [
        {
            "column_name": name,
            "type": type_,
            "description": description,
            "is_dttm": type_ in ("DATE", "TIMESTAMP"),
            "groupby": True,
            "filterable": True,
        }
        for name, type_, description in connection.execute(
            COLUMNS,
            [table],
        ).fetchall()
    ]
    row = connection.execute(
        "select any_value(table_description) from marts.data_dictionary where table_name = $1", [table]
    ).fetchone()
    return {
        "table_name": table,
        "schema": "marts",
        "description": row[0] if row else None,
        "columns": columns,
        "metrics": [],
        "database_uuid": key("database", DATABASE),
        "uuid": key("dataset", table),
        "version": VERSION,
    }


def _chart(chart: Json) -> Json:
    viz_type = VIZ_TYPES[chart["kind"]]
    shown: Json = {"query_mode": "raw", "all_columns": chart["show"], "show_cell_bars": False}
    if chart["kind"] != "table":
        shown = {"x_axis": chart["by"], "metrics": [_sum(column) for column in chart["show"]], "show_legend": True}
    if chart["kind"] == "bar":
        shown |= {"orientation": "horizontal", "x_axis_sort": _label(chart["show"][0]), "x_axis_sort_asc": True}
    if chart["kind"] == "line":
        shown |= {"time_grain_sqla": "P1D"}
    return {
        "slice_name": chart["name"],
        "viz_type": viz_type,
        "params": {"viz_type": viz_type, "row_limit": 1000, **shown},
        "dataset_uuid": key("dataset", chart["table"]),
        "uuid": key("chart", chart["name"]),
        "version": VERSION,
    }


def _sum(column: str) -> Json:
    return {
        "expressionType": "SIMPLE",
        "column": {"column_name": column, "type": "BIGINT"},
        "aggregate": "SUM",
        "label": _label(column),
        "optionName": f"metric_{column}",
    }


def _label(column: str) -> str:
    return column.replace("_", " ")


def _dashboard(charts: list[Json]) -> Json:
    position: Json = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": DASHBOARD}},
    }
    rows: list[str] = []
    room = 0
    for number, chart in enumerate(charts, start=1):
        if chart["width"] > room:
            rows.append(f"ROW-{len(rows)}")
            position[rows[-1]] = _node(
                "ROW", rows[-1], ["ROOT_ID", "GRID_ID"], {"background": "BACKGROUND_TRANSPARENT"}
            )
            room = 12
        room -= chart["width"]
        place = f"CHART-{number}"
        position[rows[-1]]["children"].append(place)
        meta = {"chartId": number, "uuid": key("chart", chart["name"]), "sliceName": chart["name"]}
        meta |= {"width": chart["width"], "height": chart["height"]}
        position[place] = _node("CHART", place, ["ROOT_ID", "GRID_ID", rows[-1]], meta)
    position["GRID_ID"] = {"type": "GRID", "id": "GRID_ID", "children": rows, "parents": ["ROOT_ID"]}
    return {
        "dashboard_title": DASHBOARD,
        "slug": "morning-edition",
        "published": True,
        "position": position,
        "metadata": {"refresh_frequency": 0},
        "uuid": key("dashboard", DASHBOARD),
        "version": VERSION,
    }


def _node(type_: str, id_: str, parents: list[str], meta: Json) -> Json:
    return {"type": type_, "id": id_, "children": [], "parents": parents, "meta": meta}


def write_bundle(edition: Path, bundle: Path) -> None:
    """Writes the zip; its documents are JSON, which every YAML reader reads."""
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as file:
        for name, document in documents(edition):
            file.writestr(f"nightdesk/{name}", json.dumps(document, indent=1, ensure_ascii=False))


def main(arguments: list[str]) -> int:
    """Runs as told and returns the exit code."""
    if len(arguments) != 2:
        print(f"usage: {(__doc__ or '').splitlines()[2].strip()}", file=sys.stderr)
        return 2
    edition, bundle = map(Path, arguments)
    if not edition.is_file():
        print(f"bundle: {edition} is not there", file=sys.stderr)
        return 1
    write_bundle(edition, bundle)
    print(f"{bundle} written; import it with: superset import-dashboards --path {bundle} --username admin")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
