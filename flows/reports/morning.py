"""The morning page: an edition as one HTML file that needs no network."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

import duckdb
from markupsafe import Markup, escape

from nightdesk.flows.reports.charts import Mark, copy_picture, figure_marks, sparkline
from nightdesk.flows.reports.templating import render_page
from nightdesk.warehouse.results import fetch
from nightdesk.warehouse.sql import statement

PageRow = dict[str, Any]

PICTURED_STORIES = 6
"""Stories shown with a picture; the others are a list."""

CONTESTED_FIGURES = 300
"""Contested figures shown at most, those of the newest stories."""

VERDICTS = {
    "contested": "Sources contradict each other.",
    "scale_error": "A power of ten apart.",
    "copied_error": "A copy changed the figure.",
}
CHANGES = {
    "headline_changed": "headline changed",
    "figure_changed": "figure changed",
    "figure_added": "figure added",
    "figure_removed": "figure removed",
    "quote_added": "quote added",
    "quote_removed": "quote removed",
    "withdrawn": "withdrawn",
}


def render(connection: duckdb.DuckDBPyConnection) -> str:
    """The page of an open edition as HTML; every text from articles is escaped by the template."""
    (about,) = _rows(connection, "edition")
    night = {"began_at": about["began_at"]}
    stories = _rows(connection, "stories", night)
    pictured = stories[:PICTURED_STORIES]
    return render_page(
        "morning",
        edition=about,
        stories=_pictured(connection, pictured, night),
        more_stories=stories[PICTURED_STORIES:],
        slots=[_slot(claims) for claims in _grouped(_contested(connection), "slot_id")],
        quotes=_grouped(_rows(connection, "quotes", night), "utterance_id"),
        stances=_grouped(_rows(connection, "stances"), "stance_id"),
        commitments=_rows(connection, "commitments", night),
        changes=_rows(connection, "changes", night),
        sources=[row | {"bars": sparkline(row["daily_counts"])} for row in _rows(connection, "sources")],
        checks=_rows(connection, "checks"),
        languages=fetch(connection.execute(statement("editions/status_languages"))).as_dicts(),
        rejections=_rows(connection, "rejections", night),
        verdicts=VERDICTS,
        changed=CHANGES,
        marking=marking,
    )


def _rows(connection: duckdb.DuckDBPyConnection, name: str, parameters: PageRow | None = None) -> list[PageRow]:
    return fetch(connection.execute(statement(f"editions/morning_{name}"), parameters)).as_dicts()


def _contested(connection: duckdb.DuckDBPyConnection) -> list[PageRow]:
    return fetch(connection.execute(statement("editions/contested_figures"), {"most": CONTESTED_FIGURES})).as_dicts()


def _grouped(rows: Iterable[PageRow], key: str) -> list[list[PageRow]]:
    return [list(group) for _, group in itertools.groupby(rows, key=lambda row: row[key])]


def _pictured(connection: duckdb.DuckDBPyConnection, stories: list[PageRow], night: PageRow) -> list[PageRow]:
    """The stories with a picture of their articles where there is more than one."""
    ids = [story["story_id"] for story in stories]
    articles = _grouped(_rows(connection, "articles", {**night, "story_ids": ids}), "story_id")
    told = {group[0]["story_id"]: group for group in articles if len(group) > 1}
    return [
        story
        | {
            "picture": copy_picture(told[story["story_id"]]) if story["story_id"] in told else None,
            "copies": [row for row in told.get(story["story_id"], ()) if row["original_source"]],
        }
        for story in stories
    ]


def _slot(claims: list[PageRow]) -> PageRow:
    marks = figure_marks(claims)
    return {
        "claims": claims,
        "marked": [(claim, mark, _in_words(claim, mark)) for claim, mark in zip(claims, marks, strict=True)],
    }


def _in_words(claim: PageRow, mark: Mark) -> str:
    """What a mark shows, for those who do not see it."""
    if not mark.is_open_left and not mark.is_open_right:
        low, high = claim["low"], claim["high"]
        return f"exactly {low:,g}" if low == high else f"between {low:,g} and {high:,g}"
    if mark.is_open_left and mark.is_open_right:
        return "without bounds"
    return f"at most {claim['high']:,g}" if mark.is_open_left else f"at least {claim['low']:,g}"


def marking(sentence: str | None, words: str | None) -> Markup:
    """The sentence, escaped, with the first place marked where the words stand on their own."""
    text = sentence or ""
    match = re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)", text) if words else None
    if match is None:
        return escape(text)
    before, after = text[: match.start()], text[match.end() :]
    return Markup("{}<mark>{}</mark>{}").format(before, match[0], after)
