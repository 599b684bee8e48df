"""Three weeks of nights with a faked clock: outages, summer time, a failure in every stage, a source that dries up.

Each night's accounting is exact, each edition is right, and nobody does anything by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from night_support import working_file_of

from nightdesk.flows.cli.nights import night
from nightdesk.flows.errors import DiskFull, NightDone
from nightdesk.flows.reprocess import reprocess
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.run.processes import ProcessExecutor
from nightdesk.flows.run.report import RunReport, StageReport
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
EVENTS = (
    "The ferry {name} left Saltholm harbour with {number} passengers after a fault in her engine, the port said. "
    "Her captain, Ines Varga, told reporters that divers had cut a rope from the propeller before the crossing began.",
    "Frost killed the blossom of {number} apple trees in the orchards above {name}, the valley's growers reported. "
    "Candles burned between the rows all night, said the farmer Otto Lindqvist, but the wind blew most of them out.",
    "Thieves took {number} silver coins from the museum of {name} while a school class waited outside, police said. "
    "The curator, Mara Oduya, believes that somebody had copied the key of the cabinet long before the robbery.",
    "The chess club of {name} lost its final by {number} points to a team of pensioners from the mainland. "
    "Its president, Pavel Hoang, blamed a broken clock and asked the federation to look at the last game once more.",
    "A burst main left {number} households of {name} without water, and the bakers baked with bottles from the shops. "
    "The engineer Lucia Brandt said the pipe had been laid by her grandfather and would now be replaced by plastic.",
)
RETOLD = (
    "Engine trouble held back a sailing from Saltholm. Divers freed the screw of the {name}, on whose decks {number} "
    "people waited, and Ines Varga, who commands her, steamed off into the evening somewhat later than announced.",
    "Growers count their losses over {name}: the cold spell spoiled {number} trees in flower. Otto Lindqvist lit "
    "lights along his apples until dawn, to little avail, because a gale from the north put them out again.",
    "Silver is missing in {name}. As pupils queued downstairs, {number} pieces went from a locked case of the museum; "
    "Mara Oduya, its keeper, suspects a second key, and detectives are asking every locksmith of the county.",
    "Pensioners from across the strait beat {name} at chess, {number} points ahead at the end. A faulty timer decided "
    "it, complains Pavel Hoang on behalf of the losers, who would like to see the deciding game annulled.",
    "No water ran in {number} homes at {name} since an old main gave way. Plastic will take the place of the iron "
    "that her own grandfather put into the ground, promised Lucia Brandt, the engineer in charge of the repair.",
)
NAMES = ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse")
PAGE = (
    '<html lang="en"><head><title>{title}</title><meta property="article:published_time" content="{at}"></head>'
    "<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
)


def due(day: date) -> datetime:
    """Half past one, local: a time that does not exist on 29 March."""
    return datetime(day.year, day.month, day.day, 1, 30, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def publish_news(project: Path, day: date) -> None:
    """What appeared during one day: one event; every other day the Ledger prints the Gazette's words as they are."""
    number = (day - ALL[0]).days
    told = EVENTS[number % len(EVENTS)], (EVENTS, RETOLD)[number % 2][number % len(EVENTS)]
    for hour, (outlet, text) in enumerate(zip(("gazette", "ledger"), told, strict=True)):
        if outlet == "ledger" and day in DRY:
            continue
        folder = project / outlet
        folder.mkdir(exist_ok=True)
        told_text = text.format(name=NAMES[number % len(NAMES)], number=40 + 3 * number)
        title, at = f"The {outlet} on {day:%d %B}", datetime.combine(day, time(hour), UTC).isoformat()
        (folder / f"{day}.html").write_text(PAGE.format(title=title, at=at, text=told_text), encoding="utf-8")


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
            patch.setattr("nightdesk.flows.stages.publishing.publish_edition", full)
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


class KeptWorkers(ProcessExecutor):
    """Workers that outlive a run: to start them takes longer than such a small night."""

    def close(self) -> None:
        pass

    def end(self) -> None:
        super().close()


@pytest.fixture(scope="module", autouse=True)
def workers() -> Iterator[None]:
    """One worker for all the nights."""
    kept = KeptWorkers(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nightdesk.flows.run.lifecycle.executor_for", lambda _setting: kept)
        yield
    kept.end()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The quiet life, then the disturbed one at the same place: paths are part of ids."""
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


def test_what_a_failed_stage_stored_or_left_is_dealt_with_once(project: Path) -> None:
    """A stage that failed has no accounting of its own; every capture has one cleaning, every version its facts."""
    with program_of(ALL[-1]), working_file_of(project) as connection:
        tables = ("raw.captures", "staging.cleanings", "staging.article_versions", "facts.extractions")
        counts = [connection.execute(f"select count(*) from {table}").fetchall() for table in tables]
    assert counts == [[(files_until(ALL[-1]),)]] * len(tables)


def in_the_end(project: Path) -> tuple[dict[str, str], dict[tuple[str, str], float]]:
    """(hashes of what was found, scores of the links) when the three weeks are over."""
    tables = ("staging.article_versions", "stories.links", "stories.memberships")
    tables += ("facts.quotes", "facts.quantities", "facts.mentions", "facts.questions")
    ignored = CLOCK_COLUMNS | {"known_from", "known_until", "first_run_seq", "score"}
    with program_of(ALL[-1]), working_file_of(project) as connection:
        links = connection.execute("select article_id_a, article_id_b, score from stories.links").fetchall()
        return logical_hash(connection, tables, ignored), {(a, b): score for a, b, score in links}


def test_in_the_end_all_that_was_found_is_as_in_a_life_without_disturbance(project: Path) -> None:
    """But for the score of a link: it weighs words by what the archive held on the night that its articles came in."""
    (found, scores), (expected, expected_scores) = in_the_end(project), in_the_end(project.with_name("quiet"))
    assert found == expected
    assert scores == pytest.approx(expected_scores, abs=0.01)


def test_grouped_anew_both_lives_give_the_same_links_to_the_last_digit(project: Path) -> None:
    scores = []
    for folder in (project, project.with_name("quiet")):
        with program_of(ALL[-1]):
            reprocess.fn(folder, "group", now=due(ALL[-1]))
        scores.append(in_the_end(folder))
    assert scores[0] == scores[1]
