"""A lake without its packages: told with what to install before anything is opened."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nightdesk.warehouse import lake as module
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.lake import Lake, LakeMissing, sole_writer

LAKE = Lake("host=nowhere dbname=lake", Path("lake"))


def test_a_missing_extension_is_told_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(LakeMissing, match=r"duckdb-extension-postgres-scanner: pip install 'nightdesk\[ducklake\]'"):
        open_working(Lake(LAKE.catalogue, tmp_path / "lake"))


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LakeMissing, match="needs psycopg"), sole_writer(LAKE):
        pass
