"""Loads many articles at once: ``python tests/faults/run_bulk.py [--articles N]``.

A quarter of the invented articles and then all of them, each with one page of 20 MB beside them, give the memory of the
run with its workers and how it grows. A storm, half as many copies of one article (exact, 1 % of the words changed,
with other boilerplate around), a quarter of them and then all, must end as one origin in near linear time.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evaluation"))

from faults.forks import run_one
from faults.small_web import NIGHTS
from machine import memory_mb, processor_s
from newswriter import write_day

from nightdesk.flows.nightly import nightly
from nightdesk.warehouse.connection import open_working

MOST_MB = 2_000
MOST_GROWTH = 6.0  # of processor time for four times the copies
_PAGE = 20_000_000


def articles(count: int) -> Iterator[dict[str, str]]:
    """An archive's day, larger than any."""
    for number, story in enumerate(write_day(NIGHTS[1], count)):
        yield {"id": f"a{number}", "title": story.title, "text": story.text}


def storm(count: int) -> Iterator[dict[str, str]]:
    """Copies of one article, a third each of every kind."""
    story = max(write_day(NIGHTS[1], 50), key=lambda each: len(each.text))
    draw, words = random.Random(5), story.text.split(" ")
    for number in range(count):
        text = story.text
        if number % 3 == 1:
            changed = set(draw.sample(range(len(words)), max(1, len(words) // 100)))
            text = " ".join("otherwise" if place in changed else word for place, word in enumerate(words))
        elif number % 3 == 2:
            text = (
                f"Outlet {number} brings you the news of desk {number % 97}.\n{text}\nAll rights with outlet {number}."
            )
        yield {"id": f"c{number}", "title": story.title, "text": text}


class Peak(threading.Thread):
    """The most memory that this process and its workers held."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.mb = 0
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.5):
            self.mb = max(self.mb, memory_mb())

    def stop(self) -> int:
        self._done.set()
        self.join()
        return self.mb


def load(folder: Path, rows: Iterator[dict[str, str]], big_page: bool) -> dict[str, float]:
    """Peak memory, processor seconds and origins of one load."""
    folder.mkdir()
    (folder / "in").mkdir()
    with (folder / "in" / "rows.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    if big_page:
        (folder / "in" / "big.html").write_text(
            "<p>" + "A long line of a long page. " * (_PAGE // 28), encoding="utf-8"
        )
    peak = Peak()
    peak.start()
    settings = {"engine": "plain", "max_item_bytes": 2 * _PAGE, "max_decoded_bytes": 2 * _PAGE, "memory_limit": "1GB"}
    before = processor_s()
    nightly.fn(project_folder=folder, paths=[folder / "in"], now=NIGHTS[1], settings=settings)
    seconds, mb = processor_s() - before, peak.stop()
    with closing(open_working(folder / "nightdesk.duckdb")) as connection:
        (row,) = connection.execute("select count(*), count(distinct origin_id) from stories.memberships").fetchall()
    return {"articles": row[0], "origins": row[1], "memory_mb": mb, "processor_s": round(seconds, 1)}


def run(folder: Path, count: int) -> dict[str, Any]:
    """All four loads, each in a process of its own."""
    part, whole = (
        run_one(lambda n=n: load(folder / f"articles{n}", articles(n), big_page=True)) for n in (count // 4, count)
    )
    few, many = (
        run_one(lambda n=n: load(folder / f"storm{n}", storm(n), big_page=False)) for n in (count // 8, count // 2)
    )
    return {
        "articles": [part, whole],
        "mb_per_1000_articles": round((whole["memory_mb"] - part["memory_mb"]) / (count * 0.75) * 1_000, 1),
        "storm": [few, many],
        "storm_times_4_takes_times": round(many["processor_s"] / few["processor_s"], 2),
    }


def main() -> int:
    """Prints the findings as JSON; 1 where memory, origins or the growth of time are not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.articles)
    print(json.dumps(found, indent=1))
    kept = found["articles"][1]["memory_mb"] < MOST_MB and found["storm"][1]["memory_mb"] < MOST_MB
    return 0 if kept and found["storm"][1]["origins"] == 1 and found["storm_times_4_takes_times"] < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
