"""The language of a text, ISO 639-1: declared, and checked against the words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the identifier brings numpy: 0.4 s of start-up, which a stated language does not need
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 200  # below, the identifier errs on names and quotes; a declaration stands
MIN_SHORT_CERTAINTY = 0.5
"""Certainty from which a short text without a declaration is believed. Of 4,530 sentences of news in seven languages
(bench languages, development half, December 2026) one was taken for English wrongly, and 13 of 642 English ones found
no language; of 860 English sentences of the other sets none was taken for another language."""
MIN_CERTAINTY = 0.99  # at which the words overrule a declaration (page templates declare English by default)
_SAMPLE_CHARS = 500  # 0.4 ms; 3 000 give the same answer on all 487 development pages
# rare languages draw short English and Romance texts (Nigerian Pidgin, Occitan)
_SHORT_TEXT_LANGUAGES = (
    "af ar az bg bn ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk ko lt lv mk ml mr"
    " ms nl no pa pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur vi zh"
)
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "sh": "sr"}


@cache
def _identifier() -> LanguageIdentifier:
    return _loaded()


def _loaded() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _short_text_identifier() -> LanguageIdentifier:
    identifier = _loaded()
    identifier.set_languages(_SHORT_TEXT_LANGUAGES.split())
    return identifier


def detect_language(text: str, declared: str | None) -> tuple[str | None, str | None]:
    """The language code and a flag: ``language_corrected`` where the words overrule the declaration.

    ``declared`` may hold a region ("en-GB"). None when nothing is declared and the text is too short to be sure.
    """
    code = declared.strip().lower().replace("_", "-").split("-")[0] if declared else None
    code = _SAME.get(code, code) if code else None
    if len(text) < MIN_LETTERS:
        return code or _of_short_text(text), None
    found, certainty = _identifier().classify(text[:_SAMPLE_CHARS])
    found = _SAME.get(found, found)
    if code is None:
        return str(found), None
    if found != code and certainty >= MIN_CERTAINTY:
        return str(found), "language_corrected"
    return code, None


def _of_short_text(text: str) -> str | None:
    found, certainty = _short_text_identifier().classify(text)
    return str(found) if certainty >= MIN_SHORT_CERTAINTY else None
