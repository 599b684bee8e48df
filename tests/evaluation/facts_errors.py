"""What the fact extractor still gets wrong on the development sets, by class.

A class is told by what label and prediction show (type, form, overlap), never by reading the text.
`run_facts.py --errors` prints counts, `run_facts.py --errors TASK` the places too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Json = dict[str, Any]
Span = tuple[int, int]
Error = tuple[str, str]  # class, place

_FIRST = frozenset(("we", "i", "our", "us"))
_THIRD = frozenset(("he", "she", "it", "they", "who", "which", "that", "this", "both"))
_NER = {"person": "PER", "organization": "ORG", "place": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}


def _overlap(a: Json, b: Json) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _best(item: Json, others: Iterable[Json]) -> Json | None:
    """The item of another list that shares most characters with this one."""
    sharing = [other for other in others if _overlap(item, other) > 0]
    return max(sharing, key=lambda other: _overlap(item, other), default=None)


def _place(text: str, item: Json) -> str:
    start, end = item["start"], item["end"]
    return f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")


def _labelled(gold: Json, items: list[Json]) -> list[Json]:
    """Items of the part of a text that was labelled."""
    return [item for item in items if item["start"] < gold.get("annotated_until", 10**9)]


def timex(gold: Json, found: Json) -> Iterator[Error]:
    """Dates: missed, not a date, another value."""
    ours = _labelled(gold, found["timex"])
    for date in gold["timex"]:
        hit = _best(date, ours)
        if hit is None:
            yield f"missed {date['type'].lower()}", _place(gold["text"], date) + f" {date['value']}"
        elif hit.get("value") != date["value"]:
            both = f"{date['value']} for {hit.get('value')}"
            yield f"another value for a {_shape(date['value'])}", _place(gold["text"], date) + " " + both
    for date in ours:
        if _best(date, gold["timex"]) is None:
            yield f"no time expression, read as {date['type'].lower()}", _place(gold["text"], date)


def _shape(value: str | None) -> str:
    """What kind of value a TIMEX3 value is."""
    if not value:
        return "time without value"
    if value.endswith("_REF"):
        return "vague reference"
    if value.startswith("P"):
        return "duration"
    if "T" in value:
        return "time of day"
    return {4: "year", 7: "month, quarter or season", 8: "week", 10: "day"}.get(len(value), "period")


def _names(gold: Json) -> list[Json]:
    """The labelled names, whatever the set calls them."""
    found = []
    for number, entity in enumerate(gold["entities"]):
        type_ = _NER.get(entity["type"])
        key = entity.get("wiki") or entity.get("instance") or f"{gold['id']}#{number}"
        mentions = entity.get("mentions", [entity | {"named": True}])
        named = [m for m in mentions if m.get("named") or m.get("syn") == "NAM"]
        found += [{"start": m["start"], "end": m["end"], "type": type_, "key": key} for m in named if type_]
    return _labelled(gold, found)


def ner(gold: Json, found: Json) -> Iterator[Error]:
    """Names: missed, of another type, no names."""
    ours, names = _labelled(gold, found["entities"]), _names(gold)
    for name in names:
        hit = _best(name, ours)
        if hit is None:
            yield f"missed {name['type']}", _place(gold["text"], name)
        elif not any(other["type"] == name["type"] and _overlap(name, other) > 0 for other in ours):
            yield f"{name['type']} read as {hit['type']}", _place(gold["text"], name)
    for name in ours:
        if _best(name, names) is None:
            yield f"no name, read as {name['type']}", _place(gold["text"], name)


def canon(gold: Json, found: Json) -> Iterator[Error]:
    """Names under one canonical name: entities split over several, several entities merged into one.

    Within a document; a name that nothing was found for counts as missed only.
    """
    hits = [(name, _best(name, found["entities"])) for name in _names(gold)]
    known = [(name, hit["canonical"]) for name, hit in hits if hit is not None and hit.get("canonical")]
    for name, hit in hits:
        if hit is None or not hit.get("canonical"):
            yield "name missed", _place(gold["text"], name)
    for key, canonicals in _grouped((name["key"], canonical) for name, canonical in known).items():
        if len(canonicals) > 1:
            yield "split entity", f"{key}: {' | '.join(canonicals)}"
    for canonical, keys in _grouped((canonical, name["key"]) for name, canonical in known).items():
        if len(keys) > 1:
            yield "merged entities", f"{canonical}: {' | '.join(keys)}"


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What goes with each first element, each once."""
    found: dict[str, dict[str, None]] = {}
    for first, second in pairs:
        found.setdefault(first, {})[second] = None
    return {first: list(seconds) for first, seconds in found.items()}


