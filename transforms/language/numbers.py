"""Numbers in a text: digits, words, vague amounts, fractions and ordinals, with the precision they carry.

Says what a number is worth, not what it counts: units, currencies and dates belong to their own modules. How numbers
are written is the pack's: ``numbers.toml`` and the word lists it names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack

Form = Literal["cardinal", "vague", "fraction", "ordinal"]

_PLACES = re.compile(r"\d+|[a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_ROUNDED = 1e5  # number words from here on are rounded to their largest scale: "two million", not "two hundred"
_CLOSING = 1e3  # from here on a scale closes what stands before it: two hundred | thousand | six
_NOT_BEFORE = frozenset("_\\@")  # of handles and paths


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


class _Rule(NamedTuple):
    """How one form of number is written in words."""

    read: Callable[[re.Match[str], _Rule, _Words], Number | None]
    pattern: re.Pattern[str]
    range: tuple[float, float]  # what a vague word before a scale means


class _Words(NamedTuple):
    """The number words of a language and the rules by which it writes numbers."""

    digits: re.Pattern[str]
    rules: Mapping[str, tuple[_Rule, ...]]  # by the word a number begins with, in order
    small: Mapping[str, float]
    scales: Mapping[str, float]
    parts: Mapping[str, float]
    ordinals: Mapping[str, float]
    vague: Mapping[str, tuple[float, ...]]
    group: str
    decimal: str


def _first_words(pack: Pack, starts: Iterable[str]) -> Iterator[str]:
    """The words a rule states it can begin with, the entries of a list for ``{name}``."""
    for start in starts:
        yield from pack.table(start.strip("{}")) if start.startswith("{") else (start,)


@per_pack
def _words(pack: Pack) -> _Words:
    rules = pack.rules("numbers")
    by_word: dict[str, list[_Rule]] = defaultdict(list)
    for rule in rules:
        for word in _first_words(pack, rule.get("starts", ())):
            low, high = rule.get("range", (1.0, 1.0))
            by_word[word].append(_Rule(_READERS[rule["form"]], re.compile(rule["pattern"]), (low, high)))
    marks = {meaning: mark for mark, meaning in pack.table("number_marks").items()}
    return _Words(
        digits=next(re.compile(rule["pattern"]) for rule in rules if rule["form"] == "digits"),
        rules={word: tuple(found) for word, found in by_word.items()},
        small=_values(pack, "number_words"),
        scales=_values(pack, "number_scales") | _values(pack, "short_scales"),
        parts=_values(pack, "number_fractions"),
        ordinals=_values(pack, "ordinals"),
        vague={word: tuple(map(float, entry.split())) for word, entry in pack.table("vague_amounts").items()},
        group=marks["group"],
        decimal=marks["decimal"],
    )


def _values(pack: Pack, lexicon: str) -> dict[str, float]:
    return {word: float(Fraction(value)) for word, value in pack.table(lexicon).items()}


def lowered(text: str) -> str:
    """The text in lower case with every offset unchanged."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def word_places(low: str) -> tuple[tuple[int, str], ...]:
    """Runs of letters or digits with their places."""
    return tuple([(match.start(), match[0]) for match in _PLACES.finditer(low)])


def find_numbers(text: str, pack: Pack) -> tuple[Number, ...]:
    """Every number of a text in order, none inside another; of an article ``Doc.numbers`` has them."""
    low = lowered(text)
    return numbers_at(low, word_places(low), pack)


def numbers_at(low: str, places: Iterable[tuple[int, str]], pack: Pack) -> tuple[Number, ...]:
    """The same of a text in lower case whose `word_places` are known."""
    words = _words(pack)
    found = sorted([*_digit_numbers(low, words), *_word_numbers(low, places, words)], key=lambda number: number.start)
    return tuple(number for number in found if not number.start or low[number.start - 1] not in _NOT_BEFORE)


def _digit_numbers(low: str, words: _Words) -> Iterator[Number]:
    """Numbers that begin with a digit: 1,200 · 3.5bn · 21st · 2½."""
    for match in words.digits.finditer(low):
        digits = match["digits"].replace(words.group, "").replace(words.decimal, ".")
        if match["ordinal"]:
            yield Number(match.start("digits"), match.end("ordinal"), float(digits), "ordinal")
        elif match.end() == match.end("digits") and digits.isdigit() and not match["sign"]:
            yield Number(match.start(), match.end(), float(digits), "cardinal")
        else:
            yield _scaled_digits(match, digits, words)


def _scaled_digits(match: re.Match[str], digits: str, words: _Words) -> Number:
    """The number of digits with a sign, decimals, a fraction or a scale."""
    scale = words.scales.get(match["scale"] or "", 1.0)
    value = (float(digits) + _fraction(match["fraction"])) * scale * (-1.0 if match["sign"] else 1.0)
    decimals = len(digits.partition(".")[2])
    step = scale * 10.0**-decimals if scale > 1 or decimals else 0.0
    return Number(match.start(), match.end(), value, "cardinal", step)


