"""Forgetting: as if it had never been there, and it does not come back."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from night_support import edition_of, working_file_of

from nightdesk.flows.cli import app
from nightdesk.flows.cli.nights import night
from nightdesk.flows.errors import UsageError
from nightdesk.flows.maintenance.forget import Request, forget, reach
from nightdesk.flows.maintenance.integrity import check_project
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.reprocess import reprocess
from nightdesk.warehouse.logical_hash import CLOCK_COLUMNS, logical_hash

FERRY = (
    "The ferry Merle struck a barge on Lake Ardo on Sunday, and twelve people were hurt, the fire service said. "
    "“We heard a crash and then the lights went out,” said Ines Varga, who has run the ferry for nine years. "
    "The town of Ardo offered to pay 40,000 euros for the repairs if the owner agrees. "
    "Divers will look at the hull on Tuesday, and the crossing stays closed until the end of the week."
)
TREES = (
    "The council of Mill Lane will plant 25 trees along the road this spring, it decided on Monday. "
    "“Every street needs shade,” said Ada Lind, who leads the council. The work will cost 9,000 euros. "
    "Residents had asked for benches instead, and a second vote on those is planned for the autumn."
)
BRIDGE = (
    "Engineers closed the Old Bridge in Tarn on Friday after they found cracks in two of its pillars. "
    "Repairs will take six weeks and cost 1.2 million euros, said Tomas Reyl, the chief engineer. "
    "Buses go round by the mill, which adds twenty minutes to the way into town."
)
A = [
    {"url": "https://times.example/ferry", "title": "Ferry strikes barge", "text": FERRY},
    {"url": "https://post.example/ferry", "title": "Ferry accident", "text": FERRY.replace("twelve", "fourteen")},
    {"url": "https://post.example/trees", "title": "Trees for Mill Lane", "text": TREES},
]
B = [
    {"url": "https://gossip.example/ferry", "title": "Horror on lake", "text": FERRY.replace("twelve", "120")},
    {"url": "https://m.gossip.example/bridge", "title": "Bridge shut", "text": BRIDGE},
    {"url": "https://gossip.example/short", "title": "Canary", "text": "Canary."},
]
NOW = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
ADDRESSES_OF_FILES = ("raw.sources", "marts.sources")
OF_THE_RUN = CLOCK_COLUMNS | {"first_run_seq"}


def desk(folder: Path, **files: list[dict[str, str]]) -> Project:
    """A project that has read JSON lines, a source a file."""
    folder.mkdir(parents=True)
    sources = []
    for name, rows in files.items():
        lines = [json.dumps({**row, "published_at": "2026-03-02"}) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
        sources.append(f'[[sources]]\nid = "{name}"\nkind = "table"\npath = "{name}.jsonl"\n')
    (folder / "sources.toml").write_text("\n".join(sources))
    night(folder, "plain", "process:1", now=NOW)
    return load_project(folder)


def hashes(project: Project, ignore: frozenset[str] = CLOCK_COLUMNS) -> dict[str, str]:
    with working_file_of(project.folder) as connection:
        found = logical_hash(connection, ignore_columns=ignore)
    return {name: value for name, value in found.items() if name not in (*ADDRESSES_OF_FILES, "ops.suppression_list")}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return desk(tmp_path_factory.mktemp("both") / "desk", a=A, b=B)


def copy_of(project: Project, folder: Path) -> Project:
    return load_project(shutil.copytree(project.folder, folder / "desk"))


@pytest.fixture(scope="module")
def domain_gone(both: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_of(both, tmp_path_factory.mktemp("domain"))
    reached, report = forget(project, Request("domain", "gossip.example"))
    assert (len(reached.found.articles), len(reached.found.captures)) == (2, 3)
    assert report.edition_id is not None
    return project


@pytest.fixture(scope="module")
def person_gone(both: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_of(both, tmp_path_factory.mktemp("person"))
    forget(project, Request("person", "ines varga"))
    return project


def bytes_of(project: Project) -> Iterator[bytes]:
    for path in project.folder.rglob("*"):
        if path.is_file() and path.suffix not in (".jsonl", ".toml"):
            yield gzip.decompress(path.read_bytes()) if path.name.endswith(".gz") else path.read_bytes()


def test_a_forgotten_domain_leaves_what_a_warehouse_holds_that_never_had_it(
    both: Project, domain_gone: Project, tmp_path: Path
) -> None:
    without = hashes(desk(tmp_path / "desk", a=A), OF_THE_RUN)
    assert hashes(domain_gone, OF_THE_RUN) == without
    assert hashes(both, OF_THE_RUN) != without
    assert check_project(domain_gone) == []


def test_nothing_of_it_is_left_in_any_file(both: Project, domain_gone: Project) -> None:
    assert any(b"gossip.example" in data for data in bytes_of(both))
    assert [data for data in bytes_of(domain_gone) if b"gossip.example" in data or b"Tomas Reyl" in data] == []
    assert len(list(domain_gone.editions_folder.glob("2*.duckdb"))) == 1


def test_it_does_not_come_back_and_every_skip_is_counted(domain_gone: Project, tmp_path: Path) -> None:
    project = copy_of(domain_gone, tmp_path)
    report = night(project.folder, "plain", "process:1", now=NOW)
    (counts,) = [count for count in report.stages[0].counts if count.source_id == "b"]
    assert (counts.seen, counts.skipped) == (3, 3)
    assert "forgotten" in str(counts.note)
    assert hashes(project) == hashes(domain_gone)


def test_forgetting_again_changes_nothing(domain_gone: Project, tmp_path: Path) -> None:
    project = copy_of(domain_gone, tmp_path)
    forget(project, Request("domain", "gossip.example"))
    assert hashes(project) == hashes(domain_gone)


def test_one_address_takes_its_article_and_no_other(both: Project, tmp_path: Path) -> None:
    project = copy_of(both, tmp_path)
    reached, _ = forget(project, Request("url", "http://www.post.example/trees?utm_source=mail"))
    assert len(reached.found.articles) == 1
    with edition_of(project.folder) as ask:
        left = {url for (url,) in ask("select path_or_url from articles")}
    assert left == {row["url"] for row in [*A, *B[:2]]} - {"https://post.example/trees"}
    assert check_project(project) == []


def facts_that_name(project: Project, name: str) -> int:
    columns = {"mentions": "canonical", "quotes": "speaker", "commitments": "actor", "quantities": "attributed_to"}
    with working_file_of(project.folder) as connection:
        return sum(
            connection.execute(f"select count(*) from facts.{table} where {column} = ?", [name]).fetchall()[0][0]
            for table, column in columns.items()
        )


def test_a_forgotten_person_is_named_by_no_fact_and_the_texts_stay(both: Project, person_gone: Project) -> None:
    assert facts_that_name(both, "Ines Varga") > 0
    assert facts_that_name(person_gone, "Ines Varga") == 0
    assert facts_that_name(person_gone, "Ada Lind") == facts_that_name(both, "Ada Lind") > 0
    assert hashes(person_gone)["staging.article_versions"] == hashes(both)["staging.article_versions"]
    assert check_project(person_gone) == []


def test_extracting_again_does_not_bring_a_person_back(person_gone: Project, tmp_path: Path) -> None:
    project = copy_of(person_gone, tmp_path)
    reprocess.fn(project.folder, "extract")
    assert hashes(project) == hashes(person_gone)


def test_a_dry_run_says_what_would_go_and_changes_nothing(both: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = hashes(both)
    app(["forget", "--domain", "gossip.example", "--dry-run", "--project", str(both.folder)], standalone_mode=False)
    assert "2 articles" in capsys.readouterr().out
    assert hashes(both) == before


def test_one_request_at_a_time_and_it_must_mean_something(both: Project) -> None:
    with pytest.raises(UsageError, match="say one of"):
        app(["forget", "--project", str(both.folder)], standalone_mode=False)
    with pytest.raises(UsageError, match="is no person"):
        reach(both, Request("person", "…"))
