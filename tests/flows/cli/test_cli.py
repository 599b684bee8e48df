"""The command line as a user and a program meet it: help, exit codes, messages, JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from nightdesk.flows.cli import app


def nightdesk(*arguments: object, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from nightdesk.flows.cli import main; main()"]
    return subprocess.run(
        [*program, *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=120, cwd=cwd, check=False
    )


def lines(result: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_help_imports_nothing_heavy() -> None:
    """Heavy imports take seconds; help must answer in well under one."""
    code = (
        "import sys\nfrom nightdesk.flows.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'prefect','dedupe','duckdb','trafilatura','numpy','pyarrow','pydantic'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command", app.registered_commands, ids=lambda command: command.name or command.callback.__name__
)
def test_every_command_has_a_sentence_and_an_example(command: object) -> None:
    assert command.callback.__doc__  # type: ignore[attr-defined]
    assert command.epilog.startswith("Example: nightdesk ") or "| nightdesk " in command.epilog  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sql", "select 1"], "no edition in"),
        (["status"], "no edition in"),
        (["run"], "declares no sources"),
        (["extract", "missing.jsonl"], "missing.jsonl cannot be read: No such file or directory"),
        (["nonsense"], "No such command"),
    ],
)
def test_a_wrong_call_exits_2_and_says_what_to_do(tmp_path: Path, arguments: Sequence[str], message: str) -> None:
    result = nightdesk(*arguments, cwd=tmp_path)
    assert result.returncode == 2, result.stderr
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_sql_prints_tables_json_and_csv(demo_project: Path) -> None:
    query = "select '=1+1' as cell, 2 as two"
    assert json.loads(nightdesk("sql", query, "--json", "-p", demo_project).stdout) == [{"cell": "=1+1", "two": 2}]
    assert nightdesk("sql", query, "--csv", "-p", demo_project).stdout.split() == ["cell,two", "'=1+1,2"]
    assert "two" in nightdesk("sql", query, "-p", demo_project).stdout


def test_sql_is_read_only_and_shows_the_database_s_own_words(demo_project: Path) -> None:
    for query in ("create table x (y int)", "delete from articles", "select nonsense from articles"):
        result = nightdesk("sql", query, "-p", demo_project)
        assert result.returncode == 2
        assert "Error" in result.stderr
    for query in ("copy articles to '/tmp/x.csv'", "select * from read_csv('/etc/passwd')", "install httpfs"):
        assert nightdesk("sql", query, "-p", demo_project).returncode == 2


def test_the_prompt_answers_statements_and_survives_mistakes(demo_project: Path) -> None:
    result = nightdesk("sql", "-p", demo_project, stdin="select nonsense;\nselect 40 +\n2 as answer;\n")
    assert result.returncode == 0
    assert "42" in result.stdout
    assert "nonsense" in result.stdout


def test_tables_lists_every_table_and_column_with_a_sentence(demo_project: Path) -> None:
    tables = json.loads(nightdesk("tables", "--json", "-p", demo_project).stdout)
    assert {row["table"] for row in tables} >= {
        "articles",
        "stories",
        "copies",
        "contested_figures",
        "quotes",
        "edition",
    }
    assert [row["table"] for row in tables if not row["about"]] == []
    columns = json.loads(nightdesk("tables", "contested_figures", "--json", "-p", demo_project).stdout)
    assert [row["column"] for row in columns if not row["about"]] == []
    assert nightdesk("tables", "nonsense", "-p", demo_project).returncode == 2


def test_status_shows_runs_sources_and_rejections(demo_project: Path) -> None:
    found = json.loads(nightdesk("status", "--json", "-p", demo_project).stdout)
    assert found["running"] is False
    assert found["runs"]
    assert {row["source"] for row in found["stages"]} > {"Meridian Wire"}
    assert {row["reason"] for row in found["rejections"]} >= {"gone"}


def test_report_writes_a_page_that_needs_no_network(demo_project: Path, tmp_path: Path) -> None:
    assert nightdesk("report", "-p", demo_project, "-o", tmp_path / "page.html").returncode == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Figures that disagree" in page
    assert "<script" not in page
    assert "src=" not in page


def test_init_writes_files_that_doctor_accepts_and_leaves_existing_ones_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("keep_editions = 3\n")
    assert nightdesk("init", tmp_path).returncode == 0
    (tmp_path / "inbox").mkdir()
    assert (tmp_path / "settings.toml").read_text() == "keep_editions = 3\n"
    result = nightdesk("doctor", "--json", "-p", tmp_path)
    assert result.returncode == 0, result.stdout
    found = json.loads(result.stdout)
    assert {row["setting"]: row["from"] for row in found["settings"]}["keep_editions"] == "settings.toml"


def test_doctor_names_a_source_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[sources]]\nid = "a"\nkind = "folder"\npath = "nowhere"\n')
    result = nightdesk("doctor", "-p", tmp_path)
    assert result.returncode == 1
    assert "nowhere does not exist" in result.stdout.replace("\n", "")


def test_load_rejects_what_it_cannot_read_and_goes_on(tmp_path: Path) -> None:
    """Missing, binary, empty and broken inputs are named; the counts add up; the good article is stored."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    body = "The harbour board of Port Merrow met on Monday. " * 12
    (inbox / "good.txt").write_text(body)
    (inbox / "empty.txt").write_text("")
    (inbox / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": 1, "text": body + "Later."}) + "\nnot json\n")
    result = nightdesk("load", inbox, tmp_path / "missing", tmp_path / "rows.jsonl", "-p", tmp_path / "p", "--json")
    assert result.returncode == 1, result.stderr
    report = json.loads(result.stdout)
    counts = [count for stage in report["stages"] for count in stage["counts"]]
    assert all(c["seen"] == c["stored"] + c["unchanged"] + c["rejected"] + c["skipped"] for c in counts)
    rejections = json.loads(
        nightdesk("sql", "select path_or_url, reason from rejections", "--json", "-p", tmp_path / "p").stdout
    )
    assert {(row["path_or_url"].rpartition("/")[2], row["reason"]) for row in rejections} == {
        ("empty.txt", "empty"),
        ("picture.png", "unsupported_type"),
        ("missing", "missing"),
        ("rows.jsonl#2", "bad_row"),
    }
    stored = json.loads(nightdesk("sql", "select count(*) as n from articles", "--json", "-p", tmp_path / "p").stdout)
    assert stored == [{"n": 2}]


def test_a_filter_reports_a_bad_line_and_goes_on() -> None:
    text = "“We will rebuild the pier,” said Ada Quill, the mayor of Port Merrow."
    result = nightdesk("extract", "-", stdin=f'{json.dumps({"id": "a", "text": text})}\nnot json\n{{"id": "b"}}\n')
    assert result.returncode == 1
    first, second, third = lines(result)
    assert first["id"] == "a"
    assert [second["id"], third["id"]] == [None, "b"]
    assert second["error"]["reason"] == third["error"]["reason"] == "bad_row"  # type: ignore[index]
    assert "-:2: bad_row" in result.stderr


def test_clean_gives_an_object_a_file_with_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Sign up to our newsletter\n" + "The board met on Monday and agreed to rebuild. " * 12
    )
    result = nightdesk("clean", tmp_path / "a.txt", tmp_path / "missing.html")
    assert result.returncode == 1
    article, missing = lines(result)
    assert article["id"] == str(tmp_path / "a.txt")
    assert str(article["text"]).startswith("The board met")
    assert [block["reason"] for block in article["removed"]] == ["newsletter"]  # type: ignore[attr-defined, index]
    assert missing["rejection"]["reason"] == "missing"  # type: ignore[index]


def test_group_compare_and_same_name_keep_their_shapes() -> None:
    text = "The ferry ran aground off Port Merrow on Monday with 212 people aboard, the operator said. " * 6
    rows = [{"id": "a", "text": text, "night": 1}, {"id": "b", "text": text, "night": 2}]
    for extra in ([], ["--by-night"]):
        a, b = lines(nightdesk("group", "-", *extra, stdin="\n".join(map(json.dumps, rows))))
        assert a["copy_id"] == b["copy_id"]
        assert {a["relation"], b["relation"]} == {"original", "copy"}
    pair = {
        "id": 1,
        "a": {"text": "26 leaders joined the call.", "number": [0, 2]},
        "b": {"text": "Thirty leaders joined the call.", "number": [0, 6]},
    }
    (compared,) = lines(nightdesk("compare", "-", stdin=json.dumps(pair)))
    assert compared["relation"] == "contested"
    names = {"id": 1, "a": "Ada Quill", "b": "Mayor Ada Quill", "type": "PER"}
    (same,) = lines(nightdesk("same-name", "-", stdin=json.dumps(names)))
    assert same["same"] is True
