"""Times resolving names on archives of several sizes: ``python tests/evaluation/run_name_nights.py [SIZE ...]``.

Names are invented (``deployments/matcher/name_pairs.py``), half of them spellings of another, and denser than real
ones: few syllables make them, so many share a block. A night brings 2,000 new names and mentions 3,000 known ones
again. Prints processor seconds: all the archive's names at once, a night after it, and a night without news.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa
from machine import processor_s

from nightdesk.flows.stages.resolving import resolve_names
from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import open_working

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deployments" / "matcher"))
from name_pairs import NameRoom

NEW, AGAIN = 2_000, 3_000
SIZES = (10_000, 100_000)
Name = tuple[str, str]


def invented(seed: int, count: int) -> list[Name]:
    """(name, type) of people, organisations and places."""
    pairs = NameRoom(seed).pairs(count // 6 + 10)
    return [(name, pair.type) for pair in pairs for name in (pair.a, pair.b)][:count]


def mention(connection: duckdb.DuckDBPyConnection, mentioned: Sequence[Name]) -> None:
    """Adds a mention of each."""
    names, types = zip(*mentioned, strict=True)
    same = {"article_id": "a", "surface": "x", "kind": "name", "mention_id": "m", "rule": "r", "extractor_version": "x"}
    numbers = {"version": 1, "sentence_no": 0, "start": 0, "end": 1, "confidence": 1.0}
    columns = {key: [value] * len(names) for key, value in {**same, **numbers}.items()}
    insert_rows(connection, "facts.mentions", pa.table({**columns, "canonical": names, "type": types}))


def timed(connection: duckdb.DuckDBPyConnection) -> float:
    """Processor seconds of one resolution."""
    before = processor_s()
    resolve_names(connection, 1)
    return round(processor_s() - before, 2)


def main() -> None:
    dice = random.Random(1)
    print("| names in the archive | all at once | a night of 2,000 new ones | nothing new |\n|---|---|---|---|")
    for size in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        archive = invented(5, size)
        with closing(open_working(None)) as connection:
            mention(connection, archive + dice.choices(archive, k=2 * size))
            whole = timed(connection)
            mention(connection, invented(100, NEW) + dice.choices(archive, k=AGAIN))
            print(f"| {len(set(archive)):,} | {whole} | {timed(connection)} | {timed(connection)} |", flush=True)


if __name__ == "__main__":
    main()
