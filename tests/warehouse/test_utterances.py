"""Utterances and stance changes in the working database: read by story, replaced whole."""

from __future__ import annotations

import duckdb

from nightdesk.warehouse.publishing.marts import build_marts
from nightdesk.warehouse.tables.utterances import store_stance_changes, store_utterances, story_quotes, story_stances

Connection = duckdb.DuckDBPyConnection
LINE: dict[str, object] = {
    "quote_id": "q ferry",
    "article_id": "ferry",
    "start": 110,
    "end": 120,
    "surface": "We heard a",
    "speaker": None,
    "wording_no": 0,
}


def test_quotes_of_a_story_come_piece_by_piece(warehouse: Connection) -> None:
    """The words of each piece with its place; scare quotes stay out."""
    found = story_quotes(warehouse, ["story-ferry", "story-trees"])
    assert list(found) == ["story-ferry"]
    quote_id, article_id, speaker, pieces = found["story-ferry"][0]
    assert (quote_id, article_id, speaker) == ("q ferry", "ferry", "Ines Varga")
    assert [words for _, words in pieces] == ["We heard a crash,", "and then the lights went out."]


def test_commitments_come_under_the_name_of_the_archive(warehouse: Connection) -> None:
    """An actor whom articles call by different names is one."""
    warehouse.execute("update facts.entity_names set name = 'Ardo', entity_name = 'Town of Ardo' where type = 'PLACE'")
    assert story_stances(warehouse, ["story-ferry"]) == {
        "story-ferry": [("c1", "ferry", "Town of Ardo", "pay for the repairs", "positive", "offered")]
    }


def test_a_stance_change_names_its_actor_as_the_commitment_does(warehouse: Connection) -> None:
    """One name can be a person, an organisation and a place; whoever is meant is the same in every table."""
    warehouse.execute("delete from facts.entity_names where name = 'Ardo'")
    warehouse.execute(
        "insert into facts.entity_names by name "
        + " union all ".join(
            f"select 'Ardo' as name, '{type_}' as type, 'e {type_}' as entity_id, 'Ardo ({type_})' as entity_name,"
            " 1 as run_seq, '1' as resolver_version"
            for type_ in ("PLACE", "ORG", "PERSON")
        )
    )
    ((commitment_id, article_id, actor, *_),) = story_stances(warehouse, ["story-ferry"])["story-ferry"]
    change = {"actor": actor, "deed": "pay repair", "reason": "softened", "commitment_id": commitment_id}
    store_stance_changes(warehouse, 3, {"story-ferry": [change | {"article_id": article_id}]}, "2")
    build_marts(warehouse)
    assert warehouse.sql("""
        select commitments.actor, stance_changes.actor
        from marts.stance_changes inner join marts.commitments using (commitment_id)
    """).fetchall() == [("Ardo (PERSON)", "Ardo (PERSON)")]


def test_an_actor_without_a_name_has_no_stance(warehouse: Connection) -> None:
    """A pronoun that the text leaves open could be anybody; the commitment itself stays."""
    warehouse.execute("update facts.commitments set actor = 'They'")
    assert story_stances(warehouse, ["story-ferry"]) == {}
    build_marts(warehouse)
    assert warehouse.sql("select actor from marts.commitments").fetchall() == [("unnamed",)]


def test_storing_again_replaces(warehouse: Connection) -> None:
    """What a story had is gone, other stories keep theirs; the same rows get the same keys."""
    keys = []
    for _ in range(2):
        store_utterances(warehouse, 3, {"story-ferry": [[LINE, {**LINE, "quote_id": "q ferry-copy"}]]}, "2")
        keys.append(warehouse.execute("select distinct utterance_id from facts.utterances").fetchall())
    assert len(keys[0]) == 1
    assert keys[0] == keys[1]
    store_utterances(warehouse, 4, {"story-trees": []}, "2")
    assert warehouse.execute("select count(*) from facts.utterances").fetchone() == (2,)
    store_stance_changes(warehouse, 4, {"story-ferry": []}, "2")
    assert warehouse.execute("select count(*) from facts.stance_changes").fetchone() == (0,)
