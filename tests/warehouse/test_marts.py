"""What the summary tables say about a small warehouse of invented articles."""

from __future__ import annotations

import duckdb
import pytest

from nightdesk.warehouse.publishing.marts import build_marts, marts

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def built(warehouse: Connection) -> Connection:
    """The small warehouse with its marts."""
    build_marts(warehouse)
    return warehouse


def rows(connection: Connection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()


def test_building_twice_gives_the_same_rows_in_the_same_order(built: Connection) -> None:
    """A second build replaces every table by an equal one."""
    before = {model.table: rows(built, f"from {model.header.model}") for model in marts()}
    counts = build_marts(built)
    assert {model.table: rows(built, f"from {model.header.model}") for model in marts()} == before
    assert counts == {model.header.model: len(before[model.table]) for model in marts()}


def test_tables_do_not_depend_on_the_order_of_the_rows_below(built: Connection) -> None:
    """Base tables filled the other way round, and read by several threads, give the same marts."""
    before = {model.table: rows(built, f"from {model.header.model}") for model in marts()}
    below = "select schema_name || '.' || table_name from duckdb_tables() where schema_name not in ('marts', 'main')"
    for (table,) in built.execute(below).fetchall():
        built.execute(f"create or replace table {table} as select * from {table} order by all desc")
    build_marts(built)
    assert {model.table: rows(built, f"from {model.header.model}") for model in marts()} == before


def test_failed_build_leaves_the_old_tables(built: Connection) -> None:
    """When one model cannot be built, no mart changes."""
    built.execute("delete from staging.articles")
    built.execute("drop table stories.links")
    with pytest.raises(duckdb.CatalogException):
        build_marts(built)
    assert rows(built, "select count(*) from marts.articles") == [(5,)]


def test_stories_count_testimonies_beside_articles(built: Connection) -> None:
    """Three articles, one of them rewritten from another, are two independent origins."""
    assert rows(
        built,
        "select headline, article_count, independent_origins, derived_count, contested_count, copied_error_count"
        " from marts.stories where story_id = 'story-ferry'",
    ) == [("Ferry strikes barge on Lake Ardo", 3, 2, 1, 1, 1)]


def test_withdrawn_articles_are_flagged_and_nowhere_else(built: Connection) -> None:
    """The article is listed with its reason; its mention, its count and its figure are gone."""
    assert rows(built, "select article_id, withdrawn_reason from marts.articles where is_withdrawn") == [
        ("ferry-gone", "410 gone")
    ]
    for table in ("mentions", "figures", "quotes", "commitments", "copies", "contested_figures"):
        columns = [row[0] for row in rows(built, f"describe marts.{table}")]
        ids = [column for column in columns if column.endswith("article_id")]
        assert ids
        for column in ids:
            assert rows(built, f"select count(*) from marts.{table} where {column} = 'ferry-gone'") == [(0,)]


def test_figures_of_old_versions_stay_out(built: Connection) -> None:
    """Only the current version of an article speaks."""
    assert rows(built, "select surface from marts.figures where article_id = 'trees'") == [("26 trees",)]


def test_copies_name_both_sides_and_the_delay(built: Connection) -> None:
    """A copy made three hours later says so."""
    assert rows(
        built,
        "select original_source, copy_source, relation, shared_share, garble_score, hours_later from marts.copies",
    ) == [("Harbour Times", "Daily Digest", "derived", 0.95, 0.6, 3.0)]


def test_delay_is_unknown_where_only_a_day_is_known(warehouse: Connection) -> None:
    """Midnight stands in for an unknown time of day and is never subtracted."""
    warehouse.execute("update staging.article_versions set published = '2026-03-01' where article_id = 'ferry'")
    build_marts(warehouse)
    assert rows(warehouse, "select hours_later, days_later from marts.copies") == [(None, 0)]


def test_every_contested_figure_shows_the_other_side_and_its_sentence(built: Connection) -> None:
    """Each source has its own row with the sentence that holds the figure."""
    found = rows(
        built,
        'select source, surface, against, sentence, substr(text, start + 1, "end" - start) = surface'
        " from marts.contested_figures inner join marts.article_texts using (article_id)"
        " where verdict = 'contested'",
    )
    assert found == [
        (
            "Harbour Times",
            "Twelve people",
            "About 20 people (post)",
            "Twelve people were hurt, the fire service said.",
            True,
        ),
        (
            "post",
            "About 20 people",
            "Twelve people (Harbour Times)",
            "About 20 people were injured when the Merle hit a barge, witnesses told this newspaper.",
            True,
        ),
    ]


def test_copied_error_names_who_introduced_it(built: Connection) -> None:
    """The copy stands beside the figure it was copied from."""
    assert rows(
        built,
        "select copy_source, copy_surface, original_source, original_surface, ratio, is_introduced_here"
        " from marts.copied_errors",
    ) == [("Daily Digest", "120 people", "Harbour Times", "Twelve people", 10.0, True)]


def test_error_copied_along_was_not_introduced_by_the_second_copy(warehouse: Connection) -> None:
    """A copy of the erroneous copy repeats its figure; only the first is named as its origin."""
    warehouse.execute(
        "update stories.memberships set derived_from_article_id = 'ferry-copy', relation = 'derived',"
        " origin_id = 'ferry' where article_id = 'ferry-post'"
    )
    warehouse.execute(
        "insert into facts.answers by name"
        " select 'hurt-copy' as slot_id, 'story-ferry' as story_id, 'ferry-post-1' as quantity_id,"
        " 'ferry-post' as article_id, 'ferry' as origin_id, 1 as group_no, true as is_error, '1' as reconcile_version"
    )
    build_marts(warehouse)
    assert rows(warehouse, "select copy_article_id, is_introduced_here from marts.copied_errors order by 1") == [
        ("ferry-copy", True),
        ("ferry-post", False),
    ]


def test_agreed_fact_needs_two_independent_origins(warehouse: Connection) -> None:
    """A figure and its copy are one testimony; a second origin makes it agreed."""
    warehouse.execute("update facts.questions set verdict = 'agree'")
    build_marts(warehouse)
    assert rows(
        warehouse,
        "select slot_id, surface, independent_origins, article_count, wordings from marts.agreed_facts",
    ) == [("hurt", "Twelve people", 2, 2, "About 20 people; Twelve people")]


def test_quotes_join_their_pieces_and_leave_out_scare_quotes(built: Connection) -> None:
    """The attribution between the pieces is no part of the quote; the speaker has a key."""
    found = rows(built, "select speaker, quote, kind, speaker_id, speaker_words from marts.quotes order by article_id")
    whole = ("Ines Varga", "We heard a crash, … and then the lights went out.", "direct", "e Ines Varga")
    assert found == [(*whole, "skipper Ines Varga")] * 2


def test_commitments_show_their_condition(built: Connection) -> None:
    """One row per actor, with what is offered and on which condition."""
    assert rows(built, "select actor, modality, action, condition, source from marts.commitments") == [
        ("Ardo", "offered", "pay for the repairs", "if the owner agrees", "Harbour Times")
    ]


def test_people_and_places_count_testimonies(built: Connection) -> None:
    """A place mentioned by an article and by its copy has one independent origin."""
    assert rows(built, "select name, article_count, independent_origins from marts.places") == [("Lake Ardo", 2, 1)]
    assert rows(built, "select name, quote_count from marts.people") == [("Ines Varga", 2)]
    assert rows(built, "select sum(mention_count)::bigint from marts.entity_mentions_daily") == [(3,)]


def test_names_tell_whose_they_are_how_surely_and_why(warehouse: Connection) -> None:
    """The doubtful first, a person's decision marked; a name only a withdrawn article uses stays out."""
    warehouse.execute(
        "update facts.mentions set canonical = case when article_id = 'ferry-gone' then 'Ardo Sea' else 'The Lake' end"
        " where type = 'PLACE' and article_id != 'ferry'"
    )
    for name, reason, confidence in (("The Lake", "judged: one entity", 1), ("Ardo Sea", "spellings of one name", 0.9)):
        warehouse.execute(
            "insert into facts.entity_names by name select entity_id, entity_name, type, run_seq, resolver_version,"
            " $name as name, $reason as reason, $confidence as confidence from facts.entity_names where type = 'PLACE'"
            " limit 1",
            {"name": name, "reason": reason, "confidence": confidence},
        )
    build_marts(warehouse)
    found = rows(warehouse, "select name, entity, is_judged, mention_count, names_of_entity from marts.entity_names")
    assert sorted(found) == [
        ("Ines Varga", "Ines Varga", False, 1, 1),
        ("Lake Ardo", "Lake Ardo", False, 1, 2),
        ("The Lake", "Lake Ardo", True, 1, 2),
    ]
    assert found[-1][0] == "Ines Varga"


def test_changes_between_versions_are_paired(built: Connection) -> None:
    """25 trees became 26, the headline changed, one article was withdrawn; nothing else."""
    assert rows(built, "select change, before, after, value_before, value_after from marts.fact_changes") == [
        ("withdrawn", "No one hurt on lake", "410 gone", None, None),
        ("headline_changed", "Trees for Mill Lane", "More trees for Mill Lane", None, None),
        ("figure_changed", "25 trees", "26 trees", 25.0, 26.0),
    ]
    assert rows(
        built, "select version, fact_change_count, is_current from marts.article_versions where article_id = 'trees'"
    ) == [(2, 2, True), (1, 0, False)]


def test_figure_that_only_moved_is_no_change(warehouse: Connection) -> None:
    """The same figure at another place is the same figure."""
    warehouse.execute(
        "update facts.quantities set value = 26, low = 26, high = 26, start = start + 1 where quantity_id = 'trees-1'"
    )
    build_marts(warehouse)
    assert rows(warehouse, "select change from marts.fact_changes where article_id = 'trees'") == [
        ("headline_changed",)
    ]


def test_versions_without_facts_are_not_compared(warehouse: Connection) -> None:
    """As long as a version was not extracted, its figures are unknown, not removed."""
    warehouse.execute("delete from facts.extractions where article_id = 'trees' and version = 2")
    warehouse.execute("delete from facts.quantities where article_id = 'trees' and version = 2")
    build_marts(warehouse)
    assert rows(warehouse, "select change from marts.fact_changes where article_id = 'trees'") == [
        ("headline_changed",)
    ]


def test_timeline_counts_new_and_total_origins(warehouse: Connection) -> None:
    """A second origin a day later is new, and the totals grow."""
    warehouse.execute(
        "update staging.article_versions set published_at = '2026-03-02 09:00:00' where article_id = 'ferry-post'"
    )
    build_marts(warehouse)
    assert rows(
        warehouse,
        "select day::varchar, article_count, independent_origins, new_origins, article_total, origin_total"
        " from marts.story_timeline where story_id = 'story-ferry'",
    ) == [("2026-03-01", 2, 1, 1, 2, 1), ("2026-03-02", 1, 1, 1, 3, 2)]
    assert rows(warehouse, "select day::varchar, new_story_count, corroborated_count from marts.daily_stories") == [
        ("2026-03-02", 0, 1),
        ("2026-03-01", 2, 0),
    ]


def test_sources_show_originality_and_errors(built: Connection) -> None:
    """An outlet of which only an article is known still has a row, under its key."""
    assert rows(
        built,
        "select source, article_count, originality_share, contested_claim_count, error_count, withdrawn_count,"
        " rejected_count from marts.sources",
    ) == [
        ("Daily Digest", 1, 0.0, 0, 1, 0, 0),
        ("Harbour Times", 2, 1.0, 1, 0, 0, 1),
        ("post", 1, 1.0, 1, 0, 1, 0),
    ]


def test_utterance_shows_each_wording_with_its_outlet(built: Connection) -> None:
    """A copy repeats the words: two articles, one testimony."""
    assert rows(
        built,
        "select speaker, wording, source, wording_count, article_count, independent_origins from marts.utterances",
    ) == [
        ("Ines Varga", "We heard a crash,", "Harbour Times", 1, 2, 1),
        ("Ines Varga", "We heard a crash,", "Daily Digest", 1, 2, 1),
    ]


def test_stance_change_shows_the_commitment_with_its_condition(built: Connection) -> None:
    """The commitment stands there with its sentence and its condition, once for all its actors."""
    built.execute("insert into facts.commitments select * replace ('Ines Varga' as actor) from facts.commitments")
    build_marts(built)
    assert rows(built, "select actor, deed, reason, modality, condition, source from marts.stance_changes") == [
        ("Ardo", "pay repair", "softened", "offered", "if the owner agrees", "Harbour Times")
    ]
