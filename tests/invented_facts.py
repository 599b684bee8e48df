"""The facts of the invented articles, as rows; every offset is found in the text, never counted by hand."""

from __future__ import annotations

from invented_articles import TEXTS, Row


def fact_rows() -> dict[str, list[Row]]:
    """Rows by table."""
    return {
        "facts.extractions": [_extraction(*key) for key in TEXTS],
        "facts.sentences": [row for key in TEXTS for row in _sentences(*key)],
        "facts.mentions": [
            _mention("ferry", 1, "Ines Varga", "PERSON"),
            _mention("ferry", 1, "Lake Ardo", "PLACE"),
            _mention("ferry-copy", 1, "Lake Ardo", "PLACE"),
            _mention("ferry-gone", 1, "Lake Ardo", "PLACE"),
        ],
        "facts.entity_names": [
            _entity_name("Ines Varga", "PERSON", "Ines Varga"),
            _entity_name("Lake Ardo", "PLACE", "Lake Ardo"),
        ],
        "facts.quotes": [_quote("ferry"), _quote("ferry-copy"), _scare_quote()],
        "facts.quantities": [
            _quantity("ferry", 1, "Twelve people", 12, 12, 12),
            _quantity("ferry-copy", 1, "120 people", 120, 120, 120),
            _quantity("ferry-post", 1, "About 20 people", 20, 18, 22),
            _quantity("trees", 1, "25 trees", 25, 25, 25, "tree", "plant"),
            _quantity("trees", 2, "26 trees", 26, 26, 26, "tree", "plant"),
        ],
        "facts.commitments": [_commitment()],
        "facts.utterances": [_utterance("ferry"), _utterance("ferry-copy")],
        "facts.stance_changes": [_stance_change()],
        "facts.questions": [
            _question("hurt", "contested", 2),
            _question("hurt-copy", "copied_error", 1),
        ],
        "facts.answers": [
            _claim("hurt", "ferry", 0),
            _claim("hurt", "ferry-post", 1),
            _claim("hurt-copy", "ferry", 0),
            _claim("hurt-copy", "ferry-copy", 1, is_error=True, note="ten times the figure it was copied from"),
        ],
    }


def _place(name: str, version: int, words: str) -> Row:
    """Where some words stand in a text, as every fact states it."""
    text = TEXTS[name, version]
    start = text.index(words)
    sentence_no = text[:start].count(". ") + text[:start].count(".” ")
    return {
        "article_id": name,
        "version": version,
        "sentence_no": sentence_no,
        "start": start,
        "end": start + len(words),
        "surface": words,
        "rule": "by hand",
        "confidence": 1.0,
        "extractor_version": "1",
    }


def _extraction(name: str, version: int) -> Row:
    return {"article_id": name, "version": version, "run_seq": version, "extractor_version": "1"}


def _sentences(name: str, version: int) -> list[Row]:
    """Sentences that end in a stop, or in a stop and a closing quotation mark, before a blank."""
    text = TEXTS[name, version]
    ends = [at for at in range(1, len(text) + 1) if text[:at].endswith((".", ".”")) and text[at : at + 1] in ("", " ")]
    starts = [0, *(end + 1 for end in ends[:-1])]
    common = {"article_id": name, "version": version, "zone": "body", "extractor_version": "1"}
    spans = zip(starts, ends, strict=True)
    return [{"sentence_no": number, "start": start, "end": end, **common} for number, (start, end) in enumerate(spans)]


def _mention(name: str, version: int, words: str, kind: str) -> Row:
    return {
        "mention_id": f"{name} {words}",
        "type": kind,
        "kind": "name",
        "canonical": words,
        **_place(name, version, words),
    }


def _entity_name(name: str, kind: str, entity_name: str) -> Row:
    return {
        "name": name,
        "type": kind,
        "entity_id": f"e {entity_name}",
        "entity_name": entity_name,
        "run_seq": 1,
        "resolver_version": "1",
    }


