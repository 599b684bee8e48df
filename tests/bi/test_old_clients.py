"""Editions open in the DuckDB inside today's and yesterday's tools: tables, comments, macros."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

VERSIONS = ("1.2.2", "1.3.2", "1.4.4", "1.5.5", "2.0.0")

ASK = """
import json, sys, duckdb
edition = duckdb.connect(sys.argv[1], read_only=True)

def ask(query):
    return edition.execute(query).fetchall()

tables = [name for name, in ask("select table_name from duckdb_tables() where schema_name = 'marts'")]
calls = {
    "story": "'ferry'",
    "search": "'river fund'",
    "who_said": "'the'",
    "said_by": "'Solmarr'",
    "as_of": "'2026-03-11 12:00'",
    "figures_of": "(select min(story_id) from marts.contested_figures)",
}
print(json.dumps({
    "version": duckdb.__version__,
    "counts": {name: ask(f"select count(*) from marts.{name}")[0][0] for name in tables},
    "read": {name: len(ask(f"select * from marts.{name}")) for name in tables},
    "uncommented": ask("select column_name from duckdb_columns() where schema_name = 'marts' and comment is null"),
    "calls": {name: len(ask(f"from marts.{name}({argument})")) for name, argument in calls.items()},
}))
"""


@pytest.mark.parametrize("version", VERSIONS)
def test_an_edition_opens_in(version: str, venvs: Path, editions: list[Path]) -> None:
    """Every table is read whole, every column has its sentence, every shorthand finds rows."""
    python = venvs / f"duckdb-{version}" / "bin" / "python"
    if not python.exists():
        pytest.skip(f"needs {python}: make bi-test makes it")
    result = subprocess.run([python, "-c", ASK, editions[-1]], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["version"] == version
    assert found["counts"] == found["read"]
    assert found["counts"]["articles"] > 30
    assert found["uncommented"] == []
    assert min(found["calls"].values()) > 0, found["calls"]
    print(f"duckdb {version}: {len(found['counts'])} tables, {sum(found['counts'].values())} rows, {found['calls']}")
