"""Frozen pages of our own writing clean to the expected objects, whatever the clock, order or worker."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nightdesk.transforms.clean.article import clean
from nightdesk.transforms.clean.as_json import article_to_json
from nightdesk.transforms.records import Capture

PAGES = Path(__file__).resolve().parents[2] / "pages"
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix in (".html", ".txt"))


def capture(name: str) -> Capture:
    url = f"https://harbour-news.example/{name}"
    return Capture(
        name, "harbour", url, None, datetime(2031, 5, 6, tzinfo=UTC), None, None, (PAGES / name).read_bytes()
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_frozen_page_gives_the_expected_object(name: str) -> None:
    expected = json.loads((PAGES / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert article_to_json(clean(capture(name))) == expected


def test_cleaning_depends_on_nothing_but_the_capture() -> None:
    forward = [clean(capture(name)) for name in NAMES * 3]
    backward = [clean(capture(name)) for name in reversed(NAMES * 3)]
    assert forward == list(reversed(backward))
