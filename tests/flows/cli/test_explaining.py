"""`clean --explain` as its readers meet it: in the terminal and as a page."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from nightdesk.flows.reports.explained import render
from nightdesk.transforms.clean.explain import explain
from nightdesk.transforms.records import Capture

PAGES = Path(__file__).resolve().parents[2] / "pages"


def explained(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from nightdesk.flows.cli import main; main()", "clean"]
    return subprocess.run([*program, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


def test_the_terminal_shows_fates_reasons_and_candidates() -> None:
    result = explained("--explain", PAGES / "ferry.html")
    assert result.returncode == 0, result.stderr
    first_words = {line.split()[0] for line in result.stdout.splitlines() if line.strip()}
    assert {"kept", "left", "headline", "credit", "bio"} <= first_words
    assert "body by trafilatura" in result.stdout
    assert "json_ld" in result.stdout


def test_a_rejection_says_why_and_exits_1(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"%PDF-1.7")
    result = explained("--explain", tmp_path / "a.html", tmp_path / "missing.html")
    assert result.returncode == 1
    assert "rejected, unsupported_type" in result.stdout
    assert "rejected, missing" in result.stdout


def test_the_page_is_written_for_all_files(tmp_path: Path) -> None:
    result = explained(PAGES / "ferry.html", PAGES / "fishing-quota.txt", "--html", tmp_path / "out.html")
    assert result.stdout.strip() == str(tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count("<h1>") == 2
    assert "Additional reporting by Jan Pohl in Tallinn</td><td></td>" in page


def test_a_page_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    result = explained(PAGES / "ferry.html", "--html", tmp_path / "no" / "out.html")
    assert result.returncode == 1
    assert result.stderr.strip().endswith("cannot be written: No such file or directory")


def test_the_page_shows_text_as_text() -> None:
    hostile = "Advertisement\n" + "The ferry <script>alert(1)</script> sank off the pier & nobody was hurt. " * 5
    fetched_at = datetime(2031, 5, 6, tzinfo=UTC)
    capture = Capture("c", "s", "https://example.org/a", None, fetched_at, None, None, hostile.encode())
    page = render([("<b>ferry</b>", explain(capture))])
    assert "<script>" not in page
    assert "<b>ferry" not in page
    assert '<tr class="removed"><td>Advertisement</td><td></td><td class="why">advert</td>' in page
