"""Pages made to hang an extractor end as article or rejection, in bounded time, and never lose text silently."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from faults.hostile_pages import LAST, PAGES

from nightdesk.flows.run.executor import Failed
from nightdesk.flows.run.processes import ProcessExecutor
from nightdesk.transforms.clean.article import clean, clean_baseline
from nightdesk.transforms.records import Article, Capture, Reason, Rejection

TIMEOUT_S = 20.0  # as in a night: clean_timeout_s
BASELINE_TIMEOUT_S = 5.0
ALL_S = 150.0  # 25 s on a quiet machine; five others working beside it took 80


def capture(name: str, page: str) -> Capture:
    at = datetime(2031, 5, 6, tzinfo=UTC)
    return Capture(name, "hostile", "https://example.org/a", None, at, "text/html", "utf-8", page.encode())


Outcome = Article | Rejection | Failed


@pytest.fixture(scope="module")
def cleaned() -> Iterator[tuple[dict[str, Outcome], float]]:
    """What the worker pool makes of every page, a simpler extraction after a time-out included, and the seconds."""
    executor = ProcessExecutor(2)
    started = time.monotonic()
    captures = [capture(name, page) for name, page in PAGES.items()]
    outcomes: dict[str, Outcome] = {}
    for item, result in zip(captures, executor.map(clean, captures, TIMEOUT_S), strict=True):
        if isinstance(result, Failed) and result.kind != "error":
            (result,) = executor.map(clean_baseline, [item], BASELINE_TIMEOUT_S)
        outcomes[item.capture_id] = result
    yield outcomes, time.monotonic() - started
    executor.close()


def test_no_page_hangs_or_ends_its_worker(cleaned: tuple[dict[str, Outcome], float]) -> None:
    assert {name: result for name, result in cleaned[0].items() if isinstance(result, Failed)} == {}


def test_all_pages_together_take_bounded_time(cleaned: tuple[dict[str, Outcome], float]) -> None:
    assert cleaned[1] < ALL_S


def test_no_page_loses_its_end_without_saying_so(cleaned: tuple[dict[str, Outcome], float]) -> None:
    """A page may declare another body than it shows; the method then says that the declaration was taken."""
    lost = {
        name: result.method
        for name, result in cleaned[0].items()
        if isinstance(result, Article) and LAST in PAGES[name] and LAST not in result.text
    }
    assert lost == {"JSON-LD with a body of words": "json_ld"}


def test_pages_that_a_parser_would_cut_off_are_rejected(cleaned: tuple[dict[str, Outcome], float]) -> None:
    cut = [name for name in PAGES if name.startswith(("nested beyond", "a text node of", "spans never closed"))]
    reasons = {result.reason for name in cut if isinstance(result := cleaned[0][name], Rejection)}
    assert all(isinstance(cleaned[0][name], Rejection) for name in cut)
    assert reasons == {Reason.PARSER_LIMIT, Reason.TOO_LARGE}
