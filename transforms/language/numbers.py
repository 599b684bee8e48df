"""Numbers in English text: digits, words, vague amounts, fractions and ordinals, with the precision they carry.

Says what a number is worth, not what it counts: units, currencies and dates belong to their own modules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nightdesk.transforms.records import Span

Form = Literal["cardinal", "vague", "fraction", "ordinal"]


@dataclass(slots=True)
class Number:
    """One number of a text; ``step`` is the size of its last stated digit, 0 where every digit is stated."""

    start: int
    end: int
    value: float
    form: Form
    step: float = 0.0
    low: float | None = None  # the range a vague word means; None = exact
    high: float | None = None

    @property
    def span(self) -> Span:
        """Where the number stands."""
        return self.start, self.end


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL = {word: float(value) for value, word in enumerate(f"{_UNITS} seventeen eighteen nineteen".split())}
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL |= {word: 10.0 * value for value, word in enumerate(_TENS, start=2)}
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_SHORT_SCALES |= {f"{word}s": value for word, value in _SCALES.items()} | _SCALES

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_ORDINAL = {word: float(value) for value, word in enumerate(_ORDINALS.split(), start=1)}
_ORDINAL |= {"fifteenth": 15.0, "sixteenth": 16.0, "seventeenth": 17.0, "eighteenth": 18.0, "nineteenth": 19.0}
_ORDINAL |= {"twentieth": 20.0, "thirtieth": 30.0, "fiftieth": 50.0, "hundredth": 100.0}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}

# What reporters mean by a bare plural: from two of the unit up to the next unit.
_VAGUE = {
    "tens": (20.0, 99.0), "dozens": (24.0, 99.0), "scores": (40.0, 199.0), "hundreds": (200.0, 999.0),
    "thousands": (2e3, 99_999.0), "millions": (2e6, 999e6), "billions": (2e9, 999e9), "trillions": (2e12, 999e12),
}  # fmt: skip
_VAGUE_OF = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
_SEVERAL = (3.0, 9.0)  # "several hundred" = 300 to 900

_ITEM = "|".join(sorted((*_SMALL, *_SCALES), key=len, reverse=True))
_TENS_ITEM = "|".join(_TENS)
_UNIT_ITEM = "|".join(word for word, value in _SMALL.items() if 0 < value < 10)
_WORD_RUN = re.compile(
    rf"""
    (?:(?P<half>half|quarter)[ ](?:of[ ])?an?[ ]|(?P<several>several|a[ ]few|many|a[ ]couple(?:[ ]of)?)[ ]
      |an?[ ](?=(?:half[ ])?(?:{"|".join(_SCALES)})\b))?
    (?:(?:{_TENS_ITEM})-(?:{_UNIT_ITEM})\b|(?:half[ -])?(?:{_ITEM})\b)
    (?:(?:[ ]|-(?=(?:{_ITEM})\b)|(?<=[dn])[ ]and[ ](?=(?:{_ITEM})\b))(?:(?:{_TENS_ITEM})-(?:{_UNIT_ITEM})|{_ITEM})\b)*
    (?P<andahalf>[ ]and[ ]a[ ]half\b(?:[ ](?P<tail>million|billion|trillion|dozen)\b)?)?
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(
    r"""
    (?<![\w.])(?<![^\W\d_]-)(?P<sign>[-−](?=\d))?
    (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
    (?P<ordinal>(?:st|nd|rd|th)\b)?
    (?:[ ]?(?P<fraction>[½¼¾]|\d/\d\d?(?![\d/])))?
    (?:(?P<gap>[  -]?)(?P<scale>dozen|hundred|thousand|[mb]illion|trillion|[mb]?l?n|trn|tn|[km])\b)?
    """,
    re.VERBOSE,
)
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_VAGUE_RUN = re.compile(
    r"(?:(?P<many>tens|dozens|scores|hundreds|thousands) of )?"
    r"(?P<word>thousands|millions|billions|trillions|hundreds|dozens|scores|tens)\b"
)
_FRACTION = re.compile(
    r"(?:(?P<count>one|two|three|four|a|an)[ -])?(?P<part>half|third|quarter|fifth|tenth)(?P<plural>s)?\b"
)
_HALF_OF = re.compile(r" (?:of|the|its|their|his|her|all)\b|[,.;)]| an? (?!million|billion|trillion|dozen|hundred)")
_PART_OF = re.compile(r" of\b|[,.;)]")
_PLACES = re.compile(r"\d+|[a-z]+")
_FRACTION_STARTS = frozenset(("half", "third", "quarter", "one", "two", "three", "four", "a", "an"))
_RUN_STARTS = frozenset((*_SMALL, "half", "quarter", "a", "several", "many"))
NUMBER_WORDS = frozenset((*_SMALL, *_SCALES))
"""Words a whole number is made of."""
_WORD_STARTS = _RUN_STARTS | _FRACTION_STARTS | _VAGUE.keys() | _ORDINAL.keys()


