"""Markdown: marks go, words stay in their order."""

from __future__ import annotations

import pytest

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
