"""Times a storm of copies through the whole grouping stage: ``python tests/evaluation/run_storm.py [COPIES]``."""

from __future__ import annotations

import random
import resource
import sys
import time
from contextlib import closing
from pathlib import Path

from nightdesk.flows.stages.grouping import group_pending, in_process, stage_documents
from nightdesk.transforms.records import Document
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deployments" / "matcher"))
from generate import Newsroom

KINDS = ("equal", "near", "trimmed", "edited", "dressed")
EDITED_SHARE = 0.01
DRESSING_LINES = 3


def storm(kind: str, count: int, seed: int = 5) -> list[Document]:
    """``count`` copies of one invented article.

    equal: word for word; near: each with a line of its own; trimmed: each cut elsewhere; edited: one word in a hundred
    replaced; dressed: between lines of its outlet's own.
    """
    draw = random.Random(seed)
    text = max((row.document.text for row in Newsroom(seed).archive(4)), key=len)
    lines = text.splitlines()
    return [Document(f"c{number:06d}", None, _copy(kind, lines, number, draw)) for number in range(count)]


def _copy(kind: str, lines: list[str], number: int, draw: random.Random) -> str:
    if kind == "near":
        return "\n".join([*lines, f"Posted by outlet {number} of the network, desk {number % 97}."])
    if kind == "trimmed":
        kept = lines[: draw.randint(int(len(lines) * 0.6), len(lines))]
        return "\n".join([*kept, f"Outlet {number}"])
    if kind == "edited":
        return "\n".join(" ".join(_edited(word, draw) for word in line.split(" ")) for line in lines)
    if kind == "dressed":
        return "\n".join([*_dressing(draw), *lines, *_dressing(draw)])
    return "\n".join(lines)


def _edited(word: str, draw: random.Random) -> str:
    return _invented(draw) if draw.random() < EDITED_SHARE else word


def _dressing(draw: random.Random) -> list[str]:
    """Lines of twelve invented words: what an outlet sets around every article."""
    return [" ".join(_invented(draw) for _ in range(12)) for _ in range(DRESSING_LINES)]


def _invented(draw: random.Random) -> str:
    return "".join(draw.choices("abdegiklmnoprstuvz", k=7))


def measure(kind: str, count: int) -> dict[str, float]:
    """Seconds (and those of all threads), links, copy sets and origins of one storm; staging is left out."""
    with closing(open_working(None)) as connection:
        stage_documents(connection, storm(kind, count), 1)
        start, start_cpu = time.perf_counter(), time.process_time()
        links = group_pending(connection, 1, in_process).links
        seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
        found = grouping.all_memberships(connection).values()
    return {
        "seconds": round(seconds, 2),
        "of the processor": round(cpu, 2),
        "links": links,
        "copy sets": len({row.copy_id for row in found}),
        "origins": len({row.origin_id for row in found}),
    }


def main() -> None:
    """One storm of each kind, then the memory it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for kind in KINDS:
        print(f"{count} {kind} copies:", measure(kind, count))
    print(f"largest resident set: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