def lowered(text: str) -> str:
    """The text in lower case with every offset unchanged."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=4)
def word_places(low: str) -> tuple[tuple[int, str], ...]:
    """Runs of letters or digits with their places: read twice, by the rules for numbers and by those for dates."""
    return tuple([(match.start(), match[0]) for match in _PLACES.finditer(low)])


@lru_cache(maxsize=4)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text in order, none inside another."""
    low = lowered(text)
    found = sorted([*_digit_numbers(low), *_word_numbers(low)], key=lambda number: number.start)
    return tuple(number for number in found if not number.start or low[number.start - 1] not in "_\\@")


def _digit_numbers(low: str) -> list[Number]:
    """Numbers that begin with a digit: 1,200 · 3.5bn · 21st · 2½."""
    found = []
    for match in _DIGITS.finditer(low):
        if match["ordinal"]:
            end = match.end("ordinal")
            found.append(Number(match.start("digits"), end, float(match["digits"].replace(",", "")), "ordinal"))
        else:
            found.append(_digit_number(low, match))
    return found


def _digit_number(low: str, match: re.Match[str]) -> Number:
    """The cardinal of a digit match."""
    if match.end() == match.end("digits") and match["digits"].isdigit() and not match["sign"]:
        return Number(match.start(), match.end(), float(match["digits"]), "cardinal")
    scale_word, end = match["scale"], match.end()
    scale = _SHORT_SCALES[scale_word] if scale_word and _is_scale(low, match) else 1.0
    if scale == 1.0:
        end = match.end("fraction") if match["fraction"] else match.end("digits")
    digits = match["digits"].replace(",", "")
    value = (float(digits) + _fraction(match["fraction"])) * scale * (-1.0 if match["sign"] else 1.0)
    decimals = len(digits.partition(".")[2])
    step = scale * 10.0**-decimals if scale > 1 or decimals else 0.0
    return Number(match.start("sign") if match["sign"] else match.start("digits"), end, value, "cardinal", step)


def _is_scale(low: str, match: re.Match[str]) -> bool:
    """Whether the letters after the digits scale them: "5m" is five million unless metres are meant."""
    word = match["scale"]
    if word == "m":
        before = low[max(0, match.start() - 1) : match.start()]
        return before in {"$", "£", "€", "¥"} or bool(
            re.match(r" (?:people|users|customers|euros|pounds)", low[match.end() :])
        )
    return word in _SHORT_SCALES


def _fraction(glyph: str | None) -> float:
    """The value of ½ or 1/2 after whole digits, 0 without one."""
    if not glyph:
        return 0.0
    if glyph in _GLYPHS:
        return _GLYPHS[glyph]
    top, _, bottom = glyph.partition("/")
    return int(top) / max(1, int(bottom))


