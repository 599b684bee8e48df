"""One article with its facts marked in the text, for the terminal or as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nightdesk.flows.errors import UsageError
from nightdesk.flows.reports.templating import render_page
from nightdesk.flows.run.terminal import printable
from nightdesk.warehouse.results import fetch
from nightdesk.warehouse.sql import statement

STYLES = {
    "quote": "italic",
    "commitment": "underline",
    "figure": "bold yellow",
    "date": "bold magenta",
    "person": "bold green",
    "organisation": "bold blue",
    "place": "bold cyan",
    "name": "bold",
}
"""Kinds of facts from the longest to the shortest, so that a figure shows inside a quote."""


class Fact(NamedTuple):
    """A fact with its place in the text."""

    kind: str
    meaning: str
    start: int
    end: int


def named_article(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    """The one article that a key, its beginning or the end of an address names.

    Raises:
        UsageError: none does, or several do; the message lists them.
    """
    try:
        rows = fetch(connection.execute(statement("editions/article_named"), {"name": name})).as_dicts()
    except duckdb.CatalogException:
        raise UsageError("this edition was published without texts; there is nothing to show") from None
    if not rows:
        raise UsageError(f'no article {name!r} in the edition; nightdesk sql "select article_id, title from articles"')
    if len(rows) > 1:
        listed = "\n".join(f"  {row['article_id']}  {row['path_or_url']}" for row in rows)
        raise UsageError(f"{name!r} names {len(rows)} articles:\n{listed}")
    return rows[0]


def show(console: Console, article: dict[str, Any], found: Sequence[Fact]) -> None:
    """The marked text, then every fact with its characters."""
    console.print(Text(printable(article["title"] or "without a headline"), style="bold"))
    console.print(Text(printable(_origin(article)), style="dim"))
    console.print(Text(" ").join(Text(kind, style=style) for kind, style in STYLES.items()))
    console.print()
    console.print(marked(article["text"], found))
    console.print()
    table = Table("start", "end", "kind", "words", "meaning", box=None, padding=(0, 2, 0, 0))
    for fact in found:
        words = _line(article["text"][fact.start : fact.end])
        table.add_row(
            str(fact.start), str(fact.end), Text(fact.kind, STYLES[fact.kind]), words, Text(printable(fact.meaning))
        )
    console.print(table)


def marked(text: str, found: Sequence[Fact]) -> Text:
    """The text with every fact in the style of its kind; control characters, which drive a terminal, are replaced."""
    shown = Text(printable(text))
    for kind, style in STYLES.items():
        for fact in found:
            if fact.kind == kind:
                shown.stylize(style, fact.start, fact.end)
    return shown


def _line(words: str) -> Text:
    """Words on one line, cut where they are many."""
    line = printable(" ".join(words.split()))
    return Text(line if len(line) <= 60 else f"{line[:59]}…")


def _origin(article: dict[str, Any]) -> str:
    """Outlet, day, address and key; withdrawn articles say so, for their facts are left out."""
    day = article["published_at"].strftime("%d %B %Y") if article["published_at"] else "undated"
    parts = (article["source"], day, article["path_or_url"], article["article_id"])
    return " · ".join(parts) + (" · withdrawn: its facts are left out" if article["is_withdrawn"] else "")


def segments(text: str, found: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """The text cut wherever a fact begins or ends, each piece with the facts that cover it, the longest first."""
    cuts = sorted({0, len(text), *(fact.start for fact in found), *(fact.end for fact in found)})
    for start, end in pairwise(cuts):
        yield text[start:end], [fact for fact in found if fact.start <= start and end <= fact.end]


def render(article: dict[str, Any], found: Sequence[Fact]) -> str:
    """The page as HTML that needs no network; every text is escaped by the template."""
    return render_page(
        "facts",
        article=article,
        origin=_origin(article),
        kinds=[kind for kind in STYLES if any(fact.kind == kind for fact in found)],
        segments=list(segments(article["text"], found)),
        facts=[(fact, article["text"][fact.start : fact.end]) for fact in found],
    )
