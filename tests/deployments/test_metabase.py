"""Provisioning Metabase, against a server that answers like it: complete at once, the same when run again."""

from __future__ import annotations

import importlib.util
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from deployments.fake_metabase import FakeMetabase, running

from nightdesk.warehouse.connection import open_edition

EMAIL, PASSWORD = "desk@nightdesk.invalid", "long-and-invented"


@pytest.fixture(scope="module")
def program(repository: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("provision", repository / "deployments/metabase/provision.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server() -> Iterator[tuple[str, FakeMetabase]]:
    with running() as started:
        yield started


def test_the_first_run_makes_everything_and_the_second_nothing(
    program: ModuleType, server: tuple[str, FakeMetabase]
) -> None:
    """Account, database, questions and dashboard are there after one run; another changes neither number nor place."""
    url, fake = server
    database = program.postgres_database("postgres", 5432, "desk", "analyst", "secret")
    first = program.provision(program.Metabase(url, EMAIL, PASSWORD), database)
    names = {kind: sorted(thing["name"] for thing in things.values()) for kind, things in fake.things.items()}
    assert names["database"] == names["collection"] == ["Nightdesk"]
    assert names["dashboard"] == ["Morning edition"]
    assert len(fake.things["dashboard"][first]["dashcards"]) == len(names["card"]) == 7
    before = repr(fake.things)
    assert program.provision(program.Metabase(url, EMAIL, PASSWORD), database) == first
    assert repr(fake.things) == before
    assert len(fake.syncs) == 2


def test_cards_do_not_overlap(program: ModuleType, server: tuple[str, FakeMetabase]) -> None:
    url, fake = server
    program.provision(program.Metabase(url, EMAIL, PASSWORD), program.duckdb_database("/editions", "e1"))
    (dashboard,) = fake.things["dashboard"].values()
    cells = [
        (row, column)
        for card in dashboard["dashcards"]
        for row in range(card["row"], card["row"] + card["size_y"])
        for column in range(card["col"], card["col"] + card["size_x"])
    ]
    assert len(cells) == len(set(cells))


def test_what_others_added_stays(program: ModuleType, server: tuple[str, FakeMetabase]) -> None:
    url, fake = server
    database = program.duckdb_database("/editions", "e1")
    metabase = program.Metabase(url, EMAIL, PASSWORD)
    dashboard = program.provision(metabase, database)
    query = {"type": "native", "database": 2, "native": {"query": "select 1"}}
    mine = metabase.call(
        "POST", "/api/card", {"name": "Mine", "dataset_query": query, "display": "table", "visualization_settings": {}}
    )
    placed = {"id": -1, "card_id": mine["id"], "row": 90, "col": 0, "size_x": 4, "size_y": 4}
    dashcards = [*fake.things["dashboard"][dashboard]["dashcards"], placed]
    metabase.call("PUT", f"/api/dashboard/{dashboard}", {"dashcards": dashcards})
    program.provision(metabase, database)
    assert mine["id"] in {card["card_id"] for card in fake.things["dashboard"][dashboard]["dashcards"]}


def test_refresh_names_the_new_edition_and_syncs(
    program: ModuleType, server: tuple[str, FakeMetabase], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each edition the driver is told another file, which makes it close the old one."""
    url, fake = server
    monkeypatch.setenv("METABASE_PASSWORD", PASSWORD)
    for edition in ("20260311T000000Z-0001", "20260312T000000Z-0002"):
        (tmp_path / f"{edition}.duckdb").write_text(edition)
        (tmp_path / "current.duckdb").unlink(missing_ok=True)
        os.link(tmp_path / f"{edition}.duckdb", tmp_path / "current.duckdb")
        assert program.main(["--url", url, "--editions", str(tmp_path), "--refresh"]) == 0
        (database,) = fake.things["database"].values()
        assert database["details"]["database_file"] == f"/editions/{edition}.duckdb"
        assert database["details"]["read_only"] is True
    assert len(fake.syncs) == 2
    assert fake.things["card"] == {}


def test_a_wrong_password_is_said_in_metabase_s_words(
    program: ModuleType,
    server: tuple[str, FakeMetabase],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, fake = server
    fake.account = {"email": EMAIL, "password": "another"}
    monkeypatch.setenv("METABASE_PASSWORD", PASSWORD)
    assert program.main(["--url", url]) == 1
    message = capsys.readouterr().err
    assert "did not match stored password" in message
    assert PASSWORD not in message


def test_without_a_password_or_a_server_it_says_so(
    program: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("METABASE_PASSWORD", raising=False)
    assert program.main([]) == 2
    assert "METABASE_PASSWORD" in capsys.readouterr().err
    with pytest.raises(program.ProvisioningFailed, match="does not answer"):
        program.Metabase("http://127.0.0.1:9", EMAIL, PASSWORD, patience_s=0.1)


def test_every_question_has_an_answer_in_the_sample(repository: Path, demo_project: Path) -> None:
    cards = tomllib.loads((repository / "deployments/metabase/cards.toml").read_text(encoding="utf-8"))["cards"]
    with open_edition(demo_project / "editions" / "current.duckdb") as edition:
        for card in cards:
            result = edition.execute(card["sql"])
            columns = {column[0] for column in result.description}
            assert result.fetchall(), card["name"]
            settings = card.get("visualization_settings", {})
            assert {*settings.get("graph.dimensions", ()), *settings.get("graph.metrics", ())} <= columns
