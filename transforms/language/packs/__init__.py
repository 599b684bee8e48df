"""Languages: a folder each, with word lists and tables as data, rules with an example each, and a grammar."""

from __future__ import annotations

from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.language.packs.en import ENGLISH

__all__ = ["ENGLISH", "PACKS", "pack_for"]

PACKS = {pack.code: pack for pack in (ENGLISH,)}
"""The languages whose articles are read for facts, by ISO 639-1 code."""


def pack_for(language: str | None) -> Pack | None:
    """The pack of a language (ISO 639-1, with or without a region), None where there is none or it is not known."""
    return PACKS.get(language.lower().partition("-")[0]) if language else None
