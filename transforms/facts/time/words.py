"""The words of the calendar that a language brings: what each means in TIMEX3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack


class TimeWords(NamedTuple):
    """Lexicons of a pack that say what a word of a time expression is worth."""

    months: Mapping[str, int]  # 1..12
    weekdays: Mapping[str, int]  # 1..7, Monday first
    day_parts: Mapping[str, str]
    seasons: Mapping[str, str]
    units: Mapping[str, str]
    steps: Mapping[str, int]  # how many after the present one
    ordinals: Mapping[str, int]
    days: Mapping[str, str]  # "days after today" or "days after today, part of the day"


@per_pack
def time_words(pack: Pack) -> TimeWords:
    """The words of a pack, read once."""
    return TimeWords(
        months=_numbers(pack, "month_names"),
        weekdays=_numbers(pack, "weekdays"),
        day_parts=pack.table("day_parts"),
        seasons=pack.table("seasons"),
        units=pack.table("time_units"),
        steps=_numbers(pack, "time_steps"),
        ordinals=_numbers(pack, "time_ordinals"),
        days=pack.table("day_words"),
    )


def _numbers(pack: Pack, lexicon: str) -> dict[str, int]:
    return {word: int(number) for word, number in pack.table(lexicon).items()}
