"""A project's own rules: names it follows, patterns for names, words of its beat, handed in as a value.

Patterns are RE2: no pattern can take more than linear time, so none can hang a night.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.language.lexicons import Additions, entries
from nightdesk.transforms.names.found_names import FoundName
from nightdesk.transforms.names.gazetteer import EntityType
from nightdesk.transforms.names.project_words import WORDS, as_additions, nearest, read_words

LEXICONS: dict[str, EntityType] = {"people": "PERSON", "organisations": "ORG", "places": "PLACE", "others": "OTHER"}
"""Lexicons a project can have (``<name>.txt``), with the type of their names."""

_KEYS = {"name", "pattern", "type", "canonical"}
_TYPES = frozenset(LEXICONS.values())
MOST_MATCHES = 500  # of all rules in one article: a pattern that matches everything must not fill the tables


@dataclass(frozen=True, slots=True)
class ProjectPattern:
    """Names that a pattern finds; without ``canonical`` each is resolved like any other name."""

    name: str
    pattern: str
    type: EntityType
    canonical: str | None


@dataclass(frozen=True, slots=True)
class ProjectRules:
    """Everything a project adds."""

    names: tuple[tuple[str, EntityType, str], ...] = ()  # (as written, type, canonical)
    patterns: tuple[ProjectPattern, ...] = ()
    lexicons: Additions = ()

    @property
    def version(self) -> str:
        """Part of the extractor's version: equal rules, equal version; empty without rules."""
        if self == NO_RULES:
            return ""
        return f"rules.{stable_id('rules', self.names, self.patterns, *self.lexicons)[:8]}"


NO_RULES = ProjectRules()


def read_rules(files: Mapping[str, str]) -> ProjectRules:
    """The rules in the texts of a project's rule files, by file name.

    Raises:
        ValueError: a file nobody reads, a line or key that cannot be read, a word of an unknown class, a pattern that
            RE2 refuses.
    """
    names: dict[tuple[str, EntityType], str] = {}
    patterns: list[ProjectPattern] = []
    added: dict[str, dict[str, str]] = {}
    for file, text in sorted(files.items()):
        stem, _, ending = file.rpartition(".")
        if file == "patterns.toml":
            patterns += _read_patterns(text)
        elif ending == "txt" and stem in LEXICONS:
            names |= {(name, LEXICONS[stem]): canonical for name, canonical in _read_names(file, text)}
        elif ending == "txt" and stem in WORDS:
            added[stem] = read_words(file, text)
        else:
            known = ["patterns.toml", *(f"{name}.txt" for name in (*LEXICONS, *WORDS))]
            raise ValueError(f"{file}: no such file of rules{nearest(file, known)}; there are {', '.join(known)}")
    listed = tuple((name, type_, names[name, type_]) for name, type_ in sorted(names))
    return ProjectRules(listed, tuple(patterns), as_additions(added))


def _read_names(file: str, text: str) -> Iterator[tuple[str, str]]:
    """(as written, canonical) of "name" and "name = canonical" lines."""
    for number, entry in entries(text):
        name, _, canonical = (part.strip() for part in entry.partition("="))
        if not any(letter.isalnum() for letter in name):
            raise ValueError(f"{file}, line {number}: {entry!r} names nobody")
        yield name, canonical or name


def _read_patterns(text: str) -> list[ProjectPattern]:
    """The ``[[patterns]]`` of a TOML text."""
    try:
        tables = tomllib.loads(text).get("patterns", [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"patterns.toml: {error}") from None
    if not isinstance(tables, list):
        raise ValueError("patterns.toml: patterns are written as [[patterns]] tables")
    return [_read_pattern(number, table) for number, table in enumerate(tables, 1)]


def _read_pattern(number: int, table: dict[str, Any]) -> ProjectPattern:
    where = f"patterns.toml, pattern {number}"
    for key in sorted(table.keys() - _KEYS):
        raise ValueError(f"{where}: unknown key {key}{nearest(key, _KEYS)}; keys are {', '.join(sorted(_KEYS))}")
    if not all(isinstance(value, str) for value in table.values()) or not {"name", "pattern", "type"} <= table.keys():
        raise ValueError(f"{where}: name, pattern and type are needed, as text")
    if table["type"] not in _TYPES:
        raise ValueError(f"{where}: type {table['type']!r} is none of {', '.join(sorted(_TYPES))}")
    try:
        compiled = _compile(table["pattern"])
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None
    if compiled.search("") is not None:
        raise ValueError(f"{where}: {table['pattern']!r} matches nothing at all, that is everywhere")
    return ProjectPattern(table["name"], table["pattern"], table["type"], table.get("canonical"))


@lru_cache(maxsize=256)
def _compile(pattern: str) -> Any:
    """The RE2 pattern; raises ValueError with RE2's own words."""
    import re2  # here: projects without rules do not pay for it

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        detail = error.args[0]
        raise ValueError(detail.decode() if isinstance(detail, bytes) else str(detail)) from None


def find_project_names(rules: ProjectRules, text: str) -> tuple[FoundName, ...]:
    """What the rules find, in text order; where two overlap, the earlier, then the longer, then a listed name wins."""
    found = sorted((*_listed(rules, text), *_matched(rules, text)), key=lambda name: (name.start, -name.end))
    kept: list[FoundName] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept[:MOST_MATCHES])


def _listed(rules: ProjectRules, text: str) -> Iterator[FoundName]:
    """Names of the lexicons, as whole words, written exactly so."""
    by_name = {name: (type_, canonical) for name, type_, canonical in rules.names}
    if by_name:
        pattern = _alternation(tuple(sorted(by_name, key=lambda name: (-len(name), name))))
        for match in pattern.finditer(text):
            start, end = match.span()
            if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
                type_, canonical = by_name[match.group()]
                yield FoundName(start, end, type_, canonical, "user.lexicon", 1.0)


@lru_cache(maxsize=8)
def _alternation(names: tuple[str, ...]) -> Any:
    import re2

    return _compile("|".join(re2.escape(name) for name in names))


def _matched(rules: ProjectRules, text: str) -> Iterator[FoundName]:
    """What the patterns find."""
    for rule in rules.patterns:
        for match in _compile(rule.pattern).finditer(text):
            start, end = match.span()
            if text[start:end].strip():
                yield FoundName(start, end, rule.type, rule.canonical, f"user.{rule.name}", 0.9)
