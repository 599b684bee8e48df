"""For whom an actor acts: a leader for a state or organisation, a capital for its country, an organ for its body.

Titles are read in the article; capitals and organs come from the gazetteer. A group noun ("the coalition", "the
allies") stands for the one group of that kind which the article names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from countryinfo import all_countries
from rapidfuzz.fuzz import ratio

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import closed_class, table, words
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.records import Mention

_LEADERS = closed_class(
    "president minister premier chancellor king queen emir leader secretary-general chair chairman chairwoman "
    "chairperson chief executive"
)
_TITLE = 24  # characters of the longest title between a state and its leader ("’s acting Prime Minister ")
_TITLE_AFTER = re.compile(r", (?:the |its |acting )?(?P<title>[\w -]{4,24}) of (?:the )?", re.IGNORECASE)
_TITLE_BEFORE = re.compile(r"(?P<title>[\w-]+) of (?:the )?$", re.IGNORECASE)
_NAMES = frozenset(("name", "acronym", "demonym", "metonym"))
_GROUPS = words("group_nouns")
_ALLIES = re.compile(r"(?:the |all |our )?(?:allies|allied (?:countries|nations|states))", re.IGNORECASE)
_ALLIANCES = frozenset(("alliance", "coalition", "bloc"))
_GROUP = re.compile(r"(?:the |our |this )?“?(?P<noun>\w+)”?", re.IGNORECASE)
_SPELLING = 80.0  # least likeness, 0..100, of two garbled spellings of one group's name

_latest: tuple[object, dict[str, str]] = (None, {})


def principals(doc: Doc, actors: Iterable[str]) -> tuple[str, ...]:
    """The actors, each followed by whom it acts for, as far as that is known; every name once."""
    found: list[str] = []
    for actor in actors:
        found.append(actor)
        principal = led_by(doc).get(actor) or _capitals().get(actor) or table("organs").get(actor)
        if principal is not None:
            found.append(table("organs").get(principal, principal))
    return tuple(dict.fromkeys(found))


def led_by(doc: Doc) -> dict[str, str]:
    """Leader → state or organisation, as the article's titles say; the latest article is kept."""
    global _latest
    mentions, led = _latest
    if mentions is not doc.mentions:
        led = {}
        named = [m for m in doc.mentions if m.kind in _NAMES and m.canonical]
        for one, other in pairwise(named):
            leader, body = (other, one) if other.type == "PERSON" else (one, other)
            if leader.type == "PERSON" and body.type in {"PLACE", "ORG"} and _is_led(doc, leader, body):
                led.setdefault(leader.canonical or "", body.canonical or "")
        _latest = (doc.mentions, led)
    return led


def _is_led(doc: Doc, leader: Mention, body: Mention) -> bool:
    """Whether neighbouring names are joined by a leader's title.

    "Chilean President Ada Quill", "Ada Quill, the president of Chile", "the president of Chile, Ada Quill".
    """
    if leader.end <= body.start:
        after = _TITLE_AFTER.fullmatch(doc.text, leader.end, body.start)
        return after is not None and _is_title(after["title"])
    between = doc.text[body.end : leader.start]
    if between == ", ":
        before = _TITLE_BEFORE.search(doc.text, max(0, body.start - _TITLE), body.start)
        return before is not None and _is_title(before["title"])
    return len(between) <= _TITLE and "," not in between and _is_title(between)


def _is_title(title: str) -> bool:
    return not _LEADERS.isdisjoint(re.findall(r"[a-z-]+", title.lower()))


@cache
def _capitals() -> dict[str, str]:
    """Capital → country, both under their canonical names; cities that are states themselves stay."""
    found = {}
    for country in all_countries():
        capital, state = lookup(ENGLISH, str(country.capital() or "")), lookup(ENGLISH, str(country.name()))
        if capital is not None and state is not None and capital.canonical != state.canonical:
            found[capital.canonical] = state.canonical
    return found


def named_group(doc: Doc, phrase: str) -> str | None:
    """The group that "the coalition" or "the allies" means: the only one of its kind named in the article."""
    match = _GROUP.fullmatch(phrase)
    noun = match["noun"].lower() if match else ""
    if _ALLIES.fullmatch(phrase):
        kinds = _ALLIANCES
    elif noun in _GROUPS:
        kinds = frozenset((noun,))
    else:
        return None
    named = Counter(
        m.canonical
        for m in doc.mentions
        if m.type == "ORG" and m.canonical and not kinds.isdisjoint(m.canonical.lower().split())
    )
    group = min(named, key=lambda name: (-named[name], name), default=None)
    return group if group and all(ratio(group, other) >= _SPELLING for other in named) else None
