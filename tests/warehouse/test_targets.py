"""Editions as files: the same rows as Parquet and as CSV, cells without formulas, texts only when told to."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.marts import build_marts, edition_models, marts
from nightdesk.warehouse.publishing.publish import publish_edition
from nightdesk.warehouse.sql import sql_files, statement
from nightdesk.warehouse.targets.files import Format, write_files
from nightdesk.warehouse.targets.source import open_source

NIGHT = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)
README = (Path(__file__).parents[2] / "warehouse" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.+?)```", README, re.DOTALL)


@pytest.fixture
def edition(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:
    """The small warehouse, published; one headline begins like a formula."""
    warehouse.execute("update staging.article_versions set title = '=HYPERLINK(1)' where article_id = 'trees'")
    return publish(warehouse, tmp_path, 1)


def publish(warehouse: duckdb.DuckDBPyConnection, folder: Path, number: int) -> Path:
    build_marts(warehouse)
    return publish_edition(warehouse, folder / "editions", f"e{number}", NIGHT + timedelta(days=number), keep=9).path


def write(edition: Path, folder: Path, format_: Format = "parquet", with_texts: bool = True) -> dict[str, int]:
    with open_source(edition, with_texts) as source:
        return write_files(source, folder, format_)


def test_parquet_holds_the_same_rows(edition: Path, tmp_path: Path) -> None:
    counts = write(edition, tmp_path / "out")
    assert set(counts) == {model.table for model in (*marts(), *edition_models())}
    with open_edition(edition) as original:
        for table, count in counts.items():
            copied = duckdb.read_parquet(str(tmp_path / "out" / "current" / f"{table}.parquet"))
            rows = original.table(table)
            assert (copied.columns, copied.types) == (rows.columns, rows.types), table
            assert copied.fetchall() == rows.fetchall()
            assert len(rows) == count


def test_the_examples_of_the_readme_give_the_same_rows_over_parquet(edition: Path, tmp_path: Path) -> None:
    """With a view over each file and the shorthands, every question has the same answer."""
    counts = write(edition, tmp_path / "out")
    with duckdb.connect() as files, open_edition(edition) as original:
        files.execute("create schema marts; set search_path = 'marts'")
        for table in counts:
            file = tmp_path / "out" / "current" / f"{table}.parquet"
            files.execute(f"create view marts.{table} as from read_parquet('{file}')")
        for _, macro in sql_files("macros"):
            files.execute(macro)
        for example in EXAMPLES:
            same = [sorted(db.execute(example).fetchall(), key=repr) for db in (files, original)]
            assert same[0] == same[1], example


def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(edition: Path, tmp_path: Path) -> None:
    write(edition, tmp_path / "out", "csv")
    with (tmp_path / "out" / "current" / "articles.csv").open(newline="", encoding="utf-8") as file:
        titles = {row["article_id"]: row["title"] for row in csv.DictReader(file)}
    assert titles["trees"] == "'=HYPERLINK(1)"
    assert titles["ferry"] == "Ferry strikes barge on Lake Ardo"
    for path in (tmp_path / "out" / "current").iterdir():
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if re.match(r"[=+@\t\r\n]|-(?![\d.]+$)", cell)] == [], path.name


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])
def test_whatever_begins_a_formula_gets_an_apostrophe(cell: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(statement("targets/inert"))
        row = connection.execute("select inert($1), inert('x' || $1), inert(null), inert('')", [cell]).fetchone()
        assert row == (f"'{cell}", f"x{cell}", None, "")


def test_texts_leave_only_when_told_to(edition: Path, tmp_path: Path) -> None:
    """Without them neither the file nor its lines in the dictionary are written."""
    counts = write(edition, tmp_path / "out", with_texts=False)
    assert not (tmp_path / "out" / "current" / "article_texts.parquet").exists()
    dictionary = duckdb.read_parquet(str(tmp_path / "out" / "current" / "data_dictionary.parquet"))
    assert {row[0] for row in dictionary.project("table_name").fetchall()} == set(counts)
    write(edition, tmp_path / "out")
    assert (tmp_path / "out" / "current" / "article_texts.parquet").exists()
    write(edition, tmp_path / "out", with_texts=False)
    assert not (tmp_path / "out" / "current" / "article_texts.parquet").exists()


def test_current_changes_in_one_step_and_the_edition_before_stays(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "mine").mkdir(parents=True)
    edition = publish(warehouse, tmp_path, 1)
    for number in range(1, 5):
        with open_source(edition, True) as source:
            source.edition_id = f"e{number}"
            write_files(source, out, "parquet")
        assert (out / "current").resolve().name == f"e{number}"
    assert sorted(path.name for path in out.iterdir()) == ["current", "e3", "e4", "mine"]


def test_a_failure_leaves_the_files_of_yesterday(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write(publish(warehouse, tmp_path, 1), out)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    second = tmp_path / "editions" / "e1.duckdb"
    with open_source(second, True) as source:
        source.edition_id = "e2"
        with pytest.raises(OSError, match="No space left"):
            write_files(source, out, "parquet")
    assert sorted(path.name for path in out.iterdir()) == ["current", "e1"]
    assert (out / "current").resolve().name == "e1"
