"""A small warehouse of invented articles, filled by hand, that every test of the reading side starts from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest

from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import open_working

Row = dict[str, object]

MONDAY = datetime(2026, 3, 2, 6, 0)
TUESDAY = datetime(2026, 3, 3, 6, 0)

FERRY = (
    "The ferry Merle struck a barge on Lake Ardo on Sunday. Twelve people were hurt, the fire service said. "
    "“We heard a crash,” said skipper Ines Varga, “and then the lights went out.” "
    "The town of Ardo offered to pay for the repairs if the owner agrees."
)
TEXTS = {
    ("ferry", 1): FERRY,
    ("ferry-copy", 1): FERRY.replace("Twelve people", "120 people"),
    ("ferry-post", 1): "About 20 people were injured when the Merle hit a barge, witnesses told this newspaper.",
    ("ferry-gone", 1): "Nobody was hurt on Lake Ardo.",
    ("trees", 1): "The council will plant 25 trees in Mill Lane.",
    ("trees", 2): "The council will plant 26 trees in Mill Lane this spring.",
}
TITLES = {
    ("ferry", 1): "Ferry strikes barge on Lake Ardo",
    ("ferry-copy", 1): "Ferry strikes barge on lake",
    ("ferry-post", 1): "Injuries after collision on the lake",
    ("ferry-gone", 1): "No one hurt on lake",
    ("trees", 1): "Trees for Mill Lane",
    ("trees", 2): "More trees for Mill Lane",
}
SOURCES = {"ferry": "times", "ferry-copy": "digest", "ferry-post": "post", "ferry-gone": "post", "trees": "times"}


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """A migrated working database without rows, in memory."""
    with open_working(None) as connection:
        yield connection


@pytest.fixture
def warehouse(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The working database after two nights: one story with a copy that garbles a figure, one with a silent edit."""
    for table, rows in invented_rows().items():
        insert_rows(empty, table, rows)
    return empty


def invented_rows() -> dict[str, list[Row]]:
    """Rows by table; every offset is found in the text, never counted by hand."""
    return {
        "ops.runs": [_run("run-1", 1, MONDAY), _run("run-2", 2, TUESDAY)],
        "ops.stage_reports": [_report(1, "clean", 5, stored=4, rejected=1), _report(2, "clean", 5, 2, unchanged=3)],
        "ops.rejections": [_rejection()],
        "raw.sources": [
            {
                "source_id": "times",
                "name": "Harbour Times",
                "kind": "feed",
                "url": "https://times.invalid/",
                "run_seq": 2,
            },
            {
                "source_id": "digest",
                "name": "Daily Digest",
                "kind": "feed",
                "url": "https://digest.invalid/",
                "run_seq": 2,
            },
        ],
        "staging.articles": [_article(name) for name in SOURCES],
        "staging.article_versions": [_version(*key) for key in TEXTS],
        "stories.memberships": [_membership(name) for name in SOURCES],
        "stories.links": [_link()],
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
        "facts.slots": [
            _slot("hurt", "people: injure", "contested", 2),
            _slot("hurt-copy", "people: injure", "copied_error", 1),
        ],
        "facts.slot_claims": [
            _claim("hurt", "ferry", 0),
            _claim("hurt", "ferry-post", 1),
            _claim("hurt-copy", "ferry", 0),
            _claim("hurt-copy", "ferry-copy", 1, is_error=True, note="ten times the figure it was copied from"),
        ],
    }


def place(name: str, version: int, words: str) -> Row:
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


def _run(run_id: str, run_seq: int, started_at: datetime) -> Row:
    return {
        "run_id": run_id,
        "run_seq": run_seq,
        "kind": "nightly",
        "engine": "plain",
        "program_version": "0.1.0",
        "started_at": started_at,
        "status": "done",
    }


def _report(run_seq: int, stage: str, seen: int, stored: int, unchanged: int = 0, rejected: int = 0) -> Row:
    return {
        "run_id": f"run-{run_seq}",
        "run_seq": run_seq,
        "stage": stage,
        "source_id": "times",
        "seen": seen,
        "stored": stored,
        "unchanged": unchanged,
        "rejected": rejected,
        "skipped": 0,
        "seconds": 0.5,
    }


def _rejection() -> Row:
    return {
        "rejection_id": "r1",
        "run_id": "run-1",
        "run_seq": 1,
        "stage": "clean",
        "source_id": "times",
        "url": "https://times.invalid/photo.jpg",
        "reason": "unsupported_type",
        "detail": "image/jpeg",
        "rejected_at": MONDAY,
    }


def _article(name: str) -> Row:
    return {
        "article_id": name,
        "source_id": SOURCES[name],
        "url": f"https://{SOURCES[name]}.invalid/{name}.html",
        "first_run_seq": 1,
        "first_seen_at": MONDAY,
        "current_version": max(version for key, version in TEXTS if key == name),
        "withdrawn_at": TUESDAY if name == "ferry-gone" else None,
        "withdrawn_reason": "410 gone" if name == "ferry-gone" else None,
    }


def _version(name: str, version: int) -> Row:
    hour = {"ferry": 8, "ferry-copy": 11}.get(name, 9)
    is_last = (name, version + 1) not in TEXTS
    return {
        "article_id": name,
        "version": version,
        "capture_id": f"{name}-{version}",
        "run_seq": version,
        "known_from": MONDAY if version == 1 else TUESDAY,
        "known_until": None if is_last else TUESDAY,
        "title": TITLES[name, version],
        "text": TEXTS[name, version],
        "text_sha256": "",
        "word_count": len(TEXTS[name, version].split()),
        "authors": ["A. Writer", "B. Writer"],
        "published": f"2026-03-01T{hour:02}:00:00+00:00",
        "published_at": datetime(2026, 3, 1, hour),
        "contributors": [],
        "method": "text",
        "flags": [],
        "cleaner_version": "1",
    }


def _membership(name: str) -> Row:
    is_copy = name == "ferry-copy"
    origin = "ferry" if is_copy else name
    return {
        "article_id": name,
        "copy_id": name,
        "origin_id": origin,
        "story_id": "story-trees" if name == "trees" else "story-ferry",
        "relation": "derived" if is_copy else "original" if name == "ferry" else "independent",
        "derived_from_article_id": "ferry" if is_copy else None,
        "direction_confidence": 0.9 if is_copy else None,
        "garble_score": 0.6 if is_copy else None,
        "run_seq": 1,
        "matcher_version": "1",
    }


def _link() -> Row:
    return {
        "article_id_a": "ferry",
        "article_id_b": "ferry-copy",
        "relation": "derived_from",
        "score": 0.99,
        "derived_article_id": "ferry-copy",
        "direction_confidence": 0.9,
        "shared_share": 0.95,
        "garble_score": 0.6,
        "evidence": "{}",
        "run_seq": 1,
        "matcher_version": "1",
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
        **place(name, version, words),
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
        **place(name, 1, whole),
    }


def _scare_quote() -> Row:
    where = place("trees", 2, "this spring")
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
        **place(name, version, words),
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
        **place("ferry", 1, "offered to pay for the repairs if the owner agrees"),
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
        "slots_version": "1",
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
        "slots_version": "1",
    }


def _slot(slot_id: str, label: str, verdict: str, origins: int) -> Row:
    return {
        "slot_id": slot_id,
        "story_id": "story-ferry",
        "label": label,
        "unit_class": "person",
        "predicate": "injure",
        "status": "actual",
        "verdict": verdict,
        "reason": "intervals exclude each other",
        "independent_origins": origins,
        "run_seq": 1,
        "slots_version": "1",
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
        "slots_version": "1",
    }
