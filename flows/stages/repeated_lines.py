"""Lines that a source repeats across its own pages: learned at the end of a run, taken out of what comes later.

An article is always cleaned with what was known when it was first seen: learning makes no new version of an old
article, and the same captures give the same texts whatever was learned since.
"""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.flows.run.lifecycle import Run
from nightdesk.transforms.clean.boilerplate import MAX_LINE_CHARS
from nightdesk.transforms.web.urls import normalize_url
from nightdesk.warehouse.tables import repeated_lines
from nightdesk.warehouse.tables.staging import PendingCapture

# of a source's latest articles: what its template prints stands on many of them, and the cost of a night stays bounded
_WINDOW_ARTICLES = 300
# Two stories would be enough for furniture, but agencies repeat background sentences word for word across stories.
_LEAST_STORIES = 3


class RepeatedLines:
    """What was known at the beginning of a run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lines = repeated_lines.repeated_lines(run.connection)

    def of(self, pending: Sequence[PendingCapture]) -> list[frozenset[str]]:
        """For each capture the lines its source was known to repeat when its article was first seen."""
        names = {row.capture_id: _names(row) for row in pending if row.source_id in self._lines}
        listed = [name for group in names.values() for name in group]
        first = repeated_lines.first_runs(self._run.connection, listed) if listed else {}
        return [
            self._known(row.source_id, [first[name] for name in names.get(row.capture_id, ()) if name in first])
            for row in pending
        ]

    def _known(self, source_id: str, first_runs: Sequence[int]) -> frozenset[str]:
        first_run_seq = min(first_runs, default=self._run.run_seq)
        return frozenset(line for line, known in self._lines.get(source_id, ()) if known < first_run_seq)


def _names(row: PendingCapture) -> tuple[str, ...]:
    found = (row.url, normalize_url(row.url), normalize_url(row.final_url) if row.final_url else row.url)
    return tuple(dict.fromkeys(found))


def learn_repeated_lines(run: Run) -> None:
    """Looks at the latest articles of every source, grouped into stories by now."""
    with run.transaction():
        repeated_lines.learn_repeated_lines(
            run.connection,
            run.run_seq,
            most_articles=_WINDOW_ARTICLES,
            least_stories=_LEAST_STORIES,
            most_chars=MAX_LINE_CHARS,
        )
