"""Invented articles of two nights and what stands around them, as rows: runs, sources, versions, origins."""

from __future__ import annotations

from datetime import datetime

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


def article_rows() -> dict[str, list[Row]]:
    """Rows by table: everything but facts."""
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
