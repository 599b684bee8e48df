"""Progress: plain lines where a log collects, with the parts of a stage and their counts."""

from __future__ import annotations

import io

import pytest

from nightdesk.flows.run import progress
from nightdesk.flows.run.progress import BarProgress, LineProgress, progress_for


def test_a_log_gets_a_line_a_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    told = progress_for(log)
    assert isinstance(told, LineProgress)
    told.start("clean", 3)
    told.advance(3)
    told.finish("3 seen")
    assert log.getvalue() == "clean: 3 seen\n"


def test_long_work_speaks_in_between_with_counts_by_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0.0)
    log = io.StringIO()
    told = LineProgress(log)
    told.start("collect", None)
    told.advance(2, "Tidings")
    told.advance(1, "Gazette")
    assert log.getvalue().splitlines()[-1] == "collect: 3 (Gazette 1, Tidings 2)"


def test_bars_show_the_parts_that_moved_last() -> None:
    told = BarProgress()
    told.start("collect", None)
    for number in range(20):
        told.advance(1, f"source {number}")
    assert told._bar is not None
    shown = [task.description.strip() for task in told._bar.tasks if task.visible]
    told.finish("20 seen")
    assert shown == ["collect", *(f"source {number}" for number in range(12, 20))]
