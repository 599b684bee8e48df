"""From the words that name a source to the speaker: a person, an organisation, a role, or nobody known."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import open_words, table, words
from nightdesk.transforms.records import Mention, Span
from nightdesk.transforms.text import fold

Status = Literal["named", "role", "pronoun", "unknown"]

_GENDER = {"he": "m", "she": "f", "his": "m", "her": "f"}
_TITLES = {
    "mr": "m",
    "sir": "m",
    "king": "m",
    "prince": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "queen": "f",
}
_role_heads = open_words("role_heads")
_PLURAL_ROLES = frozenset(("officials", "spokespeople", "mps", "sources", "organisers", "organizers", "police"))


@dataclass(slots=True)
class Speakers:
    """Resolves sources in text order; remembers who spoke last, which pronouns lean on."""

    doc: Doc
    last: str | None = None
    _spoke: dict[int, str] = field(default_factory=dict)  # sentence → the last person who spoke in it
    _starts: list[int] = field(default_factory=list)
    _mentions: list[Mention] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._mentions = [m for m in self.doc.mentions if m.kind != "demonym"]
        self._starts = [m.start for m in self._mentions]

    def resolve(self, source: Span | None) -> tuple[str | None, Status]:
        """Canonical name of the speaker and how the text names them."""
        if source is None:
            return None, "unknown"
        surface = self.doc.words(source)
        if surface.lower() in ("he", "she"):
            name = self._pronoun(surface.lower(), source[0])
            self._remember(name, source)
            return name, "pronoun"
        if surface.lower() in ("they", "it", "we", "i", "you", "who", "this", "these", "those"):
            return None, "pronoun"
        mention = self._head(source)
        if mention is None:
            return _plain_role(surface)
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
        """The mention that the phrase is about: a spokesperson, a person, else a name at either end."""
        inside = self._within(source)
        roles = [m for m in inside if m.kind in ("role", "nominal")]
        people = [m for m in inside if m.type == "PERSON" and m.kind == "name" and not self._owns(m)]
        if roles and roles[-1].rule == "role.spokesperson":
            return roles[-1]
        if people:
            return people[0]
        if roles:
            return roles[-1]
        edges = [m for m in inside if (m.end == source[1] or m.start <= source[0] + 4) and not self._owns(m)]
        return edges[-1] if edges and self._is_plain_name(edges[-1], source) else None

    def _owns(self, mention: Mention) -> bool:
        """Whether a possessive mark follows: "Varga’s report" is not Varga."""
        return self.doc.text[mention.end : mention.end + 2].lower() in ("’s", "'s", "s’")

    def _is_plain_name(self, mention: Mention, source: Span) -> bool:
        """Whether the phrase is hardly more than the name, so that no lower-case noun is the real head."""
        rest = self.doc.text[mention.end : source[1]].split()
        before = self.doc.text[source[0] : mention.start].split()
        return not rest and all(
            word.lower() in ("the", "a", "an") or not word.islower() or len(before) < 3 for word in before
        )

    def _pronoun(self, pronoun: str, offset: int) -> str | None:
        """Who "he" or "she" is: who spoke or opened the nearest sentence before, if the gender allows."""
        wanted = _GENDER[pronoun]
        sentence = self.doc.sentence_at(offset)
        number = sentence.sentence_no if sentence is not None else 0
        for back in range(number, max(number - 4, -1), -1):
            for name in (self._spoke.get(back), self._opening_person(back, offset)):
                if name is not None and _may_be(name, wanted):
                    return name
        return self.last if self.last is not None and _may_be(self.last, wanted) else None

    def _opening_person(self, number: int, before: int) -> str | None:
        """The person a sentence opens with: its first name, unless a preposition or a possessive mark governs it."""
        start = self.doc.sentences[number].start
        for mention in self._within((start, min(self.doc.sentences[number].end, before))):
            if mention.type != "PERSON" or mention.canonical is None or self._owns(mention):
                continue
            lead = self.doc.text[start : mention.start].split()
            return None if lead and lead[-1].lower() in words("clause_leads") | {"of", "to"} else mention.canonical
        return None


def _may_be(name: str, wanted: str) -> bool:
    """Whether a name can be of the gender, by title or given name; unknown names can be either."""
    first = fold(name).split()[:1]
    gender = (_TITLES.get(first[0]) or table("given_names").get(first[0], "x")) if first else "x"
    return gender in ("x", wanted)


def _plain_role(surface: str) -> tuple[str | None, Status]:
    """A phrase without a name: "British officials" keeps its words as a role, capitals are a name."""
    last = surface.lower().split()[-1] if surface.split() else ""
    if last in _PLURAL_ROLES or last in _role_heads() or last.removesuffix("s") in _role_heads():
        return surface, "role"
    name = surface.removeprefix("the ").removeprefix("The ")
    if (
        0 < len(name.split()) < 5
        and all(word[0].isupper() for word in name.split())
        and fold(name) not in words("not_names")
    ):
        return name, "named"
    return None, "unknown"
