"""Rules that read times told from another time of the text: the same day, the year before, two days later."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.reader import UNIT, Found, Reader, found

_SAME_DAY = re.compile(r"(?:the|that|same) (?:same )?(?P<what>day)\b(?! (?:before|after|of|when|that|to))")
_OPENED_DAY = re.compile(r"\b(?:end|start|open|clos|finish|beg[aiu]n)(?:e?[ds]?|n?ing|e?s) $")  # "ended the day at"
_UNIT_BEFORE = re.compile(
    r"the (?P<unit>day|week|month|quarter|year) "
    r"(?:previous\b|prior\b(?! to)|earlier\b|before\b(?=[^\w ]|$| (?:and|but|when|in|at)\b))"
)
_NEXT_DAY = re.compile(r"the (?:following|next|previous) day\b|a day (?:earlier|later|before|after)\b")


def same_day(reader: Reader, at: int) -> Found | None:
    """ "The same day", "the following day", "the year before", measured from the last time named."""
    if match := _UNIT_BEFORE.match(reader.low, at):
        base = _base(reader, at, UNIT[match["unit"]])
        value = values.shifted(base, -1, UNIT[match["unit"]]) if base else None
        return found(at, match.end(), "DATE", value, "shifted")
    if match := _SAME_DAY.match(reader.low, at):
        day = reader.anchor
        if "same" not in match.group() and "that" not in match.group():
            if _OPENED_DAY.search(reader.low, max(0, at - 10), at) is None:
                return None
            day = day if day and reader.same_sentence(reader.anchor_at, at) else reader.reference
        return found(at, match.end(), "DATE", day.isoformat() if day else None, "same_day")
    match = _NEXT_DAY.match(reader.low, at)
    if match is None:
        return None
    step = -1 if re.search(r"previous|earlier|before", match.group()) else 1
    base = reader.anchor or reader.reference
    return found(at, match.end(), "DATE", (base + timedelta(days=step)).isoformat() if base else None, "same_day")


def shifted(reader: Reader, at: int, then: re.Match[str], count: float, code: str) -> Found:
    """The day, week, month or year a number of units away from the reference or the last day named."""
    word = then["word"]
    back = word not in {"later", "from now", "hence"}
    base = reader.reference if word in {"ago", "from now", "hence"} else _base(reader, at, code)
    value = values.shifted(base, -count if back else count, code) if base and code not in {"C"} else None
    return found(at, then.end("word"), "DATE", value, "shifted")


def _base(reader: Reader, at: int, code: str) -> date | None:
    """The day from which "two days later", "a year earlier" count: of a time named in the sentence, else today."""
    if code in {"M", "Q", "Y", "DE"} and reader.period and reader.same_sentence(reader.period_at, at):
        return reader.period
    if reader.anchor and reader.same_sentence(reader.anchor_at, at):
        return reader.anchor
    return reader.reference
