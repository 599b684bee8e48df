"""Who and what an article names: people, organisations and places, consistent within the document.

The readings of single runs (``chunks``) are weighed against each other: a full name explains the surname alone, a name
keeps one type, an acronym is bound to the name that introduces it. Roles that stand for a person come from ``roles``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import table, words
from nightdesk.transforms.language.numbers import lowered
from nightdesk.transforms.names.candidates import Candidate, Run
from nightdesk.transforms.names.capitalised_spans import runs
from nightdesk.transforms.names.gazetteer import EntityType, NameKind, bare_name, lookup
from nightdesk.transforms.names.roles import RoleHolder, find_roles
from nightdesk.transforms.names.typing import read_run
from nightdesk.transforms.records import Mention
from nightdesk.transforms.text import Token, fold

_key = lru_cache(maxsize=65_536)(fold)  # the same names come back all night
_QUOTED_GROUP = re.compile(
    rf"[“\"‘«'](?P<name>(?:{'|'.join(sorted(words('group_nouns')))}) of (?:[\w’-]+ ){{0,3}}[\w’-]+?)[,.]?[”\"’»']",
    re.IGNORECASE,
)
_GROUP_START = re.compile(rf"\b(?:{'|'.join(sorted(words('group_nouns')))}) of ")
_TITLE_CASE_SHARE = 0.7  # share of capitals among longer words from which a line is set in title case
_LONGEST_KNOWN = 5  # tokens of the longest name looked for in a title-case line
_MINIMUM_STRENGTH = 0.3
MOST_BEARERS = 40  # full names kept for one surname or given name: lists of names must not cost their square


@dataclass(frozen=True, slots=True)
class _Learned:
    """What the whole document says about its names."""

    types: dict[str, tuple[EntityType, float]]  # folded surface → strongest reading
    full_names: dict[str, list[Candidate]]  # folded surname or given name → people in order of appearance
    long_names: dict[str, str]  # folded short form or acronym → canonical organisation
    written: set[str]  # every word as the document writes it: in small letters where it stands so too
    inside: Counter[str]  # folded surface → times it stands inside a sentence
    lone: EntityType  # what a single name is when nothing explains it


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """Names and roles in text order, each with the canonical name of its entity."""
    plain, titled = _split_by_case(doc)
    candidates = [c for number in plain for c in _read_sentence(doc.tokens[number], number)]
    learned = _learn(doc, candidates)
    candidates += _named_groups(doc)
    candidates += [c for number in titled for c in _read_title_case(doc.tokens[number], number, learned)]
    settled = [settled for c in candidates if (settled := _settle(c, learned)) is not None]
    settled.sort(key=lambda c: (c.start, -c.end))
    _name_people(settled, learned)
    names = tuple(_mention(doc, c) for c in settled)
    holders = [RoleHolder(c.canonical or c.surface, tuple(c.roles)) for c in settled if c.roles]
    return tuple(sorted((*names, *find_roles(doc, names, holders)), key=lambda m: (m.start, m.end)))


def _named_groups(doc: Doc) -> list[Candidate]:
    """Groups named in small letters: quoted once ("alliance of the brave"), they are names everywhere."""
    low = lowered(doc.text)
    quoted = {low[slice(*match.span("name"))] for match in _QUOTED_GROUP.finditer(doc.text)}
    sizes = sorted({len(name) for name in quoted})
    found: list[Candidate] = []
    for match in _GROUP_START.finditer(low) if quoted else ():
        start, sentence = match.start(), doc.sentence_at(match.start())
        for size in sizes:
            name, end = low[start : start + size], start + size
            if name in quoted and not low[end : end + 1].isalnum() and sentence and sentence.zone != "boilerplate":
                known = lookup(name)
                canonical = known.canonical if known is not None else name.capitalize()
                span = sentence.sentence_no, start, end
                found.append(Candidate(*span, name, "ORG", "name", 0.7, "gazetteer", canonical))
    return found


def _split_by_case(doc: Doc) -> tuple[list[int], list[int]]:
    """Numbers of the sentences in ordinary case and of those in title case or capitals; boilerplate is left out."""
    plain: list[int] = []
    titled: list[int] = []
    for sentence in doc.sentences:
        if sentence.zone != "boilerplate":
            (titled if _is_title_case(doc.tokens[sentence.sentence_no]) else plain).append(sentence.sentence_no)
    return plain, titled


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether capitals say nothing here: a line without a full stop in which nearly all longer words have one."""
    if not tokens or tokens[-1].text in (".", "!", "?", "”", '"'):
        return False
    long = [token for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(long) > 3 and sum(t.text[0].isupper() for t in long) >= _TITLE_CASE_SHARE * len(long)


def _read_sentence(tokens: Sequence[Token], number: int) -> list[Candidate]:
    """Candidates of one sentence in ordinary case."""
    return [c for first, end in runs(tokens) for c in read_run(Run(tokens, first, end, number))]


def _read_title_case(tokens: Sequence[Token], number: int, learned: _Learned) -> list[Candidate]:
    """Names in a title-case line: only those the gazetteer or the body knows, longest first."""
    found: list[Candidate] = []
    at = 0
    while at < len(tokens):
        hit = _longest_known(tokens, at, number, learned) if tokens[at].text[0].isupper() else None
        if hit is not None:
            found.append(hit[0])
        at += hit[1] if hit is not None else 1
    return found


def _longest_known(tokens: Sequence[Token], at: int, number: int, learned: _Learned) -> tuple[Candidate, int] | None:
    """The longest known name that begins at a token, and its length in tokens."""
    for size in range(min(_LONGEST_KNOWN, len(tokens) - at), 0, -1):
        stretch = tokens[at : at + size]
        if not stretch[-1].text[0].isalnum():
            continue
        surface = " ".join(token.text for token in stretch)
        known = lookup(surface)
        key = _key(surface)
        reading: tuple[EntityType, float] | None
        reading = ("PERSON", 0.8) if key in learned.full_names and size == 1 else learned.types.get(key)
        if known is None and (reading is None or reading[1] < 0.5):
            continue
        type_ = known.type if known is not None else reading[0] if reading is not None else "OTHER"
        kind: NameKind = known.kind if known is not None else "name"
        canonical = known.canonical if known is not None else None
        rule = "gazetteer" if known is not None else "body"
        span = stretch[0].start, stretch[-1].end
        return Candidate(number, *span, surface, type_, kind, 0.8, rule, canonical), size
    return None


def _learn(doc: Doc, candidates: list[Candidate]) -> _Learned:
    """Collect what the strong readings teach about the weak ones."""
    types: dict[str, tuple[EntityType, float]] = {}
    full_names: dict[str, list[Candidate]] = defaultdict(list)
    inside: Counter[str] = Counter()
    for c in candidates:
        key = _key(c.surface)
        if key not in types or c.strength > types[key][1]:
            types[key] = (c.type, c.strength)
        inside[key] += not c.opens_sentence
    for c in candidates:
        type_, strength = types[_key(c.surface)]
        if type_ == "PERSON" and strength >= 0.35 and " " in c.surface:
            _remember(full_names, c)
    written = {token.text for tokens in doc.tokens for token in tokens}
    return _Learned(types, dict(full_names), _long_names(doc, candidates), written, inside, _lone_type(candidates))


def _lone_type(candidates: list[Candidate]) -> EntityType:
    """What the document mostly names besides places: a single unexplained name is most likely another of them."""
    counts = Counter(c.type for c in candidates if c.strength >= 0.5)
    return "ORG" if counts["ORG"] > counts["PERSON"] else "PERSON"


def _remember(full_names: dict[str, list[Candidate]], person: Candidate) -> None:
    """File a full name under its parts: surname, surname with particles, given name."""
    for key in _keys(person.surface):
        if len(full_names[key]) < MOST_BEARERS and all(
            _key(other.surface) != _key(person.surface) for other in full_names[key]
        ):
            full_names[key].append(person)


def _keys(full_name: str) -> set[str]:
    """What a full name is looked up by: given name, surname, surname with particles."""
    parts = _key(full_name).split()
    return {parts[0], *(" ".join(parts[at:]) for at in range(1, len(parts)))}


def is_crowded(mentions: Sequence[Mention]) -> bool:
    """Whether more people of one name are mentioned than are remembered for it: a cap to be declared."""
    people = {m.surface for m in mentions if m.type == "PERSON" and " " in m.surface}
    if len(people) <= MOST_BEARERS:
        return False
    bearers = Counter(key for name in {_key(name): name for name in people}.values() for key in _keys(name))
    return max(bearers.values()) > MOST_BEARERS


def _long_names(doc: Doc, candidates: list[Candidate]) -> dict[str, str]:
    """Short forms of organisations: acronyms after the name or of its initials, and the first word of a long name."""
    found: dict[str, str] = {}
    for before, after in pairwise(candidates):
        between = doc.text[before.end : after.start]
        if (
            after.kind == "acronym"
            and between.strip() in ("(", "(the", ", or")
            and (_abbreviates(after.surface, before.surface) or _in_brackets(doc.text, before, after))
        ):
            found[_key(after.surface)] = before.canonical or before.surface
    initials = {
        _initials(c.surface): c.canonical or c.surface for c in candidates if c.type == "ORG" and " " in c.surface
    }
    for c in candidates:
        if c.rule == "capitals" and (name := initials.get(_key(c.surface))) is not None:
            found.setdefault(_key(c.surface), name)
        first, _, rest = _key(c.surface).partition(" ")
        if c.type == "ORG" and rest and c.strength >= 0.5 and len(first) > 3 and first not in words("org_first_heads"):
            found.setdefault(first, c.canonical or c.surface)
    return _without_country(candidates) | found


def _without_country(candidates: Sequence[Candidate]) -> dict[str, str]:
    """“Air Force” → “Chilean Air Force”, where the document has one such body only."""
    found: dict[str, set[str]] = defaultdict(set)
    for c in candidates:
        parts = c.surface.removeprefix("The ").split() if c.type == "ORG" else []
        for at in range(1, len(parts) - 1):
            known = lookup(" ".join(parts[:at]))
            if known is not None and known.type == "PLACE":
                found[_key(" ".join(parts[at:]))].add(c.canonical or c.surface)
    return {short: names.pop() for short, names in found.items() if len(names) == 1}


def _in_brackets(text: str, name: Candidate, acronym: Candidate) -> bool:
    """Whether an acronym stands alone in brackets behind a long name: it may abbreviate the name's own language."""
    return name.type == "ORG" and " " in name.surface and text.startswith(")", acronym.end)


def _initials(name: str) -> str:
    """First letters of the main words of a name."""
    return "".join(word[0] for word in _key(name).split() if word not in ("of", "and", "for", "the", "in", "on"))


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of the acronym stand in the name in order, beginning with its first."""
    letters = _key(acronym).replace(" ", "")
    spelled = _key(name).removeprefix("the ")
    remaining = iter(spelled)
    return bool(spelled) and letters[0] == spelled[0] and all(letter in remaining for letter in letters)


def _settle(c: Candidate, learned: _Learned) -> Candidate | None:
    """The candidate with the type the document gives it; None when it is no name."""
    key = _key(c.surface)
    single = " " not in c.surface
    if c.rule in ("gazetteer", "demonym", "body"):
        return c
    if single and key in learned.full_names and (c.strength < 0.7 or c.type == "PERSON"):
        return replace(c, type="PERSON", strength=0.85, rule="surname", kind="name")
    if single and key in learned.long_names and c.strength < 0.6:
        return replace(c, type="ORG", strength=0.7, rule="short_form", canonical=learned.long_names[key])
    if single and c.strength < 0.7 and _is_only_capital(c, learned):
        return None
    type_, strength = learned.types.get(key, (c.type, c.strength))
    if strength < _MINIMUM_STRENGTH:
        return None
    if c.rule == "unexplained" and single and strength == c.strength:
        return replace(c, type=learned.lone)
    return c if type_ == c.type else replace(c, type=type_, strength=strength, rule="same_name")


def _is_only_capital(c: Candidate, learned: _Learned) -> bool:
    """Whether a single word may have its capital only because it opens a sentence or a title."""
    lower = c.surface.lower()
    if lower in learned.written or lower in words("verbs") or lower in words("common_words"):
        return True
    return c.opens_sentence and not learned.inside[_key(c.surface)] and lower not in table("given_names")


def _name_people(settled: list[Candidate], learned: _Learned) -> None:
    """Give every person the fullest name the document has for them, the latest bearer first for shared surnames."""
    latest: dict[str, str] = {}
    for c in settled:
        if c.type != "PERSON" or c.canonical is not None:
            c.canonical = c.canonical or learned.long_names.get(_key(c.surface)) or _standing_name(c, learned)
            continue
        parts = _key(c.surface).split()
        bearers = learned.full_names.get(_key(c.surface)) or learned.full_names.get(parts[-1], [])
        matching = [b for b in bearers if _may_be(parts, _key(b.surface).split())]
        named = latest.get(parts[-1])
        same = [b.surface for b in matching if b.surface == named]
        c.canonical = same[0] if same else _fullest(matching) or c.surface
        latest[parts[-1]] = c.canonical


def _standing_name(c: Candidate, learned: _Learned) -> str:
    """The name itself; an organisation loses article and legal form, and takes the long form of what remains."""
    if c.type != "ORG":
        return c.surface
    key = _key(c.surface)
    bare = bare_name(key)
    dropped = len(key.removeprefix("the ").split()) - len(bare.split())  # words of its legal form
    words_ = c.surface.removeprefix("The ").removeprefix("the ").split()
    return learned.long_names.get(bare) or " ".join(words_[: len(words_) - dropped])


def _may_be(short: list[str], full: list[str]) -> bool:
    """Whether every part of the shorter name stands in the fuller one (initials count for the names they open)."""
    return all(any(part == other or (len(part) == 1 and other[0] == part) for other in full) for part in short)


def _fullest(bearers: list[Candidate]) -> str | None:
    """The name with the most parts, the first of equals."""
    return max((b.surface for b in bearers), key=lambda name: name.count(" "), default=None)


@lru_cache(maxsize=65_536)
def entity_id(type_: EntityType, canonical: str) -> str:
    """The id of an entity: the same type and canonical name, but for case and accents, give the same id."""
    return stable_id("entity", type_, fold(canonical))


def _mention(doc: Doc, c: Candidate) -> Mention:
    """The record of a settled candidate."""
    canonical = c.canonical or c.surface
    return Mention(
        sentence_no=c.sentence_no,
        start=c.start,
        end=c.end,
        surface=doc.text[c.start : c.end],
        type=c.type,
        kind=c.kind,
        canonical=canonical,
        entity_id=entity_id(c.type, canonical),
        rule=f"name.{c.rule}",
        confidence=round(c.strength, 2),
    )
