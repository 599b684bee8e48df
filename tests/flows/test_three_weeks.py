"""Three weeks of nights with a faked clock: outages, summer time, a failure in every stage, a source that dries up.

Each night's accounting is exact, each edition is right, and nobody does anything by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from night_support import working_file_of

from nightdesk.flows.commands.nights import night
from nightdesk.flows.errors import DiskFull, NightDone
from nightdesk.flows.run import Run, RunReport, StageReport
from nightdesk.warehouse import migrate
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.logical_hash import CLOCK_COLUMNS, logical_hash

pytestmark = pytest.mark.bench

ZONE = "Europe/London"  # its clocks go forward on 29 March 2026
ALL = [date(2026, 3, 16) + timedelta(days=number) for number in range(21)]
OFF = {date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 27)}  # the machine has no power
DRY = set(ALL[8:16])  # the Ledger brings nothing
BROKEN = {
    date(2026, 3, 17): "collect",
    date(2026, 3, 19): "clean",
    date(2026, 3, 23): "group",
    date(2026, 3, 25): "extract",
    date(2026, 3, 30): "reconcile",
    date(2026, 4, 1): "publish",
}
UPDATED = date(2026, 3, 26)
STORY = (
    "The ferry {name} left Saltholm harbour on {day} with {number} passengers, the port office said. "
    "Her captain, Ines Varga, told reporters that the crossing took {minutes} minutes longer than usual. "
    "The island council will discuss the timetable of the {name} when it meets again in the town hall."
)
NAMES = ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse")


def due(day: date) -> datetime:
    """Half past one, local: a time that does not exist on 29 March."""
    return datetime(day.year, day.month, day.day, 1, 30, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def publish_news(project: Path, day: date) -> None:
    """What appeared during one day."""
    number = (day - ALL[0]).days
    for outlet in ("gazette", "ledger"):
        if outlet == "ledger" and day in DRY:
            continue
        name = NAMES[(number + len(outlet)) % len(NAMES)]
        text = STORY.format(name=name, day=f"{day:%A %d %B}", number=40 + 3 * number, minutes=10 + len(outlet) + number)
        folder = project / outlet
        folder.mkdir(exist_ok=True)
        (folder / f"{day}.txt").write_text(f"The {name} sails on {day:%d %B}, {outlet}\n\n{text}\n", encoding="utf-8")


def make_project(folder: Path) -> None:
    folder.mkdir()
    blocks = [
        f'[[sources]]\nid = "{name}"\nkind = "folder"\npath = "{name}"\nmin_articles_per_day = 0.5\n'
        for name in ("gazette", "ledger")
    ]
    (folder / "sources.toml").write_text("\n".join(blocks), encoding="utf-8")
    settings = f'time_zone = "{ZONE}"\nschedule = "30 1 * * *"\nexecutor = "process:1"\nkeep_editions = 100\n'
    (folder / "settings.toml").write_text(settings, encoding="utf-8")


@contextmanager
def broken(stage: str | None) -> Iterator[None]:
    """The disk is full when a stage comes to its end: what it stored before stays stored."""

    def fails(self: Run, name: str, *rest: Any) -> StageReport:
        if name == stage:
            raise OSError(28, "no space left on device")
        return account(self, name, *rest)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "no space left on device")

    account = Run.account
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Run, "account", fails)
        if stage == "publish":
            patch.setattr("nightdesk.flows.publishing.publish_edition", full)
        yield


@contextmanager
def program_of(day: date) -> Iterator[None]:
    """From one day on the program is newer: it brings a migration."""
    steps = migrate.known_migrations()
    if day >= UPDATED:
        steps.append(
            migrate.Migration(9999, "9999_add_test_column", "alter table ops.runs add column of_a_test varchar")
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "known_migrations", lambda: steps)
        yield


def start(project: Path, moment: datetime) -> RunReport | None:
    """One scheduled start; None where it has nothing to do."""
    try:
        return night(project, "plain", None, now=moment, scheduled=True)
    except NightDone:
        return None


def three_weeks(project: Path, *, is_disturbed: bool) -> list[date]:
    """Lives through them and returns the days whose night published."""
    make_project(project)
    published = []
    for day in ALL:
        publish_news(project, day)
        if is_disturbed and day in OFF:
            continue
        with program_of(day), broken(BROKEN.get(day) if is_disturbed else None):
            try:
                report = start(project, due(day))
            except DiskFull:
                continue
            assert report is not None
            published.append(day)
            # the clock goes back, or a timer fires again
            assert not is_disturbed or start(project, due(day) + timedelta(hours=1)) is None
    return published


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The disturbed life, then the quiet one at the same place: paths are part of ids."""
    folder = tmp_path_factory.mktemp("weeks") / "desk"
    three_weeks(folder, is_disturbed=False)
    folder.rename(folder.with_name("quiet"))
    assert three_weeks(folder, is_disturbed=True) == [day for day in ALL if day not in OFF and day not in BROKEN]
    return folder


def editions(project: Path, query: str) -> dict[date, Any]:
    """{night: what the query gives} for every edition."""
    found = {}
    for path in sorted((project / "editions").glob("2*.duckdb")):
        with open_edition(path) as edition:
            ((night,),) = edition.execute("select night from edition").fetchall()
            found[night] = edition.execute(query).fetchall()
    return found


def files_until(day: date) -> int:
    return sum(1 if each in DRY else 2 for each in ALL if each <= day)


def test_every_edition_holds_what_was_published_until_its_night(project: Path) -> None:
    counts = editions(project, "select article_count from edition")
    assert counts == {day: [(files_until(day),)] for day in ALL if day not in OFF and day not in BROKEN}


def test_every_night_accounts_for_every_item(project: Path) -> None:
    wrong = "select count(*) from stage_reports where seen != stored + unchanged + rejected + skipped"
    assert set(map(str, editions(project, wrong).values())) == {"[(0,)]"}
    seen = """select sum(seen) from stage_reports
        where stage = 'collect' and run_id = (select run_id from edition)"""
    assert all(total == [(files_until(night),)] for night, total in editions(project, seen).items())


def test_nights_after_an_outage_or_a_failure_say_what_they_stand_for(project: Path) -> None:
    missed = {night: count for night, ((count,),) in editions(project, "select missed_nights from edition").items()}
    expected = {day + timedelta(days=1): 1 for day in BROKEN} | {date(2026, 3, 28): 1}
    del expected[date(2026, 3, 20)]  # the power went after a night that had failed
    expected[date(2026, 3, 22)] = 3
    assert {night: count for night, count in missed.items() if count} == expected


def test_a_source_that_dries_up_is_told_of_until_it_is_back(project: Path) -> None:
    dry = editions(project, "select failing_rows from edition_checks where check_name = 'dry_sources'")
    warned = [night for night, ((rows,),) in dry.items() if rows]
    assert date(2026, 3, 31) in warned
    assert min(warned) > min(DRY)
    assert max(warned) < ALL[-1]


def test_in_the_end_texts_and_facts_are_those_of_a_life_without_disturbance(project: Path) -> None:
    # not memberships: links weigh words by what was known on the night an article came, which an outage makes another
    tables = ("staging.article_versions", "facts.quotes", "facts.quantities", "facts.mentions")
    ignored = CLOCK_COLUMNS | {"known_from", "known_until", "first_run_seq", "warc_file"}
    hashes = []
    for folder in (project, project.with_name("quiet")):
        with program_of(ALL[-1]), working_file_of(folder) as connection:
            hashes.append(logical_hash(connection, tables, ignored))
    assert hashes[0] == hashes[1]
