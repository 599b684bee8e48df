"""The rules that read one time expression at one place of a text; each returns what it found there, or None.

A rule is tried only where its first word stands; the longest reading wins. Order and overlaps are the business of
``timex``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from nightdesk.transforms.facts import timex_values as values
from nightdesk.transforms.facts.numbers import Number
from nightdesk.transforms.facts.tense import Direction

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression before it becomes a record."""

    start: int
    end: int
    type: Kind
    value: str | None
    rule: str


@dataclass(slots=True)
class Reader:
    """What the rules look at: the text in lower case, the reference day and the direction of the clause."""

    text: str
    low: str
    reference: date | None
    numbers: dict[int, Number]
    look: Callable[[int, int], Direction]
    same_sentence: Callable[[int, int], bool]
    anchor: date | None = None  # the last day named before this place
    anchor_at: int = -1


Rule = Callable[[Reader, int], Found | None]

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {name: number for number, name in enumerate(_MONTHS, start=1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"sept": 9}
_WEEKDAYS = {name: number for number, name in enumerate(
    "monday tuesday wednesday thursday friday saturday sunday".split())}  # fmt: skip
_UNIT = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "C",
         "hour": "H", "minute": "MIN", "second": "S", "night": "D", "season": "Y", "term": "Y"}  # fmt: skip
_UNIT |= {f"{word}s": unit for word, unit in _UNIT.items()} | {"centuries": "C"}
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}
_EDGES = ("end", "beginning", "start", "middle", "close", "rest", "turn")
_STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}

_M = "|".join(sorted(_MONTH, key=len, reverse=True))
_W = "|".join(_WEEKDAYS)
_P = "|".join(_PARTS)
_S = "|".join(values.SEASONS)
_Y = r"(?:1[5-9]|20)\d\d"
_U = "days?|weeks?|months?|quarters?|years?|decades?|century|centuries|hours?|minutes?|seconds?"

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of|-)? ?(?P<m>{_M})\b\.?(?:,? (?P<y>{_Y})\b(?!,\d))?")
_MONTH_DAY = re.compile(
    rf"(?P<m>{_M})\b\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%]|,\d{{3}}\b)(?:,? (?P<y>{_Y})\b)?"
)
_MONTH_YEAR = re.compile(rf"(?P<m>{_M})\b\.?(?:,| of)? (?P<y>{_Y})\b")
_CLOCK = re.compile(
    r"(?P<h>[012]?\d)(?:[:.](?P<min>[0-5]\d)(?::[0-5]\d)?)?(?P<ap> ?[ap](?:m\b|\.m\b\.?))?"
    r"(?: ?\(?(?P<zone>utc|gmt|z\b|[ecmp][sd]?t|cest|cet|bst|ist)\b(?: ?[+-]\d{1,2})?\)?)?"
)
_YEAR = re.compile(rf"{_Y}(?![\d%:]|[-–]\d\d?\b|[.,]\d|-[a-z]{{4}}| ?(?:million|billion|percent|per cent)\b)")
_DECADE = re.compile(r"(?P<century>1[5-9]|20)?(?P<ten>\d)0s\b")
_WEEKDAY = re.compile(rf"(?P<w>{_W})\b(?: (?P<part>{_P})\b)?(?: (?P<rel>this|last|next)(?: week)\b)?")
_RELATIVE = re.compile(
    rf"(?:the |our )?(?P<step>last|past|previous|this|current|next|coming|following) "
    rf"(?P<what>{_U}|weekend|{_W}|{_M}|{_S}|{_P}|season)\b(?! old)(?: (?P<part>{_P})\b)?"
)
_STRETCH = re.compile(r"(?:the |these )?(?:last|past|previous|next|coming|following|first) (?=\w)")
_EDGE = re.compile(
    rf"(?:the )?(?:very )?(?:end|beginning|start|middle|close|rest|turn) of "
    rf"(?:(?:the )?(?P<rel>this|last|next|previous|the) )?(?P<what>year|month|week|decade|century|{_M}|{_Y})\b"
    rf"(?: (?P<y>{_Y}))?"
)
_EARLIER = re.compile(
    r"(?:earlier|later) (?:in |on )?(?P<rel>this|last|next|the|that)? ?(?P<what>today|day|week|month|year|summer|season)\b"
)
_EARLY = re.compile(rf"(?:early|late|mid)[ -](?:(?P<rel>this|last|next) )?(?=\w)")
_QUARTER = re.compile(
    r"(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?P<what>quarter|half)\b(?! (?:final|win|goal|of an?\b))"
    rf"(?: of (?:(?P<rel>this|last|next|the) year|(?:fiscal )?(?P<y>{_Y})))?"
)
_Q = re.compile(rf"q(?P<n>[1-4])\b(?: (?P<y>{_Y})\b)?")
_UNIT_AFTER = re.compile(
    rf"[-  ](?P<more>(?:straight|consecutive|full|more|trading|working|business|calendar)[ -])?(?P<unit>{_U})\b"
    r"(?P<tail>-old|-long)?"
)
_THEN = re.compile(
    r"['’]? (?P<word>ago|earlier|later|prior|previously|before|from now|hence)\b(?P<more> (?:to|than)\b)?"
)
_EVERY = re.compile(rf"(?:every|each) (?:(?P<n>other|two|three|four|five|six|\d+) )?(?P<what>{_U}|{_W}|weekend|{_P})\b")
_PER = re.compile(
    r"(?:a|an|per|each) (?P<what>day|week|month|quarter|year|hour|minute)\b(?![- ](?:old|long|ago|earlier|later|before|after|from))"
)
_SEASON = re.compile(rf"(?P<s>{_S})\b(?: of)?(?: (?P<y>{_Y})\b)?")
_VAGUE = re.compile(rf"(?:several|a few|many|a couple of|couple of|a number of|some) (?P<unit>{_U})\b(?P<tail>-long)?")
_PLURAL = re.compile(r"(?P<unit>decades|centuries|years|months|weeks|days|hours|minutes)\b(?P<tail>-long)?")
_RECENT = re.compile(r"(?:the |our |more )?recent(?: (?:years|months|weeks|days|decades|history|past|times))?\b")
_DAY_WORD = re.compile(
    rf"(?P<w>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)\b(?: (?P<part>{_P})\b)?"
)
_DAY_STEP = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
             "the day after tomorrow": 2}  # fmt: skip
