"""Prints how copies, rewrites and stories score on the labelled set: ``python tests/evaluation/run_dedup.py``.

The set and its scorer live beside the repository in ``shared/bench/dedup``; nothing of it is stored here.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from types import ModuleType

import numpy as np

from nightdesk.flows.stages.grouping import group_documents
from nightdesk.flows.stages.linking import BATCH_DOCUMENTS, pieces
from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.compare import compare, profile
from nightdesk.transforms.stories.describe import describe
from nightdesk.transforms.stories.terms import EMPTY_FREQUENCIES

SHARED = Path(__file__).resolve().parents[3] / "shared"
BENCH = SHARED / "bench" / "dedup"
SEEDS = SHARED / "seeds"
LEVELS = (("copy", "copy_id", None), ("derived", "origin_id", None), ("story", "story_id", None))
STORY_SETS = ("ecb", "wmt")


def scorer() -> ModuleType:
    """The bench's own scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("dedup_score", BENCH / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bench_documents() -> tuple[list[Document], list[int]]:
    """The documents of the labelled set and the night each arrives in; set and kind are not read."""
    rows = [json.loads(line) for line in (BENCH / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Document(row["id"], row["title"], row["text"]) for row in rows], [row["night"] for row in rows]


def seed_documents() -> list[Document]:
    """The five seed articles, named by their number."""
    return [Document(path.name[:3], None, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]


def figures(found: Sequence[Mapping[str, object]]) -> dict[str, dict[str, float]]:
    """{"copy": ..., "derived": ..., "story": ..., "story ecb": ..., "story wmt": ...} as the scorer gives them."""
    judge = scorer()
    table = {}
    levels = [*LEVELS, *(("story", "story_id", only) for only in STORY_SETS)]
    for level, key, only in levels:
        gold = judge.read_gold(BENCH / "gold.jsonl", level, only)
        table[f"{level} {only}" if only else level] = judge.score({str(row["id"]): row[key] for row in found}, gold)
    return table


def independents_called_derived(found: Sequence[Mapping[str, object]]) -> dict[str, tuple[int, int]]:
    """(pairs put into one origin, pairs) of one event whose labels name different source articles, and of ecb.

    ecb says of no pair whether one comes from the other, so what is called derived there may be right: its share is
    the most that can be wrong.
    """
    origin = {str(row["id"]): row["origin_id"] for row in found}
    stories = defaultdict(list)
    for line in (BENCH / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["gold"]["story"]:
            stories[row["gold"]["story"]].append((row["id"], row["gold"]["derived"]))
    counts = {"labelled independent": [0, 0], "ecb, not labelled": [0, 0]}
    for documents in stories.values():
        for (a, source_a), (b, source_b) in combinations(documents, 2):
            if source_a is None or source_b is None or source_a != source_b:
                count = counts["labelled independent" if source_a and source_b else "ecb, not labelled"]
                count[0] += origin[a] == origin[b]
                count[1] += 1
    return {name: (called, pairs) for name, (called, pairs) in counts.items()}


def speeds(documents: Sequence[Document]) -> dict[str, float]:
    """Documents described and pairs compared a second on one core, end to end from text."""
    describe(documents[:BATCH_DOCUMENTS])  # tables and lexicons are read once
    start = time.perf_counter()
    for batch in pieces(documents, BATCH_DOCUMENTS):
        describe(batch)
    described = time.perf_counter() - start
    start = time.perf_counter()
    profiles = profile(documents)
    pairs = np.array([(row, (row + step) % len(documents)) for row in range(len(documents)) for step in range(1, 13)])
    compare(profiles, pairs, EMPTY_FREQUENCIES)
    return {
        "documents/s": len(documents) / described,
        "pairs/s (12 a document)": len(pairs) / (time.perf_counter() - start),
    }


def main() -> None:
    """Groups the labelled set once and night by night, then the seeds, and prints the tables."""
    documents, nights = bench_documents()
    print({name: round(value) for name, value in speeds(documents).items()})
    for name, arrival in (("one batch", None), ("ten nights", nights)):
        start = time.perf_counter()
        found = group_documents(documents, arrival)
        print(f"{name}: {len(documents)} documents in {time.perf_counter() - start:.1f} s")
        for level, row in figures(found).items():
            shown = ("pair_precision", "pair_recall", "pair_f1", "bcubed_precision", "bcubed_recall", "bcubed_f1")
            print(f"  {level:10}", "  ".join(f"{key} {row[key]:.4f}" for key in shown))
        for name, (called, pairs) in independents_called_derived(found).items():
            print(f"  pairs of one event, {name}: {called} of {pairs} called derived")
    for row in group_documents(seed_documents()):
        print("  ", {key: value for key, value in row.items() if key != "evidence"})


if __name__ == "__main__":
    sys.exit(main())