def _word_numbers(low: str) -> list[Number]:
    """Numbers that begin with a word: two dozen · half a million · hundreds of thousands · a third · second."""
    found: list[Number] = []
    done = 0
    for start, word in word_places(low):
        if word not in _WORD_STARTS or start < done or _is_inside(low, start):
            continue
        number = _word_number(low, start, word)
        if number is not None:
            found.append(number)
            done = number.end
    return found


def _is_inside(low: str, start: int) -> bool:
    """Whether letters begin inside a word: after a digit, an underscore or a letter with an accent."""
    return start > 0 and (low[start - 1].isalnum() or low[start - 1] == "_")


def _word_number(low: str, start: int, word: str) -> Number | None:
    """The number whose first word stands at ``start``, None when the word begins none."""
    if word in _VAGUE and (vague := _VAGUE_RUN.match(low, start)):
        return _vague_number(vague)
    if word in _FRACTION_STARTS and (part := _FRACTION.match(low, start)) and _is_fraction(low, part):
        value = _PARTS[part["part"]] * _SMALL.get(part["count"] or "one", 1.0)
        return Number(start, part.end(), value, "fraction")
    if word in _RUN_STARTS and (run := _WORD_RUN.match(low, start)):
        return _run_number(low, run)
    if word in _ORDINAL:
        return Number(start, start + len(word), _ORDINAL[word], "ordinal")
    return None


def _is_fraction(low: str, match: re.Match[str]) -> bool:
    """Whether the words mean a share: "a third of", "two-thirds", "half the", not "the third quarter"."""
    if match["plural"]:
        return match["count"] not in (None, "a", "an", "one")
    if match["part"] == "half":
        return match["count"] in (None, "a", "one") and bool(_HALF_OF.match(low, match.end()))
    return match["count"] in ("a", "an", "one") and bool(_PART_OF.match(low, match.end()))


def _vague_number(match: re.Match[str]) -> Number:
    """A bare plural as a range; its value is the lower end, which the words do promise."""
    low, high = _VAGUE[match["word"]]
    if match["many"]:
        times_low, times_high = _VAGUE[match["many"]]
        unit = _VAGUE_OF.get(match["word"], 1.0)
        low, high = times_low * unit, (times_high + 1) * unit - 1
    return Number(match.start(), match.end(), low, "vague", low=low, high=high)


def _run_number(low: str, match: re.Match[str]) -> Number | None:
    """The value of a run of number words, None for "a" before no scale."""
    words = [word for word in re.split(r"[ -]", match.group()) if word not in {"a", "an", "and", "of"}]
    factor = 1.0
    if match["several"]:
        return _several_number(match, _sum(words[words.index("couple") + 1 :] if "couple" in words else words[1:]))
    if match["half"]:
        factor = _PARTS[words.pop(0)]
    if match["andahalf"]:
        tail = match["tail"]
        words = words[: words.index("half", 1)]
        total = _sum(words) + 0.5
        scale = _SCALES[tail] if tail else 1.0
        return Number(match.start(), match.end(), total * scale, "cardinal", scale if tail else 0.0)
    if words and words[0] == "half":  # half dozen
        factor, words = 0.5, words[1:]
    largest = max((_SCALES.get(word, 1.0) for word in words), default=1.0)
    step = largest * (0.1 if factor < 1 else 1.0) if largest >= 1e5 else 0.0
    return Number(match.start(), match.end(), factor * _sum(words), "cardinal", step)


def _several_number(match: re.Match[str], unit: float) -> Number | None:
    """ "several hundred" as a range; None where no scale follows ("several two-hour talks")."""
    if unit < _SCALES["dozen"]:
        return None
    low, high = (bound * unit for bound in _SEVERAL)
    return Number(match.start(), match.end(), low, "vague", low=low, high=high)


def _sum(words: list[str]) -> float:
    """Number words added and multiplied in the usual way: two hundred and six thousand → 206,000."""
    total = current = 0.0
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "dozen" or word == "hundred":
            current = (current or 1.0) * _SCALES[word]
        else:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
    return total + current
