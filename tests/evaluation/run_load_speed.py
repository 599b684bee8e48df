"""Loads synthetic articles from one folder and from one WARC file and measures rate, ratio to trafilatura, and memory.

Run: ``python tests/evaluation/run_load_speed.py [COUNT]`` (10,000 by default). Collecting and cleaning are timed, in
the same run as trafilatura alone on the same files, in one process.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import trafilatura
from machine import memory_mb

from nightdesk.flows.captures import CaptureWriter
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect
from nightdesk.transforms.records import Capture

COUNTS = (1_000, 5_000, 10_000)
_SEED = 7
_WORDS = (
    *("harbour", "council", "ferry", "minister", "river", "budget", "station", "teacher", "clinic", "bridge", "market"),
    *("window", "report", "morning", "engine", "village", "letter", "garden", "winter", "crossing", "signal", "figure"),
    *("agreed", "warned", "opened", "closed", "refused", "planned", "delayed", "promised", "repaired", "counted"),
    *("the", "a", "of", "in", "on", "with", "for", "after", "before", "that", "and", "but", "while", "because"),
)


class Measured(NamedTuple):
    """One load."""

    articles: int
    collect_s: float
    clean_s: float
    memory: dict[int, int]  # MB of all processes when so many articles were cleaned


class MemoryProgress(SilentProgress):
    """Reads the memory of this process and its workers while articles are cleaned."""

    def __init__(self) -> None:
        self.memory: dict[int, int] = {}
        self._stage, self._done = "", 0

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage, self._done = stage, 0

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        self._done += count
        if self._stage == "clean" and any(self._done - count < at <= self._done for at in COUNTS):
            self.memory[self._done] = memory_mb()


def page(number: int) -> str:
    """A news page of about 40 KB: head, navigation, article of some 500 words, related links, footer, scripts."""
    source = random.Random(_SEED * 1_000_003 + number)
    title = _sentence(source, 8).rstrip(".")
    body = "\n".join(f"<p>{' '.join(_sentence(source, 18) for _ in range(4))}</p>" for _ in range(7))
    links = "\n".join(
        f'<li><a href="/news/{source.randrange(10**6)}">{_sentence(source, 7)}</a></li>' for _ in range(120)
    )
    script = "var settings = {" + ",".join(f'"key{each}": {source.randrange(10**9)}' for each in range(700)) + "};"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Invented Post</title>'
        f'<meta property="article:published_time" content="2026-03-{source.randrange(1, 29):02}T06:00:00Z">'
        f"<script>{script}</script></head><body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>"
        f'<p class="byline">By Ada Invented</p>{body}</article></main><aside><ul>{links}</ul></aside>'
        f"<footer><p>The Invented Post, all rights reserved.</p></footer></body></html>"
    )


def _sentence(source: random.Random, words: int) -> str:
    return " ".join(source.choices(_WORDS, k=words)).capitalize() + "."


def write_folder(folder: Path, count: int) -> Path:
    """``count`` pages as files, a thousand to a folder."""
    for number in range(count):
        path = folder / f"{number // 1_000:03}" / f"{number:06}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number), encoding="utf-8")
    return folder


def write_warc(folder: Path, count: int) -> Path:
    """The same pages in one WARC file."""
    writer = CaptureWriter(folder, "pages")
    now = datetime(2026, 4, 1, tzinfo=UTC)
    for start in range(0, count, 500):
        writer.append(
            Capture(
                f"c{n}", "s", f"https://post.example/{n}.html", None, now, "text/html", "utf-8", page(n).encode("utf-8")
            )
            for n in range(start, min(start + 500, count))
        )
    return folder / "pages.warc.gz"


def trafilatura_alone(count: int) -> float:
    """Pages a second of trafilatura in its default mode, one process, with the metadata it finds."""
    pages = [page(number) for number in range(count)]
    trafilatura.bare_extraction(pages[0], with_metadata=True)  # the first one loads its tables
    started = time.monotonic()
    for each in pages:
        trafilatura.bare_extraction(each, with_metadata=True)
    return count / (time.monotonic() - started)


def measure(path: Path, executor: str) -> Measured:
    """Loads a place into a fresh project."""
    progress = MemoryProgress()
    with tempfile.TemporaryDirectory() as folder:
        project = load_project(Path(folder), executor=executor)
        with start_run(project, "load", sources_of_paths([path]), progress=progress) as run:
            collected, cleaned = collect(run), clean(run)
    return Measured(cleaned.total("stored"), collected.seconds, cleaned.seconds, progress.memory)


def main(arguments: list[str]) -> int:
    """Prints the table."""
    count = int(arguments[0]) if arguments else COUNTS[-1]
    executor = arguments[1] if len(arguments) > 1 else "process:2"
    with tempfile.TemporaryDirectory() as folder:
        places = {
            "folder": write_folder(Path(folder) / "pages", count),
            "warc": write_warc(Path(folder) / "archive", count),
        }
        print(f"{count} pages of {len(page(0)) // 1000} KB, {executor}")
        for name, place in places.items():
            before = trafilatura_alone(min(count, 400))
            found = measure(place, executor)
            # before and after: the machine may have other work meanwhile
            alone = (before + trafilatura_alone(min(count, 400))) / 2
            rate = found.articles / (found.collect_s + found.clean_s)
            memory = ", ".join(f"{mb} MB at {at}" for at, mb in found.memory.items())
            print(
                f"{name:8}{found.articles} articles, {rate:.0f}/s, {rate / alone:.2f} of trafilatura alone "
                f"({alone:.0f}/s): collect {found.collect_s:.1f} s, clean {found.clean_s:.1f} s; {memory}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