def _fraction(glyph: str | None) -> float:
    """The value of ½ or 1/2 after whole digits, 0 without one."""
    if not glyph or glyph in _GLYPHS:
        return _GLYPHS.get(glyph or "", 0.0)
    top, _, bottom = glyph.partition("/")
    return int(top) / max(1, int(bottom))


def _word_numbers(low: str, places: Iterable[tuple[int, str]], words: _Words) -> Iterator[Number]:
    """Numbers that begin with a word: two dozen · half a million · hundreds of thousands · a third · second."""
    done = 0
    for start, word in places:
        rules = words.rules.get(word)
        if rules is None or start < done or _is_inside(low, start):
            continue
        number = _word_number(low, start, rules, words)
        if number is not None:
            yield number
            done = number.end


def _is_inside(low: str, start: int) -> bool:
    """Whether letters begin inside a word: after a digit, an underscore or a letter with an accent."""
    return start > 0 and (low[start - 1].isalnum() or low[start - 1] == "_")


def _word_number(low: str, start: int, rules: Iterable[_Rule], words: _Words) -> Number | None:
    """The number whose first word stands at ``start``, by the first rule that matches; None when none does."""
    for rule in rules:
        match = rule.pattern.match(low, start)
        if match is not None:
            return rule.read(match, rule, words)
    return None


def _ordinal_number(match: re.Match[str], _: _Rule, words: _Words) -> Number:
    return Number(*match.span(), words.ordinals.get(match["word"], 0.0), "ordinal")


def _part_number(match: re.Match[str], _: _Rule, words: _Words) -> Number:
    """ "two-thirds", "half the …" as a share."""
    value = words.parts.get(match["part"], 1.0) * words.small.get(match["count"] or "", 1.0)
    return Number(*match.span(), value, "fraction")


def _vague_number(match: re.Match[str], _: _Rule, words: _Words) -> Number:
    """A bare plural as a range; its value is the lower end, which the words do promise."""
    low, high, *unit = words.vague.get(match["word"], (1.0, 1.0))
    if match["many"]:
        times_low, times_high, *_rest = words.vague.get(match["many"], (1.0, 1.0))
        each = unit[0] if unit else 1.0
        low, high = times_low * each, (times_high + 1) * each - 1
    return Number(*match.span(), low, "vague", low=low, high=high)


def _several_number(match: re.Match[str], rule: _Rule, words: _Words) -> Number | None:
    """ "several hundred" as a range; None where no scale follows ("several two-hour talks")."""
    unit, _ = _run(match["run"], words)
    if unit < min(words.scales.values()):
        return None
    low, high = (bound * unit for bound in rule.range)
    return Number(*match.span(), low, "vague", low=low, high=high)


def _scale_part_number(match: re.Match[str], _: _Rule, words: _Words) -> Number:
    """ "half a million"."""
    value, largest = _run(match["run"], words)
    part = words.parts.get(match["part"], 1.0)
    return Number(*match.span(), part * value, "cardinal", largest * 0.1 if largest >= _ROUNDED else 0.0)


def _cardinal_number(match: re.Match[str], _: _Rule, words: _Words) -> Number:
    """A run of number words: "two hundred and six thousand", "two and a half million"."""
    value, largest = _run(match["run"], words)
    if match["andahalf"]:
        tail = words.scales.get(match["tail"] or "", 1.0)
        return Number(*match.span(), (value + 0.5) * tail, "cardinal", tail if match["tail"] else 0.0)
    step = largest * (0.1 if value < largest else 1.0)  # half million
    return Number(*match.span(), value, "cardinal", step if largest >= _ROUNDED else 0.0)


def _run(run: str, words: _Words) -> tuple[float, float]:
    """(value, largest scale) of number words, added and multiplied as usual: two hundred and six thousand → 206,000."""
    total = current = 0.0
    largest = factor = 1.0
    for word in _WORD.findall(run):
        scale = words.scales.get(word)
        if word in words.small:
            current += words.small[word]
        elif scale is not None:
            largest = max(largest, scale)
            current = (current or 1.0) * scale
            if scale >= _CLOSING:
                total, current = total + current, 0.0
        else:
            factor *= words.parts.get(word, 1.0)
    return factor * (total + current), largest


_READERS: Mapping[str, Callable[[re.Match[str], _Rule, _Words], Number | None]] = {
    "ordinal": _ordinal_number,
    "fraction": _part_number,
    "vague": _vague_number,
    "several": _several_number,
    "part": _scale_part_number,
    "cardinal": _cardinal_number,
}
