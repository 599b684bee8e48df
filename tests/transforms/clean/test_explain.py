"""Every visible line of a page is accounted for: kept, removed with its reason, or left out."""

from datetime import UTC, datetime
from pathlib import Path

from nightdesk.transforms.clean.explain import explain
from nightdesk.transforms.records import Capture, Rejection

PAGES = Path(__file__).resolve().parents[2] / "pages"


def capture(content: bytes) -> Capture:
    return Capture("c", "harbour", "https://example.org/a", None, datetime(2031, 5, 6, tzinfo=UTC), None, None, content)


def test_lines_of_a_page_have_their_fate() -> None:
    explanation = explain(capture((PAGES / "ferry.html").read_bytes()))
    fates = {line.text.split()[0]: (line.fate, line.reason) for line in explanation.lines if line.text}
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


def test_a_line_that_lost_its_closing_credit_shows_what_the_article_has_of_it() -> None:
    story = "The ferry to Riga was raised from the harbour floor on Monday after eleven days under water. "
    explanation = explain(capture((story * 3 + "\n" + story + "(AP)").encode()))
    (last,) = [line for line in explanation.lines if line.text.endswith("(AP)")]
    assert (last.fate, last.kept) == ("kept", story.strip())


def test_text_that_a_page_declares_but_does_not_show_is_listed_too() -> None:
    body = " ".join(f"Pump number {n} of the raised ferry was found dry by inspector {n} on Monday." for n in range(12))
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pumps found dry",'
        f' "articleBody": "{body}"}}</script></head><body><p>Please log in.</p></body></html>'
    )
    explanation = explain(capture(page.encode()))
    assert [(line.text, line.fate, line.kept) for line in explanation.lines][-1] == ("", "kept", body)


def test_a_menu_entry_is_not_kept_because_a_paragraph_holds_its_word() -> None:
    story = "The ports of the northern coast were closed on Sunday evening, the harbour master said. " * 4
    page = f"<html><body><nav><a>Ports</a></nav><article><p>{story}</p></article></body></html>"
    fates = {line.text: line.fate for line in explain(capture(page.encode())).lines}
    assert fates["Ports"] == "left out"


def test_standfirst_and_captions_are_kept_beside_the_body() -> None:
    explanation = explain(capture((PAGES / "ferry.html").read_bytes()))
    assert {line.reason for line in explanation.lines if line.fate == "kept"} == {None, "caption"}
