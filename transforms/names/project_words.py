"""Words of a project's beat, added to open lexicons: reporting verbs, verbs of commitment, units, roles and titles.

A file has the name and the form of the lexicon it adds to, so that the shipped one is its example.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence

from nightdesk.transforms.language.lexicons import Additions, entries
from nightdesk.transforms.language.packs import ENGLISH

WORDS = ("cue_verbs", "commitment_verbs", "units", "unit_classes", "role_heads", "honorifics")
"""Open lexicons a project can add to (``<name>.txt``)."""

_LISTS = ("role_heads", "honorifics")  # words without a class
_OWN_CLASSES = ("units", "unit_classes")  # where a project may need a class that is not shipped
_VERBS = {"cue_verbs": re.compile(r"[a-z]+"), "commitment_verbs": re.compile(r"[a-z]+(?: [a-z]+)?")}  # "set aside"


def read_words(file: str, text: str) -> dict[str, str]:
    """Word → class of a file's lines, in lower case; the class is empty in a list without classes.

    Raises:
        ValueError: a line that is no entry, or a class nobody knows; with file, line and the nearest known class.
    """
    stem = file.removesuffix(".txt")
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, entry in entries(text):
        word, equals, class_ = (part.strip().lower() for part in entry.partition("="))
        where = f"{file}, line {number}"
        if not any(letter.isalnum() for letter in word) or bool(equals) is (stem in _LISTS):
            form = "a word" if stem in _LISTS else "word = class"
            raise ValueError(f"{where}: {entry!r} is not written as {form}")
        if stem in _VERBS and not _VERBS[stem].fullmatch(word):
            raise ValueError(f"{where}: {word!r} is no verb in its base form")
        found[word], lines[word] = " ".join(class_.split()), number
    for word, class_ in found.items() if stem not in _LISTS else ():
        _check_class(f"{file}, line {lines[word]}", class_, _classes(stem, found))
    return found


def _classes(stem: str, own: Mapping[str, str]) -> list[set[str]]:
    """What each part of a class can be: as shipped, or what the project names after one of its words."""
    parts = [set(column) for column in zip(*(class_.split() for class_ in ENGLISH.table(stem).values()), strict=True)]
    if stem in _OWN_CLASSES:
        parts[0] |= {word for word, class_ in own.items() if word == class_}
    return parts


def _check_class(where: str, class_: str, known: Sequence[Collection[str]]) -> None:
    parts = class_.split()
    if len(parts) != len(known):
        raise ValueError(f"{where}: a class has {len(known)} parts, not {class_!r}; the shipped file shows which")
    for part, words in zip(parts, known, strict=True):
        if part not in words:
            raise ValueError(f"{where}: unknown class {part!r}{nearest(part, words)}")


def nearest(given: str, known: Collection[str]) -> str:
    """What was probably meant, as the end of a message; the known ones where they are few and none is near."""
    near = difflib.get_close_matches(given, sorted(known), n=1, cutoff=0.5)
    if near:
        return f" (nearest known: {near[0]!r})"
    return f" (known: {', '.join(sorted(known))})" if len(known) <= 8 else ""


def as_additions(words: Mapping[str, Mapping[str, str]]) -> Additions:
    """The words as a value; verbs are added to the verbs whose forms are known, too."""
    verbs = {word.split()[0]: "" for stem in _VERBS for word in words.get(stem, ())}
    added = {**words, "verbs": verbs} if verbs else words
    return tuple((stem, tuple(sorted(added[stem].items()))) for stem in sorted(added) if added[stem])
