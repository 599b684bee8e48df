"""Measures what publishing costs after a small night on a large archive: made whole, and made by key.

Run: ``python tests/evaluation/run_publish_cost.py [ARTICLES]`` (50,000 by default; two minutes and 1 GB of disk). The
archive is the bundled sample, repeated under other keys, with texts that do not compress; the small night is 200 new
articles with their stories. Times are CPU seconds of one process.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from nightdesk.flows.cli.nights import night
from nightdesk.flows.sample.layout import NIGHTS, lay_out_night, prepare, sample
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.logical_hash import logical_hash
from nightdesk.warehouse.publishing.checks import run_checks
from nightdesk.warehouse.publishing.marts import build_marts, marts, remember_build
from nightdesk.warehouse.publishing.publish import publish_edition

ARTICLES, NIGHT_ARTICLES = 50_000, 200
NIGHT = datetime(2026, 3, 13, tzinfo=UTC)
_KEYS = {
    *("article_id", "article_id_a", "article_id_b", "derived_article_id", "derived_from_article_id", "copy_id"),
    *("origin_id", "story_id", "capture_id", "mention_id", "quote_id", "quantity_id", "date_id", "statement_id"),
    *("commitment_id", "utterance_id", "stance_id", "slot_id"),
}
_NAMES = {"canonical", "speaker", "actor", "entity_name", "entity_id"}
_NAMESAKES = 997  # every so many repetitions a name comes again
_TABLES = (
    *("staging.articles", "staging.article_versions", "stories.memberships", "stories.links", "facts.extractions"),
    *("facts.sentences", "facts.mentions", "facts.quotes", "facts.quantities", "facts.dates", "facts.statements"),
    *("facts.commitments", "facts.entity_names", "facts.questions", "facts.answers", "facts.utterances"),
    *("facts.stance_changes", "facts.reconciliations"),
)


def sample_archive(folder: Path) -> Path:
    """The working file after the three nights of the sample."""
    with sample() as source:
        prepare(folder, source)
        for number, now in NIGHTS.items():
            lay_out_night(source, folder, number)
            night(folder, "plain", None, now=now)
    return folder / "nightdesk.duckdb"


def repeat(connection: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """Repeats the sample under keys of its own for every number from first up to, not including, last."""
    for table in _TABLES:
        of_names = table == "facts.entity_names"
        numbers = (min(first, _NAMESAKES), min(last, _NAMESAKES)) if of_names else (first, last)
        columns = connection.table(table).columns
        chosen = ", ".join(_repeated(column, of_names) for column in columns)
        own = next(column for column in ("article_id", "story_id", "article_id_a", "name") if column in columns)
        connection.execute(
            f"insert into {table} select {chosen} from {table}, range(?, ?) r(k) where not contains({own}, '#')",
            numbers,
        )


def _repeated(column: str, of_names: bool) -> str:
    if column in _KEYS:
        return f"{column} || '#' || k as {column}"
    if column in _NAMES or (of_names and column == "name"):
        return f"{column} || '#' || (k % {_NAMESAKES}) as {column}"
    if column in ("published_at", "first_seen_at"):
        return f"{column} - to_days(cast(k % 365 as int)) as {column}"
    if column == "text":
        noise = "list_transform(range(40), lambda i: md5(article_id || k || i))"
        return f"text || chr(10) || list_aggregate({noise}, 'string_agg', ' ') as text"
    return f'"{column}"'


def cpu_seconds(what: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    began = time.process_time()
    what()
    return time.process_time() - began


def main(articles: int = ARTICLES) -> None:
    """Prints the cost of each part."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_working(sample_archive(folder / "sample")) as connection:
            size = len(connection.table("staging.articles"))
            last = articles // size
            repeat(connection, 1, last)
            whole = cpu_seconds(lambda: build_marts(connection, whole=True))
            checks = cpu_seconds(lambda: run_checks(connection))
            edition = cpu_seconds(lambda: publish_edition(connection, folder / "e", "e1", NIGHT, keep=1)) - checks
            report("whole", len(connection.table("marts.articles")), whole, checks, edition)
            remember = cpu_seconds(lambda: remember_build(connection, "e1"))
            repeat(connection, last, last + NIGHT_ARTICLES // size)
            by_key = cpu_seconds(lambda: build_marts(connection))
            checks = cpu_seconds(lambda: run_checks(connection))
            edition = cpu_seconds(lambda: publish_edition(connection, folder / "e", "e2", NIGHT, keep=2)) - checks
            report("by key", len(connection.table("changed.articles")), by_key, checks, edition)
            remember_small = cpu_seconds(lambda: remember_build(connection, "e2"))
            print(f"remembering what they were made of: {remember:.2f} s whole, {remember_small:.2f} s by key")
            names = [model.header.model for model in marts()]
            stands = logical_hash(connection, names)
            build_marts(connection, whole=True)
            print("same rows" if logical_hash(connection, names) == stands else "OTHER ROWS")


def report(how: str, articles: int, build: float, checks: float, edition: float) -> None:
    """One line of figures."""
    total = build + checks + edition
    print(
        f"{how:>6}: {articles:>6} articles made anew, {total:5.1f} s CPU"
        f" (marts {build:.1f}, checks {checks:.1f}, writing the edition {edition:.1f})"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
