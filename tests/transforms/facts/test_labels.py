"""Numbers that count nothing, and ages."""

import pytest

from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.facts.labels import is_bare_age, is_label, is_name_part
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.records import Document


def doc(text: str) -> Doc:
    return analyse(Document("a", None, text, "2025-03-12", language="en")).doc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They saw the 737 “Comet” land.", True),
        ("They saw release 1.1.2 fail.", True),
        ("Two of them left.", False),
        ("They hired the 1,200 per year.", False),
    ],
)
def test_label(text: str, expected: bool) -> None:
    """Bare digits after an article and before a name, and numbers with more digits behind a stop."""
    read = doc(text)
    number = read.numbers[0]
    assert is_label(read, number, number.end) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Quill, 49, left the port.", True),
        ("A man aged 55 left the port.", True),
        ("Ada Quill saw 49 ships.", False),
        ("Ada Quill, 490, left the port.", False),
    ],
)
def test_bare_age(text: str, expected: bool) -> None:
    """In commas after a person, or after "aged", and no more than people live."""
    read = doc(text)
    assert is_bare_age(read, read.numbers[0]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Boeing 737 landed.", True),
        ("Article 5 was invoked.", True),
        ("The ’98 season began.", True),
        ("In Ostry 30 people drowned.", False),
        ("They saw 30 barges.", False),
    ],
)
def test_name_part(text: str, expected: bool) -> None:
    """Digits right after a capitalised word belong to it, unless they count people."""
    read = doc(text)
    assert is_name_part(read, read.numbers[0]) is expected
