"""Editions: all or nothing, readable while the next one is made, and revocable."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.logical_hash import logical_hash
from nightdesk.warehouse.publishing import writing
from nightdesk.warehouse.publishing.checks import ChecksFailed
from nightdesk.warehouse.publishing.marts import build_marts, edition_models, marts, remember_build
from nightdesk.warehouse.publishing.publish import (
    Edition,
    UnknownEdition,
    list_editions,
    publish_edition,
    put_page,
    rollback,
)

Connection = duckdb.DuckDBPyConnection

NIGHT = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)


@pytest.fixture
def built(warehouse: Connection) -> Connection:
    """The small warehouse with its marts."""
    build_marts(warehouse)
    return warehouse


def publish(connection: Connection, folder: Path, number: int, keep: int = 3) -> Edition:
    return publish_edition(connection, folder, f"e{number}", NIGHT + timedelta(days=number), keep)


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with open_edition(path) as edition:
        return edition.execute(sql).fetchall()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_edition_holds_the_marts_as_read_only_tables(built: Connection, tmp_path: Path) -> None:
    """Every mart and every table about the edition is there, as a table, found by its bare name."""
    edition = publish(built, tmp_path / "editions", 1)
    current = edition.path.with_name("current.duckdb")
    assert files(tmp_path / "editions") == ["current.duckdb", "e1.duckdb"]
    assert stat.S_IMODE(current.stat().st_mode) == 0o444
    assert edition.is_current
    assert edition.size_bytes == current.stat().st_size
    tables = read(current, "select table_name, table_type from information_schema.tables")
    assert set(tables) == {(model.table, "BASE TABLE") for model in (*marts(), *edition_models())}
    assert read(current, "select count(*) from articles") == [(5,)]


def test_edition_says_which_one_it_is(built: Connection, tmp_path: Path) -> None:
    """One row names the edition, when and by what it was made, and what it holds."""
    publish(built, tmp_path, 1)
    found = read(
        tmp_path / "current.duckdb",
        "select edition_id, published_at, article_count, independent_origins, story_count, contested_count, run_id,"
        " withdrawn_count, warning_count from edition",
    )
    assert found == [("e1", datetime(2026, 3, 4, 5, 30), 4, 3, 2, 2, "run-2", 1, 0)]
    assert read(tmp_path / "current.duckdb", "select count(*) > 20, sum(failing_rows) from edition_checks") == [
        (True, 0)
    ]


def test_same_content_gives_the_same_tables(built: Connection, tmp_path: Path) -> None:
    """Two editions of one night differ in nothing but the row that names them."""
    first, second = publish(built, tmp_path, 1), publish(built, tmp_path, 2)
    for model in marts():
        assert read(first.path, f"from {model.table}") == read(second.path, f"from {model.table}")


def test_publishing_again_under_the_same_name_replaces_the_edition(built: Connection, tmp_path: Path) -> None:
    """A rerun of the last stage leaves one edition, whole."""
    publish(built, tmp_path, 1)
    built.execute("delete from ops.rejections")
    build_marts(built)
    assert publish(built, tmp_path, 1).is_current
    assert files(tmp_path) == ["current.duckdb", "e1.duckdb"]
    assert read(tmp_path / "current.duckdb", "select count(*) from rejections") == [(0,)]


def test_failed_check_leaves_yesterdays_edition(built: Connection, tmp_path: Path) -> None:
    """Nothing visible changes, and the error names the rows."""
    publish(built, tmp_path, 1)
    before = {path.name: path.stat() for path in tmp_path.iterdir()}
    built.execute("update ops.stage_reports set seen = seen + 1")
    with pytest.raises(ChecksFailed, match="accounting"):
        publish(built, tmp_path, 2)
    assert {path.name: path.stat() for path in tmp_path.iterdir()} == before


def test_failure_while_writing_leaves_nothing_behind(
    built: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills while the file is made durable costs the new edition only; the next try works."""
    publish(built, tmp_path, 1)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            publish(built, tmp_path, 2)
    assert files(tmp_path) == ["current.duckdb", "e1.duckdb"]
    assert publish(built, tmp_path, 2).is_current


