"""Back-filling: articles from archives stand on the days they belong to, once, and never over something later."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from night_support import edition_of, working_file_of

from nightdesk.flows.backfill import LATER_RULE, backfill
from nightdesk.flows.errors import UsageError
from nightdesk.flows.run.report import RunReport
from nightdesk.warehouse.logical_hash import logical_hash

NOW = datetime(2026, 3, 20, 4, tzinfo=UTC)
BODY = (
    "The ferry Alder left Saltholm harbour at seven on {day} with {number} passengers, the port office said. "
    "Her captain, Ines Varga, told reporters that the crossing took forty minutes longer than usual. "
    "The island council will meet next week to discuss a second boat for the winter months."
)


def write(archive: Path, *rows: tuple[str, str, int]) -> Path:
    """A table of (path, day, passengers)."""
    lines = [
        {
            "url": f"https://www.saltholm-post.example/{path}",
            "title": f"Ferry {path}",
            "text": BODY.format(day=day, number=number),
            "published_at": f"{day}T10:00:00Z",
        }
        for path, day, number in rows
    ]
    archive.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return archive


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    declared = 'id = "post"\nkind = "feed"\nurl = "https://saltholm-post.example/feed.xml"\n'
    (folder / "sources.toml").write_text(f"[[sources]]\n{declared}", encoding="utf-8")
    (folder / "settings.toml").write_text('time_zone = "America/New_York"\nexecutor = "process:1"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(project: Path) -> Path:
    rows = ("b", "2026-03-11", 61), ("a", "2026-03-10", 40), ("old", "2026-02-01", 5)
    return write(project / "archive.jsonl", *rows)


@pytest.fixture(scope="module")
def report(project: Path, archive: Path) -> RunReport:
    return backfill.fn(project, [archive], since=date(2026, 3, 1), now=NOW)


def hashes(project: Path) -> dict[str, str]:
    with working_file_of(project) as connection:
        return logical_hash(connection)


def test_each_day_is_a_run_of_its_own_in_order_with_its_own_clock(project: Path, report: RunReport) -> None:
    with working_file_of(project) as connection:
        nights = connection.execute("select cast(night as varchar), status from ops.runs order by run_seq").fetchall()
        seen = dict(connection.execute("select url[-1], first_seen_at from staging.articles").fetchall())
    assert nights == [("2026-03-10", "done"), ("2026-03-11", "done"), (None, "done")]
    # the last second of the day in New York, which had gone over to summer time
    assert seen == {"a": datetime(2026, 3, 11, 3, 59, 59), "b": datetime(2026, 3, 12, 3, 59, 59)}
    assert report.rejected == 0


def test_articles_belong_to_the_declared_source_of_their_site(project: Path, report: RunReport) -> None:
    with edition_of(project) as ask:
        assert ask("select distinct source_id from articles") == [("post",)]


def test_what_lies_outside_the_days_is_counted_with_its_dates(project: Path, report: RunReport) -> None:
    with edition_of(project) as ask:
        found = ask("select seen, stored, skipped, note from stage_reports where stage = 'survey'")
    assert found == [(3, 2, 1, "outside the days asked for: 1 items from 2026-02-01 to 2026-02-01")]


def test_called_again_it_stores_nothing(project: Path, archive: Path, report: RunReport) -> None:
    before = hashes(project)
    again = backfill.fn(project, [archive], since=date(2026, 3, 1), now=NOW)
    assert {name for name, value in hashes(project).items() if value != before[name]} <= {"marts.edition"}
    assert [stage.total("unchanged") for stage in again.stages if stage.stage == "collect"] == [1, 1]


def test_threads_that_read_leave_the_writers_connection_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor asked of it in another thread made inserts fail or the run wait for ever."""
    makers, cursor = [], duckdb.DuckDBPyConnection.cursor

    def watched(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        makers.append(threading.current_thread())
        return cursor(connection)

    monkeypatch.setattr(duckdb.DuckDBPyConnection, "cursor", watched)
    backfill.fn(tmp_path / "desk", [write(tmp_path / "archive.jsonl", ("a", "2026-03-10", 40))], now=NOW)
    assert set(makers) == {threading.current_thread()}


def test_an_older_text_is_not_put_over_a_later_one(project: Path, report: RunReport) -> None:
    older = write(project / "older.jsonl", ("b", "2026-03-09", 7), ("a", "2026-03-12", 44))
    counts = {stage.stage: stage for stage in backfill.fn(project, [older], now=NOW).stages[1:6]}
    assert counts["collect"].total("skipped") == 1
    assert counts["collect"].counts[0].note == LATER_RULE
    with edition_of(project) as ask:
        versions = ask("select path_or_url[-1], max(version) from article_versions group by all order by all")
    assert versions == [("a", 2), ("b", 1)]


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), "lies after"),
        (date(2025, 1, 1), date(2025, 2, 1), "nothing in the archives is dated from 2025-01-01 to 2025-02-01"),
    ],
)
def test_days_that_cannot_be_are_refused(project: Path, archive: Path, since: date, until: date, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        backfill.fn(project, [archive], since, until, NOW)


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-archive does not exist"):
        backfill.fn(tmp_path, [tmp_path / "no-such-archive"])


@pytest.mark.bench
def test_captures_of_three_nights_give_the_articles_of_the_three_nights(demo_project: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes((demo_project / "sources.toml").read_bytes())
    backfill.fn(tmp_path, [demo_project / "captures"])
    query = "select path_or_url, max(version) from article_versions group by all order by all"
    with edition_of(demo_project) as live, edition_of(tmp_path) as filled:
        assert filled(query) == live(query)
