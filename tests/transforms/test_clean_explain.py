"""Every visible line of a page is accounted for: kept, removed with its reason, or left out."""

from datetime import UTC, datetime
from pathlib import Path

from nightdesk.transforms.clean_explain import explain, explanation_page
from nightdesk.transforms.records import Capture, Rejection

PAGES = Path(__file__).resolve().parents[1] / "pages"


def capture(content: bytes) -> Capture:
    return Capture("c", "harbour", "https://example.org/a", None, datetime(2031, 5, 6, tzinfo=UTC), None, None, content)


def test_lines_of_a_page_have_their_fate() -> None:
    explanation = explain(capture((PAGES / "ferry.html").read_bytes()))
    fates = {line.text.split()[0]: (line.fate, line.reason) for line in explanation.lines}
    assert fates["RIGA"] == ("kept", None)
    assert fates["Additional"] == ("removed", "credit")
    assert fates["Weather"] == ("left out", None)
    assert [c.basis for c in explanation.candidates["title"]] == ["h1", "json_ld", "og", "title"]


def test_bare_text_is_explained_by_its_own_lines() -> None:
    explanation = explain(capture((PAGES / "fishing-quota.txt").read_bytes()))
    assert {line.fate for line in explanation.lines} == {"kept", "removed"}


def test_a_rejection_is_explained_too() -> None:
    explanation = explain(capture(b"%PDF-1.7"))
    assert isinstance(explanation.result, Rejection)
    assert explanation.lines == ()


def test_the_page_shows_text_as_text() -> None:
    hostile = "Advertisement\n" + "The ferry <script>alert(1)</script> sank off the pier & nobody was hurt. " * 5
    page = explanation_page(explain(capture(hostile.encode())), "<b>ferry</b>")
    assert "<script>" not in page
    assert "<b>ferry" not in page
    assert '<tr class="removed"><td>removed</td><td>advert</td>' in page
