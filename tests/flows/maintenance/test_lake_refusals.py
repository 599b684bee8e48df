"""What works on a working file only says so of a lake in one line, with what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightdesk.flows.cli import main

INSTEAD = {
    "backup COPY": "pg_dump",
    "compact": "by itself",
    "forget --domain harbour.example --yes": "backfill",
}


@pytest.mark.parametrize("command", INSTEAD)
def test_a_lake_is_refused_with_the_next_step(command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text('warehouse = "ducklake:postgres:host=127.0.0.1 port=9 dbname=x"\n')
    (tmp_path / "sources.toml").write_text('[[sources]]\nid = "a"\nkind = "folder"\npath = "."\n')
    with pytest.raises(SystemExit) as ended:
        main([*command.replace("COPY", str(tmp_path / "copy")).split(), "--project", str(tmp_path)])
    told = capfd.readouterr().err
    assert ended.value.code == 2
    assert told.count("\n") == 1
    assert "DuckLake" in told
    assert INSTEAD[command] in told
