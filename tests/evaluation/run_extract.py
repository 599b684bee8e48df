"""Measure cleaning on the development pages of the extraction bench, beside the other extractors that are installed.

    python tests/evaluation/run_extract.py [--set fundus] [--worst 10] [--rules]

Prints the bench scorer's table for ours, the share of equal instants, a table of all extractors with their cost per
page, and with ``--rules`` what each rule of cleaning is worth.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib.util
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from nightdesk.transforms.clean.article import clean
from nightdesk.transforms.clean.metadata.stated_dates import to_utc
from nightdesk.transforms.records import Article, Capture

sys.path.insert(0, str(Path(__file__).parent))
from extract_rules import with_repeated_lines, without_each
from extractors import bare_trafilatura, forgiving, installed

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


def quiet_report(gold: dict[str, Any], predictions: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The scorer's rows without its printing."""
    with contextlib.redirect_stdout(io.StringIO()):
        rows: dict[str, dict[str, float]] = load_scorer().report(gold, predictions)
    return rows


def print_extractors(gold: dict[str, Any], ours: dict[str, Any], our_seconds: dict[str, float]) -> None:
    """A table of F1 by set and milliseconds a page, ours first."""
    sets = sorted({item["set"] for item in gold.values()})
    print(f"| extractor | {' | '.join(sets)} | mean F1 | ms a page |\n|---|{'---|' * len(sets)}---|---|")
    _print_row("**nightdesk**", gold, ours, our_seconds)
    for name, reader in installed().items():
        predict(dict(list(gold.items())[:2]), forgiving(reader))
        _print_row(name, gold, *predict(gold, forgiving(reader)))


def _print_row(name: str, gold: dict[str, Any], found: dict[str, Any], seconds: dict[str, float]) -> None:
    rows = quiet_report(gold, found)
    scores = [rows[part]["f1"] for part in sorted(rows)]
    cells = " | ".join(f"{score:.4f}" for score in (*scores, sum(scores) / len(scores)))
    print(f"| {name} | {cells} | {1000 * sum(seconds.values()) / len(seconds):.1f} |")


def print_rules(gold: dict[str, Any], ours: dict[str, Any]) -> None:
    """What each rule adds to the mean page F1, with its 95 % interval resampled by host."""
    print("| rule | pages changed | gain | 95 % |\n|---|---|---|---|")
    for name, without in without_each(lambda: predict(gold, clean_page)[0]):
        _print_gain(name, gold, ours, without)
    for least in (1, 2, 3):
        _print_gain(f"lines on {least}+ other pages", gold, with_repeated_lines(gold, ours, least), ours)


def _print_gain(name: str, gold: dict[str, Any], better: dict[str, Any], worse: dict[str, Any]) -> None:
    changed = sum(better[key]["text"] != worse[key]["text"] for key in gold)
    mean, low, high = domain_bootstrap(gold, better, worse)
    print(f"| {name} | {changed} | {mean:+.4f} | {low:+.4f} to {high:+.4f} |", flush=True)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--set", dest="only")
    options.add_argument("--worst", type=int, default=0)
    options.add_argument("--rules", action="store_true", help="only what each rule is worth")
    arguments = options.parse_args()
    gold, scorer = load_gold(arguments.only), load_scorer()
    predict(dict(list(gold.items())[:3]), clean_page)  # warm up: the first page of a process costs seconds
    ours, our_seconds = predict(gold, clean_page)
    if arguments.rules:
        print_rules(gold, ours)
        return
    bare, bare_seconds = predict(gold, bare_trafilatura)
    scorer.report(gold, ours, worst=arguments.worst)
    for name in sorted({item["set"] for item in gold.values()}):
        part = {key: item for key, item in gold.items() if item["set"] == name}
        if any(len(item.get("date") or "") > 10 for item in part.values()):
            print(f"same instant, {name}: {same_instant(part, ours):.4f}")
    mean, low, high = domain_bootstrap(gold, ours, bare)
    print(f"page F1 over trafilatura: {mean:+.4f} [{low:+.4f}, {high:+.4f}] (95 %, resampled by host)")
    ratio = sum(our_seconds.values()) / sum(bare_seconds.values())
    print(f"cost: {1000 * sum(our_seconds.values()) / len(gold):.1f} ms a page, {ratio:.2f} x bare trafilatura\n")
    print_extractors(gold, ours, our_seconds)


if __name__ == "__main__":
    main()
