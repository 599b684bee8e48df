"""Rules that read relative times, durations and recurring times, and the table that says where each rule is tried.

Each rule reads one expression at one place and returns it, or None; the longest reading wins. Order and overlaps are
the business of ``timex``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.anaphoric import same_day, shifted
from nightdesk.transforms.facts.time.calendar import calendar_date, clock, decade, month, quarter, season, year
from nightdesk.transforms.facts.time.reader import (
    MONTH,
    ORDER,
    PARTS,
    STEP,
    UNIT,
    WEEKDAYS,
    Found,
    Kind,
    M,
    P,
    Reader,
    Rule,
    S,
    U,
    W,
    Y,
    day_part,
    found,
)
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.tense import Direction

_WEEKDAY = re.compile(rf"(?P<w>{W})\b(?: (?P<part>{P})\b)?(?: (?P<rel>this|last|next)(?: week)\b)?")
_RELATIVE = re.compile(
    rf"(?:the |our )?(?P<step>last|past|previous|this|current|next|coming|following) "
    rf"(?P<what>{U}|weekend|{W}|{M}|{S}|{P}|season)\b(?! old)(?: (?P<part>{P})\b)?"
)
_STRETCH = re.compile(r"(?:the |these )?(?:last|past|previous|next|coming|following|first) (?=\w)")
_EDGES = ("end", "beginning", "start", "middle", "close", "rest", "turn")
_EDGE = re.compile(
    rf"(?:the )?(?:very )?(?:end|beginning|start|middle|close|rest|turn) of "
    rf"(?:(?:the )?(?P<rel>this|last|next|previous|the) )?(?P<what>year|month|week|decade|century|{M}|{Y})\b"
    rf"(?: (?P<y>{Y}))?"
)
_EARLIER = re.compile(
    r"(?:earlier|later) (?:in |on )?(?P<rel>this|last|next|the|that)? ?"
    r"(?P<what>today|day|week|month|year|summer|season)\b"
)
_EARLY = re.compile(r"(?:early|late|mid)[ -](?:(?P<rel>this|last|next) )?(?=\w)")
_UNIT_AFTER = re.compile(
    rf"[-  ](?P<more>(?:straight|consecutive|full|more|trading|working|business|calendar)[ -])?(?P<unit>{U})\b"
    r"(?P<tail>-old|-long)?"
)
_THEN = re.compile(
    r"['’]? (?P<word>ago|earlier|later|prior|previously|before|from now|hence)\b(?P<more> (?:to|than)\b)?"
)
_EVERY = re.compile(rf"(?:every|each) (?:(?P<n>other|two|three|four|five|six|\d+) )?(?P<what>{U}|{W}|weekend|{P})\b")
_PER = re.compile(
    r"(?:a|an|per|each) (?P<what>day|week|month|quarter|year|hour|minute)\b"
    r"(?![- ](?:old|long|ago|earlier|later|before|after|from))"
)
_VAGUE = re.compile(rf"(?:several|a few|many|a couple of|couple of|a number of|some) (?P<unit>{U})\b(?P<tail>-long)?")
_PLURAL = re.compile(r"(?P<unit>decades|centuries|years|months|weeks|days|hours|minutes)\b(?P<tail>-long)?")
_SUPERLATIVE = re.compile(r"(?:est|\bfirst|\bworst|\bmost|\bonly)\b[^,.;]* in $")  # "the lowest level in six years"
_TO = re.compile(r" to | and | or |[-–]")
_ONE = re.compile(r"(?:an?|one|single)[ -](?=[a-z])")
_WEEKEND = re.compile(r"(?:the )?weekend\b(?!s)")
_RECENT = re.compile(r"(?:the |our |more )?recent(?: (?:years|months|weeks|days|decades|history|past|times))?\b")
_FATEFUL = re.compile(r"\b(?:black|bloody) $")  # "Black Monday": the name of a day long ago
_DAY_WORD = re.compile(
    rf"(?P<w>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)\b(?: (?P<part>{P})\b)?"
)
_DAY_STEP = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
             "the day after tomorrow": 2}  # fmt: skip
_PHRASES: dict[str, tuple[Kind, str]] = {
    "now": ("DATE", "PRESENT_REF"), "right now": ("DATE", "PRESENT_REF"), "currently": ("DATE", "PRESENT_REF"),
    "at the moment": ("DATE", "PRESENT_REF"), "at present": ("DATE", "PRESENT_REF"),
    "recently": ("DATE", "PAST_REF"), "more recently": ("DATE", "PAST_REF"),
    "the future": ("DATE", "FUTURE_REF"), "soon": ("DATE", "FUTURE_REF"), "very soon": ("DATE", "FUTURE_REF"),
    "the near future": ("DATE", "FUTURE_REF"), "once a day": ("SET", "P1D"), "twice a day": ("SET", "P1D"),
    "daily": ("SET", "P1D"), "weekly": ("SET", "P1W"), "monthly": ("SET", "P1M"), "quarterly": ("SET", "P1Q"),
    "annual": ("SET", "P1Y"), "annually": ("SET", "P1Y"), "yearly": ("SET", "P1Y"), "hourly": ("SET", "PT1H"),
    "nightly": ("SET", "P1D"), "noon": ("TIME", "T12:00"), "midday": ("TIME", "T12:00"), "midnight": ("TIME", "T24:00"),
}  # fmt: skip
_THE_PAST = re.compile(r"the past(?=[^ \w]|$| and\b| but\b| when\b)")
_PHRASE = re.compile("(?:" + "|".join(sorted(_PHRASES, key=len, reverse=True)) + r")\b(?![-'’])")


def weekday(reader: Reader, at: int) -> Found | None:
    """A weekday, with its part of the day or week: Friday · Friday morning · Thursday this week."""
    match = _WEEKDAY.match(reader.low, at)
    if match is None or not reader.text[at].isupper() or _FATEFUL.search(reader.low, max(0, at - 8), at):
        return None
    number, part = WEEKDAYS[match["w"]], match["part"]
    value = f"XXXX-WXX-{number + 1}"
    if reader.reference:
        value = _weekday_of(reader, number, match["rel"], at, match.end()).isoformat()
    return day_part(at, match.end(), value, part, "weekday")


def _weekday_of(reader: Reader, number: int, rel: str | None, start: int, end: int) -> date:
    """The day a weekday means beside the reference date, which must be there."""
    reference = reader.reference
    assert reference is not None
    if rel:
        monday = reference - timedelta(days=reference.weekday())
        return monday + timedelta(days=number + 7 * STEP[rel])
    return values.weekday(reference, number, reader.look(start, end))


def day_word(reader: Reader, at: int) -> Found | None:
    """Today, yesterday, tomorrow, tonight, with a part of the day."""
    match = _DAY_WORD.match(reader.low, at)
    if match is None:
        return None
    value = None
    if reader.reference:
        value = (reader.reference + timedelta(days=_DAY_STEP[match["w"]])).isoformat()
    part = "night" if match["w"] == "tonight" else match["part"]
    return day_part(at, match.end(), value, part, "day_word")


def relative(reader: Reader, at: int) -> Found | None:
    """Last week, this morning, next Friday, the previous month, this weekend."""
    match = _RELATIVE.match(reader.low, at)
    if match is None:
        return _stretch(reader, at)
    what, step = match["what"], STEP[match["step"]]
    if what in MONTH and not reader.text[match.start("what")].isupper():
        return None
    if what.endswith("s") and what not in WEEKDAYS:
        return found(
            at,
            match.end(),
            "DURATION",
            f"P{'T' if UNIT[what] in {'H', 'MIN', 'S'} else ''}X{UNIT[what][0]}",
            "stretch",
        )
    reference = reader.reference
    if what in PARTS:
        value = (reference + timedelta(days=step)).isoformat() if reference else None
        return day_part(at, match.end(), value, what, "relative")
    if match["step"] in {"past", "current"} and what in {"hour", "minute", "second"}:
        return None
    value = _relative_value(reader, what, step, at, match.end()) if reference else None
    return day_part(at, match.end(), value, match["part"], "relative")


def _relative_value(reader: Reader, what: str, step: int, start: int, end: int) -> str | None:
    """The value of "last/this/next <what>" beside the reference date, which must be there."""
    reference = reader.reference
    assert reference is not None
    ahead = Direction.FUTURE if step > 0 else Direction.PAST
    if what == "weekend":
        return values.weekend(reference, ahead if step else reader.look(start, end))
    if what in WEEKDAYS:
        number = WEEKDAYS[what]
        if step == 0:
            return values.weekday(reference, number, reader.look(start, end)).isoformat()
        day = values.weekday(reference + timedelta(days=step), number, ahead)
        return day.isoformat()
    if what in MONTH:
        return values.month_of_year(reference, MONTH[what], ahead if step else reader.look(start, end))
    if what in values.SEASONS:
        return f"{reference.year + step:04}-{values.SEASONS[what]}"
    if what == "season" or UNIT[what] in {"H", "MIN", "S"}:
        return None
    return values.shifted(reference, step, UNIT[what])


def _stretch(reader: Reader, at: int) -> Found | None:
    """The past five years, the next 12 months: a duration."""
    lead = _STRETCH.match(reader.low, at)
    number = reader.numbers.get(lead.end()) if lead else None
    unit = _UNIT_AFTER.match(reader.low, number.end) if number and number.form != "ordinal" else None
    if number is None or unit is None:
        return None
    return found(at, unit.end(), "DURATION", values.duration(number.value, UNIT[unit["unit"]]), "stretch")


def edge(reader: Reader, at: int) -> Found | None:
    """The end of last year, the beginning of March, earlier this week, early June."""
    if match := _EDGE.match(reader.low, at):
        return _span_of(reader, at, match.end(), match["what"], match["rel"], match["y"])
    if match := _EARLIER.match(reader.low, at):
        if match["what"] == "today" or match["what"] == "day":
            day = reader.reference if match["what"] == "today" else reader.anchor or reader.reference
            return found(at, match.end(), "DATE", day.isoformat() if day else None, "edge")
        return _span_of(reader, at, match.end(), match["what"], match["rel"], None) if match["rel"] else None
    match = _EARLY.match(reader.low, at)
    inner = match and (month(reader, match.end()) or year(reader, match.end()) or season(reader, match.end())
                       or relative(reader, match.start("rel") if match["rel"] else match.end()))  # fmt: skip
    return found(at, inner.end, "DATE", inner.value, "edge") if inner else None


def _span_of(reader: Reader, start: int, end: int, what: str, rel: str | None, year_: str | None) -> Found:
    """The period an edge belongs to, as its value."""
    value: str | None = None
    if what.isdigit():
        value = what
    elif what in MONTH:
        value = f"{year_ or 'XXXX'}-{MONTH[what]:02}"
        if not year_ and reader.reference:
            value = values.month_of_year(reader.reference, MONTH[what], reader.look(start, end))
    elif reader.reference:
        step = STEP.get(rel or "this", 0)
        value = _relative_value(reader, what, step, start, end)
    return found(start, end, "DATE", value, "edge")


def amount(reader: Reader, at: int) -> Found | None:
    """A number of units: two weeks · 30-day · three years ago · a month later · 3-year-old."""
    number = reader.numbers.get(at)
    end, count = (number.end, number.value) if number and number.form != "ordinal" else (0, 0.0)
    if number is None and (article := _ONE.match(reader.low, at)):
        end, count = article.end() - 1, 1.0
    unit = _UNIT_AFTER.match(reader.low, end) if end else None
    if unit is None:
        return _lower_end(reader, number) if number else None
    if number is not None and number.form == "vague":
        count = 0.0
    code, finish = UNIT[unit["unit"]], unit.end()
    if unit["unit"].startswith("second") and unit["unit"] == "second":
        return None
    then = None if unit["tail"] else _THEN.match(reader.low, finish)
    if then and not then["more"] and code not in {"H", "MIN", "S"} and count:
        return shifted(reader, at, then, count, code)
    if number is not None and not unit["tail"] and _is_ahead(reader, at, finish):
        ahead = values.shifted(reader.reference, count, code) if reader.reference else None
        return found(at, finish, "DATE", ahead, "shifted")
    if (
        number is None
        and not then
        and reader.low[end] != "-"
        and _PER.match(reader.low, at)
        and _after_amount(reader, at)
    ):
        return found(at, finish, "SET", values.duration(1, code), "per")
    if number is None and (unit["more"] or (not then and code == "D" and reader.low[end] != "-")):
        return None
    return found(at, finish, "DURATION", values.duration(count or None, code), "duration")


def _is_ahead(reader: Reader, start: int, end: int) -> bool:
    """Whether "in two weeks" looks ahead from today."""
    if not reader.low.endswith("in ", 0, start) or _SUPERLATIVE.search(reader.low[max(0, start - 40) : start]):
        return False
    return reader.look(start, end) is Direction.FUTURE


def _lower_end(reader: Reader, number: Number) -> Found | None:
    """The first number of "between 60 and 90 days", "three to five years"."""
    joint = _TO.match(reader.low, number.end)
    other = reader.numbers.get(joint.end()) if joint else None
    unit = _UNIT_AFTER.match(reader.low, other.end) if other and other.form == number.form == "cardinal" else None
    if joint is None or unit is None:
        return None
    if joint.group() == " and " and not reader.low.endswith("between ", 0, number.start):
        return None
    return found(number.start, number.end, "DURATION", values.duration(number.value, UNIT[unit["unit"]]), "duration")


def _after_amount(reader: Reader, at: int) -> bool:
    """Whether "a year" follows a figure or a counted noun: "15 a year", "$3 a barrel a day"."""
    return bool(
        re.search(r"(?:\d|percent|%|times|once|twice|million|billion|s|cents?) $", reader.low[max(0, at - 10) : at])
    )


def recurring(reader: Reader, at: int) -> Found | None:
    """Every day, each Monday, per year."""
    if match := _EVERY.match(reader.low, at):
        what, count = match["what"], match["n"]
        if what in WEEKDAYS:
            return found(at, match.end(), "SET", f"XXXX-WXX-{WEEKDAYS[what] + 1}", "every")
        if what in PARTS or what == "weekend":
            return found(at, match.end(), "SET", "P1D" if what in PARTS else "P1W", "every")
        number = 2.0 if count == "other" else reader.numbers[match.start("n")].value if count else 1.0
        return found(at, match.end(), "SET", values.duration(number, UNIT[what]), "every")
    if reader.low.startswith("per ", at) and (match := _PER.match(reader.low, at)):
        return found(at, match.end(), "SET", values.duration(1, UNIT[match["what"]]), "per")
    return None


def vague(reader: Reader, at: int) -> Found | None:
    """Several years, decades, recent weeks, now, soon, daily."""
    if match := _PHRASE.match(reader.low, at):
        kind, value = _PHRASES[match.group()]
        return found(at, match.end(), kind, value, "phrase")
    if (match := _RECENT.match(reader.low, at) or _THE_PAST.match(reader.low, at)) and not reader.low.endswith(
        "most ", 0, at
    ):
        return found(at, match.end(), "DATE", "PAST_REF", "phrase")
    match = _VAGUE.match(reader.low, at) or _PLURAL.match(reader.low, at)
    if match is None:
        return None
    code = UNIT[match["unit"]]
    then = _THEN.match(reader.low, match.end())
    if then and then["word"] == "ago":
        return found(at, then.end(), "DATE", "PAST_REF", "vague")
    return found(at, match.end(), "DURATION", values.duration(None, code), "vague")


def weekend_word(reader: Reader, at: int) -> Found | None:
    """The weekend, over the weekend."""
    match = _WEEKEND.match(reader.low, at)
    if match is None:
        return None
    value = values.weekend(reader.reference, reader.look(at, match.end())) if reader.reference else None
    return found(at, match.end(), "DATE", value, "weekend")


_ARTICLE_UNITS = frozenset((*UNIT, "few", "couple", "number", "dozen", "hundred", "thousand", "million"))
# Words so common that the word after them must point to time before any rule is tried.
SECOND_WORDS: dict[str, frozenset[str]] = {
    "a": _ARTICLE_UNITS, "an": _ARTICLE_UNITS, "some": frozenset(UNIT), "many": frozenset(UNIT),
    "our": frozenset(("recent", *STEP)), "these": frozenset(STEP), "that": frozenset(("day",)),
    "the": frozenset((*STEP, *ORDER, *_EDGES, "very", "day", "same", "future", "near", "recent", "weekend",
                      "week", "month", "quarter", "year")),
}  # fmt: skip


def rules_by_word() -> dict[str, tuple[Rule, ...]]:
    """First word → the rules that may read an expression there; "0" stands for a digit."""
    by_word: dict[str, list[Rule]] = {"0": [calendar_date, clock, year, decade, quarter, amount]}

    def add(triggers: str, *rules: Rule) -> None:
        for word in triggers.split():
            by_word.setdefault(word, []).extend(rules)

    add(" ".join(MONTH), calendar_date, month)
    add(" ".join(WEEKDAYS), weekday)
    add("today yesterday tomorrow tonight", day_word)
    add("the", day_word, same_day, edge, relative, vague, weekend_word, quarter)
    add("that same", same_day)
    add(" ".join(STEP) + " our these", relative)
    add(" ".join(_EDGES) + " earlier later early late mid", edge)
    add("first second third fourth final q1 q2 q3 q4", quarter)
    add(" ".join(values.SEASONS), season)
    add("a", same_day)
    add(
        "a an one single half two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
        amount,
    )
    add(
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
        amount,
    )
    add("hundreds dozens several", amount)
    add("every each per", recurring)
    add("several a many couple some decades centuries years months weeks days hours minutes our more recent", vague)
    add(" ".join(phrase.split()[0] for phrase in _PHRASES), vague)
    add("weekend", weekend_word)
    return {word: tuple(dict.fromkeys(rules)) for word, rules in by_word.items()}
