"""The noun that a number counts: a few words after one number, verbs left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.nouns import has_class, is_irregular, singular
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs.en.verbs import Form, verb_forms

_NOUN_RUN = re.compile(r"[ -](?P<run>(?:[\w’'.-]+ ){0,4}[\w’'-]+)")


@dataclass(slots=True)
class CountedNoun:
    """The noun a number counts: as written, as lemma, and where it stands."""

    start: int
    end: int
    surface: str
    lemma: str

    @property
    def is_plural(self) -> bool:
        """Whether its singular is another word."""
        return self.lemma != self.surface.lower()


class _Patterns(NamedTuple):
    of_the: re.Pattern[str]
    of: re.Pattern[str]


@per_pack
def _patterns(pack: Pack) -> _Patterns:
    return _Patterns(**pack.patterns("counted_nouns"))


@per_pack
def _stops(pack: Pack) -> frozenset[str]:
    return pack.words("phrase_stops")


def after_of(doc: Doc, end: int) -> int:
    """Where the noun of a vague amount or fraction is looked for: after "of" where it follows."""
    of = _patterns(doc.pack).of.match(doc.low, end)
    return of.end() if of else end


def noun_after(doc: Doc, end: int, surely: bool = False) -> CountedNoun | None:
    """The noun a number counts: "26 allied countries" → country; None where no noun follows.

    After "three of the five hostages" it is the noun of the whole. ``surely`` takes a lone word that may be a verb too:
    "the second storm".
    """
    part = _patterns(doc.pack).of_the.match(doc.low, end)
    match = _NOUN_RUN.match(doc.low, part.end() if part else end)
    return _head(doc.pack, _nouns(doc, match), surely) if match else None


def _nouns(doc: Doc, match: re.Match[str]) -> list[CountedNoun]:
    """The words of a run up to the first that ends a noun phrase."""
    found: list[CountedNoun] = []
    stops = _stops(doc.pack)
    position = match.start("run")
    run = match["run"].split(" ")
    for place, word in enumerate(run):
        bare = word.rstrip("’'.,")
        if not bare or bare in stops:
            break
        if _is_verb_only(doc.pack, bare) and (found or not _modifies(doc.pack, run[place + 1 :])):
            break
        end = position + len(bare)
        found.append(CountedNoun(position, end, doc.text[position:end], singular(doc.pack, bare)))
        position += len(word) + 1
        if bare != word or bare.endswith(("’s", "'s")):
            break
    return found


def _head(pack: Pack, names: Sequence[CountedNoun], surely: bool) -> CountedNoun | None:
    """The head of a noun run: its first plural, or its last word."""
    for place, name in enumerate(names):
        if name.is_plural or is_irregular(pack, name.surface.lower()):
            if place + 1 < len(names) and _is_before_head(pack, name, names[place + 1]):
                continue
            return name
    known = next((name for name in names if has_class(pack, name.lemma)), None)
    if known is not None:
        return known
    lone = len(names) == 1 and (surely or names[0].surface.lower() not in verb_forms(pack))
    return names[-1] if lone else None


def _is_before_head(pack: Pack, name: CountedNoun, following: CountedNoun) -> bool:
    """Whether a plural only describes the next one: "arms dealers"."""
    return following.is_plural and not has_class(pack, name.lemma) and following.surface.lower() not in verb_forms(pack)


def _modifies(pack: Pack, rest: Sequence[str]) -> bool:
    """Whether a participle before these words describes a noun: "26 allied nations", "frozen Chilean assets"."""
    for word in rest[:2]:
        if word in _stops(pack) or _is_verb_only(pack, word):
            return False
        if singular(pack, word) != word:
            return True
    return False


def _is_verb_only(pack: Pack, word: str) -> bool:
    """Whether a word in a noun run can only be a verb: "took", "participated", "were"."""
    entry = verb_forms(pack).get(word)
    return entry is not None and entry[1] & ~(Form.BASE | Form.THIRD | Form.ING) != 0 and not entry[1] & Form.BASE
