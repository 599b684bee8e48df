"""A span of capitalised words in a sentence, and the reading of it as a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.names.gazetteer import EntityType, Known, NameKind, lookup
from nightdesk.transforms.text import Token


@dataclass(slots=True)
class NameCandidate:
    """A span read as one name; ``strength`` 0..1 says how much the span itself speaks for the type."""

    sentence_no: int
    start: int
    end: int
    surface: str
    type: EntityType
    kind: NameKind
    strength: float
    rule: str
    canonical: str | None = None
    roles: list[tuple[str, str | None]] = field(default_factory=list)  # (role, place or organisation)
    opens_sentence: bool = False


class CapitalisedSpan(NamedTuple):
    """Tokens ``first`` to ``end`` (exclusive) of a sentence, never none, to be read by the words of ``pack``."""

    pack: Pack
    tokens: Sequence[Token]
    first: int
    end: int
    sentence_no: int

    @property
    def names(self) -> Sequence[Token]:
        """The tokens of the span."""
        return self.tokens[self.first : self.end]

    @property
    def size(self) -> int:
        """Number of tokens."""
        return self.end - self.first

    @property
    def surface(self) -> str:
        """The words joined by single spaces, titles without their stops."""
        if self.end - self.first == 1:
            return self.tokens[self.first].text  # most spans
        return " ".join([token.text for token in self.names if token.text != "."])

    @property
    def known(self) -> Known | None:
        """What the gazetteer knows of the whole span."""
        return lookup(self.pack, self.surface)

    def word(self, offset: int) -> str:
        """The word ``offset`` tokens before (negative) or after the span, lower case; empty outside the sentence."""
        at = self.first + offset if offset < 0 else self.end + offset
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def part(self, first: int, end: int) -> CapitalisedSpan:
        """A stretch of the same sentence."""
        return CapitalisedSpan(self.pack, self.tokens, first, end, self.sentence_no)

    def candidate(self, type_: EntityType, strength: float, rule: str, known: Known | None = None) -> NameCandidate:
        """The span read as one name."""
        opens = self.first == 0 or (self.first == 1 and not self.tokens[0].text[0].isalnum())
        kind: NameKind = known.kind if known is not None else "acronym" if rule == "capitals" else "name"
        canonical = known.canonical if known is not None else None
        start, stop = self.tokens[self.first].start, self.tokens[self.end - 1].end
        return NameCandidate(
            self.sentence_no, start, stop, self.surface, type_, kind, strength, rule, canonical, opens_sentence=opens
        )
