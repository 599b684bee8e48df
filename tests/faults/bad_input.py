"""Loads the bad-input corpora and counts how each file ended; run it to print the counts.

The corpora are test data of other projects and lie beside the repository, never in it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from nightdesk.flows.collect.folder import collect_folder
from nightdesk.flows.collect.items import CollectContext, Item
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.flows.project import load_project
from nightdesk.flows.run.executor import Executor, Failed
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.flows.run.workers import executor_for
from nightdesk.flows.source import Source
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect
from nightdesk.transforms.clean.article import clean as clean_one
from nightdesk.transforms.records import Capture, Rejection
from nightdesk.transforms.web.feeds import absolute
from nightdesk.transforms.web.urls import normalize_url

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "bench" / "bad-input"
FOLDERS = ("feedparser", "lemon24-reader", "warcio", "jsontestsuite", "libxml2-html", "scrapy-compressed")
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


class Outcome(NamedTuple):
    """How the files of one corpus ended."""

    files: int
    stored: int  # files that gave at least one article
    rejected: int  # files that gave none, and a rejection with a reason for each item
    lost: tuple[str, ...]  # files that gave neither
    reasons: dict[str, int]  # of all items
    seconds: float


def endings(folder: Path, executor: Executor) -> Outcome:
    """Reads and cleans each file of a corpus by itself."""
    started = time.monotonic()
    context = CollectContext(10_000_000, executor=executor)
    reasons: Counter[str] = Counter()
    stored, lost, files = 0, [], 0
    for path in _files(folder):
        files += 1
        results = list(_results(list(collect_folder(Source(id="s", kind="folder", path=path), context)), executor))
        reasons.update(result for result in results if result != "stored")
        stored += "stored" in results
        lost += [] if results else [str(path.relative_to(folder))]
    seconds = time.monotonic() - started
    return Outcome(files, stored, files - stored - len(lost), tuple(lost), dict(reasons.most_common()), seconds)


def _files(folder: Path) -> Iterator[Path]:
    """Every file but the licence."""
    for path in sorted(folder.rglob("*")):
        if (path.is_file() and path.parent != folder) or (path.is_file() and path.suffix in (".bin", ".json")):
            yield path


def _results(items: list[Item], executor: Executor) -> Iterator[str]:
    """``stored`` or a reason for each item of a file."""
    yield from (str(item.reason) for item in items if isinstance(item, Refused))
    captures = [_capture(item) for item in items if isinstance(item, Received)]
    for result in executor.map(clean_one, captures, 20.0):
        if isinstance(result, Failed):
            yield "timeout" if result.kind == "timeout" else "worker_died"
        else:
            yield str(result.reason) if isinstance(result, Rejection) else "stored"


def _capture(item: Received) -> Capture:
    return Capture(
        "c", "s", item.url, item.final_url, _NOW, item.media_type, item.charset, item.content, hints=item.hints
    )


def load(folder: Path, project: Path) -> tuple[int, int, int]:
    """(articles, unchanged, rejections) of loading a corpus as one source into a warehouse; sums are asserted there."""
    with start_run(load_project(project), "load", sources_of_paths([folder]), progress=SilentProgress()) as run:
        collected, cleaned = collect(run), clean(run)
    rejected = collected.total("rejected") + cleaned.total("rejected")
    return cleaned.total("stored"), collected.total("unchanged") + cleaned.total("unchanged"), rejected


def naughty_rows() -> str:
    """The naughty strings as a table: each is an id, a title, an author and the beginning of a text."""
    strings = json.loads((CORPORA / "blns" / "blns.json").read_text(encoding="utf-8"))
    text = " The harbour council met on Monday and put off its decision on the ferry until spring." * 5
    rows = [{"id": each, "title": each, "authors": [each], "text": each + text} for each in strings]
    return "".join(json.dumps(row) + "\n" for row in rows)


def odd_addresses() -> list[tuple[str, str]]:
    """(address, base) pairs of the URL standard's test data."""
    cases = json.loads((CORPORA / "rust-url" / "url" / "tests" / "urltestdata.json").read_text(encoding="utf-8"))
    return [(case["input"], case.get("base") or "") for case in cases if isinstance(case, dict)]


def normalized(address: str, base: str) -> str:
    """The address as the alias table would know it."""
    return normalize_url(absolute(address, base) or address)


def main() -> int:
    """Prints the counts; 1 when a file was lost."""
    executor = executor_for("process:2")
    lost = 0
    print(f"{'corpus':20}{'files':>7}{'stored':>8}{'rejected':>10}{'lost':>6}{'s':>8}  reasons of items")
    for name in FOLDERS:
        found = endings(CORPORA / name, executor)
        reasons = ", ".join(f"{reason} {count}" for reason, count in found.reasons.items())
        counts = f"{found.files:7}{found.stored:8}{found.rejected:10}{len(found.lost):6}{found.seconds:8.1f}"
        print(f"{name:20}{counts}  {reasons}", *found.lost[:5])
        lost += len(found.lost)
    executor.close()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "blns.jsonl"
        table.write_text(naughty_rows(), encoding="utf-8")
        print("blns rows (stored, unchanged, rejected):", load(table, Path(folder) / "project"))
    print("addresses normalised:", len([normalized(address, base) for address, base in odd_addresses()]))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
