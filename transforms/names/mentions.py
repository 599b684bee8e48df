"""Who and what an article names: people, organisations and places, consistent within the document.

Candidates come from the spans of capitalised words (``span_names``), from lines in title case and from quoted groups;
the document decides what each is (``document_names``). Roles that mean a person come from ``roles``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.numbers import lowered
from nightdesk.transforms.names.candidates import CapitalisedSpan, NameCandidate
from nightdesk.transforms.names.capitalised_spans import capitalised_spans
from nightdesk.transforms.names.document_names import DocumentNames, learn_names, name_entities, settled
from nightdesk.transforms.names.gazetteer import EntityType, Known, lookup
from nightdesk.transforms.names.name_patterns import name_pattern
from nightdesk.transforms.names.roles import RoleHolder, find_roles
from nightdesk.transforms.names.short_forms import folded
from nightdesk.transforms.names.span_names import names_in
from nightdesk.transforms.records import Mention
from nightdesk.transforms.text import Token, fold

_TITLE_CASE_SHARE = 0.7  # share of capitals among longer words from which a line is set in title case
_LONGEST_KNOWN = 5  # tokens of the longest name looked for in a title-case line
_LEAST_OF_BODY = 0.5  # strength of a reading in the body from which its name is known in a title-case line


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """Names and roles in text order, each with the canonical name of its entity."""
    plain, titled = _split_by_case(doc)
    candidates = [c for number in plain for c in _in_sentence(doc, number)]
    learned = learn_names(doc, candidates)
    candidates += _named_groups(doc)
    candidates += [c for number in titled for c in _in_title_case(doc, number, learned)]
    found = [name for c in candidates if (name := settled(c, learned)) is not None]
    found.sort(key=lambda c: (c.start, -c.end))
    name_entities(found, learned)
    names = tuple(_mention(doc, c) for c in found)
    holders = [RoleHolder(c.canonical or c.surface, tuple(c.roles)) for c in found if c.roles]
    return tuple(sorted((*names, *find_roles(doc, names, holders)), key=lambda m: (m.start, m.end)))


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


def _in_sentence(doc: Doc, number: int) -> Iterator[NameCandidate]:
    """Candidates of one sentence in ordinary case."""
    tokens = doc.tokens[number]
    for first, end in capitalised_spans(doc.pack, tokens):
        yield from names_in(CapitalisedSpan(doc.pack, tokens, first, end, number))


# --- groups in small letters ---------------------------------------------------------------------------


def _named_groups(doc: Doc) -> list[NameCandidate]:
    """Groups named in small letters: quoted once ("alliance of the brave"), they are names everywhere."""
    nouns, low = doc.pack.words("group_nouns"), lowered(doc.text)
    matches = name_pattern(doc.pack, "quoted group").finditer(doc.text)
    quoted = {low[slice(*match.span("name"))] for match in matches if match["noun"].lower() in nouns}
    sizes = sorted({len(name) for name in quoted})
    starts = name_pattern(doc.pack, "group").finditer(low) if quoted else ()
    places = [match.start() for match in starts if match["noun"] in nouns]
    named = ((start, size) for start in places for size in sizes if low[start : start + size] in quoted)
    groups = [_group(doc, low, start, size) for start, size in named]
    return [group for group in groups if group is not None]


def _group(doc: Doc, low: str, start: int, size: int) -> NameCandidate | None:
    """The group named at a place, None inside a word or in boilerplate."""
    name, end, sentence = low[start : start + size], start + size, doc.sentence_at(start)
    if low[end : end + 1].isalnum() or sentence is None or sentence.zone == "boilerplate":
        return None
    known = lookup(doc.pack, name)
    canonical = known.canonical if known is not None else name.capitalize()
    return NameCandidate(sentence.sentence_no, start, end, name, "ORG", "name", 0.7, "gazetteer", canonical)


# --- lines in title case -------------------------------------------------------------------------------


def _in_title_case(doc: Doc, number: int, learned: DocumentNames) -> list[NameCandidate]:
    """Names in a title-case line: only those the gazetteer or the body knows, longest first."""
    tokens = doc.tokens[number]
    found: list[NameCandidate] = []
    at = 0
    while at < len(tokens):
        span = _longest_known(doc, tokens[at : at + _LONGEST_KNOWN], learned)
        if span is not None:
            size, surface, (type_, known) = span
            place = number, tokens[at].start, tokens[at + size - 1].end, surface, type_
            if known is not None:
                found.append(NameCandidate(*place, known.kind, 0.8, "gazetteer", known.canonical))
            else:
                found.append(NameCandidate(*place, "name", 0.8, "body"))
        at += span[0] if span is not None else 1
    return found


def _longest_known(
    doc: Doc, tokens: Sequence[Token], learned: DocumentNames
) -> tuple[int, str, tuple[EntityType, Known | None]] | None:
    """Size, words and meaning of the longest known name that the tokens begin with."""
    for size in range(len(tokens) if tokens[0].text[0].isupper() else 0, 0, -1):
        if tokens[size - 1].text[0].isalnum():
            surface = " ".join(token.text for token in tokens[:size])
            meaning = _meaning(doc, surface, learned)
            if meaning is not None:
                return size, surface, meaning
    return None


def _meaning(doc: Doc, surface: str, learned: DocumentNames) -> tuple[EntityType, Known | None] | None:
    """What the gazetteer knows of a name, else its type in the body of the document."""
    known = lookup(doc.pack, surface)
    if known is not None:
        return known.type, known
    key = folded(surface)
    if " " not in surface and key in learned.full_names:
        return "PERSON", None
    type_, strength = learned.types.get(key, ("OTHER", 0.0))
    return (type_, None) if strength >= _LEAST_OF_BODY else None


# --- records -------------------------------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def entity_id(type_: EntityType, canonical: str) -> str:
    """The id of an entity: the same type and canonical name, but for case and accents, give the same id."""
    return stable_id("entity", type_, fold(canonical))


def _mention(doc: Doc, c: NameCandidate) -> Mention:
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
