"""Every check holds on a sound warehouse, and finds the fault it is there for."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.publishing.checks import ChecksFailed, refuse_failures, run_check, run_checks
from nightdesk.warehouse.publishing.marts import build_marts, marts, remember_build
from nightdesk.warehouse.sql import sql_files
from nightdesk.warehouse.upkeep.integrity import prove_tables

Connection = duckdb.DuckDBPyConnection

FAULTS = {
    "accounting": "update ops.stage_reports set seen = seen + 1 where run_seq = 1",
    "base_keys": "insert into facts.mentions select * from facts.mentions",
    "complete_marts": "delete from marts.quotes",
    "contested_sides": "update marts.contested_figures set origin_id = 'one'",
    "current_versions": "update staging.article_versions set known_until = null where version = 1",
    "derivations": "update stories.memberships set origin_id = 'other' where article_id = 'ferry-copy'",
    "dry_sources": "insert into raw.sources by name select 'quiet' as source_id, 'Quiet' as name, 'feed' as kind,"
    " 2 as run_seq, 5 as min_articles_per_day",
    "extracted": "delete from facts.extractions where article_id = 'trees' and version = 2",
    "flat_types": "alter table marts.articles add column tags varchar[]",
    "intervals": "update facts.quantities set low = 30, high = 20 where quantity_id = 'ferry-post-1'",
    "memberships": "update marts.articles set story_id = null where article_id = 'trees'",
    "publication_times": "update marts.articles set published_at = first_seen_at + interval 3 days",
    "quote_pieces": "update facts.quotes set pieces = [[pieces[2][1], pieces[2][2]]] where quote_id = 'q ferry'",
    "references": "update facts.answers set quantity_id = 'nobody'",
    "shares": "update stories.links set shared_share = 1.5",
    "some_articles": "delete from marts.articles",
    "spans": "update facts.commitments set condition_end = 9999",
    "surfaces": 'update facts.quantities set start = start + 1, "end" = "end" + 1',
}
"""What breaks each written check, and only has to break that one."""


@pytest.fixture
def built(warehouse: Connection) -> Connection:
    """The small warehouse with its marts."""
    build_marts(warehouse)
    return warehouse


def test_sound_warehouse_passes_every_check(built: Connection) -> None:
    """No check finds a row, and every mart has its key checked."""
    results = run_checks(built)
    assert [result for result in results if result.failing_rows] == []
    assert {f"key_of_{model.table}" for model in marts()} <= {result.name for result in results}


def test_a_warehouse_that_never_published_can_be_proved() -> None:
    """Nothing is at fault where nothing was built yet: no check misses a table."""
    with closing(open_working(None)) as connection:
        assert list(prove_tables(connection)) == []


def test_every_check_has_its_fault() -> None:
    """A check nobody has seen fail proves nothing."""
    assert sorted(FAULTS) == [name for name, _ in sql_files("checks")]


@pytest.mark.parametrize("name", FAULTS)
def test_check_finds_its_fault(built: Connection, name: str) -> None:
    """The check returns the rows at fault and says what it holds."""
    built.execute(FAULTS[name])
    result = next(result for result in run_checks(built) if result.name == name)
    assert result.failing_rows > 0
    assert 0 < len(result.sample) <= 5
    assert len(result.sample[0]) == len(result.columns)
    assert result.description.endswith(".")


def test_doubled_key_of_a_mart_fails(built: Connection) -> None:
    """The key in the header is checked on every build."""
    built.execute("insert into marts.stories select * from marts.stories limit 1")
    result = next(result for result in run_checks(built) if result.name == "key_of_stories")
    assert result.failing_rows == 1
    assert result.stops_the_edition


def test_all_rows_at_fault_are_counted_but_few_are_shown(built: Connection) -> None:
    """A fault in many rows shows five of them."""
    built.execute("insert into staging.articles select articles.* from staging.articles, range(4)")
    built.execute("update staging.articles set article_id = article_id || rowid where rowid >= 5")
    result = next(result for result in run_checks(built) if result.name == "current_versions")
    assert (result.failing_rows, len(result.sample)) == (20, 5)


def test_refusal_names_the_check_and_a_row(built: Connection) -> None:
    """The message of a failed check is enough to go and look."""
    built.execute(FAULTS["accounting"])
    with pytest.raises(ChecksFailed, match=r"accounting: 1 row \(run_id=run-1, stage=clean"):
        refuse_failures(run_checks(built))


def test_warnings_do_not_stop_an_edition(built: Connection) -> None:
    """Severity warn is told, not enforced."""
    built.execute(FAULTS["extracted"])
    results = run_checks(built)
    refuse_failures(results)
    assert [result.name for result in results if result.failing_rows] == ["extracted"]


def test_facts_of_articles_that_stand_as_published_are_read_by_a_proof_only(built: Connection) -> None:
    """A night reads the facts of the articles it touched; an audit reads all."""
    remember_build(built, "e1")
    build_marts(built)
    built.execute(FAULTS["surfaces"])
    assert next(result for result in run_checks(built) if result.name == "surfaces").failing_rows == 0
    assert run_check(built, "surfaces", dict(sql_files("checks"))["surfaces"]).failing_rows > 0
