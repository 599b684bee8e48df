"""Sixty editions, each from the one before, under readers that never pause: no error, no mixture, how stale each is."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from nightdesk.warehouse.publishing.marts import build_marts, remember_build
from nightdesk.warehouse.publishing.publish import publish_edition

EDITIONS = 60

pytestmark = pytest.mark.timeout(1500)  # sixty editions take minutes on a busy machine
NIGHT = datetime(2026, 3, 13, tzinfo=UTC)

WITHDRAW_ONE = """
update staging.articles set withdrawn_at = timestamp '2026-03-13', withdrawn_reason = 'test'
where article_id = (select min(article_id) from staging.articles where withdrawn_at is null)
"""

# each line: when it was read, the edition by its own row, what two other tables say of it
READER = """
import sys, threading, time, duckdb
path, keeps = sys.argv[1], sys.argv[2] == "keeps"
stopped = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stopped.set()), daemon=True).start()
kept = duckdb.connect(path, read_only=True) if keeps else None
done = False
while not done:
    done = stopped.is_set()
    edition = kept or duckdb.connect(path, read_only=True)
    began = time.time()
    (edition_id, articles, copies), = edition.execute(
        "select edition_id, article_count, copy_count from marts.edition").fetchall()
    (counted,), = edition.execute("select count(*) from marts.articles where not is_withdrawn").fetchall()
    (copied,), = edition.execute("select count(*) from marts.copies").fetchall()
    print(began, edition_id, (articles, copies) == (counted, copied), flush=True)
    if not keeps:
        edition.close()
"""


@pytest.fixture
def working(demo_project: Path, tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """The working file of the sample, copied."""
    from nightdesk.warehouse.connection import open_working

    copy = tmp_path / "nightdesk.duckdb"
    copy.write_bytes((demo_project / "nightdesk.duckdb").read_bytes())
    return open_working(copy)


def start(current: Path, mode: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", READER, str(current), mode]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def lines(reader: subprocess.Popen[str]) -> list[tuple[float, str, bool]]:
    output, errors = reader.communicate("stop\n", timeout=60)
    assert reader.returncode == 0, errors
    rows = [line.split() for line in output.splitlines()]
    return [(float(moment), edition_id, whole == "True") for moment, edition_id, whole in rows]


def test_sixty_editions_under_two_readers(working: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """One reader opens the file anew for each look, one keeps its connection; staleness is against the rename."""
    folder = tmp_path / "editions"
    published: dict[str, float] = {}
    for number in range(EDITIONS + 1):
        edition = publish_edition(working, folder, f"e{number:02}", NIGHT + timedelta(days=number), keep=3)
        published[edition.edition_id] = time.time()
        remember_build(working, edition.edition_id)
        if number == 0:
            readers = [start(folder / "current.duckdb", mode) for mode in ("re-opens", "keeps")]
            time.sleep(2)  # until both have looked once
        elif number % 2:  # every second edition differs, so that a mixture would show
            working.execute(WITHDRAW_ONE)
        build_marts(working)
    reopening, keeping = map(lines, readers)
    assert all(whole for _, _, whole in reopening + keeping)
    assert {edition_id for _, edition_id, _ in keeping} == {"e00"}
    order = [edition_id for _, edition_id, _ in reopening]
    assert order == sorted(order)
    assert order[-1] == f"e{EDITIONS:02}"
    moments = sorted((moment, edition_id) for edition_id, moment in published.items())
    # an edition is late where a newer one had been in place before the look began
    late = [
        max(began - moment for moment, newer in moments if newer > seen and moment <= began)
        for began, seen, _ in reopening
        if any(newer > seen and moment <= began for moment, newer in moments)
    ]
    told = f"{len(late)} late (worst {max(late, default=0):.3f} s)"
    print(f"{EDITIONS} editions, 0 errors, 0 mixed; re-opening: {len(reopening)} looks at {len(set(order))}, {told}")
    print(f"keeping its connection: {len(keeping)} looks, all on the edition it opened, {EDITIONS} behind at the end")
    assert max(late, default=0) < 0.5
