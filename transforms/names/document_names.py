"""What a whole document says about its names: a full name explains the surname alone, a name keeps one type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.candidates import NameCandidate
from nightdesk.transforms.names.gazetteer import EntityType
from nightdesk.transforms.names.short_forms import folded, short_forms, standing_name
from nightdesk.transforms.records import Mention

MOST_BEARERS = 40
"""Full names kept for one surname or given name: lists of names must not cost their square."""

_MINIMUM_STRENGTH = 0.3
_FULL_NAME = 0.35  # strength from which two words are somebody's full name: that of the weakest rule for people
_UNDOUBTED = 0.7  # strength from which the rest of the document changes no type
_SURE = 0.5  # strength from which a name is counted for what the document mostly names
_FINAL = ("gazetteer", "demonym", "body")  # rules whose reading nothing changes


class _Words(NamedTuple):
    """Words that may stand at the start of a sentence without being names."""

    common: frozenset[str]
    given: Mapping[str, str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(pack.words("verbs") | pack.words("common_words"), pack.table("given_names"))


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """What the strong readings of a document teach about the weak ones."""

    pack: Pack
    types: Mapping[str, tuple[EntityType, float]]  # folded surface → strongest reading
    full_names: Mapping[str, list[NameCandidate]]  # folded surname or given name → people in order of appearance
    long_names: Mapping[str, str]  # folded short form or acronym → canonical organisation
    written: frozenset[str]  # every word as the document writes it: in small letters where it stands so too
    inside: Counter[str]  # folded surface → times it stands inside a sentence
    lone: EntityType  # what a single name is when nothing explains it


def learn_names(doc: Doc, candidates: Sequence[NameCandidate]) -> DocumentNames:
    """What the candidates of a document, in order, say about each other."""
    types = _strongest(candidates)
    return DocumentNames(
        pack=doc.pack,
        types=types,
        full_names=_full_names(candidates, types),
        long_names=short_forms(doc.pack, doc.text, candidates),
        written=frozenset({token.text for tokens in doc.tokens for token in tokens}),
        inside=Counter(folded(c.surface) for c in candidates if not c.opens_sentence),
        lone=_lone_type(candidates),
    )


def _strongest(candidates: Sequence[NameCandidate]) -> dict[str, tuple[EntityType, float]]:
    """The type of each name in its strongest reading, the first of equals."""
    types: dict[str, tuple[EntityType, float]] = {}
    for c in candidates:
        key = folded(c.surface)
        if key not in types or c.strength > types[key][1]:
            types[key] = (c.type, c.strength)
    return types


def _lone_type(candidates: Sequence[NameCandidate]) -> EntityType:
    """What the document mostly names besides places: a single unexplained name is most likely another of them."""
    counts = Counter(c.type for c in candidates if c.strength >= _SURE)
    return "ORG" if counts["ORG"] > counts["PERSON"] else "PERSON"


# --- people --------------------------------------------------------------------------------------------


def _full_names(
    candidates: Sequence[NameCandidate], types: Mapping[str, tuple[EntityType, float]]
) -> dict[str, list[NameCandidate]]:
    """People named in full, filed under their parts: surname, surname with particles, given name."""
    people: dict[str, NameCandidate] = {}
    for c in candidates:
        type_, strength = types[folded(c.surface)]
        if type_ == "PERSON" and strength >= _FULL_NAME and " " in c.surface:
            people.setdefault(folded(c.surface), c)
    found: dict[str, list[NameCandidate]] = defaultdict(list)
    for full_name, person in people.items():
        for key in _keys(full_name):
            if len(found[key]) < MOST_BEARERS:
                found[key].append(person)
    return dict(found)


def _keys(full_name: str) -> set[str]:
    """What a folded full name is looked up by: given name, surname, surname with particles."""
    parts = full_name.split()
    return {*parts[:1], *(" ".join(parts[at:]) for at in range(1, len(parts)))}


def is_crowded(mentions: Iterable[Mention]) -> bool:
    """Whether more people of one name are mentioned than are remembered for it: a cap to be declared."""
    people = {m.surface for m in mentions if m.type == "PERSON" and " " in m.surface}
    if len(people) <= MOST_BEARERS:
        return False
    bearers = Counter(key for name in {folded(name) for name in people} for key in _keys(name))
    return max(bearers.values()) > MOST_BEARERS


# --- what a candidate is -------------------------------------------------------------------------------


def settled(candidate: NameCandidate, learned: DocumentNames) -> NameCandidate | None:
    """The candidate with the type the document gives it; None when it is no name."""
    if candidate.rule in _FINAL:
        return candidate
    if " " not in candidate.surface:
        explained = _explained(candidate, learned)
        if explained is not None:
            return explained
        if candidate.strength < _UNDOUBTED and _is_only_capital(candidate, learned):
            return None
    return _retyped(candidate, learned)


def _explained(candidate: NameCandidate, learned: DocumentNames) -> NameCandidate | None:
    """A single word as the surname of somebody, or the short form of a name, that the document has in full."""
    key = folded(candidate.surface)
    if key in learned.full_names and (candidate.strength < _UNDOUBTED or candidate.type == "PERSON"):
        return replace(candidate, type="PERSON", strength=0.85, rule="surname", kind="name")
    if key in learned.long_names and candidate.strength < 0.6:
        return replace(candidate, type="ORG", strength=0.7, rule="short_form", canonical=learned.long_names[key])
    return None


def _retyped(candidate: NameCandidate, learned: DocumentNames) -> NameCandidate | None:
    """The candidate with the strongest type of its name; None where even that is too weak."""
    type_, strength = learned.types.get(folded(candidate.surface), (candidate.type, candidate.strength))
    if strength < _MINIMUM_STRENGTH:
        return None
    if candidate.rule == "unexplained" and " " not in candidate.surface and strength == candidate.strength:
        return replace(candidate, type=learned.lone)
    return candidate if type_ == candidate.type else replace(candidate, type=type_, strength=strength, rule="same_name")


def _is_only_capital(candidate: NameCandidate, learned: DocumentNames) -> bool:
    """Whether a single word may have its capital only because it opens a sentence or a title."""
    words, lower = _words(learned.pack), candidate.surface.lower()
    if lower in learned.written or lower in words.common:
        return True
    return candidate.opens_sentence and not learned.inside[folded(candidate.surface)] and lower not in words.given


# --- who is meant --------------------------------------------------------------------------------------


def name_entities(found: Iterable[NameCandidate], learned: DocumentNames) -> None:
    """Gives every name, in order of the text, its canonical form; people the fullest the document has for them.

    Of several bearers of a surname the latest one named is meant.
    """
    latest: dict[str, str] = {}
    for c in found:
        if c.type == "PERSON" and c.canonical is None:
            surname = _parts(c.surface)[-1]
            latest[surname] = c.canonical = _full_name(c, learned, latest.get(surname))
        elif c.canonical is None:
            long_name = learned.long_names.get(folded(c.surface))
            bare = standing_name(learned.pack, c.surface, learned.long_names) if c.type == "ORG" else c.surface
            c.canonical = long_name or bare


def _full_name(person: NameCandidate, learned: DocumentNames, latest: str | None) -> str:
    """The latest bearer of the surname if it may be meant, else the fullest name that may, else the words."""
    parts = _parts(person.surface)
    bearers = learned.full_names.get(folded(person.surface)) or learned.full_names.get(parts[-1], [])
    matching = [bearer.surface for bearer in bearers if _may_be(parts, _parts(bearer.surface))]
    if latest in matching:
        return latest
    return max(matching, key=lambda name: name.count(" "), default=person.surface)


def _parts(name: str) -> list[str]:
    """The folded parts of a name; the name itself where folding leaves nothing."""
    return folded(name).split() or [name]


def _may_be(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every part of the shorter name stands in the fuller one (initials count for the names they open)."""
    return all(any(part == other or (len(part) == 1 and other[0] == part) for other in full) for part in short)
