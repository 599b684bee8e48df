"""Markdown: marks go, words stay in their order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.clean.markdown import markdown_text
from nightdesk.transforms.web.rows import front_matter


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("# Ferry aground #", "Ferry aground"),
        ("The **mayor** said *no* and __left__.", "The mayor said no and left."),
        ("See [the report](https://a.example/r) and [notes][1].", "See the report and notes."),
        ("> Never again", "Never again"),
        ("- one\n- two\n1. three", "one\ntwo\nthree"),
        ("It costs 3*4*5 and snake_case_name", "It costs 3*4*5 and snake_case_name"),
        ("![a pier](p.png)Text", "Text"),
        ("A <b>bold</b> claim, 3 < 4", "A bold claim, 3 < 4"),
        ("`code` and \\*stars\\*", "code and *stars*"),
    ],
)
def test_marks_are_taken_off(written: str, plain: str) -> None:
    assert markdown_text(written) == plain


def test_front_matter_goes_and_its_keys_are_read() -> None:
    text = "---\ntitle: 'A: b'\ntags: [x, \"y\"]\n# note\n---\nBody"
    assert markdown_text(text) == "Body"
    assert front_matter(text) == ({"title": "A: b", "tags": ["x", "y"]}, "Body")


@pytest.mark.parametrize("text", ["---\nno key here\n---\nBody", "--- \nBody", "Text\n---\na: b\n---\n", "---\n---\n"])
def test_other_text_between_rules_stays(text: str) -> None:
    assert front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1986. It was a good year.", "1986. It was a good year."),
        ("12. September came.\n\nThe ferry left.", "12. September came.\n\nThe ferry left."),
        ("It ended in\n1986. Then came peace.", "It ended in\n1986. Then came peace."),
        ("1. one\n2. two\n\n1986. Three.", "one\ntwo\n\n1986. Three."),
        ("Sold in\n\n1986.", "Sold in\n\n1986."),
    ],
)
def test_a_number_that_opens_a_paragraph_is_a_word(written: str, plain: str) -> None:
    assert markdown_text(written) == plain


def test_what_is_nested_too_deep_for_a_text_stays_as_it_is() -> None:
    deep = "> " * 150 + "the ferry"
    assert markdown_text(deep) == deep
    open_brackets = "[" * 400 + "the ferry"
    assert markdown_text(open_brackets) == open_brackets


def test_a_word_between_html_and_a_comment_stays() -> None:
    assert markdown_text("<div>\nThe **ferry**\n</div>\n<!-- no\n\nword -->\nleft").split() == ["The", "ferry", "left"]


MARKS = st.sampled_from(
    ["# ", "> ", "- ", "1. ", "7. ", "*", "**", "`", "~~", "\n", "\n\n", "    ", "---\n", "```\n", " ", ") "]
)
WORDS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)


@pytest.mark.property
@settings(deadline=None)
@given(st.lists(st.one_of(MARKS, WORDS.map(lambda word: word + " ")), max_size=40).map("".join))
def test_every_word_stays_in_its_order(text: str) -> None:
    fenced = "```" in text  # the word behind an opening fence names a language
    words = re.findall("[a-z]+", text)
    left = re.findall("[a-z]+", markdown_text(text))
    assert "".join(left) == "".join(words) or fenced


@pytest.mark.property
@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1.[]()!<>*_`~#-&;:\\/\n \t\x00\ud800"), max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(markdown_text(text), str)
