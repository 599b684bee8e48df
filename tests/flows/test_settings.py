"""Settings and sources: files, environment and command line, and what a mistake says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project, origins
from nightdesk.flows.settings import Settings
from nightdesk.flows.source import Source
from nightdesk.warehouse.lake import Lake


def write(folder: Path, settings: str = "", sources: str = "") -> Path:
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    return folder


def test_a_folder_without_files_has_the_defaults_and_no_sources(tmp_path: Path) -> None:
    project = load_project(tmp_path)
    assert project.settings == Settings()
    assert project.sources == ()


def test_command_line_beats_environment_beats_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "keep_editions = 3\nrevisit_days = 4\nexecutor = 'process:3'")
    monkeypatch.setenv("NIGHTDESK_KEEP_EDITIONS", "5")
    settings = load_project(tmp_path, executor="process:1", engine=None).settings
    assert (settings.keep_editions, settings.revisit_days, settings.executor) == (5, 4, "process:1")


def test_every_value_says_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "revisit_days = 4")
    monkeypatch.setenv("NIGHTDESK_KEEP_EDITIONS", "5")
    found = origins(tmp_path)
    assert found["keep_editions"] == "NIGHTDESK_KEEP_EDITIONS"
    assert found["revisit_days"] == "settings.toml"
    assert found["engine"] == "default"


@pytest.mark.parametrize("executor", ["process:2", "tcp://head:8786", "tls://10.2.0.1:8786"])
def test_work_runs_in_processes_or_on_a_cluster(tmp_path: Path, executor: str) -> None:
    assert load_project(tmp_path, executor=executor).settings.executor == executor


@pytest.mark.parametrize("executor", ["process:0", "threads:2", "tcp://head", "tcp://user:secret@head:8786"])
def test_no_other_executor_is_taken(tmp_path: Path, executor: str) -> None:
    with pytest.raises(UsageError, match="executor"):
        load_project(tmp_path, executor=executor)


def test_the_tables_are_in_the_folder_or_in_a_lake(tmp_path: Path) -> None:
    assert load_project(tmp_path).warehouse == tmp_path / "nightdesk.duckdb"
    write(tmp_path, 'warehouse = "ducklake:postgres:host=db dbname=desk"\nlake_folder = "parquet"')
    assert load_project(tmp_path).warehouse == Lake("host=db dbname=desk", tmp_path / "parquet")


@pytest.mark.parametrize("catalogue", ["host=db password=tell", "postgresql://desk:tell@db/desk"])
def test_a_password_has_no_place_in_the_settings(tmp_path: Path, catalogue: str) -> None:
    write(tmp_path, f'warehouse = "ducklake:postgres:{catalogue}"')
    with pytest.raises(UsageError, match=r"the password belongs in ~/\.pgpass") as caught:
        load_project(tmp_path)
    assert "tell" not in str(caught.value)


def test_an_unknown_setting_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    write(tmp_path, "keep_edition = 3")
    with pytest.raises(UsageError, match=r"settings\.toml: unknown key 'keep_edition'; did you mean 'keep_editions'"):
        load_project(tmp_path)


def test_an_unknown_key_of_a_source_is_refused_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, sources='[[sources]]\nid = "a"\nkind = "folder"\npaht = "x"')
    with pytest.raises(UsageError, match=r"unknown key 'sources\[0\]\.paht'; did you mean 'path'"):
        load_project(tmp_path)


def test_a_value_out_of_range_names_file_and_key(tmp_path: Path) -> None:
    write(tmp_path, "keep_editions = 0")
    with pytest.raises(UsageError, match=r"settings\.toml: keep_editions: .*greater than or equal to 1"):
        load_project(tmp_path)


def test_a_bad_value_in_the_environment_names_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTDESK_KEEP_EDITIONS", "many")
    with pytest.raises(UsageError, match="NIGHTDESK_KEEP_EDITIONS"):
        load_project(tmp_path)


def test_broken_toml_names_the_file(tmp_path: Path) -> None:
    write(tmp_path, "engine = ")
    with pytest.raises(UsageError, match=r"settings\.toml is not valid TOML"):
        load_project(tmp_path)


def test_two_sources_cannot_share_an_id(tmp_path: Path) -> None:
    one = '[[sources]]\nid = "a"\nkind = "folder"\npath = "x"\n'
    write(tmp_path, sources=one + one)
    with pytest.raises(UsageError, match="'a' is declared more than once"):
        load_project(tmp_path)


@pytest.mark.parametrize(("kind", "needed"), [("feed", "url"), ("folder", "path"), ("table", "path")])
def test_a_source_needs_its_address(tmp_path: Path, kind: str, needed: str) -> None:
    write(tmp_path, sources=f'[[sources]]\nid = "a"\nkind = "{kind}"')
    with pytest.raises(UsageError, match=f"a source of kind {kind} needs {needed}"):
        load_project(tmp_path)


def test_paths_of_sources_are_relative_to_their_file(tmp_path: Path) -> None:
    write(tmp_path, sources='[[sources]]\nid = "a"\nkind = "folder"\npath = "inbox"')
    assert load_project(tmp_path).sources[0].path == tmp_path / "inbox"


@pytest.mark.parametrize("model", [Settings, Source])
def test_every_field_has_a_sentence(model: type) -> None:
    assert [
        name for name, field in model.model_fields.items() if not (field.description or "").endswith((".", ")"))
    ] == []


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ('kind = "feed"\nurl = "https://a.example"\nglob = "*.html"', "glob belongs to sources of kind folder"),
        ('kind = "table"\npath = "t.csv"\ncolumns = {txt = "body"}', "did you mean 'text'"),
        ('kind = "pages"\nurl = "https://a.example"\nlinks = "div["', "not a CSS selector"),
        ('kind = "sitemap"\nurl = "https://a.example"\nmax_age_days = 0', "max_age_days"),
        ('kind = "rss"\nurl = "https://a.example"', "kind"),
    ],
)
def test_a_key_that_does_not_fit_its_source_is_explained(tmp_path: Path, keys: str, message: str) -> None:
    (tmp_path / "sources.toml").write_text(f'[[sources]]\nid = "a"\n{keys}\n')
    with pytest.raises(UsageError, match=re.escape(message)):
        load_project(tmp_path)