_SAME_DAY = re.compile(r"(?:the|that|same) (?:same )?(?P<what>day)\b(?! (?:before|after|of|when|that|to))")
_NEXT_DAY = re.compile(r"the (?:following|next|previous) day\b|a day (?:earlier|later|before|after)\b")
_NOT_A_YEAR_BEFORE = re.compile(
    r"(?:than|over|about|around|some|nearly|almost|up to|[$£€¥#]|only|roughly|least) $|[$£€¥#]$"
)
_YEAR_BEFORE = frozenset("in by since until till of from to between during before after through early late mid year and"
                         " circa for fiscal the".split())  # fmt: skip
_PLURAL_NOUN_AFTER = re.compile(r" (?:[a-z]+ )?[a-z]{2,}s\b| (?:people|men|women|children|police)\b")

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


def calendar_date(reader: Reader, at: int) -> Found | None:
    """A day with its month and, if given, its year: 3 May 2024 · May 3rd · 18-03-2025 · 2025-03-18."""
    low = reader.low
    if match := _ISO.match(low, at):
        return _found(at, match.end(), "DATE", match.group(), "iso")
    if match := _NUMERIC.match(low, at):
        first, second = int(match[1]), int(match[3])
        # Day first unless only the other order is a date, or slashes and a month that fits say the American way.
        day, month = (second, first) if second > 12 else (first, second)
        value = f"{match[4]}-{month:02}-{day:02}"
        return _found(at, match.end(), "DATE", value, "numeric") if values.days_of(value)[0] else None
    match = _DAY_MONTH.match(low, at) or _MONTH_DAY.match(low, at)
    if match is None or not reader.text[match.start("m")].isupper() or not 1 <= int(match["d"]) <= 31:
        return None
    month, day = _MONTH[match["m"]], int(match["d"])
    if match["y"]:
        return _found(at, match.end(), "DATE", f"{match['y']}-{month:02}-{day:02}", "calendar")
    value = f"XXXX-{month:02}-{day:02}"
    if reader.reference:
        resolved = values.day_of_year(reader.reference, month, day, reader.look(at, match.end()))
        value = resolved.isoformat() if resolved else value
    return _found(at, match.end(), "DATE", value, "calendar")


