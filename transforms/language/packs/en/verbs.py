"""English verb forms: which lemma a word can be a form of, and which form it is.

A word may be a verb and a noun ("cut", "plans"): what it is in a sentence is decided by the finders that read it.
"""

from __future__ import annotations

from typing import Final

from nightdesk.transforms.language.legacy import open_words, per_additions, table, words


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
_verbs = open_words("verbs")
_DOUBLING = words("doubling_verbs")


@per_additions
def verb_forms() -> dict[str, tuple[str, int]]:
    """Every known spelling → its lemma and the forms it can be; built once from the verb lexicons."""
    irregular = table("irregular_verbs")
    found: dict[str, tuple[str, int]] = {}
    for lemma in sorted(_verbs() | irregular.keys()):
        past = irregular.get(lemma, _past(lemma)).split()
        participles = past[-1:] if len(past) > 1 else past
        for spelling, form in (
            (lemma, Form.BASE),
            (_third(lemma), Form.THIRD),
            (_ing(lemma), Form.ING),
            *((spelling, Form.PAST) for spelling in past[:-1] or past),
            *((spelling, Form.PARTICIPLE) for spelling in participles),
        ):
            _add(found, spelling, lemma, form)
        if len(past) == 1:
            _add(found, past[0], lemma, Form.PARTICIPLE)
    for spelling, form in (("am", Form.BASE), ("is", Form.THIRD), ("are", Form.BASE), ("has", Form.THIRD)):
        found[spelling] = ("have" if spelling == "has" else "be", form)
    return found


def lemma_of(word: str) -> str | None:
    """The base form of a verb form in lower case, None for a word that is no form of a known verb."""
    entry = verb_forms().get(word)
    return entry[0] if entry else None


def _add(found: dict[str, tuple[str, int]], spelling: str, lemma: str, form: int) -> None:
    """Record a form; an irregular past keeps its spelling ("fell", "found" are fall and find)."""
    known = found.get(spelling)
    if known is None:
        found[spelling] = (lemma, form)
    elif known[0] == lemma:
        found[spelling] = (lemma, known[1] | form)


def _doubles(lemma: str) -> bool:
    """Whether the last consonant is doubled before -ed and -ing."""
    if len(lemma) < 3 or lemma[-1] in "aeiouwxy" or lemma[-2] not in _VOWELS:
        return False
    if lemma in _DOUBLING:
        return True
    return lemma[-3] not in _VOWELS and sum(c in _VOWELS for c in lemma) == 1


def _past(lemma: str) -> str:
    """The regular past of a verb: agree → agreed, plan → planned, deny → denied."""
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ied"
    return f"{lemma}{lemma[-1]}ed" if _doubles(lemma) else f"{lemma}ed"


def _third(lemma: str) -> str:
    """The third person: go → goes, pass → passes, deny → denies."""
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _ing(lemma: str) -> str:
    """The -ing form: make → making, die → dying, plan → planning."""
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return f"{lemma[:-1]}ing"
    return f"{lemma}{lemma[-1]}ing" if _doubles(lemma) else f"{lemma}ing"
