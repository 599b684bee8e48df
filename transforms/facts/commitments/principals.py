"""For whom an actor acts: a leader for a state or organisation, a capital for its country, an organ for its body.

Titles are read in the article; capitals and organs come from the gazetteer. A group noun ("the coalition", "the
allies") means the one group of that kind which the article names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from countryinfo import all_countries
from rapidfuzz.fuzz import ratio

from nightdesk.transforms.language.doc import Doc, per_doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.records import Mention

_TITLE = 24  # characters of the longest title between a state and its leader ("’s acting Prime Minister ")
_NAMES = frozenset(("name", "acronym", "demonym", "metonym"))
_SPELLING = 80.0  # least likeness, 0..100, of two garbled spellings of one group's name
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _PrincipalPatterns(NamedTuple):
    """The rules of ``principals``, where each is shown by an example."""

    title_after: re.Pattern[str]
    title_before: re.Pattern[str]
    allies: re.Pattern[str]
    group: re.Pattern[str]


class _PrincipalWords(NamedTuple):
    """What is known of leaders and groups."""

    patterns: _PrincipalPatterns
    leaders: frozenset[str]
    groups: frozenset[str]
    alliances: frozenset[str]
    organs: Mapping[str, str]


@per_pack
def _words(pack: Pack) -> _PrincipalWords:
    return _PrincipalWords(
        _PrincipalPatterns(**pack.patterns("principals")),
        pack.words("leader_words"),
        pack.words("group_nouns"),
        pack.words("alliance_nouns"),
        pack.table("organs"),
    )


def principals(doc: Doc, actors: Iterable[str]) -> tuple[str, ...]:
    """The actors, each followed by whom it acts for, as far as that is known; every name once."""
    organs, led = _words(doc.pack).organs, led_by(doc)
    found: list[str] = []
    for actor in actors:
        found.append(actor)
        principal = led.get(actor) or _capitals(doc.pack).get(actor) or organs.get(actor)
        if principal is not None:
            found.append(organs.get(principal, principal))
    return tuple(dict.fromkeys(found))


@per_doc
def led_by(doc: Doc) -> Mapping[str, str]:
    """Leader → state or organisation, as the article's titles say."""
    led: dict[str, str] = {}
    named = [m for m in doc.mentions if m.kind in _NAMES and m.canonical]
    for one, other in pairwise(named):
        leader, body = (other, one) if other.type == "PERSON" else (one, other)
        if leader.type == "PERSON" and body.type in {"PLACE", "ORG"} and _is_led(doc, leader, body):
            led.setdefault(leader.canonical or "", body.canonical or "")
    return led


def _is_led(doc: Doc, leader: Mention, body: Mention) -> bool:
    """Whether neighbouring names are joined by a leader's title.

    "Chilean President Ada Quill", "Ada Quill, the president of Chile", "the president of Chile, Ada Quill".
    """
    words = _words(doc.pack)
    if leader.end <= body.start:
        after = words.patterns.title_after.fullmatch(doc.text, leader.end, body.start)
        return after is not None and _is_title(words, after["title"])
    between = doc.text[body.end : leader.start]
    if between == ", ":
        before = words.patterns.title_before.search(doc.text, max(0, body.start - _TITLE), body.start)
        return before is not None and _is_title(words, before["title"])
    return len(between) <= _TITLE and "," not in between and _is_title(words, between)


def _is_title(words: _PrincipalWords, title: str) -> bool:
    return not words.leaders.isdisjoint(_WORD.findall(title.lower()))


@per_pack
def _capitals(pack: Pack) -> dict[str, str]:
    """Capital → country, both under their canonical names; cities that are states themselves stay."""
    found = {}
    for country in all_countries():
        capital, state = lookup(pack, str(country.capital() or "")), lookup(pack, str(country.name()))
        if capital is not None and state is not None and capital.canonical != state.canonical:
            found[capital.canonical] = state.canonical
    return found


def named_group(doc: Doc, phrase: str) -> str | None:
    """The group that "the coalition" or "the allies" means: the only one of its kind named in the article."""
    words = _words(doc.pack)
    match = words.patterns.group.fullmatch(phrase)
    noun = match["noun"].lower() if match else ""
    if words.patterns.allies.fullmatch(phrase):
        kinds = words.alliances
    elif noun in words.groups:
        kinds = frozenset((noun,))
    else:
        return None
    named = [name for name in _organisations(doc) if not kinds.isdisjoint(name.lower().split())]
    group = named[0] if named else None
    return group if group and all(ratio(group, other) >= _SPELLING for other in named) else None


@per_doc
def _organisations(doc: Doc) -> tuple[str, ...]:
    """Organisations named in the article, the most named first."""
    named = Counter(m.canonical for m in doc.mentions if m.type == "ORG" and m.canonical)
    return tuple(sorted(named, key=lambda name: (-named[name], name)))