def month(reader: Reader, at: int) -> Found | None:
    """A month with or without its year; "May" and "March" alone need a preposition before them."""
    if not reader.text[at].isupper():
        return None
    if match := _MONTH_YEAR.match(reader.low, at):
        return _found(at, match.end(), "DATE", f"{match['y']}-{_MONTH[match['m']]:02}", "month")
    word = re.compile(r"[a-z]+").match(reader.low, at)
    if word is None or word.group() not in _MONTHS:
        return None
    before = re.search(r"(\w+) $", reader.low[max(0, at - 12) : at])
    name = word.group()
    if name in {"may", "march", "august", "april", "june"} and (
        before is None
        or before[1] not in "in by since until last next this early late mid of from to for and during".split()
    ):
        return None
    number = _MONTH[name]
    value = f"XXXX-{number:02}"
    if reader.reference:
        value = values.month_of_year(reader.reference, number, reader.look(at, word.end()))
    return _found(at, word.end(), "DATE", value, "month")


def year(reader: Reader, at: int) -> Found | None:
    """A year standing for itself: "in 2008", "the 1991 agreement"; not "2000 people"."""
    match = _YEAR.match(reader.low, at)
    if (
        match is None
        or (at and reader.low[at - 1] in ".,")
        or _NOT_A_YEAR_BEFORE.search(reader.low[max(0, at - 9) : at])
    ):
        return None
    before = re.search(r"(\w+)[ -]$", reader.low[max(0, at - 12) : at])
    expected = before is not None and before[1] in _YEAR_BEFORE
    if not expected and (at == 0 or _PLURAL_NOUN_AFTER.match(reader.low, match.end())):
        return None
    return _found(at, match.end(), "DATE", match.group(), "year")


def decade(reader: Reader, at: int) -> Found | None:
    """The 1990s, the 80s."""
    match = _DECADE.match(reader.low, at)
    if match is None:
        return None
    century = match["century"] or ("19" if int(match["ten"]) >= 3 else "20")
    return _found(at, match.end(), "DATE", f"{century}{match['ten']}", "decade")


def clock(reader: Reader, at: int) -> Found | None:
    """A time of day: 18:00 UTC, 6.40 p.m., 9am; its day is filled in by the caller."""
    match = _CLOCK.match(reader.low, at)
    if match is None or not (match["ap"] or match["min"]) or int(match["h"]) > 24:
        return None
    if not match["ap"] and not match["zone"] and (":" not in match.group() or not _after_at(reader.low, at)):
        return None
    hour = int(match["h"])
    if match["ap"] and "p" in match["ap"] and hour < 12:
        hour += 12
    zone = "Z" if match["zone"] in {"utc", "gmt", "z"} else ""
    return _found(at, match.end(), "TIME", f"T{hour:02}:{match['min'] or '00'}{zone}", "clock")


def _after_at(low: str, at: int) -> bool:
    """Whether a bare 18:30 follows words that announce a time."""
    return bool(re.search(r"\b(?:at|by|until|from|around|about|before|after|to) $", low[max(0, at - 8) : at]))


def weekday(reader: Reader, at: int) -> Found | None:
    """A weekday, with its part of the day or week: Friday · Friday morning · Thursday this week."""
    match = _WEEKDAY.match(reader.low, at)
    if match is None or not reader.text[at].isupper():
        return None
    number, part = _WEEKDAYS[match["w"]], match["part"]
    value = f"XXXX-WXX-{number + 1}"
    if reader.reference:
        value = _weekday_of(reader, number, match["rel"], at, match.end()).isoformat()
    return _day_part(at, match.end(), value, part, "weekday")


def _weekday_of(reader: Reader, number: int, rel: str | None, start: int, end: int) -> date:
    """The day a weekday means beside the reference date, which must be there."""
    reference = reader.reference
    assert reference is not None
    if rel:
        monday = reference - timedelta(days=reference.weekday())
        return monday + timedelta(days=number + 7 * _STEP[rel])
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
    return _day_part(at, match.end(), value, part, "day_word")


def same_day(reader: Reader, at: int) -> Found | None:
    """ "The same day" and "the following day", measured from the last day named."""
    if match := _SAME_DAY.match(reader.low, at):
        if "same" not in match.group() and "that" not in match.group():
            return None
        value = reader.anchor.isoformat() if reader.anchor else None
        return _found(at, match.end(), "DATE", value, "same_day")
    match = _NEXT_DAY.match(reader.low, at)
    if match is None:
        return None
    step = -1 if re.search(r"previous|earlier|before", match.group()) else 1
    base = reader.anchor or reader.reference
    return _found(at, match.end(), "DATE", (base + timedelta(days=step)).isoformat() if base else None, "same_day")


