"""Loads generated articles with local workers and on a Dask cluster of its own, and compares tables, wall and CPU time.

Run: ``python tests/evaluation/run_cluster.py [COUNT]`` (5,000 by default). A third load kills a Dask worker while it
cleans. Each load collects, cleans, groups, extracts and reconciles in a fresh project; the tables must be the same.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).parents[1]))

from cluster_support import Cluster, cluster

from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect, extract, group, reconcile
from nightdesk.warehouse.logical_hash import logical_hash

_COUNT = 5_000
_NOW = datetime(2026, 4, 1, 4, tzinfo=UTC)
_SEED = 7
_ARTICLES_PER_EVENT = 5
_PLACES = ("Port Merrow", "Quillhaven", "Tressia", "Orvenland", "Ambel", "Cobbler Bay", "Upper Thrupp", "Lower Basin")
_PEOPLE = ("Ada Marsh", "Tobias Fenn", "Lena Okoro", "Piet Halloran", "Mirela Stanek", "Owen Birch", "Sunniva Dahl")
_ORGANISATIONS = (
    "the Harbour Council",
    "the Ministry of Rivers",
    "Meridian Rail",
    "the Teachers' Union",
    "Basin Water",
)
_THINGS = ("ferry line", "flood barrier", "school meals fund", "tram contract", "fishing quota", "hospital wing")
_WORDS = (
    *("harbour", "budget", "station", "clinic", "bridge", "market", "engine", "village", "letter", "garden", "winter"),
    *("crossing", "signal", "agreed", "warned", "opened", "closed", "refused", "planned", "delayed", "repaired"),
    *("the", "a", "of", "in", "on", "with", "for", "after", "before", "that", "and", "but", "while", "because"),
)


class Load(NamedTuple):
    """One load and what it came to."""

    hashes: dict[str, str]
    wall_s: float
    cpu_s: float
    stages: dict[str, float]


def articles(count: int) -> list[dict[str, str]]:
    """Invented events, each told by five outlets: two in the same words but for a sentence, three in their own."""
    return [_article(number) for number in range(count)]


def _article(number: int) -> dict[str, str]:
    event, teller = divmod(number, _ARTICLES_PER_EVENT)
    facts = random.Random(_SEED * 1_000_003 + event)
    place, thing = facts.choice(_PLACES), facts.choice(_THINGS)
    people, organisation = facts.sample(_PEOPLE, 2), facts.choice(_ORGANISATIONS)
    amount, votes, day = facts.randrange(2, 900), facts.randrange(20, 400), _NOW - timedelta(days=facts.randrange(1, 8))
    own = random.Random(event * 31 + (0 if teller < 2 else teller))
    paragraphs = [
        f"{organisation.capitalize()} will spend {amount} million euros on the {thing} in {place}, {people[0]} said.",
        f"“We have waited {votes // 10} years for this,” {people[0]} told reporters in {place}. {_filler(own)}",
        f"{people[1]}, a critic, refused to support it. {_filler(own)} About {votes} residents had objected.",
        *(f"{_filler(own)} {_filler(own)} {_filler(own)}" for _ in range(5)),
        _filler(random.Random(number)),
    ]
    title = f"{place}: {amount} million for the {thing}"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f'<title>{title}</title><meta property="article:published_time" content="{day.isoformat()}">'
    html = f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>'
    return {"id": f"a{number}", "url": f"https://outlet{teller}.example/{number}.html", "html": html}


def _filler(source: random.Random) -> str:
    return " ".join(source.choices(_WORDS, k=18)).capitalize() + "."


class _KillsAWorker(SilentProgress):
    """Kills a worker of the cluster once cleaning has begun to bring results."""

    def __init__(self, victim: Cluster) -> None:
        self._victim: Cluster | None = victim
        self._stage = ""

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage = stage

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        if self._stage == "clean" and self._victim is not None:
            self._victim.kill_worker()
            self._victim = None


def load(table: Path, executor: str, also: tuple[int, ...] = (), progress: SilentProgress | None = None) -> Load:
    """Loads the table into a fresh project, always in the same folder: paths are part of ids."""
    folder = table.parent / "project"
    shutil.rmtree(folder, ignore_errors=True)
    started, cpu = time.monotonic(), _cpu_s(also)
    project = load_project(folder, executor=executor)
    with start_run(project, "load", sources_of_paths([table]), _NOW, progress=progress or SilentProgress()) as run:
        reports = [stage(run) for stage in (collect, clean, group, extract, reconcile)]
        hashes = logical_hash(run.connection)
        spent = _cpu_s(also) - cpu
    return Load(hashes, time.monotonic() - started, spent, {report.stage: report.seconds for report in reports})


def _cpu_s(also: tuple[int, ...]) -> float:
    """Processor seconds of this process, of others, and of all below them, so far."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(fields[1])
                ticks[int(folder.name)] = sum(map(int, fields[11:15]))  # user and system, and of children that ended
    ours = {os.getpid(), *also}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks.get(process, 0) for process in ours) / os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    """Prints a line a load; fails where tables differ."""
    count = int(arguments[0]) if arguments else _COUNT
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        table.write_text("".join(json.dumps(row) + "\n" for row in articles(count)), encoding="utf-8")
        print(f"{count} articles, {table.stat().st_size / count / 1000:.1f} KB each", flush=True)
        local = load(table, "process:2")
        _print("process:2", local, local)
        for name in ("Dask, two workers", "Dask, one killed"):
            with cluster() as started:
                progress = _KillsAWorker(started) if name.endswith("killed") else None
                found = load(table, started.address, tuple(started.process_ids), progress)
            _print(name, found, local)
            if found.hashes != local.hashes:
                return 1
    return 0


def _print(name: str, found: Load, local: Load) -> None:
    differing = [table for table, digest in local.hashes.items() if found.hashes.get(table) != digest]
    stages = ", ".join(f"{stage} {seconds:.0f} s" for stage, seconds in found.stages.items())
    print(
        f"{name:20}wall {found.wall_s:.0f} s ({found.wall_s / local.wall_s:.2f}), CPU {found.cpu_s:.0f} s "
        f"({found.cpu_s / local.cpu_s:.2f}); {len(local.hashes)} tables, differing: {differing or 'none'}; {stages}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
