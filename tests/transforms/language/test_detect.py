"""Languages are told by words, a declaration is corrected only by many of them, and doubt gives no language."""

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.language.detect import detect_language
from nightdesk.transforms.language.packs import ENGLISH, pack_for
from nightdesk.transforms.records import Document

GERMAN = "Der Hafen von Arlen wurde am Montag geschlossen, damit die fünf Fähren geprüft werden können."
ENGLISH_TEXT = "The port of Arlen was closed on Monday so that its five ferries could be inspected."


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (ENGLISH_TEXT, "en"), ("12 34 56", None), ("", None)])
def test_short_texts(text: str, language: str | None) -> None:
    assert detect_language(text, None) == (language, None)


def test_a_declaration_stands_for_short_texts_and_yields_to_long_ones() -> None:
    assert detect_language(GERMAN, "en-GB") == ("en", None)
    assert detect_language(GERMAN * 4, "en") == ("de", "language_corrected")


@pytest.mark.parametrize(
    ("code", "pack"), [("en", ENGLISH), ("en-GB", ENGLISH), ("EN", ENGLISH), ("de", None), (None, None)]
)
def test_packs(code: str | None, pack: object) -> None:
    assert pack_for(code) is pack


@pytest.mark.parametrize(
    ("text", "declared", "language"), [(GERMAN, None, "de"), (ENGLISH_TEXT, "fr", "fr"), ("12 34 56", None, None)]
)
def test_an_article_without_a_pack_is_skipped(text: str, declared: str | None, language: str | None) -> None:
    found = extract(Document("a", None, text, "2031-03-20", language=declared))
    assert (found.skipped, found.language) == ("language", language)
    assert found.sentences + found.mentions + found.quantities + found.dates + found.quotes == ()


def test_an_english_article_is_read_with_or_without_a_declaration() -> None:
    read = [extract(Document("a", None, ENGLISH_TEXT, "2031-03-20", language=code)) for code in (None, "en", "en-GB")]
    assert read[0].quantities
    assert read[0] == read[1] == read[2]
    assert read[0].skipped is None
