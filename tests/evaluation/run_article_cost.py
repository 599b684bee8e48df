"""What an article costs: processor milliseconds of each step, and bytes in each place.

Run: ``python tests/evaluation/run_article_cost.py [COUNT]`` (1,000 by default). One invented day goes through a night
in one process, so that processor time is what is counted; the database's threads are part of it.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from newswriter import Story, write_day

from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect, extract, group, publish, reconcile
from nightdesk.warehouse.connection import open_working

DAY = datetime(2031, 5, 1, tzinfo=UTC)
STAGES = (collect, clean, group, extract, reconcile, publish)


class Counting:
    """An executor that works here and counts the processor time of each function."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def map(self, function: Callable[..., Any], items: Iterable[Any], timeout_s: float | None = None) -> Iterator[Any]:
        """See `Executor.map`."""
        plain = function.func if isinstance(function, partial) else function
        for item in items:
            before = time.process_time()
            result = function(item)
            self.spent[plain.__name__] += time.process_time() - before  # type: ignore[assignment]
            yield result

    def close(self) -> None:
        """See `Executor.close`."""


def page(story: Story) -> str:
    """The article as a page of some 30 KB, with the navigation, links and scripts that pages have."""
    source = random.Random(story.url)
    links = "".join(f'<li><a href="/news/{source.randrange(10**6)}">{story.title}</a></li>' for _ in range(120))
    script = "var settings = {" + ",".join(f'"key{each}": {source.randrange(10**9)}' for each in range(600)) + "};"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story.text.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{story.title}</title><script>{script}</script>'
        f'<meta property="article:published_time" content="{story.published_at}"></head><body><nav><ul>{links}</ul>'
        f"</nav><main><article><h1>{story.title}</h1>{body}</article></main></body></html>"
    )


def one_night(folder: Path, count: int) -> Iterator[tuple[str, float]]:
    """(step, processor seconds): each stage, and each pure function inside one."""
    table = folder / "day.jsonl"
    with table.open("w", encoding="utf-8") as out:
        for story in write_day(DAY, count):
            out.write(json.dumps({"url": story.url, "html": page(story)}) + "\n")
    counting = Counting()
    project = load_project(folder / "project")
    with start_run(
        project, "load", sources_of_paths([table]), DAY + timedelta(days=1), progress=SilentProgress()
    ) as run:
        run.executor = counting
        for stage in STAGES:
            before = time.process_time()
            stage(run)
            yield stage.__name__, time.process_time() - before
        (pairs,) = run.connection.execute("select count(*) from stories.links").fetchall()[0]
    yield from ((f"  of it {name}", spent) for name, spent in counting.spent.items())
    print(f"{pairs / count:.1f} links an article")


def sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """(place, bytes): captures, working file, the same tables as Parquet, edition."""
    project = load_project(folder / "project")
    yield "captures", sum(path.stat().st_size for path in project.captures_folder.rglob("*.gz"))
    with open_working(project.working_file) as connection:
        connection.execute("checkpoint")
        yield "working file", project.working_file.stat().st_size
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name != 'marts'"
        ).fetchall()
        for (name,) in tables:
            connection.execute(f"copy {name} to '{folder / name}.parquet' (compression zstd)")
    yield "its tables as Parquet, marts left out", sum(path.stat().st_size for path in folder.glob("*.parquet"))
    yield (
        "bands and terms among them",
        sum((folder / f"stories.{name}.parquet").stat().st_size for name in ("bands", "terms")),
    )
    yield "edition", project.current_edition.stat().st_size


def main(arguments: list[str]) -> int:
    """Prints both tables, an article."""
    count = int(arguments[0]) if arguments else 1_000
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds in one_night(Path(folder), count):
            print(f"{name:40}{seconds / count * 1000:8.2f} ms", flush=True)
        for name, size in sizes(Path(folder)):
            print(f"{name:40}{size / count / 1000:8.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
