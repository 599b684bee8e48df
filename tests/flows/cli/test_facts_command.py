"""nightdesk facts: one article with its facts marked, found by key, beginning of the key or end of the address."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nightdesk.flows.cli import app
from nightdesk.flows.errors import UsageError
from nightdesk.flows.reports.article_facts import Fact, marked, render, segments

TEXT = "“We have 3 boats,” said Ines <Varga>."
FACTS = [
    Fact("quote", "Ines Varga, direct", 1, 17),
    Fact("figure", "count: 3 boat", 9, 16),
    Fact("person", 'Ines "the cat" Varga', 24, 36),
]
ARTICLE = {
    "article_id": "abc",
    "title": "Boats & more",
    "source": "Times",
    "published_at": None,
    "path_or_url": "a.txt",
    "is_withdrawn": False,
    "text": TEXT,
}


def test_pieces_join_to_the_text_and_know_their_facts() -> None:
    """A figure inside a quote is covered by both."""
    pieces = list(segments(TEXT, FACTS))
    assert "".join(words for words, _ in pieces) == TEXT
    assert {words: [fact.kind for fact in covering] for words, covering in pieces if covering} == {
        "We have ": ["quote"],
        "3 boats": ["quote", "figure"],
        ",": ["quote"],
        "Ines <Varga>": ["person"],
    }


def test_page_escapes_every_text_and_needs_no_network() -> None:
    """Marks of the text, of a meaning and of a headline are no markup, and nothing is loaded."""
    page = render(ARTICLE, FACTS)
    assert "<Varga>" not in page
    assert "Boats &amp; more" in page
    assert "&#34;the cat&#34;" in page
    assert not re.search(r"(?:src|href)=|url\(|@import", page)
    body = page.partition('<p class="text">')[2].partition("</p>")[0]
    assert unescape(re.sub(r"<[^>]+>", "", body)) == TEXT


def test_control_characters_do_not_reach_the_terminal() -> None:
    """An escape sequence in an article is shown as replaced characters; places stay."""
    shown = marked("red \x1b[31mboat\n", [Fact("name", "boat", 9, 13)])
    assert shown.plain == "red \N{REPLACEMENT CHARACTER}[31mboat\n"
    assert [(span.start, span.end) for span in shown.spans] == [(9, 13)]


@pytest.fixture
def article(demo_project: Path) -> dict[str, object]:
    """A demo article as the command gives it to programs."""
    result = CliRunner().invoke(app, ["facts", "tressia-blinks", "-p", str(demo_project), "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_article_is_found_by_the_end_of_its_address_and_by_its_key(
    demo_project: Path, article: dict[str, object]
) -> None:
    """The beginning of the key is enough where no other article shares it."""
    key = str(article["article_id"])
    result = CliRunner().invoke(app, ["facts", key[:6], "-p", str(demo_project), "--json"])
    assert json.loads(result.stdout) == article


def test_facts_point_into_the_text(article: dict[str, object]) -> None:
    """Every kind of fact is there, in the order of the text, within it."""
    facts = article["facts"]
    assert isinstance(facts, list)
    assert {"quote", "commitment", "figure", "date", "person"} <= {fact["kind"] for fact in facts}
    assert [fact["start"] for fact in facts] == sorted(fact["start"] for fact in facts)
    assert all(0 <= fact["start"] < fact["end"] <= len(str(article["text"])) for fact in facts)


def test_terminal_shows_the_text_and_the_facts(demo_project: Path) -> None:
    """The marked text first, then a line a fact."""
    result = CliRunner().invoke(app, ["facts", "tressia-blinks", "-p", str(demo_project)])
    assert result.exit_code == 0
    assert "Tressia agreed on Thursday" in result.stdout
    assert "money: 310000000 EUR" in result.stdout


def test_page_is_written_where_asked(demo_project: Path, tmp_path: Path) -> None:
    """The command says where the page is."""
    page = tmp_path / "facts.html"
    result = CliRunner().invoke(app, ["facts", "tressia-blinks", "-p", str(demo_project), "--html", str(page)])
    assert result.stdout.strip() == str(page)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(("name", "message"), [("nothing-like-it", "no article"), ("/", "names")])
def test_unknown_and_ambiguous_names_are_refused(demo_project: Path, name: str, message: str) -> None:
    """The message says what to do, or which articles are meant."""
    result = CliRunner().invoke(app, ["facts", name, "-p", str(demo_project)])
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)