def relative(reader: Reader, at: int) -> Found | None:
    """Last week, this morning, next Friday, the previous month, this weekend."""
    match = _RELATIVE.match(reader.low, at)
    if match is None:
        return _stretch(reader, at)
    what, step = match["what"], _STEP[match["step"]]
    if what in _MONTH and not reader.text[match.start("what")].isupper():
        return None
    if what.endswith("s") and what not in _WEEKDAYS:
        return _found(
            at,
            match.end(),
            "DURATION",
            f"P{'T' if _UNIT[what] in {'H', 'MIN', 'S'} else ''}X{_UNIT[what][0]}",
            "stretch",
        )
    reference = reader.reference
    if what in _PARTS:
        value = (reference + timedelta(days=step)).isoformat() if reference else None
        return _day_part(at, match.end(), value, what, "relative")
    if match["step"] in {"past", "current"} and what in {"hour", "minute", "second"}:
        return None
    value = _relative_value(reader, what, step, at, match.end()) if reference else None
    return _day_part(at, match.end(), value, match["part"], "relative")


def _relative_value(reader: Reader, what: str, step: int, start: int, end: int) -> str | None:
    """The value of "last/this/next <what>" beside the reference date, which must be there."""
    reference = reader.reference
    assert reference is not None
    ahead = Direction.FUTURE if step > 0 else Direction.PAST
    if what == "weekend":
        return values.weekend(reference, ahead if step else reader.look(start, end))
    if what in _WEEKDAYS:
        number = _WEEKDAYS[what]
        if step == 0:
            return values.weekday(reference, number, reader.look(start, end)).isoformat()
        day = values.weekday(reference + timedelta(days=step), number, ahead)
        return day.isoformat()
    if what in _MONTH:
        return values.month_of_year(reference, _MONTH[what], ahead if step else reader.look(start, end))
    if what in values.SEASONS:
        return f"{reference.year + step:04}-{values.SEASONS[what]}"
    if what == "season" or _UNIT[what] in {"H", "MIN", "S"}:
        return None
    return values.shifted(reference, step, _UNIT[what])


def _stretch(reader: Reader, at: int) -> Found | None:
    """The past five years, the next 12 months: a duration."""
    lead = _STRETCH.match(reader.low, at)
    number = reader.numbers.get(lead.end()) if lead else None
    unit = _UNIT_AFTER.match(reader.low, number.end) if number and number.form != "ordinal" else None
    if number is None or unit is None:
        return None
    return _found(at, unit.end(), "DURATION", values.duration(number.value, _UNIT[unit["unit"]]), "stretch")


def edge(reader: Reader, at: int) -> Found | None:
    """The end of last year, the beginning of March, earlier this week, early June."""
    if match := _EDGE.match(reader.low, at):
        return _span_of(reader, at, match.end(), match["what"], match["rel"], match["y"])
    if match := _EARLIER.match(reader.low, at):
        if match["what"] == "today" or match["what"] == "day":
            day = reader.reference if match["what"] == "today" else reader.anchor or reader.reference
            return _found(at, match.end(), "DATE", day.isoformat() if day else None, "edge")
        return _span_of(reader, at, match.end(), match["what"], match["rel"], None) if match["rel"] else None
    match = _EARLY.match(reader.low, at)
    inner = match and (month(reader, match.end()) or year(reader, match.end()) or season(reader, match.end())
                       or relative(reader, match.start("rel") if match["rel"] else match.end()))  # fmt: skip
    return _found(at, inner.end, "DATE", inner.value, "edge") if inner else None


def _span_of(reader: Reader, start: int, end: int, what: str, rel: str | None, year_: str | None) -> Found:
    """The period an edge belongs to, as its value."""
    value: str | None = None
    if what.isdigit():
        value = what
    elif what in _MONTH:
        value = f"{year_ or 'XXXX'}-{_MONTH[what]:02}"
        if not year_ and reader.reference:
            value = values.month_of_year(reader.reference, _MONTH[what], reader.look(start, end))
    elif reader.reference:
        step = _STEP.get(rel or "this", 0)
        value = _relative_value(reader, what, step, start, end)
    return _found(start, end, "DATE", value, "edge")


