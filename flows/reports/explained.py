"""What cleaning did to files, line by line, for the terminal or as one HTML page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nightdesk.flows.reports.templating import render_page
from nightdesk.flows.run.terminal import printable
from nightdesk.transforms.clean.explain import ExplainedLine, Explanation
from nightdesk.transforms.records import Article, Rejection

_STYLES = {"kept": "green", "removed": "red", "left out": "dim"}
_LEFT_OUT_CHARS = 160  # of a run of lines that the extractor left out: enough to recognise a menu

Named = tuple[str, Explanation]


def runs(lines: Sequence[ExplainedLine]) -> list[tuple[str, list[ExplainedLine]]]:
    """Neighbouring lines of one fate together, as (fate, lines)."""
    return [(fate, list(group)) for fate, group in itertools.groupby(lines, key=lambda line: line.fate)]


def show(console: Console, name: str, explanation: Explanation) -> None:
    """Shows one file in the terminal: its outcome, the candidates for its fields, and its lines."""
    console.rule(Text(name), align="left")
    console.print(Text(outcome(explanation.result)))
    console.print(_metadata(explanation))
    for fate, lines in runs(explanation.lines):
        if fate == "left out":
            shown = " · ".join(line.text for line in lines)[:_LEFT_OUT_CHARS]
            console.print(_line(fate, f"{len(lines)} line{'s'[: len(lines) > 1]}: {shown}"))
        else:
            for line in lines:
                console.print(_line(line.fate, line.text or line.kept or "", line.reason))


def _line(fate: str, text: str, reason: str | None = None) -> Table:
    row = Table.grid(padding=(0, 2))
    row.add_column(width=12, style=_STYLES[fate])
    row.add_column(style="strike" if fate == "removed" else "dim" if fate == "left out" else "")
    row.add_row(reason or fate, Text(printable(text)))
    return row


def _metadata(explanation: Explanation) -> Table:
    table = Table("field", "basis", "value", title="Candidates, the best first", title_justify="left", show_edge=False)
    for field, basis, value in candidates(explanation):
        table.add_row(field, basis, Text(printable(value)), style="bold" if basis == "chosen" else "")
    return table


def candidates(explanation: Explanation) -> list[tuple[str, str, str]]:
    """(field, basis, value): the value chosen for each field of an article, then every candidate for it."""
    rows = []
    for field, chosen in _chosen(explanation.result):
        rows.append((field, "chosen", chosen or "none"))
        rows += [(field, item.basis, item.value) for item in explanation.candidates.get(field, ())]
    return rows


def _chosen(result: Article | Rejection) -> list[tuple[str, str | None]]:
    if isinstance(result, Rejection):
        return [("title", None), ("authors", None), ("published", None)]
    return [("title", result.title), ("authors", ", ".join(result.authors)), ("published", result.published)]


def outcome(result: Article | Rejection) -> str:
    """One line: how the body was read and what is flagged, or why there is no article."""
    if isinstance(result, Rejection):
        return f"rejected, {result.reason}: {result.detail}"
    count = len(result.removed)
    parts = (f"body by {result.method}", f"{count} blocks removed", f"flags: {', '.join(result.flags) or 'none'}")
    return " · ".join(parts)


def render(found: Sequence[Named]) -> str:
    """The page as HTML: each file's lines beside what the article keeps of them; every text is escaped."""
    files = [
        {
            "name": name,
            "outcome": outcome(item.result),
            "is_rejected": isinstance(item.result, Rejection),
            "candidates": candidates(item),
            "runs": runs(item.lines),
        }
        for name, item in found
    ]
    return render_page("explain", files=files)
