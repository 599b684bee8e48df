"""Loads good pages with and without hostile ones: ``python tests/faults/run_poison.py [--good N]``.

The hostile pages are those of `hostile_pages.py` and files that are no pages at all. The rows of the good articles must
be the same with the poison as without, every hostile page must end as an article or as a rejection with a reason, no
good article may share a story with a hostile one, and what the poison costs in time must be bounded.

How much a word tells of two articles follows from the whole archive, so any 39 more articles decide a pair at the very
border differently (ARCHITECTURE.md, "What differs when articles come a night later?"): origins and stories, and what
follows from them, are not held equal; how many good articles moved is told.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.desk import RUN_COLUMNS
from faults.hostile_pages import PAGES
from faults.small_web import NIGHTS, page

from nightdesk.flows.nightly import nightly
from nightdesk.warehouse.connection import open_working

BY_STORY = {"stories.memberships", "facts.answers", "facts.utterances", "facts.stance_changes"}
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


class Loaded(NamedTuple):
    """What a load left."""

    rows: dict[str, str]  # hashes of the good articles' rows, by table
    groups: dict[str, tuple[str, int]]  # good article: (its origin, hostile articles in its story)
    outcomes: dict[str, int]  # of the hostile pages
    seconds: float


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


def load(folder: Path, name: str, sources: tuple[str, ...]) -> Loaded:
    """Loads some of the folders into a project of their own."""
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
        return Loaded(good_rows(connection), groups(connection), dict(outcomes), seconds)


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


def groups(connection: Any) -> dict[str, tuple[str, int]]:
    """{good article: (its origin, number of hostile articles in its story)}."""
    rows = connection.execute(
        """select article_id, origin_id, hostile from (
            select article_id, origin_id, source_id,
                count(*) filter (where source_id = 'hostile') over (partition by story_id) as hostile
            from stories.memberships join staging.articles using (article_id))
        where source_id = 'good'"""
    ).fetchall()
    return {article_id: (origin_id, hostile) for article_id, origin_id, hostile in rows}


def run(folder: Path, good: int) -> dict[str, Any]:
    """What differs, how the hostile pages ended, what they cost."""
    lay_out(folder, good)
    pure = load(folder, "without", ("good",))
    mixed = load(folder, "with", ("good", "hostile"))
    same = (table for table in pure.rows if pure.rows[table] == mixed.rows[table])
    return {
        "good": good,
        "hostile": len(PAGES) + len(FILES),
        "tables compared": len(pure.rows) - len(BY_STORY & pure.rows.keys()),
        "differences": sorted(pure.rows.keys() - set(same) - BY_STORY),
        "in a story with poison": sum(hostile > 0 for _, hostile in mixed.groups.values()),
        "good articles of another origin": sum(pure.groups[each] != mixed.groups[each] for each in pure.groups),
        "outcomes": mixed.outcomes,
        "seconds without": round(pure.seconds, 1),
        "seconds with": round(mixed.seconds, 1),
        "in time": mixed.seconds - pure.seconds < MOST_SECONDS_A_PAGE * len(PAGES) / 2,
    }


def main() -> int:
    """Prints the findings as JSON; 1 where a good row differs or the time is not bounded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.good)
    print(json.dumps(found, indent=1))
    kept = not found["differences"] and not found["in a story with poison"]
    return 0 if kept and found["in time"] else 1


if __name__ == "__main__":
    sys.exit(main())