def quarter(reader: Reader, at: int) -> Found | None:
    """The third quarter of 2009, Q3, the first half of last year."""
    match = _QUARTER.match(reader.low, at) or _Q.match(reader.low, at)
    if match is None:
        return None
    groups = match.groupdict()
    number = _ORDER.get(match["n"]) or int(match["n"])
    half = groups.get("what") == "half"
    if half and (number > 2 or not (groups["y"] or groups["rel"])):
        return None
    year_ = groups["y"]
    if not year_ and reader.reference and groups.get("rel"):
        year_ = f"{reader.reference.year + _STEP.get(groups['rel'], 0):04}"
    value: str | None = f"{year_ or 'XXXX'}-{'H' if half else 'Q'}{number}"
    if not year_ and reader.reference:
        value = values.quarter_of_year(reader.reference, number, reader.look(at, match.end()))
    return _found(at, match.end(), "DATE", value, "quarter")


def season(reader: Reader, at: int) -> Found | None:
    """Autumn 2008, the summer; spring and fall alone need a word that says time."""
    match = _SEASON.match(reader.low, at)
    if match is None:
        return None
    code, year_ = values.SEASONS[match["s"]], match["y"]
    if year_:
        return _found(at, match.end(), "DATE", f"{year_}-{code}", "season")
    named = reader.text[at].isupper() and at > 1 and reader.text[at - 2] not in ".!?\n”"
    if not named and not re.search(
        r"\b(?:in|by|since|until|this|early|late|of|before|after|during|over)(?: the)? $",
        reader.low[max(0, at - 12) : at],
    ):
        return None
    end = at + len(match["s"])
    return _found(
        at, end, "DATE", f"{reader.reference.year:04}-{code}" if reader.reference else f"XXXX-{code}", "season"
    )


def amount(reader: Reader, at: int) -> Found | None:
    """A number of units: two weeks · 30-day · three years ago · a month later · 3-year-old."""
    number = reader.numbers.get(at)
    end, count = (number.end, number.value) if number and number.form != "ordinal" else (0, 0.0)
    if number is None and (article := re.compile(r"(?:an?|one|single)[ -](?=[a-z])").match(reader.low, at)):
        end, count = article.end() - 1, 1.0
    unit = _UNIT_AFTER.match(reader.low, end) if end else None
    if unit is None:
        return None
    if number is not None and number.form == "vague":
        count = 0.0
    code, finish = _UNIT[unit["unit"]], unit.end()
    if unit["unit"].startswith("second") and unit["unit"] == "second":
        return None
    then = None if unit["tail"] else _THEN.match(reader.low, finish)
    if then and not then["more"] and code not in {"H", "MIN", "S"} and count:
        return _shifted(reader, at, then, count, code)
    if (
        number is None
        and not then
        and reader.low[end] != "-"
        and _PER.match(reader.low, at)
        and _after_amount(reader, at)
    ):
        return _found(at, finish, "SET", values.duration(1, code), "per")
    if number is None and (unit["more"] or (not then and code == "D" and reader.low[end] != "-")):
        return None
    return _found(at, finish, "DURATION", values.duration(count or None, code), "duration")


def _after_amount(reader: Reader, at: int) -> bool:
    """Whether "a year" follows a figure or a counted noun: "15 a year", "$3 a barrel a day"."""
    return bool(
        re.search(r"(?:\d|percent|%|times|once|twice|million|billion|s|cents?) $", reader.low[max(0, at - 10) : at])
    )


def _shifted(reader: Reader, at: int, then: re.Match[str], count: float, code: str) -> Found:
    """The day, week, month or year a number of units away from the reference or the last day named."""
    word = then["word"]
    back = word not in {"later", "from now", "hence"}
    base = reader.reference
    if word not in {"ago", "from now", "hence"} and reader.anchor and reader.same_sentence(reader.anchor_at, at):
        base = reader.anchor
    value = values.shifted(base, -count if back else count, code) if base and code not in {"C"} else None
    return _found(at, then.end("word"), "DATE", value, "shifted")


