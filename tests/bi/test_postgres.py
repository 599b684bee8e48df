"""PostgreSQL for real: all or nothing, keys and comments, readers that keep a transaction open, rights that stay."""

from __future__ import annotations

import re
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.targets.postgres import TargetRefused, publish_to_postgres
from nightdesk.warehouse.targets.source import open_source

README = (Path(__file__).parents[2] / "warehouse" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.+?)```", README, re.DOTALL)
DUCKDB_ONLY = re.compile(r"median\(|\bas_of\(|\bsearch\(|contains\(|group by all")


def publish(edition: Path, dsn: str, with_texts: bool = True) -> dict[str, int]:
    with open_source(edition, with_texts) as source:
        return publish_to_postgres(source, dsn)


def psql(dsn: str, query: str, user: str | None = None) -> str:
    dsn = re.sub(r"user=\w+", f"user={user}", dsn) if user else dsn
    result = subprocess.run(["psql", dsn, "-AtXqc", query], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """A database of its own with a role that may only read."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database desk")
        connection.execute("create role analyst login")
    dsn = postgres.replace("dbname=postgres", "dbname=desk")
    yield dsn
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("drop database desk with (force)")
        connection.execute("drop role analyst")


def answers(connection: Any, query: str) -> list[tuple[Any, ...]]:
    """Rows in an order of their own, so that ties in the query's order do not matter; exact numerics as floats."""
    rows = connection.execute(query).fetchall()
    return sorted((tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in rows), key=repr)


def test_another_user_reads_it_with_psql_and_still_can_after_the_next_edition(
    editions: list[Path], database: str
) -> None:
    counts = publish(editions[0], database)
    psql(database, "grant usage on schema marts to analyst; grant select on all tables in schema marts to analyst")
    assert psql(database, "select count(*) from marts.articles", "analyst") == str(counts["articles"])
    publish(editions[1], database)
    assert psql(database, "select edition_id from marts.edition", "analyst") == editions[1].stem
    assert psql(database, "select nspname from pg_namespace where nspname like 'marts%'") == "marts"


def test_keys_and_comments_arrive(editions: list[Path], database: str) -> None:
    publish(editions[0], database)
    with psycopg.connect(database) as connection:
        tables = "select count(*) from pg_tables where schemaname = 'marts'"
        keys = "select count(*) from pg_constraint where contype = 'p' and connamespace = 'marts'::regnamespace"
        assert answers(connection, tables) == answers(connection, keys)
        bare = """select attrelid::regclass, attname from pg_attribute
            inner join pg_class on attrelid = pg_class.oid
            where relnamespace = 'marts'::regnamespace and relkind = 'r' and attnum > 0
            and coalesce(col_description(attrelid, attnum), '') = ''"""
        assert answers(connection, bare) == []


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read"])
def test_a_new_edition_waits_for_no_reader_and_shows_none_an_empty_table(
    editions: list[Path], database: str, isolation: str
) -> None:
    """A reader's transaction stays open over two publications; every statement of it finds a whole edition."""
    counts = publish(editions[0], database)
    with psycopg.connect(database) as reader:
        reader.execute(f"set transaction isolation level {isolation}")
        assert answers(reader, "select count(*) from marts.articles") == [(counts["articles"],)]
        for edition in editions[1:3]:
            newer = publish(edition, database)
            assert answers(reader, "select count(*) from marts.articles") == [(newer["articles"],)]
        assert psql(database, "select count(*) from pg_namespace where nspname like 'marts_old_%'") == "2"
    publish(editions[0], database)
    assert psql(database, "select count(*) from pg_namespace where nspname like 'marts_old_%'") == "0"


def test_readers_without_pause_see_no_error_and_no_mixture(editions: list[Path], database: str) -> None:
    counts = {edition.stem: publish(edition, database)["articles"] for edition in editions}
    stopped, seen, errors = threading.Event(), [], []
    query = "select edition_id, article_count, (select count(*) from marts.articles) from marts.edition"

    def read() -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            while not stopped.is_set():
                try:
                    seen.extend(connection.execute(query).fetchall())
                except psycopg.Error as error:
                    errors.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(20):
        publish(editions[number % len(editions)], database)
    stopped.set()
    reader.join()
    print(f"PostgreSQL: 20 publications, {len(seen)} reads, {len(errors)} errors")
    assert errors == []
    assert {(edition_id, total) for edition_id, _, total in seen} <= set(counts.items())
    assert len(seen) > 100


def test_the_same_question_has_the_same_answer(editions: list[Path], database: str) -> None:
    """Every example of the README that is no DuckDB dialect gives the same rows."""
    publish(editions[-1], database)
    portable = [example for example in EXAMPLES if not DUCKDB_ONLY.search(example)]
    with open_edition(editions[-1]) as edition, psycopg.connect(database, autocommit=True) as connection:
        connection.execute("set search_path = marts")
        for example in portable:
            assert answers(connection, example) == answers(edition, example), example
    print(f"PostgreSQL: {len(portable)} of {len(EXAMPLES)} examples give the same rows")


def test_metabase_s_questions_have_the_same_answers(editions: list[Path], database: str, repository: Path) -> None:
    publish(editions[-1], database)
    cards = tomllib.loads((repository / "deployments/metabase/cards.toml").read_text(encoding="utf-8"))["cards"]
    with open_edition(editions[-1]) as edition, psycopg.connect(database, autocommit=True) as connection:
        for card in cards:
            assert answers(connection, card["sql"]) == answers(edition, card["sql"]), card["name"]


def test_the_rights_prepared_for_the_first_edition_are_handed_on(
    editions: list[Path], database: str, repository: Path
) -> None:
    """What the compose file's first start runs lets its analyst read from the first publication on."""
    script = (repository / "deployments/metabase/first_start.sh").read_text(encoding="utf-8")
    prepared = [line for line in script.splitlines() if re.match(r"(create|comment on|grant .*) schema marts", line)]
    assert len(prepared) == 3
    psql(database, "".join(prepared))
    publish(editions[0], database)
    assert psql(database, "select edition_id from marts.edition", "analyst") == editions[0].stem


def test_what_is_not_ours_is_left_alone(editions: list[Path], database: str) -> None:
    psql(database, "create schema marts; create table marts.orders (id int)")
    with pytest.raises(TargetRefused, match="no Nightdesk edition"):
        publish(editions[0], database)
    assert psql(database, "select count(*) from marts.orders") == "0"


def test_a_view_on_the_tables_is_named_and_nothing_changes(editions: list[Path], database: str) -> None:
    publish(editions[0], database)
    psql(database, "create view public.mine as select title from marts.articles")
    with pytest.raises(TargetRefused, match=r"depend on .*: mine"):
        publish(editions[1], database)
    assert psql(database, "select edition_id from marts.edition") == editions[0].stem


def test_texts_leave_only_when_told_to(editions: list[Path], database: str) -> None:
    publish(editions[0], database, with_texts=False)
    assert psql(database, "select to_regclass('marts.article_texts') is null") == "t"
    assert psql(database, "select count(*) from marts.data_dictionary where table_name = 'article_texts'") == "0"


def test_a_failure_on_the_way_changes_nothing(
    editions: list[Path], database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The count of the last table is wrong: the old edition stays, and no half of the new one."""
    publish(editions[0], database)
    with open_source(editions[1], True) as source:
        monkeypatch.setattr("nightdesk.warehouse.targets.postgres._copy", _copies_nothing_of("utterances"))
        with pytest.raises(TargetRefused, match="utterances: 0 rows arrived of"):
            publish_to_postgres(source, database)
    assert psql(database, "select edition_id from marts.edition") == editions[0].stem
    assert psql(database, "select nspname from pg_namespace where nspname like 'marts%'") == "marts"


def _copies_nothing_of(left_out: str) -> Any:
    from nightdesk.warehouse.targets import postgres

    copy = postgres._copy

    def short(connection: Any, source: Any, table: Any) -> None:
        if table.name != left_out:
            copy(connection, source, table)

    return short
