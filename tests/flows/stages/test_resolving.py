"""Names over nights: whatever the order they come in, the archive ends as if all had come at once."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from nightdesk.flows.stages import resolving
from nightdesk.transforms.names.resolution import name_answers
from nightdesk.transforms.names.resolution.name_answers import Question
from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import entity_names

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "deployments" / "matcher"))
from name_pairs import NameRoom

Name = tuple[str, str]

INVENTED = [(name, pair.type) for pair in NameRoom(3).pairs(40) for name in (pair.a, pair.b)]
PEOPLE = [name for name, type_ in INVENTED if type_ == "PERSON"]
SURNAMES = [(name.split()[-1], "PERSON") for name in PEOPLE[:30]]
NAMESAKES = [
    (f"{given} {surname}", "PERSON")
    for given in ("George W.", "George H. W.", "George", "G.", "Georg", "Maria", "Mario", "M.")
    for surname in ("Moss", "Mosse", "Lenz", "Lentz")
] + [("Moss", "PERSON"), ("Lenz", "PERSON"), ("Mosse", "PERSON")]
KNOWN = [("EU", "ORG"), ("European Union", "ORG"), ("Harbour Safety Agency", "ORG"), ("HSA", "ORG")]
ALL = [*INVENTED, *SURNAMES, *NAMESAKES, *KNOWN]
TOLD = (
    "select type, name, entity_id, entity_name, confidence, reason, mention_count from facts.entity_names order by all"
)


@pytest.fixture
def archive() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_working(None)) as connection:
        yield connection


def mention(connection: duckdb.DuckDBPyConnection, mentioned: Sequence[Name]) -> None:
    words = {"article_id": "a", "version": 1, "sentence_no": 0, "start": 0, "end": 1, "surface": "x", "kind": "name"}
    made = {"rule": "r", "confidence": 1.0, "extractor_version": "x"}
    rows = [{"mention_id": "m", "type": type_, "canonical": name} | words | made for name, type_ in mentioned]
    insert_rows(connection, "facts.mentions", rows)


def judge(connection: duckdb.DuckDBPyConnection, name: str, other: str | None) -> None:
    verdict = "split" if other is None else "merge"
    entity_names.record_judgement(connection, verdict, "PERSON", (name, other), "desk", datetime(2026, 3, 2))


def at_once(mentioned: Sequence[Name], judged: Sequence[tuple[str, str | None]] = ()) -> list[tuple[object, ...]]:
    """What the archive says when all of it comes in one night."""
    with closing(open_working(None)) as connection:
        mention(connection, mentioned)
        for name, other in judged:
            judge(connection, name, other)
        resolving.resolve_names(connection, 1)
        return connection.execute(TOLD).fetchall()


@pytest.mark.parametrize("seed", range(3))
def test_names_over_nights_end_as_names_at_once(archive: duckdb.DuckDBPyConnection, seed: int) -> None:
    """In any order; names judged, judgements taken back and names forgotten on the way make no difference."""
    dice = random.Random(seed)
    judged = [("George W. Moss", "Maria Lenz"), ("George Mosse", None), ("Mario Lentz", "Not Yet Heard")]
    mentioned = dice.choices(ALL, k=3 * len(ALL))
    for night in range(5):
        mention(archive, mentioned[night::5])
        if night == 1:
            judge(archive, "Georg Moss", "M. Lenz")
            mention(archive, [("Nikita Passing", "PERSON"), ("George H. Moss", "PERSON")])
        if night == 2:
            for name, other in judged:
                judge(archive, name, other)
        if night == 3:
            assert entity_names.withdraw_judgement(archive, 1, datetime(2026, 3, 2))
            archive.execute("delete from facts.mentions where canonical in ('Nikita Passing', 'George H. Moss')")
        resolving.resolve_names(archive, night)
    assert archive.execute(TOLD).fetchall() == at_once(mentioned, judged)


def test_a_night_compares_only_what_may_be_its_names(
    archive: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names met before are not compared again, and a night without news asks nothing."""
    mention(archive, ALL)
    resolving.resolve_names(archive, 1)
    asked: list[Question] = []
    monkeypatch.setattr(
        resolving.LazyNameMatcher, "judge", lambda _, questions: asked.extend(questions) or [0.0] * len(questions)
    )
    mention(archive, [*ALL, ("Dmytro Zhurenskyy", "PERSON")])
    resolving.resolve_names(archive, 2)
    assert not asked
    mention(archive, [("Dmitri Jurenskij", "PERSON")])
    resolving.resolve_names(archive, 3)
    assert len(asked) == 1


def test_other_rules_resolve_the_whole_archive_again(
    archive: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    mention(archive, ALL)
    monkeypatch.setattr(name_answers, "VERSION", "0")
    resolving.resolve_names(archive, 1)
    monkeypatch.undo()
    archive.execute("update facts.name_matches set score = 0")
    resolving.resolve_names(archive, 2)
    assert archive.execute(TOLD).fetchall() == at_once(ALL)
    (versions,) = archive.execute("select count(distinct resolver_version) from facts.name_blocks").fetchall()[0]
    assert versions == 1
