"""Invents a newspaper archive for measurements of size: prose with names, figures and quotes, copies and rewrites.

Words follow Zipf's law over a vocabulary of invented nouns, so that rare terms are as rare as in real archives; three
articles in ten are copies or rewrites (as many as a wire archive shows), the others tell events independently.
Every draw comes from one seed and the day: the same call gives the same articles, whatever was made before.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

COPY_SHARE, REWRITE_SHARE = 0.2, 0.1
REPORTS_PER_EVENT = 2.5
_SYLLABLES = ("ba", "ce", "dor", "fin", "gal", "hem", "jos", "kar", "lun", "mir", "nol", "par", "quin", "ros", "sten")
_ENDINGS = ("ter", "vik", "mond", "ley", "ham", "ova", "sen", "ric", "ance", "ment", "ure", "age", "ship", "work")
_VOCABULARY = 60_000
_FIRST_NAMES = ("Ada", "Boris", "Clara", "David", "Elena", "Frank", "Greta", "Hugo", "Irene", "Jonas", "Karin", "Louis")
_ROLES = ("Mayor", "Minister", "Governor", "Senator", "Commissioner", "Judge", "General", "President")
_UNITS = ("people", "homes", "boats", "schools", "soldiers", "hectares of land", "tickets", "jobs", "patients")
_VERBS = ("rescued", "closed", "opened", "inspected", "evacuated", "counted", "promised", "repaired", "bought")
_CUES = ("said", "told reporters", "warned", "insisted", "announced")
_SENTENCES = (
    "{role} {person} {cue} that {count} {unit} were {verb} in {place} on {weekday}.",
    "The {noun} of the {noun2} near {place} was {verb} after a {noun3} of {count} {unit}.",
    '"We will not leave the {noun} to the {noun2} of {place}," {person} {cue}.',
    "{person} pledged to pay {money} for the {noun} and the {noun2} by the end of the year.",
    "At least {count} {unit} and the {noun} were {verb}, according to the {noun2} of {place}.",
    "In {place}, the {noun} had {verb} the {noun2} before the {noun3} began.",
    'The {noun} is "a matter of {noun2} and {noun3}", {person} {cue} on {weekday}.',
    "About {percent} percent of the {noun} in {place} depends on the {noun2}.",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article, and which text it truly is: what a measurement of copies is held against."""

    url: str
    title: str
    text: str
    published_at: str
    origin: int  # number in its day of the article whose text this is, as it was, cut or reworded; else its own
    is_rewrite: bool


def _invented_words() -> list[str]:
    source = random.Random(3)
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        words["".join(source.choices(_SYLLABLES, k=source.randint(1, 4))) + source.choice(_ENDINGS)] = None
    return list(words)


_NOUNS = _invented_words()
_WEIGHTS = list(accumulate(1 / (rank + 3) ** 1.05 for rank in range(_VOCABULARY)))


def write_day(day: datetime, count: int, seed: int = 11) -> Iterator[Story]:
    """``count`` articles of one day, from some dozen outlets."""
    source = random.Random(f"{seed} {day:%Y-%m-%d}")
    written: list[tuple[int, str, list[str]]] = []
    events = [_event(source) for _ in range(max(1, int(count * (1 - COPY_SHARE - REWRITE_SHARE) / REPORTS_PER_EVENT)))]
    for number in range(count):
        draw = source.random()
        if written and draw < COPY_SHARE:
            origin, title, sentences = source.choice(written)
            sentences = sentences[: source.randint(max(5, len(sentences) // 2), len(sentences))]
        elif written and draw < COPY_SHARE + REWRITE_SHARE:
            origin, title, sentences = source.choice(written)
            sentences = [_reworded(source, sentence) for sentence in sentences]
        else:
            event = source.choice(events)
            origin, (title, sentences) = number, _report(source, event)
            written.append((origin, title, sentences))
        at = day + timedelta(seconds=source.randrange(86_400))
        yield Story(
            f"https://outlet{source.randrange(12)}.example/{day:%Y/%m/%d}/{number}",
            title,
            "\n\n".join(" ".join(sentences[first : first + 3]) for first in range(0, len(sentences), 3)),
            at.isoformat(),
            origin,
            is_rewrite=origin != number and draw >= COPY_SHARE,
        )


def write_jsonl(path: Path, stories: Iterable[Story]) -> None:
    """Writes articles as a file of lines that can be loaded, without what a load must find out itself."""
    with path.open("w", encoding="utf-8") as out:
        for story in stories:
            row = {name: getattr(story, name) for name in ("url", "title", "text", "published_at")}
            out.write(json.dumps(row) + "\n")


def _event(source: random.Random) -> list[dict[str, str]]:
    """The facts of one event: what fills the blanks of a sentence."""
    place, people = _name(source), [f"{source.choice(_FIRST_NAMES)} {_name(source)}" for _ in range(3)]
    return [_fact(source, place, people) for _ in range(45)]


def _fact(source: random.Random, place: str, people: list[str]) -> dict[str, str]:
    noun, noun2, noun3 = _nouns(source, 3)
    return {
        "sentence": source.choice(_SENTENCES),
        "role": source.choice(_ROLES),
        "person": source.choice(people),
        "cue": source.choice(_CUES),
        "count": str(source.randint(3, 900)),
        "unit": source.choice(_UNITS),
        "verb": source.choice(_VERBS),
        "place": place if source.random() < 0.6 else _name(source),
        "weekday": source.choice(_WEEKDAYS),
        "money": f"${source.randint(2, 90)} million",
        "percent": str(source.randint(2, 98)),
        "noun": noun,
        "noun2": noun2,
        "noun3": noun3,
    }


def _report(source: random.Random, event: list[dict[str, str]]) -> tuple[str, list[str]]:
    """One outlet's own telling: some of the facts in its own order, each with a word of its own."""
    facts = source.sample(event, source.randint(24, 36))
    own = [fact | {"noun3": _nouns(source, 1)[0], "sentence": source.choice(_SENTENCES)} for fact in facts]
    lead = own[0]
    title = f"{lead['person']} and the {lead['noun']} of {lead['place']}: {lead['noun2']} {lead['verb']}"
    return title, [fact["sentence"].format(**fact) for fact in own]


def _reworded(source: random.Random, sentence: str) -> str:
    """The sentence with every fourth word exchanged, as a rewriting program would."""
    return " ".join(_nouns(source, 1)[0] if source.random() < 0.2 else word for word in sentence.split())


def _nouns(source: random.Random, count: int) -> list[str]:
    return source.choices(_NOUNS, cum_weights=_WEIGHTS, k=count)


def _name(source: random.Random) -> str:
    return _NOUNS[source.randrange(_VOCABULARY)].capitalize()
