"""Candidates: pairs of fresh articles worth comparing, by bands in the whole archive and by terms in the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from nightdesk.transforms.stories.blocking import Postings, Texts, nearest
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.grouping import IdPair, Span

WINDOW_DAYS = 14
"""Articles further apart are no candidates by terms. Recall and cost are in deployments/matcher/README.md."""

MOST_IN_BAND = 32
"""Larger buckets give a star, not every pair."""

COMMON_TEXTS, COMMON_SHARE = 100, 0.02
"""Terms that more texts of the window hold do not join, or a larger share of them, whichever is more."""


def candidates(connection: duckdb.DuckDBPyConnection, fresh: Sequence[str], span: Span) -> list[IdPair]:
    """Pairs of fresh representatives with anything stored; each pair once, smaller id first."""
    by_band = grouping.band_candidates(connection, fresh, MOST_IN_BAND)
    return sorted({*by_band, *_by_terms(connection, fresh, span)})


def _by_terms(connection: duckdb.DuckDBPyConnection, fresh: Sequence[str], span: Span) -> set[IdPair]:
    texts = grouping.window_texts(connection, fresh, span)
    ceiling = max(COMMON_TEXTS, round(COMMON_SHARE * texts.num_rows))
    held = grouping.postings(connection, fresh, span, ceiling)
    ids = texts.column("article_id")
    pairs = nearest(
        Texts(*(_array(texts, name) for name in ("published_day", "seen_day", "term_mass", "is_fresh"))),
        Postings(
            term=_array(held, "term_key"),
            text=pc.index_in(held.column("article_id"), value_set=ids).to_numpy().astype(np.int64),
            weight=_array(held, "weight"),
        ),
        WINDOW_DAYS,
    )
    sides = (ids.take(pa.array(side)).to_pylist() for side in (pairs.min(axis=1), pairs.max(axis=1)))
    return set(zip(*sides, strict=True))


def _array(table: pa.Table, name: str) -> npt.NDArray[Any]:
    return np.asarray(table.column(name).to_numpy())
