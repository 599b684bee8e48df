"""Hostile strings as titles, authors, names, addresses, files and sources stay text wherever they are shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from faults.desk import Here
from faults.naughty import ALL, MARK
from faults.small_web import NIGHTS
from lxml import html

from nightdesk.flows.cli import main
from nightdesk.flows.nightly import nightly
from nightdesk.flows.run import lifecycle as runs

TEXT = (
    "The harbour council met on Monday and put off its decision on the ferry until spring. "
    "Traders on the quay had asked for an early vote, but two members were ill and one was away. "
)
Call = Callable[..., str]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A night over articles that carry each string wherever an article can carry one."""
    folder = tmp_path_factory.mktemp("naughty")
    (folder / "files").mkdir()
    rows = []
    for number, string in enumerate(ALL):
        said = (
            f'"We will pay {number + 20} million euros," said {string}. "{string} is 40 percent late," Ada Lind said.'
        )
        text = "\n\n".join([TEXT, said, f"{string} {TEXT}", f"Report {number} names {string} twice."])
        rows.append({"id": string, "url": f"http://a.example/{number}?q={string}", "title": string, "text": text,
                     "authors": [string], "section": string, "language": string})  # fmt: skip
        name = string.replace("/", "\u2215").replace("\n", " ")[:60]
        (folder / "files" / f"{number} {name}.txt").write_text(f"{string}\n\n{text}", encoding="utf-8")
    lines = [json.dumps(row) for row in rows] + [f'{{"id": "{MARK} <script>naughty()</script>\\u001b[2J", "title": 1']
    (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    sources = [
        f'[[sources]]\nid = "s{number}"\nname = {json.dumps(string)}\nkind = "table"\npath = "{folder}/rows.jsonl"'
        for number, string in enumerate(ALL[:3])
    ]
    sources.append(f'[[sources]]\nid = "files"\nname = "<b>naughty"\nkind = "folder"\npath = "{folder}/files"')
    (folder / "sources.toml").write_text("\n".join(sources), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "executor_for", lambda setting: Here())
        nightly.fn(project_folder=folder, now=NIGHTS[1], settings={"engine": "plain"})
    return folder


@pytest.fixture
def call(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """What a command of `nightdesk` writes, to a wide terminal."""
    monkeypatch.setenv("COLUMNS", "400")

    def run(*arguments: str) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main([*arguments, "--project", str(project)])
        told = capsys.readouterr()
        assert "Traceback" not in told.err, told.err
        return told.out + told.err

    return run


def test_every_string_is_there_and_nothing_else_happened(call: Call) -> None:
    found = json.loads(call("sql", "--json", "select count(*) as n, count(distinct title) as titles from articles"))
    assert found[0]["n"] >= 2 * len(ALL) - 6  # strings that differ in unseen letters alone are one title
    assert found[0]["titles"] >= len(ALL) - 6


def test_a_terminal_gets_no_control_characters(call: Call) -> None:
    found = json.loads(
        call("sql", "--json", "select article_id from articles where title like '%2J%' or title like '%]0;%'")
    )
    keys = [row["article_id"] for row in found[:2]]
    refused = json.loads(call("sql", "--json", "select rejection_id from rejections limit 1"))
    commands = [
        ("sql", "select title, path_or_url, source from articles"),
        ("sql", "select * from mentions limit 200"),
        ("status",),
        ("rejections",),
        ("facts", keys[0]),
        ("why", *keys),
        ("rejections", "explain", refused[0]["rejection_id"]),
    ]
    live = {command: {letter for letter in call(*command) if is_control(letter)} for command in commands}
    assert {command: letters for command, letters in live.items() if letters} == {}


def is_control(letter: str) -> bool:
    """C0 and C1 but the line feed: what a terminal obeys."""
    return letter != "\n" and (ord(letter) < 32 or 127 <= ord(letter) < 160)


def test_no_page_gets_markup_from_an_article(call: Call, project: Path) -> None:
    keys = json.loads(
        call("sql", "--json", "select article_id from articles where title like '%naughty%' order by all")
    )
    one, other = keys[0]["article_id"], keys[1]["article_id"]
    call("report", "--output", str(project / "report.html"))
    call("facts", one, "--html", str(project / "facts.html"))
    call("why", one, other, "--html", str(project / "why.html"))
    for name in ("report", "facts", "why"):
        page = html.document_fromstring((project / f"{name}.html").read_bytes())
        assert MARK in page.text_content()
        assert [
            element for element in page.iter("script", "iframe", "img", "object") if MARK in str(element.text)
        ] == []
        attributes = [(key, value) for element in page.iter() for key, value in element.attrib.items()]
        assert [key for key, value in attributes if key.startswith("on")] == []
        links = [value for key, value in attributes if key in ("href", "src", "action", "style")]
        assert [value for value in links if value.strip().lower().startswith("javascript:")] == []


def test_no_cell_of_a_csv_is_a_formula(call: Call) -> None:
    told = call("sql", "--csv", "select title, path_or_url, authors::varchar as a from articles")
    cells = [cell for row in csv.reader(io.StringIO(told)) for cell in row]
    assert len(cells) > 3 * len(ALL)
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
