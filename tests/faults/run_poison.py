"""Loads good pages with and without hostile ones: ``python tests/faults/run_poison.py [--good N]``.

The hostile pages are those of `hostile_pages.py` and files that are no pages at all. The rows of the good articles must
be the same with the poison as without, every hostile page must end as an article or as a rejection with a reason, and
what the poison costs in time must be bounded.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.desk import RUN_COLUMNS
from faults.hostile_pages import PAGES
from faults.small_web import NIGHTS, page

from nightdesk.flows.nightly import nightly
from nightdesk.warehouse.connection import open_working

MOST_SECONDS_A_PAGE = 25.0  # clean_timeout_s and the simpler extraction after it
FILES = {
    "noise.html": bytes(range(256)) * 500,
    "utf-16 cut.html": "<p>half a letter".encode("utf-16")[:-1],
    "nul.html": b"<p>" + b"\0" * 10_000,
    "bad gzip.html.gz": b"\x1f\x8b\x08" + b"x" * 100,
    "zip.html": b"PK\x03\x04" + b"x" * 100,
    "empty.html": b"",
    "bad.jsonl": b'{"id": "1", "text": "\\ud800"}\n{"id": \n[]\n' + b'{"id":"2","text":"' + b"a" * 100_000,
    "bad.warc.gz": b"\x1f\x8b" + b"\0" * 50,
}


def lay_out(folder: Path, good: int) -> None:
    """Two folders, the good and the hostile."""
    for name in ("good", "hostile"):
        (folder / name).mkdir()
    for number in range(good):
        # the newsroom has fewer reports than are wanted: each has figures of its own, so none is another's copy alone
        (folder / "good" / f"{number:03d}.html").write_bytes(page(number, workers=1_000 + number))
    for number, hostile in enumerate(PAGES.values()):
        (folder / "hostile" / f"{number:03d}.html").write_text(hostile, encoding="utf-8")
    for name, content in FILES.items():
        (folder / "hostile" / name).write_bytes(content)


def load(folder: Path, name: str, sources: tuple[str, ...]) -> tuple[dict[str, str], dict[str, int], float]:
    """(hashes of the good articles' rows, outcomes of the hostile pages, seconds)."""
    project = folder / name
    project.mkdir()
    declared = [f'[[sources]]\nid = "{each}"\nkind = "folder"\npath = "{folder}/{each}"\n' for each in sources]
    (project / "sources.toml").write_text("\n".join(declared), encoding="utf-8")
    started = time.monotonic()
    nightly.fn(project_folder=project, now=NIGHTS[1], settings={"engine": "plain"})
    seconds = time.monotonic() - started
    with closing(open_working(project / "nightdesk.duckdb")) as connection:
        outcomes = connection.execute(
            """select stage || ' ' || outcome, sum(count)::bigint from (
                unpivot (select stage, stored, unchanged, rejected, skipped from ops.stage_reports
                         where source_id = 'hostile')
                on stored, unchanged, rejected, skipped into name outcome value count) where count > 0 group by all"""
        ).fetchall()
        return good_rows(connection), dict(outcomes), seconds


def good_rows(connection: Any) -> dict[str, str]:
    """A hash of the rows of every table that speaks of an article of the good source."""
    tables = connection.execute(
        """select schema_name || '.' || table_name, list(column_name) from duckdb_columns()
        where schema_name in ('raw', 'staging', 'facts', 'stories') group by all
        having list_contains(list(column_name), 'article_id')"""
    ).fetchall()
    found = {}
    for table, columns in tables:
        kept = ", ".join(f'"{column}"' for column in sorted(columns) if column not in RUN_COLUMNS)
        (row,) = connection.execute(
            f"""select count(*), sum(hash({kept})) from {table} where article_id in
            (select article_id from staging.articles where source_id = 'good')"""
        ).fetchall()
        found[table] = f"{row[0]}:{row[1]}"
    return found


def run(folder: Path, good: int) -> dict[str, Any]:
    """What differs, how the hostile pages ended, what they cost."""
    lay_out(folder, good)
    clean_rows, _, clean_s = load(folder, "without", ("good",))
    rows, outcomes, seconds = load(folder, "with", ("good", "hostile"))
    return {
        "good": good,
        "hostile": len(PAGES) + len(FILES),
        "differences": sorted(table for table in clean_rows if clean_rows[table] != rows[table]),
        "outcomes": outcomes,
        "seconds without": round(clean_s, 1),
        "seconds with": round(seconds, 1),
        "in time": seconds - clean_s < MOST_SECONDS_A_PAGE * len(PAGES) / 2,
    }


def main() -> int:
    """Prints the findings as JSON; 1 where a good row differs or the time is not bounded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.good)
    print(json.dumps(found, indent=1))
    return 0 if not found["differences"] and found["in time"] else 1


if __name__ == "__main__":
    sys.exit(main())
