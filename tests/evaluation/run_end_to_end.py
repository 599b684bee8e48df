"""Loads 10,000 articles, from nothing to the first edition: ``python tests/evaluation/run_end_to_end.py [COUNT]``.

Articles a second and core, what each stage takes, and how busy the cores are: processor seconds of the run and its
workers as a share of wall seconds times cores.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newswriter import write_day, write_jsonl
from stage_meter import StageMeter

from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect, extract, group, publish, reconcile

_COUNT = 10_000
_DAY = datetime(2031, 5, 1, tzinfo=UTC)
_DAYS = 5  # as many articles a day as a large archive's night, so that each day's events are told as often
_STAGES = (collect, clean, group, extract, reconcile, publish)


def load(project: Path, count: int) -> StageMeter:
    """What each stage took to bring so many articles into an edition."""
    articles = project / "articles.jsonl"
    days = (_DAY + timedelta(days=number) for number in range(_DAYS))
    write_jsonl(articles, (story for day in days for story in write_day(day, count // _DAYS)))
    meter = StageMeter(_STAGES)
    now = _DAY + timedelta(days=_DAYS)
    with start_run(load_project(project), "load", sources_of_paths([articles]), now, "plain", meter) as run:
        for stage in _STAGES:
            stage(run)
    meter.take("close")
    return meter


def main() -> None:
    """Loads and prints."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT
    with tempfile.TemporaryDirectory() as folder:
        meter = load(Path(folder), count)
    wall, cores = sum(each.wall_s for each in meter.taken), os.cpu_count() or 1
    work = sum(each.processor_s for each in meter.taken)
    print(meter.table())
    print(f"  {count:,} articles, {cores} cores: {count / wall:.1f} articles/s, {count / work:.1f} for a core's second")
    print(f"  cores busy: {work / (wall * cores):.0%}")


if __name__ == "__main__":
    main()