def test_left_over_pieces_of_a_killed_run_do_no_harm(built: Connection, tmp_path: Path) -> None:
    """A half-written file and a stale write-ahead log are swept away, not replayed."""
    for name in (".e1.part", ".e1.part.wal", "e1.duckdb.wal", "current.duckdb.wal", ".current.duckdb.part"):
        (tmp_path / name).write_bytes(b"left over")
    publish(built, tmp_path, 1)
    assert files(tmp_path) == ["current.duckdb", "e1.duckdb"]
    assert read(tmp_path / "current.duckdb", "select edition_id from edition") == [("e1",)]


def test_old_editions_go_and_the_newest_stay(built: Connection, tmp_path: Path) -> None:
    """The list is newest first; the files beyond ``keep`` are removed."""
    for number in range(1, 5):
        publish(built, tmp_path, number, keep=2)
    assert [(edition.edition_id, edition.is_current) for edition in list_editions(tmp_path)] == [
        ("e4", True),
        ("e3", False),
    ]
    assert list_editions(tmp_path)[0].published_at == NIGHT + timedelta(days=4)


def test_rollback_makes_an_older_edition_current(built: Connection, tmp_path: Path) -> None:
    """Back and forth, as often as one likes; the next night publishes on top."""
    for number in (1, 2):
        publish(built, tmp_path, number)
    for edition_id in ("e1", "e1", "e2", "e1"):
        assert rollback(tmp_path, edition_id).is_current
        assert read(tmp_path / "current.duckdb", "select edition_id from edition") == [(edition_id,)]
        assert [edition.edition_id for edition in list_editions(tmp_path) if edition.is_current] == [edition_id]
    assert files(tmp_path) == ["current.duckdb", "e1.duckdb", "e2.duckdb"]
    publish(built, tmp_path, 3)
    assert read(tmp_path / "current.duckdb", "select edition_id from edition") == [("e3",)]


def test_rollback_to_an_unknown_edition_lists_the_known_ones(built: Connection, tmp_path: Path) -> None:
    """The message helps to type the right name."""
    publish(built, tmp_path, 1)
    with pytest.raises(UnknownEdition, match="no edition e9; there are: e1"):
        rollback(tmp_path, "e9")


def test_file_systems_without_links_get_a_copy(
    built: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``current.duckdb`` is then a file of its own, still recognised as the edition it copies."""

    def no_links(self: Path, target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    for number in (1, 2):
        assert publish(built, tmp_path, number).is_current
    assert not (tmp_path / "current.duckdb").samefile(tmp_path / "e2.duckdb")
    assert [edition.edition_id for edition in list_editions(tmp_path) if edition.is_current] == ["e2"]


def test_texts_stay_in_the_house_when_told_to(built: Connection, tmp_path: Path) -> None:
    """An edition without full texts has every other table."""
    publish_edition(built, tmp_path, "e1", NIGHT, 1, with_texts=False)
    tables = {row[0] for row in read(tmp_path / "e1.duckdb", "select distinct table_name from data_dictionary")}
    assert tables == {model.table for model in (*marts(), *edition_models())} - {"article_texts"}


@pytest.mark.parametrize("edition_id", ["", "current", "../e1", "a b", ".hidden", "e1'"])
def test_edition_ids_are_file_names(built: Connection, tmp_path: Path, edition_id: str) -> None:
    """An id that is no plain file name, or the reserved one, is refused before anything happens."""
    with pytest.raises(ValueError, match="not an edition id"):
        publish_edition(built, tmp_path, edition_id, NIGHT, 1)
    assert files(tmp_path) == []


def test_folder_with_an_apostrophe_is_fine(built: Connection, tmp_path: Path) -> None:
    """Paths are quoted."""
    assert publish(built, tmp_path / "editor's desk", 1).is_current


def test_readers_never_see_an_error_or_half_an_edition(built: Connection, tmp_path: Path) -> None:
    """While 10 editions are published, one reader keeps its connection and one process re-opens: no error, no mix."""
    publish(built, tmp_path, 0)
    kept = open_edition(tmp_path / "current.duckdb")
    reader = subprocess.Popen(
        [sys.executable, "-c", _REOPENING_READER, str(tmp_path / "current.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin is not None
    for number in range(1, 11):
        publish(built, tmp_path, number, keep=1)
        assert kept.execute("select edition_id from edition").fetchall() == [("e0",)]
        assert kept.execute("select count(*) from articles").fetchall() == [(5,)]
    kept.close()
    output, _ = reader.communicate("stop\n", timeout=60)
    assert reader.returncode == 0
    seen = output.split()
    assert set(seen) <= {f"e{number}" for number in range(11)}
    assert seen == sorted(seen, key=lambda edition_id: int(edition_id[1:]))
    assert seen[-1] == "e10"


_REOPENING_READER = """
import sys, threading, duckdb
stopped = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stopped.set()), daemon=True).start()
done = False
while not done:
    done = stopped.is_set()
    with duckdb.connect(sys.argv[1], read_only=True) as edition:
        (edition_id, articles), = edition.execute("select edition_id, article_count from marts.edition").fetchall()
        (counted,), = edition.execute("select count(*) from marts.articles where not is_withdrawn").fetchall()
    assert articles == counted
    print(edition_id)
