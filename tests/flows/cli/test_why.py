"""nightdesk why: the relation of two articles of the sample, in the terminal and as a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from nightdesk.flows.cli.articles import why
from nightdesk.flows.errors import UsageError

GAZETTE, NOOK, WIRE = "ferry-aground-on-the-cobbler.html", "drives-to-ground-on-shoemaker", "mw-20260310-0007"


def test_a_garbled_rewrite_is_named_with_its_errors(demo_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who rewrote whom, from the stored link, with the names that came back wrong."""
    why(NOOK, GAZETTE, demo_project, None)
    said = " ".join(capsys.readouterr().out.split())
    assert "NewsNook 24 is a rewrite of The Harbour Gazette" in said
    assert "stored in this edition" in said
    assert "Petrel / Petrol" in said
    assert "scarcely" in said


def test_order_of_the_two_does_not_matter(demo_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    why(NOOK, GAZETTE, demo_project, None)
    first = capsys.readouterr().out
    why(GAZETTE, NOOK, demo_project, None)
    assert capsys.readouterr().out == first


def test_a_pair_without_a_link_is_computed_and_says_so(demo_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two reports of one event: independent of each other."""
    why(WIRE, GAZETTE, demo_project, None)
    said = " ".join(capsys.readouterr().out.split())
    assert "tell the same story, independently" in said
    assert "no link stored" in said


def test_the_page_escapes_and_marks(demo_project: Path, tmp_path: Path) -> None:
    """Both texts side by side, nothing loaded from anywhere."""
    why(NOOK, GAZETTE, demo_project, tmp_path / "why.html")
    page = (tmp_path / "why.html").read_text(encoding="utf-8")
    assert "<mark>" in page
    assert "Tern</mark> &amp; <mark>Petrel</mark>" in page
    assert " & " not in page
    assert "prefers-color-scheme: dark" in page
    assert "src=" not in page


@pytest.mark.parametrize(
    ("one", "other", "complaint"),
    [(GAZETTE, "no-such-page", "no article"), (GAZETTE, GAZETTE, "same article"), ("", GAZETTE, "names")],
)
def test_a_name_that_is_none_is_refused(demo_project: Path, one: str, other: str, complaint: str) -> None:
    """Unknown, equal, or shared by several."""
    with pytest.raises(UsageError, match=complaint):
        why(one, other, demo_project, None)
