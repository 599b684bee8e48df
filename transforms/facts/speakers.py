"""From the words that name a source to the speaker: a person, an organisation, a role, or nobody known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.records import Mention, Span
from nightdesk.transforms.text import fold

Status = Literal["named", "role", "pronoun", "unknown"]


class _Words(NamedTuple):
    """The words that say who is meant."""

    gendered: Mapping[str, str]
    given_names: Mapping[str, str]
    singular_persons: frozenset[str]
    other_speakers: frozenset[str]
    roles: frozenset[str]
    possessive_ends: frozenset[str]
    articles: frozenset[str]
    no_subject_leads: frozenset[str]
    not_names: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    gendered = pack.word_class("gendered")
    return _Words(
        gendered=dict(pair.split(":") for pair in gendered),
        given_names=pack.table("given_names"),
        singular_persons=pack.word_class("singular_persons"),
        other_speakers=pack.word_class("other_speakers"),
        roles=pack.words("role_heads") | pack.word_class("plural_roles"),
        possessive_ends=pack.word_class("possessive_ends"),
        articles=pack.word_class("plain_articles"),
        no_subject_leads=pack.words("clause_leads") | pack.word_class("before_no_subject"),
        not_names=pack.words("not_names"),
    )


@dataclass(slots=True)
class Speakers:
    """Resolves sources in text order; remembers who spoke last, which pronouns lean on."""

    doc: Doc
    last: str | None = None
    _spoke: dict[int, str] = field(default_factory=dict)  # sentence → the last person who spoke in it
    _starts: list[int] = field(default_factory=list)
    _mentions: list[Mention] = field(default_factory=list)
    _words: _Words = field(init=False)

    def __post_init__(self) -> None:
        self._words = _words(self.doc.pack)
        self._mentions = [m for m in self.doc.mentions if m.kind != "demonym"]
        self._starts = [m.start for m in self._mentions]

    def resolve(self, source: Span | None) -> tuple[str | None, Status]:
        """Canonical name of the speaker and how the text names them."""
        if source is None:
            return None, "unknown"
        surface = self.doc.words(source)
        if surface.lower() in self._words.singular_persons:
            name = self._pronoun(surface.lower(), source[0])
            self._remember(name, source)
            return name, "pronoun"
        if surface.lower() in self._words.other_speakers:
            return None, "pronoun"
        mention = self._head(source)
        if mention is None:
            return _plain_role(self._words, surface)
        if mention.type == "PERSON":
            self._remember(mention.canonical, source)
        status: Status = "role" if mention.kind in ("role", "nominal") else "named"
        return mention.canonical or self.doc.words(source), status

    def _remember(self, name: str | None, source: Span) -> None:
        """Note who spoke, for later pronouns."""
        sentence = self.doc.sentence_at(source[0])
        if name is not None and sentence is not None:
            self.last = name
            self._spoke[sentence.sentence_no] = name

    def _within(self, span: Span) -> list[Mention]:
        """Mentions that overlap a span."""
        first = bisect_left(self._starts, span[0] - 60)
        found = []
        for mention in self._mentions[first:]:
            if mention.start >= span[1]:
                break
            if mention.end > span[0]:
                found.append(mention)
        return found

    def _head(self, source: Span) -> Mention | None:
        """The mention that the phrase is about: a spokesperson, a person, a role, else a name at either end."""
        inside = self._within(source)
        roles = [m for m in inside if m.kind in ("role", "nominal")]
        if roles and roles[-1].rule == "role.spokesperson":
            return roles[-1]
        people = [m for m in inside if m.type == "PERSON" and m.kind == "name" and not self._owns(m)]
        named = next(iter(people), roles[-1] if roles else None)
        return named or self._name_at_edge(source, inside)

    def _name_at_edge(self, source: Span, inside: Sequence[Mention]) -> Mention | None:
        """The last name at either end of a phrase that is hardly more than the name."""
        edges = [m for m in inside if (m.end == source[1] or m.start <= source[0] + 4) and not self._owns(m)]
        return edges[-1] if edges and self._is_plain_name(edges[-1], source) else None

    def _owns(self, mention: Mention) -> bool:
        """Whether a possessive mark follows: "Varga’s report" is not Varga."""
        return self.doc.text[mention.end : mention.end + 2].lower() in self._words.possessive_ends

    def _is_plain_name(self, mention: Mention, source: Span) -> bool:
        """Whether the phrase is hardly more than the name, so that no lower-case noun is the real head."""
        rest = self.doc.text[mention.end : source[1]].split()
        before = self.doc.text[source[0] : mention.start].split()
        return not rest and all(
            word.lower() in self._words.articles or not word.islower() or len(before) < 3 for word in before
        )

    def _pronoun(self, pronoun: str, offset: int) -> str | None:
        """Who "he" or "she" is: who spoke or opened the nearest sentence before, if the gender allows."""
        wanted = self._words.gendered.get(pronoun, "x")
        sentence = self.doc.sentence_at(offset)
        number = sentence.sentence_no if sentence is not None else 0
        for back in range(number, max(number - 4, -1), -1):
            for name in (self._spoke.get(back), self._opening_person(back, offset)):
                if name is not None and _may_be(self._words, name, wanted):
                    return name
        return self.last if self.last is not None and _may_be(self._words, self.last, wanted) else None

    def _opening_person(self, number: int, before: int) -> str | None:
        """The person a sentence opens with: its first name, unless a preposition or a possessive mark governs it."""
        start = self.doc.sentences[number].start
        for mention in self._within((start, min(self.doc.sentences[number].end, before))):
            if mention.type != "PERSON" or mention.canonical is None or self._owns(mention):
                continue
            lead = self.doc.text[start : mention.start].split()
            return None if lead and lead[-1].lower() in self._words.no_subject_leads else mention.canonical
        return None


def _may_be(words: _Words, name: str, wanted: str) -> bool:
    """Whether a name can be of the gender, by title or given name; unknown names can be either."""
    first = next(iter(fold(name).split()), "")
    gender = words.gendered.get(first) or words.given_names.get(first, "x")
    return gender in ("x", wanted)


def _plain_role(words: _Words, surface: str) -> tuple[str | None, Status]:
    """A phrase without a name: "British officials" keeps its words as a role, capitals are a name."""
    last = surface.lower().split()[-1] if surface.split() else ""
    if last in words.roles or last.removesuffix("s") in words.roles:
        return surface, "role"
    name = surface.removeprefix("the ").removeprefix("The ")
    parts = name.split()
    if 0 < len(parts) < 5 and all(part[0].isupper() for part in parts) and fold(name) not in words.not_names:
        return name, "named"
    return None, "unknown"
