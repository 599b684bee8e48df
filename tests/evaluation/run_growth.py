"""Times one night of new articles on archives of several sizes: ``python tests/evaluation/run_growth.py [SIZE ...]``.

One invented day of 2,000 articles goes through the stages for real. The archive is that day again and again, one day
earlier each time, with ids, addresses, texts' keys, rare terms and rare names of its own; common ones stay common.
Then the next two days' articles are loaded as two nights. 10,000, 100,000 and 300,000 articles by default (half an
hour, 25 GB of disk); 1,000,000 need some 90 GB. Names get blocks of their own with each day, so what names cost that
look alike is not in it: see run_name_nights.py.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
from newswriter import write_day, write_jsonl
from stage_meter import StageMeter

from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect, extract, group, publish, reconcile
from nightdesk.transforms.reconcile import verdicts
from nightdesk.warehouse.connection import open_edition, open_working
from nightdesk.warehouse.tables import questions

NIGHT = 2_000
FIRST_DAY = datetime(2031, 5, 1, tzinfo=UTC)
STAGES = (collect, clean, group, extract, reconcile, publish)
SIZES = (10_000, 100_000, 300_000)
_SHARED_IDS = ("source_id", "run_id", "edition_id")
_NAMES = ("canonical", "speaker", "actor", "name", "other_name", "entity_name")
_COMMON = 12  # articles of the day that hold a term or a name; what is rarer belongs to one event
_QUERIES = {
    "top stories": "select headline, independent_origins from stories order by article_count desc limit 20",
    "contested": "select * from contested_figures limit 100",
    "one story": "select * from story_timeline where story_id = (select max(story_id) from stories)",
    "who copied whom": "select copy_source, original_source, count(*) from copies group by all",
    "mentions a day": "select day, sum(mention_count) from entity_mentions_daily group by all order by all",
}


def night(project: Path, day: datetime, seed: int = 11) -> StageMeter:
    """What each stage of a night with the articles of one day took, and closing the warehouse."""
    articles = project / f"{day:%Y-%m-%d}.jsonl"
    write_jsonl(articles, write_day(day, NIGHT, seed))
    meter = StageMeter(STAGES)
    with start_run(
        load_project(project), "load", sources_of_paths([articles]), day + timedelta(days=1), "plain", meter
    ) as run:
        for stage in STAGES:
            stage(run)
    meter.take("close")
    return meter


def multiply(working_file: Path, times: int) -> None:
    """Adds the stored day ``times`` more, each one a day earlier than the one before."""
    with closing(open_working(working_file)) as connection:
        connection.execute(
            "create temp table common as select term_key from stories.terms group by all having count(*) > ?",
            [_COMMON],
        )
        connection.execute(
            "create temp table common_names as "
            "select canonical as name from facts.mentions group by all having count(distinct article_id) > ?",
            [_COMMON],
        )
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('raw', 'staging', 'stories', "
            "'facts') and estimated_size > 0 and table_name not in ('sources', 'robots', 'entity_judgements', "
            "'repeated_lines')"
        ).fetchall():
            connection.execute(_again(connection, schema, table), {"times": times})
        connection.execute(
            "update facts.entity_names set mention_count = mention_count * ($times + 1) "
            "where name in (from common_names)",
            {"times": times},
        )
        _reconciled(connection)
        connection.execute("checkpoint")


def _reconciled(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the copied reconciliations those of the copied stories, or the first night would make them all again."""
    pending = questions.pending_stories(connection, verdicts.VERSION, most=sys.maxsize)
    told = pa.table({"id": [story.story_id for story in pending], "now": [story.fingerprint for story in pending]})
    connection.register("told", told)
    connection.execute("update facts.reconciliations set fingerprint = now from told where story_id = id")
    connection.unregister("told")


def _again(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    """The statement that multiplies one table."""
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = ? and table_name = ? "
        "order by column_index",
        [schema, table],
    ).fetchall()
    values = ", ".join(_value(name, kind) for name, kind in columns)
    own = "where name not in (from common_names)" if table in ("entity_names", "name_blocks", "name_matches") else ""
    # by day, as an archive grows: the rows of one day lie together
    return (
        f"insert into {schema}.{table} select {values} from {schema}.{table}, range(1, $times + 1) r(n) {own} "
        "order by n desc"
    )


def _value(name: str, kind: str) -> str:
    if name == "term_key":
        return "case when term_key in (from common) then term_key else xor(term_key, hash(n)) end"
    if name in _NAMES:
        return f"case when {name} in (from common_names) then {name} else {name} || ' ' || n end"
    if name == "block":
        return f"{name} || ' ' || n"
    if name == "band_key":
        return "xor(band_key, hash(n))"
    if name in ("url", "final_url", "address", "canonical_url"):
        return f"{name} || '?' || n"
    if (
        kind == "VARCHAR"
        and name not in _SHARED_IDS
        and (name.endswith(("_id", "_id_a", "_id_b")) or name == "text_key")
    ):
        return f"{name} || '-' || n"
    if kind in ("DATE", "TIMESTAMP"):
        return f"cast({name} - to_days(cast(n as integer)) as {kind})"
    return f'"{name}"'


def queries(edition: Path) -> dict[str, float]:
    """Seconds of typical questions to the edition."""
    seconds = {}
    with closing(open_edition(edition)) as connection:
        for name, query in _QUERIES.items():
            start = time.perf_counter()
            connection.execute(query).fetchall()
            seconds[name] = round(time.perf_counter() - start, 3)
    return seconds


def measure(base: Path, folder: Path, size: int) -> None:
    """One archive: its first edition, the night on it, what it weighs, how fast it answers."""
    project = folder / str(size)
    shutil.copytree(base, project)
    start = time.perf_counter()
    multiply(project / "nightdesk.duckdb", size // NIGHT - 1)
    made = time.perf_counter()
    with start_run(load_project(project), "publish", now=FIRST_DAY + timedelta(days=1, hours=1)) as run:
        publish(run)
    print(f"\n{size:,} articles (made in {made - start:.0f} s, first edition in {time.perf_counter() - made:.0f} s)")
    for number in (1, 2):
        print(f" night {number} of 2,000 new articles:\n{night(project, FIRST_DAY + timedelta(days=number)).table()}")
    working, current = project / "nightdesk.duckdb", project / "editions" / "current.duckdb"
    weights = {path.name: round(path.stat().st_size / size / 1000, 1) for path in (working, current)}
    print("  kB an article:", weights, " seconds of questions:", queries(current), flush=True)
    shutil.rmtree(project)


def main() -> None:
    """The base day, then each size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        base.mkdir()
        print(f"The day that is multiplied:\n{night(base, FIRST_DAY).table()}", flush=True)
        for size in sizes:
            measure(base, Path(folder), size)


if __name__ == "__main__":
    main()
