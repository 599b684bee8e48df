"""Cleaning is total: any text or bytes give an article or a rejection, and what was removed is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.clean.article import clean, clean_baseline
from nightdesk.transforms.clean.as_json import article_to_json
from nightdesk.transforms.clean.boilerplate import find_blocks, line_reason
from nightdesk.transforms.clean.explain import explain
from nightdesk.transforms.clean.hygiene import clean_characters, clean_line, repair_mojibake
from nightdesk.transforms.clean.metadata.authors import author_names, full_names
from nightdesk.transforms.clean.metadata.credits import agency_name, credited, dateline, final_credit, fold
from nightdesk.transforms.clean.metadata.stated_dates import is_date_line, normalise_date
from nightdesk.transforms.clean.notices import notices
from nightdesk.transforms.clean.strip_boilerplate import strip_boilerplate
from nightdesk.transforms.clean.text_lines import split_lines
from nightdesk.transforms.records import Article, Capture, Rejection

pytestmark = pytest.mark.property

PROSE = "The ferry sank off the northern pier shortly after noon, and all of its passengers were brought ashore."
LINES = st.sampled_from(
    [
        PROSE,
        f"RIGA (AP) – {PROSE}",
        f"{PROSE} (Monitoring Desk)",
        "Ferry sinks off northern pier",
        "By Ada Lind and Tom Moor",
        "Additional reporting by Tom Moor in Oslo",
        "18-03-2031",
        "Published: 4 May 2031 10:15 GMT",
        "Ada Lind is a reporter for Harbour News.",
        "Advertisement",
        "Sign up for our newsletter",
        "© 2031 Reuters",
        "More from the harbour desk",
        "  \u200b ",
        "",
    ]
)
TEXTS = st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=200))
ANY_TEXT = st.text(st.characters(), max_size=120)


def capture(content: bytes, media_type: str | None = None) -> Capture:
    return Capture(
        "c", "harbour", "https://a.example/x", None, datetime(2031, 5, 6, tzinfo=UTC), media_type, None, content
    )


@given(TEXTS)
def test_removed_blocks_stand_in_the_text_in_order_and_apart(text: str) -> None:
    known = frozenset({"More from the harbour desk"})
    found = strip_boilerplate(text, ("Ferry sinks off northern pier",), ("Ada Lind",), known, is_page=False)
    ends = 0
    for block in found.removed:
        assert block.start is not None
        assert block.end is not None
        assert ends <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == block.text
        ends = block.end


@given(TEXTS)
def test_a_text_without_its_removed_blocks_is_what_is_kept(text: str) -> None:
    found = strip_boilerplate(text, is_page=False)
    left, position = "", 0
    for block in found.removed:
        left, position = left + text[position : block.start], block.end or 0
    lines = (clean_line(line.text) for line in split_lines(left + text[position:]))
    assert found.text == "\n".join(line for line in lines if line)


@given(TEXTS)
def test_pages_and_bare_texts_differ_in_headline_and_date_alone(text: str) -> None:
    page, bare = (strip_boilerplate(text, ("Other",), is_page=is_page) for is_page in (True, False))
    assert [b.text for b in page.removed if b.reason != "date"] == [b.text for b in bare.removed if b.reason != "date"]
    assert set(page.text.splitlines()) <= set(bare.text.splitlines())


@given(TEXTS)
def test_lines_and_blocks_have_their_place(text: str) -> None:
    lines = split_lines(text)
    assert all(text[line.start : line.end] == line.text == line.text.strip() != "" for line in lines)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    blocks = find_blocks(text)
    assert all(text[block.start : block.end] == block.text for block in blocks)


@given(ANY_TEXT)
def test_characters_are_cleaned_once(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\r" not in once
    assert "\n" not in clean_line(text)


@given(ANY_TEXT)
def test_folding_a_line_twice_changes_nothing_but_case_pairs(line: str) -> None:
    folded = fold(line)
    assert "  " not in folded
    assert folded == folded.strip()
    if line.isascii():
        assert fold(folded) == folded


@given(ANY_TEXT)
def test_every_reader_of_a_line_takes_any_line(line: str) -> None:
    for read in (line_reason, author_names, full_names, agency_name, credited, normalise_date, repair_mojibake):
        read(line)
    assert is_date_line(line) in (True, False)
    found, closing = dateline(line), final_credit(line)
    assert found is None or 0 < found.end <= len(line)
    assert closing is None or 0 <= closing[0] < len(line)
    assert list(notices(line, line)) == sorted(set(notices(line, line)))


@settings(deadline=None, max_examples=40)
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_an_article_or_a_rejection(content: bytes) -> None:
    for media_type in (None, "text/html", "text/plain", "text/markdown"):
        item = capture(content, media_type)
        result = clean(item)
        assert isinstance(result, Article | Rejection)
        assert isinstance(clean_baseline(item), Article | Rejection)
        assert (article_to_json(result)["rejection"] is None) == isinstance(result, Article)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_explain_shows_the_result_of_cleaning_and_every_kept_line(text: str) -> None:
    item = capture(text.encode("utf-8", "replace"), "text/plain")
    found = explain(item)
    assert found.result == clean(item)
    if isinstance(found.result, Article):
        shown = {fold(line.kept) for line in found.lines if line.kept}
        assert {fold(line) for line in found.result.text.splitlines()} <= shown | {""}


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<h1>", "</h1>", "&amp;", "<!--", "-->", PROSE]), max_size=20)
)
def test_broken_html_is_an_article_or_a_rejection(parts: list[str]) -> None:
    page = "<html><body>" + " ".join(parts)
    assert isinstance(clean(capture(page.encode(), "text/html")), Article | Rejection)
