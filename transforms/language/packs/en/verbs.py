"""English verb forms: which lemma a word can be a form of, and which form it is.

A word may be a verb and a noun ("cut", "plans"): what it is in a sentence is decided by the finders that read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nightdesk.transforms.language.pack import Pack, per_pack


class Form:
    """The forms an English verb takes, as bits: one spelling can be several.

    Plain integers: with enum flags the finders of one article took 1.5 ms longer (November 2026).
    """

    BASE: Final = 1
    THIRD: Final = 2  # says
    PAST: Final = 4  # took
    PARTICIPLE: Final = 8  # taken
    ING: Final = 16  # taking


_VOWELS = "aeiou"


@per_pack
def verb_forms(pack: Pack) -> Mapping[str, tuple[str, int]]:
    """Every known spelling → its lemma and the forms it can be."""
    irregular, doubling = pack.table("irregular_verbs"), pack.words("doubling_verbs")
    found: dict[str, tuple[str, int]] = {}
    for lemma in sorted(pack.words("verbs") | irregular.keys()):
        doubled = f"{lemma}{lemma[-1]}" if _doubles(lemma, doubling) else lemma
        past = irregular.get(lemma, _past(lemma, doubled)).split()
        _add(found, lemma, lemma, Form.BASE)
        _add(found, _third(lemma), lemma, Form.THIRD)
        _add(found, _ing(lemma, doubled), lemma, Form.ING)
        for spelling in past[:-1] or past:
            _add(found, spelling, lemma, Form.PAST)
        _add(found, past[-1], lemma, Form.PARTICIPLE)
    return found | _IRREGULAR_PRESENT


_IRREGULAR_PRESENT = {
    "am": ("be", Form.BASE), "is": ("be", Form.THIRD), "are": ("be", Form.BASE), "has": ("have", Form.THIRD),
}  # fmt: skip


def lemma_of(pack: Pack, word: str) -> str | None:
    """The base form of a verb form in lower case, None for a word that is no form of a known verb."""
    entry = verb_forms(pack).get(word)
    return entry[0] if entry else None


def _add(found: dict[str, tuple[str, int]], spelling: str, lemma: str, form: int) -> None:
    """Record a form; an irregular past keeps its spelling ("fell", "found" are fall and find)."""
    known = found.get(spelling)
    if known is None:
        found[spelling] = (lemma, form)
    elif known[0] == lemma:
        found[spelling] = (lemma, known[1] | form)


def _doubles(lemma: str, known: frozenset[str]) -> bool:
    """Whether the last consonant is doubled before -ed and -ing."""
    if len(lemma) < 3 or lemma[-1] in "aeiouwxy" or lemma[-2] not in _VOWELS:
        return False
    if lemma in known:
        return True
    return lemma[-3] not in _VOWELS and sum(c in _VOWELS for c in lemma) == 1


def _past(lemma: str, doubled: str) -> str:
    """The regular past of a verb: agree → agreed, plan → planned, deny → denied."""
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ied"
    return f"{doubled}ed"


def _third(lemma: str) -> str:
    """The third person: go → goes, pass → passes, deny → denies."""
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _ing(lemma: str, doubled: str) -> str:
    """The -ing form: make → making, die → dying, plan → planning."""
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return f"{lemma[:-1]}ing"
    return f"{doubled}ing"
