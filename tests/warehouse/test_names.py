"""Names of the archive: a name that comes to stand for another entity sends its stories back to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import entity_names

STORIES = {"s1": "Ada Quill", "s2": "Mara Brandt"}
"""Two stories, each with an article that names one person."""


@pytest.fixture
def archive() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_working(None)) as connection:
        for story, name in STORIES.items():
            article = {"article_id": f"a-{story}", "run_seq": 1, "story_id": story}
            membership = {"copy_id": "c", "origin_id": "o", "relation": "original", "matcher_version": "m"}
            mention = {"mention_id": story, "article_id": f"a-{story}", "version": 1, "sentence_no": 0}
            words = {"start": 0, "end": len(name), "surface": name, "type": "PERSON", "kind": "name", "canonical": name}
            made = {"rule": "r", "confidence": 1.0, "extractor_version": "x"}
            insert_rows(connection, "stories.memberships", [article | membership])
            insert_rows(connection, "facts.mentions", [mention | words | made])
            done = {"story_id": story, "fingerprint": "f", "run_seq": 1, "reconcile_version": "v"}
            insert_rows(connection, "facts.reconciliations", [done])
        yield connection


def waiting(archive: duckdb.DuckDBPyConnection, resolution: dict[str, str]) -> set[str]:
    """Stores which name stands for which; returns the stories that are to be compared again."""
    made = {"type": "PERSON", "confidence": 1.0, "reason": "r", "run_seq": 1, "resolver_version": "1"}
    rows = [{"name": name, "entity_id": entity, "entity_name": entity, **made} for name, entity in resolution.items()]
    entity_names.store_entity_names(archive, rows, [])
    done = archive.execute("from facts.reconciliations select story_id").fetchall()
    return STORIES.keys() - {row[0] for row in done}


def test_stories_of_a_renamed_entity_are_compared_again(archive: duckdb.DuckDBPyConnection) -> None:
    """Only they: a name that nobody had resolved before, or the same resolution again, changes nothing."""
    apart = {name: name for name in STORIES.values()}
    assert waiting(archive, apart) == set()
    assert waiting(archive, apart) == set()
    assert waiting(archive, apart | {"Ada Quill": "Mara Brandt"}) == {"s1"}
