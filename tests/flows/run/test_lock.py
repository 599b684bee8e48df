"""Who holds a project: one writer at a time, named to those who come second."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nightdesk.flows.errors import RunHeld
from nightdesk.flows.run.lock import is_locked, lock_project

NO_PROCESS = 2**22 + 1  # above the highest id that Linux gives


def test_a_project_is_held_for_as_long_as_its_holder_works(tmp_path: Path) -> None:
    assert not is_locked(tmp_path)
    with lock_project(tmp_path):
        assert is_locked(tmp_path)
    assert not is_locked(tmp_path)


@pytest.mark.parametrize(
    "note", [f'{{"pid": {NO_PROCESS}, "since": "2026-03-10T04:00:00+00:00"}}', '{"pid": null, "since": ""}', "[]", ""]
)
def test_the_note_of_a_killed_process_holds_nothing(tmp_path: Path, note: str) -> None:
    (tmp_path / "nightdesk.lock.holder").write_text(note)
    assert not is_locked(tmp_path)


def test_who_comes_second_hears_who_was_first(tmp_path: Path) -> None:
    with lock_project(tmp_path):
        with pytest.raises(RunHeld, match=f"process {os.getpid()}, since 20"), lock_project(tmp_path):
            pass
        (tmp_path / "nightdesk.lock.holder").unlink()
        with pytest.raises(RunHeld, match="an unknown process"), lock_project(tmp_path):
            pass