def values(gold: Json, found: Json) -> Iterator[Error]:
    """Money, percent, quantity: missed, of another kind, not labelled."""
    ours = _labelled(gold, found["values"])
    for value in gold["values"]:
        hit = _best(value, ours)
        if hit is None:
            yield f"missed {value['type'].lower()}", _place(gold["text"], value)
        elif hit["type"] != value["type"]:
            yield f"{value['type'].lower()} read as {hit['type'].lower()}", _place(gold["text"], value)
    for value in ours:
        if _best(value, gold["values"]) is None:
            yield f"no {value['type'].lower()} by the labels", _place(gold["text"], value)


def events(gold: Json, found: Json) -> Iterator[Error]:
    """Verbs: missed, none, with another doer or object, with another time."""
    ours = _labelled(gold, found["events"])
    labelled = [event for event in gold["events"] if event["pos"] == "VERB"]
    for event in labelled:
        hit = _best(event, ours)
        if hit is None:
            yield "missed verb", _place(gold["text"], event)
            continue
        for role, side in (("Arg0", "subj"), ("Arg1", "obj")):
            arguments = [a for a in event["args"] if a["role"] == role]
            span = hit.get(side)
            right = span and any(_overlap({"start": span[0], "end": span[1]}, a) > 0 for a in arguments)
            if arguments and not right:
                yield f"{'another' if span else 'no'} {role}", _place(gold["text"], event)
        if (event["time"] == "FUTURE") != (hit.get("time") == "FUTURE"):
            known = "future not seen" if event["time"] == "FUTURE" else "no future, read as one"
            yield known, _place(gold["text"], event)
    for event in ours:
        if _best(event, labelled) is None:
            yield "no verb of an event", _place(gold["text"], event)


def quotes(gold: Json, found: Json) -> Iterator[Error]:
    """Attributions: missed, with another boundary, not labelled."""
    text = gold["text"]
    labelled = [a for a in gold["attributions"] if a["content"] and not a.get("nested")]
    ours = [(_hull(quote), _letters(text, quote["content"])) for quote in found["quotes"]]
    theirs = [(_hull(quote), _letters(text, quote["content"])) for quote in labelled]
    for span, letters in theirs:
        near = max(((_iou(letters, other), hull) for hull, other in ours), default=(0.0, span), key=lambda n: n[0])
        if near[0] == 0:
            yield "missed attribution", _place(text, span)
        elif near[0] < 0.5:
            longer = near[1]["end"] - near[1]["start"] > span["end"] - span["start"]
            yield f"clause read too {'long' if longer else 'short'}", f"{_place(text, span)} <> {_place(text, near[1])}"
    for span, letters in ours:
        if all(_iou(letters, other) == 0 for _, other in theirs):
            yield "attribution the labels do not have", _place(text, span)


def _hull(quote: Json) -> Json:
    return {"start": quote["content"][0][0], "end": quote["content"][-1][1]}


def _letters(text: str, spans: list[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def _iou(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def commitments(text: str, gold: list[Json], found: list[Json]) -> Iterator[Error]:
    """Commitments of an article of the seeds: missed, none, with another actor."""
    for made in gold:
        hit = _best(made, found)
        if hit is None:
            yield f"missed commitment, {made['modality']}", _place(text, made)
        elif not {a.casefold() for a in made["actors"]} & {a.casefold() for a in hit["actors"]}:
            yield _actor_class(hit["actors"]), f"{made['actors']} <> {hit['actors']} {_place(text, made)}"
    for made in found:
        if _best(made, gold) is None:
            yield f"no commitment by the labels, {made['modality']}", _place(text, made)


def _actor_class(actors: list[str]) -> str:
    """How an actor is written that was not traced to the one the labels name."""
    first = actors[0].split(" ", 1)[0].lower().replace("’", "'").partition("'")[0] if actors else ""
    if first in _FIRST:
        return "actor: first person of an unknown speaker"
    if first in _THIRD:
        return "actor: pronoun not traced"
    return "actor: noun kept as written" if actors and actors[0][:1].islower() else "actor: another name"


CLASSES: dict[str, Callable[[Json, Json], Iterator[Error]]] = {
    "quotes": quotes, "timex": timex, "ner": ner, "canon": canon, "values": values, "events": events,
}  # fmt: skip