def _quote(name: str) -> Row:
    text = TEXTS[name, 1]
    first, second = "We heard a crash,", "and then the lights went out."
    whole = text[text.index(first) : text.index(second) + len(second)]
    source = text.index("skipper Ines Varga")
    return {
        "quote_id": f"q {name}",
        "kind": "direct",
        "pieces": [[text.index(words), text.index(words) + len(words)] for words in (first, second)],
        "source_start": source,
        "source_end": source + len("skipper Ines Varga"),
        "cue_lemma": "say",
        "speaker": "Ines Varga",
        "speaker_status": "named",
        "polarity": "positive",
        "modality": "asserted",
        **_place(name, 1, whole),
    }


def _scare_quote() -> Row:
    where = _place("trees", 2, "this spring")
    return {
        "quote_id": "q term",
        "kind": "term",
        "pieces": [[where["start"], where["end"]]],
        "source_start": None,
        "source_end": None,
        "cue_lemma": None,
        "speaker": None,
        "speaker_status": "unknown",
        "polarity": "positive",
        "modality": "asserted",
        **where,
    }


def _quantity(
    name: str,
    version: int,
    words: str,
    value: float,
    low: float,
    high: float,
    unit: str = "person",
    verb: str = "injure",
) -> Row:
    return {
        "quantity_id": f"{name}-{version}",
        "kind": "count",
        "value": value,
        "low": low,
        "high": high,
        "low_open": False,
        "high_open": False,
        "approx": words.startswith("About"),
        "unit": words.split()[-1],
        "unit_class": unit,
        "status": "actual",
        "head": unit,
        "predicate": verb,
        **_place(name, version, words),
    }


def _commitment() -> Row:
    text = TEXTS["ferry", 1]
    condition = text.index("if the owner agrees")
    return {
        "commitment_id": "c1",
        "actor": "Ardo",
        "trigger_start": text.index("offered"),
        "trigger_end": text.index("offered") + len("offered"),
        "action": "pay for the repairs",
        "polarity": "positive",
        "modality": "offered",
        "is_conditional": True,
        "condition_start": condition,
        "condition_end": condition + len("if the owner agrees"),
        **_place("ferry", 1, "offered to pay for the repairs if the owner agrees"),
    }


def _utterance(name: str) -> Row:
    words = "We heard a crash,"
    start = TEXTS[name, 1].index(words)
    return {
        "utterance_id": "u crash",
        "story_id": "story-ferry",
        "quote_id": f"q {name}",
        "article_id": name,
        "start": start,
        "end": start + len(words),
        "surface": words,
        "speaker": "Ines Varga",
        "wording_no": 0,
        "run_seq": 1,
        "reconcile_version": "1",
    }


def _stance_change() -> Row:
    return {
        "stance_id": "s repairs",
        "story_id": "story-ferry",
        "actor": "Ardo",
        "deed": "pay repair",
        "reason": "softened",
        "commitment_id": "c1",
        "article_id": "ferry",
        "run_seq": 1,
        "reconcile_version": "1",
    }


def _question(slot_id: str, verdict: str, origins: int) -> Row:
    return {
        "slot_id": slot_id,
        "story_id": "story-ferry",
        "kind": "count",
        "unit_class": "person",
        "heads": ["people", "person"],
        "predicate": "injure",
        "status": "actual",
        "verdict": verdict,
        "reason": "intervals exclude each other",
        "independent_origins": origins,
        "run_seq": 1,
        "reconcile_version": "1",
    }


def _claim(slot_id: str, name: str, group_no: int, is_error: bool = False, note: str | None = None) -> Row:
    return {
        "slot_id": slot_id,
        "story_id": "story-ferry",
        "quantity_id": f"{name}-1",
        "article_id": name,
        "origin_id": "ferry" if name == "ferry-copy" else name,
        "group_no": group_no,
        "is_error": is_error,
        "note": note,
        "reconcile_version": "1",
    }
