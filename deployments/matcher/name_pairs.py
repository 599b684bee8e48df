"""Invents pairs of names with the truth about them: spellings of one name, and names that only look alike.

Every name is drawn as sounds that can be spelled in several ways (`name_styles.toml`); a pair of one entity is two
spellings of it, with what writers do besides: initials, middle names left out, hyphens, slips of the pen. A pair of two
entities shares what relatives, namesakes and neighbours share. One seed gives the same pairs.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.text import fold

STYLES = Path(__file__).with_name("name_styles.toml")
_CHOICE = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names of one type (PERSON, ORG, PLACE) and whether they are one entity."""

    a: str
    b: str
    type: str
    same: bool


class NameRoom:
    """Draws pairs from one random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.styles: list[dict[str, Any]] = tomllib.loads(STYLES.read_text(encoding="utf-8"))["styles"]
        self.english = sorted(ENGLISH.table("given_names"))
        heads = ENGLISH.words("org_heads") | ENGLISH.words("organisation_additions")
        self.org_heads = sorted(heads - ENGLISH.words("legal_forms"))
        self.trades = [word for word in sorted(ENGLISH.words("common_words")) if word.isalpha() and len(word) > 4]

    def pairs(self, each: int) -> list[NamePair]:
        """As many pairs of people, of organisations and of places, half of them one entity."""
        found = []
        for _ in range(each // 2):
            found += [self._one_person(), self._two_people()]
            found += [self._one_organisation(), self._two_organisations()]
            found += [self._one_place(), self._two_places()]
        return [pair for pair in found if fold(pair.a) != fold(pair.b) and fold(pair.a) and fold(pair.b)]

    # --- spellings and sounds ---

    def _spell(self, sounds: str) -> str:
        """One spelling: the first of each choice half of the time."""

        def chosen(match: re.Match[str]) -> str:
            ways = match.group(1).split("|")
            return ways[0] if self.random.random() < 0.5 else self.random.choice(ways)

        spelled = _CHOICE.sub(chosen, sounds)
        return spelled[:1].upper() + spelled[1:]

    def _surname(self, style: dict[str, Any]) -> str:
        """The sounds of an invented surname."""
        length = self.random.choice((1, 1, 2)) if style["name"] != "east asian" else 1
        return "".join(self.random.choice(style["syllables"]) for _ in range(length)) + self.random.choice(
            style["endings"]
        )

    def _given(self, style: dict[str, Any]) -> str:
        """The sounds of a given name, a quarter of them from the English-language lists."""
        if self.random.random() < 0.25:
            return self.random.choice(self.english).capitalize()
        return str(self.random.choice(style["given"]))

    def _slip(self, name: str) -> str:
        """A slip of the pen inside a word: a letter dropped, doubled or exchanged with the next one."""
        places = [at for at in range(1, len(name) - 2) if name[at - 1 : at + 2].isalpha() and name[at + 1].islower()]
        if not places:
            return name
        at = self.random.choice(places)
        before, here, following, after = name[:at], name[at], name[at + 1], name[at + 2 :]
        ways = (before + following + after, before + here + here + following + after, before + following + here + after)
        return self.random.choice(ways)

    # --- people ---

    def _one_person(self) -> NamePair:
        """One person written twice, sometimes with a slip."""
        style = self.random.choice(self.styles)
        given, surname = [self._given(style)], self._surname(style)
        if self.random.random() < 0.25:
            given.append(self._given(style))
        a, b = (self._written(given, surname, style) for _ in range(2))
        return NamePair(a, self._slip(b) if self.random.random() < 0.15 else b, "PERSON", True)

    def _written(self, given: Sequence[str], surname: str, style: dict[str, Any]) -> str:
        """One way of writing a person: initials, the middle name left out, hyphens, a particle."""
        names = [self._spell(name) for name in given]
        if len(names) > 1 and self.random.random() < 0.6:
            names[1] = names[1][0] + "."
        if len(names) > 1 and self.random.random() < 0.5:
            names = names[:1]
        if len(names) == 1 and self.random.random() < 0.06:
            names[0] = names[0][0] + "."
        if "-" in names[0] and self.random.random() < 0.4:
            names[0] = self.random.choice((names[0].replace("-", " "), names[0].replace("-", "").capitalize()))
        return f"{' '.join(names)} {self.random.choice(style.get('before_surname', ['']))}{self._spell(surname)}"

    def _two_people(self) -> NamePair:
        """Relatives, namesakes of a kind, and people whose names only sound alike."""
        style = self.random.choice(self.styles)
        given, surname = self._given(style), self._surname(style)
        way = self.random.random()
        if way < 0.45:  # relatives
            other = (self._near_given(given, style), surname)
        elif way < 0.85:
            other = (given, self._near_surname(surname, style))
        else:
            other = (self._near_given(given, style), self._near_surname(surname, style))
        pair = [f"{self._spell(first)} {self._spell(last)}" for first, last in ((given, surname), other)]
        return NamePair(pair[0], pair[1], "PERSON", False)

    def _near_given(self, given: str, style: dict[str, Any]) -> str:
        """Another given name, half of the time the nearest of a few by its letters."""
        drawn = [self._given(style) for _ in range(self.random.choice((1, 12)))]
        others = [name for name in drawn if name != given] or ["Zenobia"]
        return max(others, key=lambda name: len(set(name.lower()) & set(given.lower())) - abs(len(name) - len(given)))

    def _near_surname(self, surname: str, style: dict[str, Any]) -> str:
        """Another surname: with one syllable or the ending exchanged, or with letters nobody confuses."""
        way = self.random.random()
        if way < 0.45:
            ending = next((end for end in style["endings"] if surname.endswith(end)), "")
            return surname[: len(surname) - len(ending)] + self.random.choice(
                [end for end in style["endings"] if end != ending]
            )
        if way < 0.8:
            ending = next((end for end in style["endings"] if surname.endswith(end)), "")
            return str(self.random.choice(style["syllables"])) + self.random.choice(("", "r", "l", "n")) + ending
        return self._other_letters(surname)

    def _other_letters(self, name: str) -> str:
        """The name with one of its letters made another: b for m, d for l and so on."""
        swaps = {"b": "m", "m": "b", "d": "l", "l": "d", "r": "k", "k": "p", "n": "r", "t": "m", "s": "l"}
        bare = _CHOICE.sub(lambda match: match.group(1).split("|")[0], name)
        places = [at for at, letter in enumerate(bare) if letter.lower() in swaps]
        if not places:
            return "L" + bare
        at = self.random.choice(places)
        return bare[:at] + swaps[bare[at].lower()] + bare[at + 1 :]

    # --- organisations ---

    def _one_organisation(self) -> NamePair:
        words_ = self._organisation()
        a, b = ([self._spell(word) for word in words_] for _ in range(2))
        at = self.random.randrange(len(b))
        way = self.random.random()
        if way < 0.3:
            b[at] = self._slip(b[at]) if len(b[at]) > 6 else b[at]
        elif way < 0.5:
            b[-1] = b[-1].removesuffix("s") if b[-1].endswith("s") else b[-1] + "s"
        elif way < 0.65 and len(b) > 1:
            b[0], b[1] = b[0] + b[1].lower(), ""
        return NamePair(" ".join(a), " ".join(filter(None, b)), "ORG", True)

    def _organisation(self) -> list[str]:
        """The sounds of an organisation's name: a coined word or two, mostly with a head."""
        style = self.random.choice(self.styles)
        named = [self._surname(style)] + [self._surname(style)] * (self.random.random() < 0.15)
        if self.random.random() < 0.4:
            named.append(self.random.choice(self.trades))
        if self.random.random() < 0.6:
            named.append(self.random.choice(self.org_heads))
        return named

    def _two_organisations(self) -> NamePair:
        """Another house of the same family, the same kind of house, or a name that only looks alike."""
        style = self.random.choice(self.styles)
        one = self._organisation()
        two = list(one)
        at = self.random.randrange(len(two))
        if at == 0:
            two[0] = self._near_surname(two[0], style)
        else:
            two[at] = self.random.choice(self.org_heads if at == len(two) - 1 else self.trades)
        if two == one:
            two[0] = self._other_letters(two[0])
        return NamePair(*(" ".join(map(self._spell, name)) for name in (one, two)), "ORG", False)

    # --- places ---

    def _one_place(self) -> NamePair:
        """A town in two spellings, hyphens and small words apart."""
        named = self._place()
        a, b = (" ".join(self._spell(word) for word in named) for _ in range(2))
        if self.random.random() < 0.25 and len(b) > 7:
            b = self._slip(b)
        elif self.random.random() < 0.2:
            b = b.replace(" ", "-")
        return NamePair(a, b, "PLACE", True)

    def _place(self) -> list[str]:
        style = self.random.choice(self.styles)
        kind = self.random.choice(("", "", "", "Port", "Upper", "{Saint|St}", "New", "Mount"))
        return [word for word in (kind, self._surname(style)) if word]

    def _two_places(self) -> NamePair:
        """A neighbour: the other side of the compass, a part more, or another town whose name looks alike."""
        style = self.random.choice(self.styles)
        named = self._place()
        way = self.random.random()
        if way < 0.2:
            one, two = ["North", named[-1]], ["South", named[-1]]
        elif way < 0.35:
            one, two = [named[-1]], [named[-1] + self.random.choice(("ia", "ton", "-Lower", "shire", "burg"))]
        else:
            one, two = named, [*named[:-1], self._near_surname(named[-1], style)]
        return NamePair(*(" ".join(map(self._spell, name)) for name in (one, two)), "PLACE", False)
