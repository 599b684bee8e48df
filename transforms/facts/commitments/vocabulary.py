"""The words of commitment that a language brings: verbs, adjectives, nouns and the small classes around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack

Polarity = Literal["positive", "negative"]


class CommitmentClasses(NamedTuple):
    """The word classes of ``commitment_classes``, where each is explained."""

    to: frozenset[str]
    no: frozenset[str]
    firmly: frozenset[str]
    befalling: frozenset[str]
    being: frozenset[str]
    gathering: frozenset[str]
    handling: frozenset[str]
    having: frozenset[str]
    seeking: frozenset[str]
    time_leads: frozenset[str]
    promising: frozenset[str]
    offering: frozenset[str]
    considering: frozenset[str]
    able: frozenset[str]
    obliging: frozenset[str]
    not_promised: frozenset[str]
    set: frozenset[str]
    passive: frozenset[str]
    progressive: frozenset[str]
    going: frozenset[str]
    taking: frozenset[str]
    taken: frozenset[str]
    promises: frozenset[str]
    before_to: frozenset[str]
    no_deed: frozenset[str]
    unstressed: frozenset[str]
    adverb_endings: frozenset[str]
    leading_on: frozenset[str]
    nobody: frozenset[str]
    owned: frozenset[str]
    asking: frozenset[str]
    who: frozenset[str]
    breaks: frozenset[str]
    possessive: frozenset[str]
    phrase_words: frozenset[str]


class Commits(NamedTuple):
    """What a word of commitment says."""

    modality: str
    polarity: Polarity
    needs: str  # what must follow a verb; empty for adjectives and nouns


class CommitmentWords(NamedTuple):
    """What the finder of commitments knows of a language."""

    classes: CommitmentClasses
    verbs: Mapping[str, Commits]
    with_particle: frozenset[str]  # the first words of verbs of two words
    adjectives: Mapping[str, Commits]
    nouns: Mapping[str, Commits]
    noun: re.Pattern[str]
    noun_words: frozenset[str]  # a sentence without any of them holds no such noun
    non_actions: frozenset[str]
    aid: frozenset[str]
    silence: frozenset[str]


@per_pack
def commitment_words(pack: Pack) -> CommitmentWords:
    """The words of a pack, read once."""
    classes = CommitmentClasses(**pack.classes("commitment_classes"))
    nouns = _entries(pack, "commitment_nouns")
    verbs = _entries(pack, "commitment_verbs")
    alternatives = "|".join(map(re.escape, sorted(nouns, key=len, reverse=True)))
    return CommitmentWords(
        classes=classes,
        verbs=verbs,
        with_particle=frozenset(verb.split()[0] for verb in verbs if " " in verb),
        adjectives=_entries(pack, "commitment_adjectives"),
        nouns=nouns,
        noun=re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE),
        noun_words=frozenset(word for phrase in nouns for word in phrase.split()) - classes.phrase_words,
        non_actions=pack.words("non_actions"),
        aid=pack.words("aid_nouns"),
        silence=pack.words("silence_verbs") - classes.being,
    )


def _entries(pack: Pack, lexicon: str) -> dict[str, Commits]:
    return {word: _commits(*entry.split()) for word, entry in pack.table(lexicon).items()}


def _commits(modality: str, sign: str, needs: str = "") -> Commits:
    return Commits(modality, "positive" if sign == "+" else "negative", needs)
