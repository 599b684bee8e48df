"""Measure cleaning on the development pages of the extraction bench: ours beside bare trafilatura, with the cost ratio.

    python tests/evaluation/run_extract.py [--set fundus] [--worst 10]

Prints the bench scorer's table for both, the metadata, the share of equal instants and the cost per page.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from nightdesk.transforms.clean import clean
from nightdesk.transforms.dates import to_utc
from nightdesk.transforms.records import Article, Capture

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench" / "extract"
FETCHED_AT = datetime(2026, 11, 20, tzinfo=UTC)  # later than every page of the bench


def load_gold(only: str | None = None) -> dict[str, Any]:
    """Gold records by page id, of one set or all."""
    gold = json.loads((BENCH / "gold.json").read_text(encoding="utf-8"))
    return {key: item for key, item in gold.items() if only in (None, item["set"])}


def load_scorer() -> ModuleType:
    """The bench's own scorer as a module."""
    spec = importlib.util.spec_from_file_location("extract_score", BENCH / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page_bytes(page_id: str) -> bytes:
    """The saved page, unpacked."""
    return gzip.decompress((BENCH / f"{page_id}.html.gz").read_bytes())


def clean_page(page: bytes, url: str) -> dict[str, Any]:
    """Our prediction in the scorer's shape; a rejection predicts nothing."""
    result = clean(Capture("bench", "bench", url or "https://example.org/", None, FETCHED_AT, "text/html", None, page))
    if not isinstance(result, Article):
        return {
            "text": "",
            "title": None,
            "authors": [],
            "date": None,
            "rejection": f"{result.reason}: {result.detail}",
        }
    return {
        "text": result.text,
        "title": result.title,
        "authors": list(result.authors),
        "date": result.published,
        "method": result.method,
        "flags": list(result.flags),
    }


def bare_page(page: bytes, url: str) -> dict[str, Any]:
    """Bare trafilatura's prediction."""
    return {"text": trafilatura.extract(page.decode("utf-8", "replace"), url=url or None, include_comments=False) or ""}


def resiliparse_page(page: bytes, url: str) -> dict[str, Any]:
    """Resiliparse's prediction: the fastest extractor that can be installed."""
    return {"text": extract_plain_text(page.decode("utf-8", "replace"), main_content=True, comments=False)}


def predict(
    gold: dict[str, Any], read: Callable[[bytes, str], dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], dict[str, float]]:
    """Predictions and seconds by page id."""
    predictions, seconds = {}, {}
    for page_id, item in gold.items():
        page = page_bytes(page_id)
        started = time.process_time()
        predictions[page_id] = read(page, item.get("url") or "")
        seconds[page_id] = time.process_time() - started
    return predictions, seconds


def domain_bootstrap(
    gold: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], resamples: int = 1000
) -> tuple[float, float, float]:
    """Mean difference of page F1 (sets weigh the same) and its 95 % interval, resampled by host."""
    scorer, by_host = load_scorer(), {}
    sizes = Counter(item["set"] for item in gold.values())
    for key, item in gold.items():
        lenient = item["set"] not in scorer.STRICT_SETS
        pages = (scorer.score_page(item, found[key]["text"], lenient) for found in (ours, theirs))
        better, worse = (scorer.page_f1(page) for page in pages)
        by_host.setdefault(item["host"], []).append((better - worse) / sizes[item["set"]] / len(sizes))
    hosts = [sum(differences) for differences in by_host.values()]
    draw = random.Random(0)
    means = sorted(sum(draw.choices(hosts, k=len(hosts))) for _ in range(resamples))
    return sum(hosts), means[int(0.025 * resamples)], means[int(0.975 * resamples)]


def same_instant(gold: dict[str, Any], predictions: dict[str, dict[str, Any]]) -> float:
    """Share of pages with a gold time whose instant is met to the minute (gold without zone is UTC)."""
    timed = {key: item["date"] for key, item in gold.items() if item.get("date") and len(item["date"]) > 10}
    hits = [_minute(predictions[key].get("date")) == _minute(stated) for key, stated in timed.items()]
    return sum(hits) / len(hits) if hits else 0.0


def _minute(stated: str | None) -> datetime | None:
    instant = to_utc(stated) if stated else None
    return instant.replace(second=0, microsecond=0) if instant else None


def main() -> None:
    """Print both tables and the cost ratio."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--set", dest="only")
    options.add_argument("--worst", type=int, default=0)
    arguments = options.parse_args()
    gold, scorer = load_gold(arguments.only), load_scorer()
    predict(dict(list(gold.items())[:3]), clean_page)  # warm up: the first page of a process costs seconds
    bare, bare_seconds = predict(gold, bare_page)
    ours, our_seconds = predict(gold, clean_page)
    print("trafilatura")
    scorer.report(gold, bare)
    print("\nresiliparse")
    scorer.report(gold, predict(gold, resiliparse_page)[0])
    print("\nnightdesk")
    scorer.report(gold, ours, worst=arguments.worst)
    for name in sorted({item["set"] for item in gold.values()}):
        part = {key: item for key, item in gold.items() if item["set"] == name}
        if any(len(item.get("date") or "") > 10 for item in part.values()):
            print(f"same instant, {name}: {same_instant(part, ours):.4f}")
    mean, low, high = domain_bootstrap(gold, ours, bare)
    print(f"page F1 over trafilatura: {mean:+.4f} [{low:+.4f}, {high:+.4f}] (95 %, resampled by host)")
    ratio = sum(our_seconds.values()) / sum(bare_seconds.values())
    print(f"cost: {1000 * sum(our_seconds.values()) / len(gold):.1f} ms a page, {ratio:.2f} x bare trafilatura")


if __name__ == "__main__":
    main()