def recurring(reader: Reader, at: int) -> Found | None:
    """Every day, each Monday, per year."""
    if match := _EVERY.match(reader.low, at):
        what, count = match["what"], match["n"]
        if what in _WEEKDAYS:
            return _found(at, match.end(), "SET", f"XXXX-WXX-{_WEEKDAYS[what] + 1}", "every")
        if what in _PARTS or what == "weekend":
            return _found(at, match.end(), "SET", "P1D" if what in _PARTS else "P1W", "every")
        number = 2.0 if count == "other" else reader.numbers[match.start("n")].value if count else 1.0
        return _found(at, match.end(), "SET", values.duration(number, _UNIT[what]), "every")
    if reader.low.startswith("per ", at) and (match := _PER.match(reader.low, at)):
        return _found(at, match.end(), "SET", values.duration(1, _UNIT[match["what"]]), "per")
    return None


def vague(reader: Reader, at: int) -> Found | None:
    """Several years, decades, recent weeks, now, soon, daily."""
    if match := _PHRASE.match(reader.low, at):
        kind, value = _PHRASES[match.group()]
        return _found(at, match.end(), kind, value, "phrase")
    if match := _RECENT.match(reader.low, at) or _THE_PAST.match(reader.low, at):
        return _found(at, match.end(), "DATE", "PAST_REF", "phrase")
    match = _VAGUE.match(reader.low, at) or _PLURAL.match(reader.low, at)
    if match is None:
        return None
    code = _UNIT[match["unit"]]
    then = _THEN.match(reader.low, match.end())
    if then and then["word"] == "ago":
        return _found(at, then.end(), "DATE", "PAST_REF", "vague")
    return _found(at, match.end(), "DURATION", values.duration(None, code), "vague")


def weekend_word(reader: Reader, at: int) -> Found | None:
    """The weekend, over the weekend."""
    match = re.compile(r"(?:the )?weekend\b(?!s)").match(reader.low, at)
    if match is None:
        return None
    value = values.weekend(reader.reference, reader.look(at, match.end())) if reader.reference else None
    return _found(at, match.end(), "DATE", value, "weekend")


def _day_part(start: int, end: int, value: str | None, part: str | None, rule: str) -> Found:
    """A day, or a part of it: 2025-03-14TMO."""
    if part is None:
        return _found(start, end, "DATE", value, rule)
    return _found(start, end, "TIME", f"{value}T{_PARTS[part]}" if value else None, rule)


def _found(start: int, end: int, kind: Kind, value: str | None, rule: str) -> Found:
    """Short for the record."""
    return Found(start, end, kind, value, rule)


_ARTICLE_UNITS = frozenset((*_UNIT, "few", "couple", "number", "dozen", "hundred", "thousand", "million"))
# Words so common that the word after them must point to time before any rule is tried.
SECOND_WORDS: dict[str, frozenset[str]] = {
    "a": _ARTICLE_UNITS, "an": _ARTICLE_UNITS, "some": frozenset(_UNIT), "many": frozenset(_UNIT),
    "our": frozenset(("recent", *_STEP)), "these": frozenset(_STEP), "that": frozenset(("day",)),
    "the": frozenset((*_STEP, *_ORDER, *_EDGES, "very", "day", "same", "future", "near", "recent", "weekend")),
}  # fmt: skip


def rules_by_word() -> dict[str, tuple[Rule, ...]]:
    """First word → the rules that may read an expression there; "0" stands for a digit."""
    by_word: dict[str, list[Rule]] = {"0": [calendar_date, clock, year, decade, quarter, amount]}

    def add(triggers: str, *rules: Rule) -> None:
        for word in triggers.split():
            by_word.setdefault(word, []).extend(rules)

    add(" ".join(_MONTH), calendar_date, month)
    add(" ".join(_WEEKDAYS), weekday)
    add("today yesterday tomorrow tonight", day_word)
    add("the", day_word, same_day, edge, relative, vague, weekend_word, quarter)
    add("that same", same_day)
    add(" ".join(_STEP) + " our these", relative)
    add(" ".join(_EDGES) + " earlier later early late mid", edge)
    add("first second third fourth final q1 q2 q3 q4", quarter)
    add(" ".join(values.SEASONS), season)
    add("a", same_day)
    add(
        "a an one single half two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
        amount,
    )
    add(
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds dozens several",
        amount,
    )
    add("every each per", recurring)
    add("several a many couple some decades centuries years months weeks days hours minutes our more recent", vague)
    add(" ".join(phrase.split()[0] for phrase in _PHRASES), vague)
    add("weekend", weekend_word)
    return {word: tuple(dict.fromkeys(rules)) for word, rules in by_word.items()}
