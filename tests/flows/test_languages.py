"""Articles in a language without a pack keep text, metadata and copies, have no facts, and are counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from night_support import edition_of
from typer.testing import CliRunner

from nightdesk.flows.cli import app

ENGLISH = "The port of Arlen was closed on Monday. Five ferries and 300 passengers waited, said Ada Quill, its master. "
GERMAN = (
    "Der Hafen von Arlen wurde am Montag geschlossen, damit die 5 Fähren geprüft werden. Bürgermeister Jon Bell sagte: "
)
TEXTS = {"en": ENGLISH * 4, "de": (GERMAN + "„Das war nötig.“ ") * 4, "de-copy": (GERMAN + "„Das war nötig.“ ") * 4}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("languages")
    (folder / "inbox").mkdir()
    for name, text in TEXTS.items():
        (folder / "inbox" / f"{name}.txt").write_text(f"The port of {name}\n\n{text}\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["load", str(folder / "inbox"), "-p", str(folder / "desk")])
    assert done.exit_code == 0, done.output
    return folder / "desk"


def test_only_the_english_article_has_facts_and_all_have_text(desk: Path) -> None:
    with edition_of(desk) as ask:
        assert ask("select distinct path_or_url like '%en.txt' from figures") == [(True,)]
        assert ask("select count(*) from mentions join articles using (article_id) where language = 'de'") == [(0,)]
        assert ask("select count(*) from article_texts") == [(3,)]
        assert ask("select count(*) from copies") == [(1,)]


def test_the_stage_report_counts_what_was_skipped_by_language(desk: Path) -> None:
    with edition_of(desk) as ask:
        assert ask("select seen, stored, skipped, note from stage_reports where stage = 'extract'") == [
            (3, 1, 2, "facts are read in en; articles skipped for their language: de 2")
        ]
        assert ask("select language, is_read, article_count, independent_origins, skipped_count from languages") == [
            ("de", False, 2, 1, 2),
            ("en", True, 1, 1, 0),
        ]


def test_status_and_the_morning_page_say_so(desk: Path) -> None:
    shown = CliRunner().invoke(app, ["status", "--json", "-p", str(desk)])
    assert json.loads(shown.output)["languages"] == [{"language": "de", "article_count": 2, "skipped_count": 2}]
    page = desk.parent / "page.html"
    assert CliRunner().invoke(app, ["report", "-p", str(desk), "-o", str(page)]).exit_code == 0
    assert "for want of a language pack: 2 in de" in page.read_text(encoding="utf-8")
