"""From the object of ``nightdesk extract`` to the prediction formats of the fact scorers in ``shared/bench``."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

NER_TYPE = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC"}
NAMED = ("name", "acronym", "metonym")
VALUE_TYPE = {"money": "MONEY", "percent": "PERCENT", "count": "QUANTITY", "measure": "QUANTITY", "age": "QUANTITY"}


def quotes(found: Json) -> Json:
    return {
        "quotes": [
            {"content": a["content"], "source": a["source"], "cue": a["cue"], "speaker_name": a["speaker"]}
            for a in found["attributions"]
            if a["kind"] != "term" and not _is_inside_reported(a, found["attributions"])
        ]
    }


def _is_inside_reported(attribution: Json, others: list[Json]) -> bool:
    """Whether a quotation is part of a clause that an indirect attribution reports with the same cue.

    The scorer counts one attribution a cue; the extractor gives the clause and each quotation in it.
    """
    start, end = attribution["content"][0][0], attribution["content"][-1][1]
    return attribution["kind"] != "indirect" and any(
        other["kind"] == "indirect"
        and other["cue"] == attribution["cue"]
        and other["content"][0][0] <= start
        and end <= other["content"][0][1] + 2
        for other in others
    )


def timex(found: Json) -> Json:
    return {"timex": [_pick(d, "start", "end", "type", "value") for d in found["dates"]]}


def _named(found: Json) -> list[Json]:
    return [e for e in found["entities"] if e["mention"] in NAMED and e["type"] in NER_TYPE]


def ner(found: Json) -> Json:
    return {"entities": [{"start": e["start"], "end": e["end"], "type": NER_TYPE[e["type"]]} for e in _named(found)]}


def canon(found: Json) -> Json:
    return {"entities": [_pick(e, "start", "end", "canonical") for e in _named(found)]}


def values(found: Json) -> Json:
    return {
        "values": [
            {"start": q["start"], "end": q["end"], "type": VALUE_TYPE[q["kind"]]}
            for q in found["quantities"]
            if q["kind"] in VALUE_TYPE
        ]
    }


def events(found: Json) -> Json:
    return {
        "events": [
            # PropBank's Arg1 of a verb without object ("prices fell") is its subject.
            {
                **_pick(s, "start", "end", "polarity", "time", "certainty"),
                "subj": s["subject"],
                "obj": s["object"] or s["subject"],
            }
            for s in found["statements"]
        ]
    }


def numbers(found: Json) -> Json:
    return {"results": [_pick(q, "start", "end", "value") for q in found["quantities"]]}


def commit(found: Json) -> Json:
    return {
        "commitments": [
            {**_pick(c, "actors", "trigger", "polarity"), "conditional": c["conditional"]} for c in found["commitments"]
        ]
    }


def seeds(found: Json) -> Json:
    """One article of the seed scorer."""
    attributions = found["attributions"]
    return {
        "boilerplate": [_pick(b, "start", "end") for b in found["boilerplate"]],
        "publication_date": found["publication_date"],
        "agency": found["agency"],
        "contributors": found["byline"],
        "quotes": [_seed_quote(a) for a in attributions if a["kind"] != "indirect"],
        "indirect": [
            {"content": a["content"][0], "speaker": a["speaker"]} for a in attributions if a["kind"] == "indirect"
        ],
        "entities": [_pick(e, "start", "end", "type", "canonical") for e in found["entities"] if e["mention"] in NAMED],
        "dates": [_seed_date(d) for d in found["dates"]],
        "quantities": [_seed_quantity(q) for q in found["quantities"] if q["kind"] in ("count", "measure", "duration")],
        "money": [
            {**_pick(q, "start", "end", "currency", "qualifier"), "amount": q["value"]}
            for q in found["quantities"]
            if q["kind"] == "money"
        ],
        "commitments": [
            _pick(c, "start", "end", "actors", "polarity", "modality", "condition") for c in found["commitments"]
        ],
    }


def _seed_quote(attribution: Json) -> Json:
    kind = {"direct": "full", "partial": "partial", "term": "term"}[attribution["kind"]]
    return {
        "pieces": attribution["content"],
        "speaker": attribution["speaker"],
        "cue": attribution["cue"],
        "kind": kind,
    }


def _seed_date(found: Json) -> Json:
    return {**_pick(found, "start", "end"), "iso": found["value"]}


def _seed_quantity(found: Json) -> Json:
    return {
        **_pick(found, "start", "end", "value", "approx", "unit"),
        "min": found["low"] if found["high"] is None else None,
        "max": found["high"] if found["low"] is None else None,
    }


def _pick(item: Json, *keys: str) -> Json:
    return {key: item[key] for key in keys}
