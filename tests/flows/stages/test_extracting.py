"""An article whose facts cannot be read costs its own facts, not the night's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from night_support import edition_of
from typer.testing import CliRunner

from nightdesk.flows.cli import app
from nightdesk.flows.run import lifecycle as runs
from nightdesk.flows.run.executor import Failed
from nightdesk.transforms.records import Document

TEXT = (
    "Ada Lind said on Monday that 40 ferries left the harbour of Quay before the storm came. "
    "The harbour master had closed the lock at noon, and nobody was let through until the wind fell. "
    "Seven crews spent the night on the pier, where the council served them soup and dry blankets. "
    "The ferries will be checked on Tuesday, and the first of them is to leave on Wednesday morning."
)


class Breaking:
    """An executor in this process that fails on one text, as a worker does that takes too long."""

    def __init__(self, word: str | None) -> None:
        self._word = word

    def map(
        self, function: Callable[[Any], Any], items: Iterable[Any], timeout_s: float | None = None
    ) -> Iterator[Any]:
        for item in items:
            bad = isinstance(item, Document) and self._word is not None and self._word in item.text
            yield Failed("timeout", "took longer than allowed") if bad else function(item)

    def close(self) -> None:
        pass


def load(folder: Path, monkeypatch: pytest.MonkeyPatch, breaks_on: str | None) -> dict[str, Any]:
    """A run; what its edition says of facts, rejections and the stage."""
    monkeypatch.setattr(runs, "executor_for", lambda setting: Breaking(breaks_on))
    done = CliRunner().invoke(app, ["load", str(folder / "inbox"), "-p", str(folder / "desk")])
    assert done.exit_code in (0, 1), done.output
    with edition_of(folder / "desk") as ask:
        return {
            "code": done.exit_code,
            "articles": ask("select count(*) from articles"),
            "figures": ask("select title, count(*) from figures group by title order by title"),
            "rejections": ask("select reason, is_replayed from rejections"),
            "stage": ask("select seen, stored, rejected from stage_reports where stage = 'extract' order by run_id"),
        }


def test_an_article_that_gives_no_facts_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    for name in ("harbour", "thistle"):
        (tmp_path / "inbox" / f"{name}.txt").write_text(f"A report of {name}\n\n{TEXT} The {name} stayed.\n")
    first = load(tmp_path, monkeypatch, breaks_on="thistle")
    assert first["code"] == 1
    assert first["articles"] == [(2,)]
    assert [title for title, _ in first["figures"]] == ["A report of harbour"]
    assert first["rejections"] == [("timeout", False)]
    assert first["stage"] == [(2, 1, 1)]
    second = load(tmp_path, monkeypatch, breaks_on=None)
    assert [title for title, _ in second["figures"]] == ["A report of harbour", "A report of thistle"]
    third = load(tmp_path, monkeypatch, breaks_on=None)
    assert third["rejections"] == [("timeout", True)]
