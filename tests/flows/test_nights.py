"""Whole nights over the bundled sample: nothing lost, nothing doubled, every fact where it says it is."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from night_support import edition_of, first_night, hashes, put_back, run_demo_night, working_file_of

from nightdesk.flows.cli.nights import night
from nightdesk.flows.errors import RunHeld
from nightdesk.flows.run.lock import lock_project


@pytest.fixture(scope="module")
def truth(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "tests" / "sample" / "truth.toml").read_text(encoding="utf-8"))


def test_every_stage_accounts_for_every_item(demo_project: Path) -> None:
    with edition_of(demo_project) as ask:
        assert ask("select count(*) from stage_reports where seen != stored + unchanged + rejected + skipped") == [(0,)]
        assert {stage for (stage,) in ask("select distinct stage from stage_reports")} >= {"collect", "clean", "group"}


def test_every_document_of_the_sample_is_an_article_or_a_rejection(demo_project: Path, truth: dict[str, Any]) -> None:
    with edition_of(demo_project) as ask:
        known = " ".join(path for (path,) in ask("select path_or_url from articles"))
    assert [article["id"] for article in truth["articles"] if article["address"] not in known] == []


def test_the_same_night_again_changes_no_row(demo_project: Path, tmp_path: Path) -> None:
    before = hashes(demo_project)
    with put_back(demo_project, tmp_path / "aside"):
        report = run_demo_night(demo_project, 3)
        assert hashes(demo_project) == before
    assert sum(stage.total("stored") for stage in report.stages if stage.stage != "publish") == 0


def test_every_fact_stands_where_it_says(demo_project: Path) -> None:
    with working_file_of(demo_project) as connection:
        for table in ("quotes", "mentions", "dates", "quantities", "statements", "commitments"):
            total, wrong = connection.execute(
                f"""select count(*), count(*) filter (where substr(text, "start" + 1, "end" - "start") != surface)
                from facts.{table} join staging.article_versions using (article_id, version)"""
            ).fetchall()[0]
            assert total > 0, table
            assert wrong == 0, table


def test_edits_are_versions_and_a_withdrawn_page_is_flagged(demo_project: Path, truth: dict[str, Any]) -> None:
    with edition_of(demo_project) as ask:
        versions = dict(ask("select path_or_url, max(version) from article_versions group by all"))
        withdrawn = {url for (url,) in ask("select path_or_url from articles where is_withdrawn")}
    addresses = {article["id"]: article["address"] for article in truth["articles"]}
    assert {versions[addresses[edit["article"]]] for edit in truth["edits"]} == {2}
    assert withdrawn == {addresses[gone["article"]] for gone in truth["withdrawn"]}


def test_copies_share_an_origin_and_independent_reports_do_not(demo_project: Path, truth: dict[str, Any]) -> None:
    with edition_of(demo_project) as ask:
        found = ask("select path_or_url, origin_id from articles")
    origin = {
        article["id"]: next(o for url, o in found if url.endswith(article["address"])) for article in truth["articles"]
    }
    parent = {article["id"]: article.get("of", article["id"]) for article in truth["articles"]}

    def root(name: str) -> str:
        return name if parent[name] == name else root(parent[name])

    pairs = list(combinations(sorted(origin), 2))
    together = {pair for pair in pairs if origin[pair[0]] == origin[pair[1]]}
    expected = {pair for pair in pairs if root(pair[0]) == root(pair[1])}
    assert together - expected == set()
    assert len(together & expected) / len(expected) >= 0.9


def test_plain_and_prefect_give_the_same_rows(tmp_path: Path) -> None:
    from prefect.testing.utilities import prefect_test_harness

    plain = first_night(tmp_path)
    with prefect_test_harness(server_startup_timeout=120):
        assert first_night(tmp_path, "prefect") == plain
        assert left_in_prefect() == {
            "runs": {"Completed"},
            "tasks": {"collect", "clean", "group", "extract", "reconcile", "publish"},
            "tables": {"run-report", "rejections", "contested-figures", "source-health"},
            "links": {"morning-page"},
        }


def left_in_prefect() -> dict[str, set[str]]:
    """What a reader of Prefect's pages finds: states of the flow runs, names of task runs, keys of tables and links."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        flow_runs, task_runs = client.read_flow_runs(), client.read_task_runs()
        artifacts = client.read_artifacts()
    return {
        "runs": {str(run.state_name) for run in flow_runs},
        "tasks": {run.name for run in task_runs},
        "tables": {artifact.key for artifact in artifacts if artifact.type == "table" and artifact.key},
        "links": {artifact.key for artifact in artifacts if artifact.key == "morning-page"},
    }


def test_one_worker_and_three_give_the_same_rows(tmp_path: Path) -> None:
    assert first_night(tmp_path, executor="process:1") == first_night(tmp_path, executor="process:3")


def test_a_second_run_at_the_same_time_is_refused_and_names_the_holder(tmp_path: Path) -> None:
    with lock_project(tmp_path), pytest.raises(RunHeld, match=r"another run holds .*: process \d+, since"):
        night(tmp_path, "plain", None, paths=[tmp_path])
