"""Finds candidates without one database: bands and terms as Parquet, a partition by key, each joined on its own.

Run: ``python tests/evaluation/run_partitions.py [COUNT] [EXECUTOR]``, by default 2,000 and process:2. The pairs must be
those that grouping itself finds for the same texts; union-find joins them into connected groups. On a cluster the
folder of the Parquet files must be one that every worker sees.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
from newswriter import write_day

from nightdesk.flows.run.executor import result_or_raise
from nightdesk.flows.run.workers import executor_for
from nightdesk.flows.stages.candidates import COMMON_SHARE, COMMON_TEXTS, MOST_IN_BAND, WINDOW_DAYS, candidates
from nightdesk.flows.stages.grouping import in_process, stage_documents
from nightdesk.flows.stages.linking import describe_pending
from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.blocking import FEWEST_TERMS, LEAST_CLOSENESS, MOST_PARTNERS
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.grouping import IdPair, Span

_DAY = datetime(2031, 5, 1, tzinfo=UTC)
_PARTITIONS = 16
_BAND_PAIRS = """
with buckets as (
    select band_key, count(*) as size, arg_min(article_id, (run_seq, article_id)) as first_id
    from bands group by band_key having count(*) > 1
)
select a.article_id, b.article_id as other_id, false as is_star
from buckets inner join bands as a using (band_key) inner join bands as b using (band_key)
where size <= $most and a.article_id != b.article_id
union
select article_id, min(first_id), true from buckets inner join bands using (band_key) where size > $most
group by article_id
"""
_TERM_PAIRS = """
with joining as (select term_key from terms group by term_key having count(*) between 2 and $ceiling)
select a.article_id, b.article_id as other_id, sum(b.weight) as weight, count(*) as term_count
from joining inner join terms as a using (term_key) inner join terms as b using (term_key)
where a.article_id != b.article_id group by all
"""
_MERGED = """
with stars as (select article_id, min(other_id) as other_id from band_pairs where is_star group by article_id),
shared as (
    select article_id, other_id, sum(weight) as weight, sum(term_count) as term_count from term_pairs group by all
),
best as (
    select shared.article_id, shared.other_id, weight / sqrt(a.term_mass * b.term_mass) as closeness
    from shared
    inner join stories.signatures as a on shared.article_id = a.article_id
    inner join stories.signatures as b on shared.other_id = b.article_id
    where term_count >= $fewest_terms and closeness >= $least_closeness
    qualify row_number() over (partition by shared.article_id order by closeness desc, shared.other_id) <= $partners
),
pairs as (
    select article_id, other_id from band_pairs where not is_star
    union all from stars
    union all select article_id, other_id from best
)
select distinct least(article_id, other_id), greatest(article_id, other_id) from pairs where article_id != other_id
"""


class Partition(NamedTuple):
    """The rows of one range of keys: a task."""

    folder: str
    number: int
    ceiling: int


class Joined(NamedTuple):
    """What a partition tells of pairs; weights are of its own terms only."""

    band_pairs: pa.Table
    term_pairs: pa.Table
    processor_s: float


def join_partition(partition: Partition) -> Joined:
    """The pairs of one partition: nothing outside of its files is read."""
    before = time.process_time()
    with duckdb.connect(config={"threads": 1}) as connection:
        for name in ("bands", "terms"):
            file = f"{partition.folder}/{name}/part={partition.number}/*.parquet"
            connection.execute(f"create view {name} as from read_parquet('{file}')")
        by_band = connection.execute(_BAND_PAIRS, {"most": MOST_IN_BAND}).to_arrow_table()
        by_term = connection.execute(_TERM_PAIRS, {"ceiling": partition.ceiling}).to_arrow_table()
    return Joined(by_band, by_term, time.process_time() - before)


def write_partitions(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Bands and terms by the upper bits of their keys."""
    for name in ("bands", "terms"):
        key = f"{name.removesuffix('s')}_key"
        connection.execute(
            f"copy (select *, hash({key}) % {_PARTITIONS} as part from stories.{name}) to '{folder / name}' "
            "(format parquet, compression zstd, partition_by (part))"
        )


def merge(connection: duckdb.DuckDBPyConnection, joined: Iterable[Joined]) -> list[IdPair]:
    """The pairs of all partitions: weights summed, the best of each article kept."""
    results = list(joined)
    connection.register("band_pairs", pa.concat_tables(result.band_pairs for result in results))
    connection.register("term_pairs", pa.concat_tables(result.term_pairs for result in results))
    limits = {"fewest_terms": FEWEST_TERMS, "least_closeness": LEAST_CLOSENESS, "partners": MOST_PARTNERS}
    return sorted(connection.execute(_MERGED, limits).fetchall())


def components(pairs: Iterable[IdPair]) -> int:
    """How many groups the pairs connect (union-find, halving paths)."""
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        parent.setdefault(article, article)
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for a, b in pairs:
        parent[root(a)] = root(b)
    return sum(article == above for article, above in parent.items())


def main(arguments: list[str]) -> int:
    """Prints what both ways find and cost; fails where they differ."""
    count = int(arguments[0]) if arguments else 2_000
    executor = executor_for(arguments[1] if len(arguments) > 1 else "process:2")
    texts = [Document(story.url, story.title, story.text, story.published_at) for story in write_day(_DAY, count)]
    with tempfile.TemporaryDirectory() as folder, closing(open_working(None)) as connection:
        stage_documents(connection, texts, 1)
        pending = grouping.pending_articles(connection)
        chosen = describe_pending(connection, 1, in_process, pending)
        fresh = sorted(set(chosen.values()))
        span = Span.around(pending, WINDOW_DAYS)
        before = time.process_time()
        expected = candidates(connection, fresh, span)
        _print("one database", expected, time.process_time() - before, count)

        before = time.process_time()
        write_partitions(connection, Path(folder))
        written = time.process_time()
        ceiling = max(COMMON_TEXTS, round(COMMON_SHARE * grouping.window_size(connection, span)))
        tasks = [Partition(folder, number, ceiling) for number in range(_PARTITIONS)]
        joined = [result_or_raise(result) for result in executor.map(join_partition, tasks)]
        merging = time.process_time()
        found = merge(connection, joined)
        merged = time.process_time()
        worked = sum(result.processor_s for result in joined)
        _print(f"{_PARTITIONS} partitions", found, written - before + worked + merged - merging, count)
        partial = sum(result.band_pairs.nbytes + result.term_pairs.nbytes for result in joined)
        stored = sum(path.stat().st_size for path in Path(folder).rglob("*.parquet"))
        print(
            f"of it writing {written - before:.2f} s, tasks {worked:.2f} s, merging {merged - merging:.2f} s\n"
            f"Parquet {stored / count / 1000:.1f} KB, partial pairs {partial / count / 1000:.1f} KB an article"
        )
    executor.close()
    differing = set(expected) ^ set(found)
    print(f"{len(differing)} pairs differ")
    return 1 if differing else 0


def _print(name: str, pairs: list[IdPair], seconds: float, count: int) -> None:
    print(
        f"{name:16}{len(pairs)} pairs, {components(pairs)} groups; {seconds:.2f} s of {os.cpu_count()} cores, "
        f"{seconds / count * 1000:.2f} ms an article",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
