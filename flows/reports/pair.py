"""The relation of two articles with its evidence, for the terminal or side by side as one HTML page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nightdesk.flows.models.matchers import LazyMatcher
from nightdesk.flows.reports.templating import render_page
from nightdesk.flows.run.terminal import printable
from nightdesk.transforms.records import Document, Link, Relation
from nightdesk.transforms.stories.compare import compare, profile
from nightdesk.transforms.stories.evidence.explain import ScoredPair, explain
from nightdesk.transforms.stories.evidence.side_by_side import AlignedRow, Piece, side_by_side
from nightdesk.transforms.stories.relate import Scored, decide
from nightdesk.transforms.stories.terms import EMPTY_FREQUENCIES
from nightdesk.warehouse.results import fetch
from nightdesk.warehouse.sql import statement

_STORED = {"copy": Relation.SAME_DOCUMENT, "derived": Relation.DERIVED_FROM}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of an edition, ``a`` the one with the smaller id, and what speaks for their relation."""

    a: dict[str, Any]
    b: dict[str, Any]
    link: Link
    is_stored: bool
    rows: list[AlignedRow]

    @property
    def evidence(self) -> dict[str, Any]:
        """The link's evidence."""
        found: dict[str, Any] = json.loads(self.link.evidence)
        return found


def pair_of(connection: duckdb.DuckDBPyConnection, id_a: str, id_b: str) -> Pair:
    """Two articles of an edition with what speaks for their relation."""
    a, b = (_row(connection, "why_article", {"article_id": article}) for article in (id_a, id_b))
    assert a is not None  # named_article found both
    assert b is not None
    stored = _row(connection, "why_link", {"a": id_a, "b": id_b})
    documents = _document(a), _document(b)
    link = _link(*documents, stored)
    return Pair(a, b, link, stored is not None, side_by_side(*documents))


def _row(connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, str]) -> dict[str, Any] | None:
    rows = fetch(connection.execute(statement(f"editions/{query}"), dict(parameters))).as_dicts()
    return rows[0] if rows else None


def _document(article: Mapping[str, Any]) -> Document:
    return Document(
        article_id=article["article_id"],
        title=article["title"],
        text=article["text"],
        published=article["published"],
        source_id=article["source_id"],
        language=article["language"],
        authors=tuple(name.strip() for name in (article["authors"] or "").split(";") if name.strip()),
        agency=article["agency"],
        outlet=article["outlet"],
    )


def _link(a: Document, b: Document, stored: Mapping[str, Any] | None) -> Link:
    """The link as grouping would explain it; relation and score are the stored ones where there are any."""
    features = compare(profile([a, b]), np.array([[0, 1]]), EMPTY_FREQUENCIES)
    matcher = LazyMatcher()
    if stored is None or stored["score"] is None:
        scored = decide(features, matcher.loaded.score(features))[0]
    else:
        scored = Scored(_STORED[stored["relation"]], stored["score"])
    return explain([ScoredPair(a, b, scored, tuple(features[0].tolist()))], matcher.version)[0]


def verdict(pair: Pair) -> str:
    """One sentence: what the two articles are to each other."""
    a, b = pair.a["source"], pair.b["source"]
    link = pair.link
    if link.relation is Relation.SAME_STORY:
        return f"{a} and {b} tell the same story, independently of each other."
    if link.relation is Relation.DIFFERENT:
        told = " They stand in one story for what others tell." if pair.a["story_id"] == pair.b["story_id"] else ""
        return f"{a} and {b} tell different things, as far as the two texts alone say.{told}"
    kind = "copy" if link.relation is Relation.SAME_DOCUMENT else "rewrite"
    if link.derived_article_id is None:
        return f"One is a {kind} of the other; which came first is unknown."
    copy, model = (a, b) if link.derived_article_id == link.article_id_a else (b, a)
    return f"{copy} is a {kind} of {model} (direction: {link.direction_confidence:.2f})."


def facts_of(pair: Pair) -> list[tuple[str, str]]:
    """(what, how much) of the evidence that is no sentence; empty findings are left out."""
    link, evidence = pair.link, pair.evidence
    basis = "stored in this edition" if pair.is_stored else "no link stored in this edition; computed from the texts"
    aligned = sum(row.is_aligned for row in pair.rows)
    found = [
        ("score", f"{link.score:.3f} for {link.relation.value.replace('_', ' ')} ({basis})"),
        ("signs of direction", _sides("; ".join(evidence.get("direction", [])), pair)),
        ("shared words", "" if link.shared_share is None else f"{link.shared_share:.0%} of the shorter text"),
        ("aligned in order", f"{aligned} sentences"),
        ("garble score", "" if link.garble_score is None else f"{link.garble_score:.2f} (0 clean, 1 garbled)"),
        ("shared rare words", ", ".join(evidence.get("shared_terms", []))),
        ("spelt otherwise", _arrows(evidence.get("spellings", []))),
        ("changed figures", _arrows(evidence.get("changed_numbers", []))),
        *((f"other names in {outlet_of(pair, side)}", ", ".join(names)) for side, names in _by_side(evidence)),
        ("broken lines", " / ".join(line for lines in evidence.get("broken_lines", {}).values() for line in lines)),
    ]
    return [(name, value) for name, value in found if value]


def outlet_of(pair: Pair, side: str) -> str:
    """The outlet on a side."""
    return str((pair.a if side == "a" else pair.b)["source"])


def _by_side(evidence: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return [(side, names) for side, names in evidence.get("other_names", {}).items()]


def _sides(signs: str, pair: Pair) -> str:
    """Signs with the outlets' names for their letters."""
    parts = (sign.rpartition(": ") for sign in signs.split("; ") if sign)
    return "; ".join(f"{name}: {outlet_of(pair, side)}" for name, _, side in parts)


def _arrows(pairs: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{a} / {b}" for a, b in pairs)


def show(console: Console, pair: Pair) -> None:
    """Shows the pair in the terminal."""
    console.print(Text(printable(verdict(pair)), style="bold"))
    facts = Table.grid(padding=(0, 2))
    for name, value in facts_of(pair):
        facts.add_row(Text(name, style="dim"), Text(printable(value)))
    console.print(facts)
    table = Table(title="Aligned sentences, differing words underlined", title_justify="left", show_lines=True)
    for article in (pair.a, pair.b):
        table.add_column(Text(printable(f"{article['source']} · {article['published'] or 'undated'}")), ratio=1)
    for row in pair.rows:
        if row.is_aligned:
            table.add_row(_marked(row.a), _marked(row.b))
    if table.row_count:
        console.print(table)


def _marked(pieces: Sequence[Piece]) -> Text:
    return Text.assemble(*((printable(piece.text), "bold underline" if piece.differs else "") for piece in pieces))


def render(pair: Pair) -> str:
    """The page as HTML that needs no network; every text is escaped by the template."""
    return render_page("why", case=pair, verdict=verdict(pair), facts=facts_of(pair), articles=(pair.a, pair.b))
