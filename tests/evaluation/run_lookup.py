"""Times the look-ups of one night against a large archive: ``python tests/evaluation/run_lookup.py [ARCHIVE] [NIGHT]``.

The archive is made of keys alone (bands and terms drawn at random, terms by Zipf's law), since look-ups read nothing
else; 90 days, so that the window holds a share of it. The night's articles share keys with it as real ones do.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from nightdesk.flows.stages.candidates import WINDOW_DAYS, candidates
from nightdesk.transforms.stories.describe import SIGNATURE_VERSION
from nightdesk.transforms.stories.minhash import BAND_COUNT
from nightdesk.transforms.stories.terms import TERMS_PER_DOCUMENT
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.grouping import Span

LAST_DAY, DAYS = date(2031, 5, 30), 90
VOCABULARY, SHARED_BANDS = 400_000, 0.02
BATCH = 100_000


def measure(archive: int, night: int, memory_limit: str = "1GB") -> dict[str, float]:
    """Seconds and pairs of the look-ups of one night, on one thread under a memory limit."""
    with tempfile.TemporaryDirectory() as folder, closing(open_working(Path(folder) / "w.duckdb")) as connection:
        generator = np.random.default_rng(7)
        for first in range(0, archive, BATCH):
            _store(connection, generator, first, min(BATCH, archive - first), DAYS)
        _store(connection, generator, archive, night, 1)
        connection.execute("checkpoint")
        connection.execute("set threads = 1")
        connection.execute(f"set memory_limit = '{memory_limit}'")
        fresh = [f"a{number:08d}" for number in range(archive, archive + night)]
        reach = timedelta(days=WINDOW_DAYS)
        span = Span(LAST_DAY - reach, LAST_DAY + reach, LAST_DAY - reach, LAST_DAY + reach, has_undated=False)
        start, start_cpu = time.perf_counter(), time.process_time()
        pairs = candidates(connection, fresh, span)
        seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
        return {"seconds": round(seconds, 2), "of the processor": round(cpu, 2), "pairs": len(pairs)}


def _store(
    connection: duckdb.DuckDBPyConnection, generator: np.random.Generator, first: int, count: int, days: int
) -> None:
    """Descriptions of ``count`` articles, spread over the last ``days``."""
    ids = np.array([f"a{number:08d}" for number in range(first, first + count)])
    day = np.array([LAST_DAY - timedelta(days=int(back)) for back in generator.integers(0, days, count)])
    bands = generator.integers(0, 2**63, count * BAND_COUNT, dtype=np.uint64)
    bands[generator.random(len(bands)) < SHARED_BANDS] %= np.uint64(200_000)
    terms = (generator.zipf(1.15, count * TERMS_PER_DOCUMENT) % VOCABULARY).astype(np.uint64)
    days_of_terms = pa.array(np.repeat(day, TERMS_PER_DOCUMENT), pa.date32())
    signatures = {
        "article_id": ids,
        "version": np.ones(count, np.int64),
        "run_seq": np.ones(count, np.int64),
        "published_day": pa.array(day, pa.date32()),
        "seen_day": pa.array(day, pa.date32()),
        "text_key": ids,
        "representative_id": ids,
        "word_count": np.full(count, 400),
        "shingle_count": np.full(count, 396),
        "term_mass": np.full(count, 150.0),
        "signature_version": [SIGNATURE_VERSION] * count,
    }
    grouping.store_descriptions(
        connection,
        pa.table(signatures),
        pa.table({"band_key": bands, "article_id": np.repeat(ids, BAND_COUNT), "run_seq": np.ones(len(bands), int)}),
        pa.table(
            {
                "term_key": terms,
                "article_id": np.repeat(ids, TERMS_PER_DOCUMENT),
                "published_day": days_of_terms,
                "seen_day": days_of_terms,
                "weight": np.full(len(terms), 3.0),
            }
        ),
    )


def main() -> None:
    """One night against an archive."""
    sizes = [int(size) for size in sys.argv[1:]]
    archive, night = [*sizes, *(1_000_000, 2_000)[len(sizes) :]]
    print(f"a night of {night} against {archive}:", measure(archive, night))


if __name__ == "__main__":
    sys.exit(main())
