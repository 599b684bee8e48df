"""Names found by something else than the built-in rules, a project's own rules or a model, put among the mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.names.gazetteer import EntityType, lookup
from nightdesk.transforms.names.mentions import entity_id
from nightdesk.transforms.records import Mention

_NAMES = frozenset(("name", "acronym", "metonym"))


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text; offsets are code points."""

    start: int
    end: int
    type: EntityType
    canonical: str | None  # None: to be resolved as the built-in rules would
    rule: str
    confidence: float


class NameFinder(Protocol):
    """Finds the names of a text; the same text gives the same names."""

    @property
    def version(self) -> str:
        """What stands on every fact it had a part in: backend, model, version."""
        ...

    def names(self, text: str) -> Sequence[FoundName]:
        """The names in text order, none overlapping another."""
        ...


def with_names(
    doc: Doc, mentions: Sequence[Mention], found: Sequence[FoundName], keep_names: bool
) -> tuple[Mention, ...]:
    """Mentions with the found names among them, in text order; a found name displaces what overlaps it.

    Args:
        doc: the article.
        mentions: what the built-in rules found.
        found: what was found instead or besides.
        keep_names: whether names of the built-in rules stay where nothing was found; roles and demonyms always do.
    """
    placed = [name for name in found if doc.sentence_at(name.start) is not None]
    taken = {offset for name in placed for offset in range(name.start, name.end)}
    kept = [
        mention
        for mention in mentions
        if (keep_names or mention.kind not in _NAMES) and taken.isdisjoint(range(mention.start, mention.end))
    ]
    known = {mention.surface: mention.canonical for mention in mentions if mention.canonical}
    added = [_mention(doc, name, placed, known) for name in placed]
    return tuple(sorted([*kept, *added], key=lambda mention: (mention.start, mention.end)))


def _mention(doc: Doc, name: FoundName, found: Sequence[FoundName], known: dict[str, str]) -> Mention:
    sentence = doc.sentence_at(name.start)
    surface = doc.text[name.start : name.end]
    canonical = name.canonical or known.get(surface) or _resolved(doc, name, surface, found)
    return Mention(
        sentence_no=sentence.sentence_no if sentence else 0,
        start=name.start,
        end=name.end,
        surface=surface,
        type=name.type,
        kind="name",
        canonical=canonical,
        entity_id=entity_id(name.type, canonical),
        rule=name.rule,
        confidence=name.confidence,
    )


def _resolved(doc: Doc, name: FoundName, surface: str, found: Sequence[FoundName]) -> str:
    """The gazetteer's name, else the first longer name of the type that ends in this one, else the words."""
    entry = lookup(doc.pack, surface)
    if entry is not None and entry.type == name.type:
        return entry.canonical
    longer = (doc.text[other.start : other.end] for other in found if other.type == name.type)
    return next((words for words in longer if words.endswith(f" {surface}")), surface)
