"""What each rule of cleaning is worth: the bench without it, page by page, beside the bench with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from nightdesk.transforms.clean import article as clean_rules
from nightdesk.transforms.clean import body as body_rules
from nightdesk.transforms.clean import strip_boilerplate as sift_rules
from nightdesk.transforms.clean.boilerplate import find_blocks
from nightdesk.transforms.records import RemovedBlock

Predictions = dict[str, dict[str, Any]]
_SAME_PAGE_SHARE = 0.5  # of the lines: then one page is a near-duplicate of the other and teaches nothing


def _without_reason(reason: str) -> Callable[[str], tuple[RemovedBlock, ...]]:
    return lambda text: tuple(block for block in find_blocks(text) if block.reason != reason)


def _nothing(*arguments: object, **named: object) -> list[Any]:
    return []


def _balanced(*arguments: Any, precise: bool, fast: bool = False) -> str:
    return _TRAFILATURA(*arguments, precise=False, fast=fast)


_TRAFILATURA = body_rules._trafilatura
BODY_RULES: dict[str, tuple[Any, str, Any]] = {
    "precision preferred": (body_rules, "_trafilatura", _balanced),
    "full mode where lengths differ": (body_rules, "LIKE_LENGTH", (0.0, float("inf"))),
    "resiliparse where twice as long": (body_rules, "SHORT_RATIO", 0.0),
    "declared body as a net": (body_rules, "MIN_DECLARED_CHARS", float("inf")),
}
LINE_RULES: dict[str, tuple[Any, str, Any]] = {
    **{
        f"lines: {reason}": (sift_rules, "find_blocks", _without_reason(reason))
        for reason in ("newsletter", "follow_us", "pointer", "advert", "credit", "copyright", "date")
    },
    "headline out of the body": (sift_rules, "_headline", _nothing),
    "bylines out of the body": (sift_rules, "_bylines", _nothing),
    "notes on the author": (sift_rules, "author_notes", _nothing),
    "lines that are a date": (sift_rules, "is_date_line", lambda text: False),
}


@contextmanager
def _body_read_once() -> Iterator[None]:
    """Rules of lines leave the body as it is: it is read once a page for all of them."""
    bodies: dict[str, body_rules.Body] = {}

    def read(page: Any, url: str, linked: Any) -> body_rules.Body:
        if page.html not in bodies:
            bodies[page.html] = body_rules.extract_body(page, url, linked)
        return bodies[page.html]

    with mock.patch.object(clean_rules, "extract_body", read):
        yield


def without_each(predict: Callable[[], Predictions]) -> Iterator[tuple[str, Predictions]]:
    """(rule, predictions without it) for every rule."""
    for name, (module, attribute, value) in BODY_RULES.items():
        with mock.patch.object(module, attribute, value):
            yield name, predict()
    with _body_read_once():
        for name, (module, attribute, value) in LINE_RULES.items():
            with mock.patch.object(module, attribute, value):
                yield name, predict()


def with_repeated_lines(gold: dict[str, Any], predictions: Predictions, least_pages: int) -> Predictions:
    """Predictions less the lines that stand on at least so many other pages of the same host."""
    hosts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, item in gold.items():
        hosts[item["set"], item["host"]].append(key)
    return {key: found for keys in hosts.values() for key, found in _less_repeated(keys, predictions, least_pages)}


def _less_repeated(
    keys: Sequence[str], predictions: Predictions, least_pages: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    lines = {key: frozenset(predictions[key]["text"].splitlines()) for key in keys}
    for key in keys:
        others = [lines[other] for other in keys if other != key and not _is_same_page(lines[other], lines[key])]
        counts = Counter(line for other in others for line in other)
        kept = [line for line in predictions[key]["text"].splitlines() if counts[line] < least_pages]
        yield key, {**predictions[key], "text": "\n".join(kept)}


@cache
def _is_same_page(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME_PAGE_SHARE * min(len(one), len(other))
