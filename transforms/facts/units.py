"""What stands around a number: qualifier, currency, unit of measure, or the noun it counts.

Reads a few words on each side of one number; it does not look at verbs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nightdesk.transforms.language.legacy import open_table, per_additions, table, words
from nightdesk.transforms.language.packs.en.verbs import Form, verb_forms

_CURRENCIES = table("currencies")
_units = open_table("units")
_QUALIFIERS = table("qualifiers")
_classes = open_table("unit_classes")
_STOPS = words("phrase_stops")
_MONEY_WORDS = tuple(sorted((word for word in _CURRENCIES if word[0].isalpha()), key=len, reverse=True))
_SIGNS = tuple(
    sorted((word for word in _CURRENCIES if word[-1] in "$€£¥₹₽₩₺₴₪₦₱" or word in {"rs", "rs."}), key=len, reverse=True)
)
_BEFORE_SIGN = re.compile("(?:" + "|".join(map(re.escape, (*_SIGNS, "usd", "eur", "gbp", "chf"))) + r")[  ]?$")
_LOST_SIGN = re.compile(r"(?:^|[\s(])(?:gb )?#$")  # a pound sign that a charset lost, before a scaled amount
_AFTER_MONEY = re.compile(r"[- (]{0,2}(?P<word>" + "|".join(map(re.escape, _MONEY_WORDS)) + r")\b")
_QUALIFIER = re.compile(
    r"(?:^|[\s(“\"‘—–-])(?P<word>"
    + "|".join(map(re.escape, sorted(_QUALIFIERS, key=len, reverse=True)))
    + r") (?:the |an? |its )?$"
)
_PLUS = re.compile(r"\+| ?or more\b|-plus\b| and above\b")
_NOUN_RUN = re.compile(r"[ -](?P<run>(?:[\w’'.-]+ ){0,4}[\w’'-]+)")
_OF_THE = re.compile(r" of (?:the|its|their|his|her|those|these|all|our)\b(?: (?:\d+|[a-z]+)(?= [a-z]+))?")
_IRREGULAR = {"people": "people", "men": "man", "women": "woman", "children": "child", "police": "police",
              "servicemen": "serviceman", "policemen": "policeman", "gunmen": "gunman", "lives": "life",
              "crises": "crisis", "media": "media", "aircraft": "aircraft", "troops": "troop",
              "lawmakers": "lawmaker", "feet": "foot", "teeth": "tooth", "headquarters": "headquarters"}  # fmt: skip


@dataclass(slots=True)
class Noun:
    """The noun a number counts: as written, as lemma, and where it stands."""

    start: int
    end: int
    surface: str
    lemma: str


@per_additions
def _after_unit() -> re.Pattern[str]:
    """A percent sign or unit of measure after a number."""
    alternatives = "|".join(map(re.escape, sorted(_units(), key=len, reverse=True)))
    return re.compile(
        rf"[-  ]?(?:an? (?=per))?(?:(?:more|additional|further|cubic|extra) )?(?P<word>{alternatives})(?!\w)"
    )


def qualifier_before(low: str, start: int) -> tuple[str, str, int] | None:
    """(words, class, offset) of the qualifier that ends at ``start``; None without one."""
    base = max(0, start - 28)
    match = _QUALIFIER.search(low[base:start])
    return (match["word"], _QUALIFIERS[match["word"]], base + match.start("word")) if match else None


def plus_after(low: str, end: int) -> bool:
    """Whether "+" or "or more" follows."""
    return _PLUS.match(low, end) is not None


def currency_before(low: str, start: int, scaled: bool) -> tuple[str | None, int] | None:
    """(ISO code, offset) of the sign before a number; the code is None for a sign a charset lost."""
    base = max(0, start - 5)
    match = _BEFORE_SIGN.search(low[base:start])
    if match and (match.start() == 0 or not low[base + match.start() - 1].isalpha() or not match.group()[0].isalpha()):
        return _CURRENCIES[match.group().strip()], base + match.start()
    if scaled and low[start - 1 : start] == "#" and _LOST_SIGN.search(low[base:start]):
        return None, start - 1
    return None


def currency_after(low: str, end: int) -> tuple[str, int] | None:
    """(ISO code, end) of the currency words after a number; "USD/100" marks cents."""
    match = _AFTER_MONEY.match(low, end)
    if match is None or (match["word"] == "real" and low[match.end() : match.end() + 1] == " "):
        return None
    return _CURRENCIES[match["word"]], match.end()


def unit_after(low: str, end: int) -> tuple[str, str, int] | None:
    """(as written, class, end) of a percent sign or unit of measure after a number."""
    match = _after_unit().match(low, end)
    if match is None:
        return None
    word = match["word"]
    if len(word) == 1 and word.isalpha() and low[end : end + 1] == " ":
        return None  # "5 m" is rare, "the 5 m…" is a cut word
    return word, _units()[word], match.end()


def noun_after(text: str, low: str, end: int, surely: bool = False) -> Noun | None:
    """The noun a number counts: "26 allied countries" → country; None where no noun follows.

    After "three of the five hostages" it is the noun of the whole. ``surely`` takes a lone word that may be a verb too:
    "the second storm".
    """
    part = _OF_THE.match(low, end)
    match = _NOUN_RUN.match(low, part.end() if part else end)
    if match is None:
        return None
    names: list[Noun] = []
    position = match.start("run")
    run = match["run"].split(" ")
    for place, word in enumerate(run):
        bare = word.rstrip("’'.,")
        if not bare or bare in _STOPS or (_is_verb_only(bare) and (names or not _modifies(run[place + 1 :]))):
            break
        possessive = bare.endswith(("’s", "'s"))
        names.append(Noun(position, position + len(bare), text[position : position + len(bare)], singular(bare)))
        position += len(word) + 1
        if possessive or bare != word:
            break
    return _head(names, surely)


def _head(names: list[Noun], surely: bool) -> Noun | None:
    """The head of a noun run: its first plural, or its last word."""
    for place, name in enumerate(names):
        if name.lemma != name.surface.lower() or name.surface.lower() in _IRREGULAR:
            following = names[place + 1] if place + 1 < len(names) else None
            known = _classes().get(name.lemma)
            if (
                following
                and following.lemma != following.surface.lower()
                and known is None
                and not _is_verb(following.surface.lower())
            ):
                continue  # "arms dealers": the second plural is the head
            return name
    for name in names:
        if name.lemma in _classes():
            return name
    return names[-1] if len(names) == 1 and (surely or not _is_verb(names[0].surface.lower())) else None


def _modifies(rest: list[str]) -> bool:
    """Whether a participle before these words describes a noun: "26 allied nations", "frozen Chilean assets"."""
    for word in rest[:2]:
        if word in _STOPS or _is_verb_only(word):
            return False
        if singular(word) != word:
            return True
    return False


def _is_verb_only(word: str) -> bool:
    """Whether a word in a noun run can only be a verb: "took", "participated", "were"."""
    entry = verb_forms().get(word)
    return entry is not None and (entry[1] & ~(Form.BASE | Form.THIRD | Form.ING)) != 0 and not entry[1] & Form.BASE


def _is_verb(word: str) -> bool:
    """Whether a word can be a verb at all."""
    return word in verb_forms()


def class_of(lemma: str) -> str:
    """What a counted noun stands for when figures are compared; unlisted nouns stand for themselves."""
    return _classes().get(lemma, lemma)


def singular(word: str) -> str:
    """The singular of an English noun in lower case; words that are none come back unchanged."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s")) and len(word) > 3:
        return word[:-1]
    return word