"""


def test_pages_lie_beside_their_editions_and_go_with_them(built: Connection, tmp_path: Path) -> None:
    """The page shown is the current edition's, also after a rollback; an edition without one shows none."""
    shown = tmp_path / "morning.html"
    for number in range(1, 4):
        edition = publish(built, tmp_path, number, keep=2)
        if number > 1:
            assert put_page(edition.path, f"page {number}").read_text() == shown.read_text() == f"page {number}"
    assert files(tmp_path) == ["current.duckdb", "e2.duckdb", "e2.html", "e3.duckdb", "e3.html", "morning.html"]
    rollback(tmp_path, "e2")
    assert shown.read_text() == "page 2"
    (tmp_path / "e3.html").unlink()
    rollback(tmp_path, "e3")
    assert not shown.exists()


def next_edition(connection: Connection, folder: Path, number: int, **how: bool) -> bool:
    """Publishes what a small night changed, remembers it, and tells whether the edition before was copied."""
    built_whole: list[Path] = []
    write_whole = writing._write_whole

    def told(*arguments: Any) -> None:
        built_whole.append(arguments[1])
        write_whole(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_write_whole", told)
        build_marts(connection)
        path = publish_edition(
            connection, folder, f"e{number}", NIGHT + timedelta(days=number), 9, with_texts=how.get("with_texts", True)
        ).path
    remember_build(connection, f"e{number}")
    names = [model.header.model for model in marts() if how.get("with_texts", True) or model.table != "article_texts"]
    with open_edition(path) as edition:
        assert logical_hash(edition, names) == logical_hash(connection, names)
    return not built_whole


def test_an_edition_is_made_from_the_one_before(warehouse: Connection, tmp_path: Path) -> None:
    """Its rows are those of the marts, its tables keep sentences and shorthands, and the edition before stands."""
    assert not next_edition(warehouse, tmp_path, 1)
    before = (tmp_path / "e1.duckdb").read_bytes()
    warehouse.execute("update staging.article_versions set title = title || '!' where article_id = 'trees'")
    assert next_edition(warehouse, tmp_path, 2)
    assert (tmp_path / "e1.duckdb").read_bytes() == before
    current = tmp_path / "current.duckdb"
    assert read(current, "select edition_id from edition") == [("e2",)]
    assert read(current, "select count(*) from articles where title like '%!'") == [(1,)]
    assert read(current, "select count(*) from duckdb_columns() where schema_name = 'marts' and comment is null") == [
        (0,)
    ]
    assert len(read(current, "from search('ferry')")) == len(read(tmp_path / "e1.duckdb", "from search('ferry')")) > 0


def test_an_edition_is_written_whole_where_the_one_before_does_not_serve(warehouse: Connection, tmp_path: Path) -> None:
    """It is gone, has other tables, is of another month, or holds other rows than the marts were left with."""
    next_edition(warehouse, tmp_path, 1)
    (tmp_path / "e1.duckdb").unlink()
    assert not next_edition(warehouse, tmp_path, 2)
    assert not next_edition(warehouse, tmp_path, 3, with_texts=False)
    assert next_edition(warehouse, tmp_path, 4, with_texts=False)
    assert not next_edition(warehouse, tmp_path, 40, with_texts=False)
    path = tmp_path / "e40.duckdb"
    dated = path.stat().st_mtime
    path.chmod(0o644)
    with duckdb.connect(str(path)) as edition:
        edition.execute("delete from marts.quotes")
    os.utime(path, (dated, dated))
    assert not next_edition(warehouse, tmp_path, 41, with_texts=False)
    assert next_edition(warehouse, tmp_path, 42, with_texts=False)
