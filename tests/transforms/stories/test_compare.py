"""Pair features, decisions, evidence and the trained matcher, on texts of our own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from nightdesk.transforms.records import Document, Link, Relation
from nightdesk.transforms.stories.compare import FEATURES, compare, profile
from nightdesk.transforms.stories.evidence.explain import ScoredPair, explain, explain_same_text
from nightdesk.transforms.stories.matcher import (
    DERIVED_FEATURES,
    STORY_FEATURES,
    WrongChecksum,
    distances,
    load_matcher,
    train,
)
from nightdesk.transforms.stories.relate import Probabilities, Scored, decide
from nightdesk.transforms.stories.terms import EMPTY_FREQUENCIES

REPORT = """The ferry Marisol ran aground off Cape Tessaly on Friday with 214 passengers aboard, the coast guard said.
Captain Orrin Valdane ordered everyone on deck after a crack opened below the waterline.
Fishing boats from Port Hesper reached the wreck within half an hour and took off the first children.
Harbour master Lena Quist told reporters that the lighthouse had been dark since Tuesday.
“We warned the ministry twice,” Quist said.
The shipping line Norvik offered each family 3,000 crowns and opened an inquiry.
Divers will inspect the hull on Sunday if the swell allows it."""

GARBLED = """The boat Marisol ran on ground off Cape Tessaly Friday with 214 passengers aboard, said the coast guards.
Captain priority Valdane ordered everybody on the deck after a crack was opened under the waterline.
Boats of fishing from Port Hesper reached the the wreck in half an hour and took the first children.
The harbour master Lena Quest told journalists that the lighthouse was dark since Tuesday.
“We have warned the ministry twice, said Quest.
The line of shipping Norvik offered to each family 300 crowns and opened an inquiry.
Divers will inspect the hull Sunday if the swell permits it."""

INDEPENDENT = """Passengers of the Marisol spent Friday night in a school gymnasium in Port Hesper.
Many were angry. Schoolteacher Bram Oster, 41, said he heard a bang and then nothing from the bridge.
Officials counted 209 people; five were still missing when the ferry settled near Cape Tessaly.
The line, Norvik, has lost two vessels in six years and its shares fell in early trading."""


def documents(*texts: str) -> list[Document]:
    return [Document(f"d{number}", None, text) for number, text in enumerate(texts)]


def features(a: str, b: str) -> dict[str, float]:
    row = compare(profile(documents(a, b)), np.array([[0, 1]]), EMPTY_FREQUENCIES)[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def link(a: Document, b: Document, relation: Relation) -> Link:
    row = compare(profile([a, b]), np.array([[0, 1]]), EMPTY_FREQUENCIES)[0]
    return explain([ScoredPair(a, b, Scored(relation, 0.9), tuple(row.tolist()))], "test")[0]


def test_order_tells_a_rewrite_from_an_independent_report() -> None:
    """A rewrite shares its words in order; a report of the same event shares them anyhow."""
    rewrite, report = features(REPORT, GARBLED), features(REPORT, INDEPENDENT)
    assert rewrite["order_excess"] > 0.4 > 0.15 > report["order_excess"]
    assert rewrite["order"] > 0.8
    assert rewrite["shingle_containment"] < 0.5


def test_features_do_not_depend_on_sides_or_batch() -> None:
    """(a, b) and (b, a) give the same row, alone or among others."""
    several = profile(documents(REPORT, INDEPENDENT, GARBLED, ""))
    forth = compare(several, np.array([[0, 2], [1, 2], [0, 3]]), EMPTY_FREQUENCIES)
    back = compare(several, np.array([[2, 0], [2, 1], [3, 0]]), EMPTY_FREQUENCIES)
    assert np.allclose(forth, back)
    assert np.isfinite(forth).all()
    assert np.allclose(forth[0], list(features(REPORT, GARBLED).values()))


def test_a_title_counts_as_the_first_line_once() -> None:
    """A title that the text repeats is not read twice."""
    under = Document("a", "Ferry aground", "Ferry aground\nThe Marisol hit a reef.")
    apart = Document("b", "Ferry aground", "The Marisol hit a reef.")
    assert profile([under]).texts == profile([apart]).texts


def test_a_brief_cut_from_a_long_story_is_a_copy() -> None:
    """Containment decides, not resemblance."""
    brief = "\n".join(REPORT.splitlines()[:3])
    none = Probabilities(np.zeros(1), np.zeros(1))
    row = np.array([list(features(REPORT, brief).values())])
    assert decide(row, none)[0].relation is Relation.SAME_DOCUMENT


def test_one_template_filled_twice_is_no_copy() -> None:
    """Short texts that differ in names and numbers are two reports."""
    first = "A magnitude 4.2 earthquake struck 12 kilometres north of Velmora at 06:14 on Monday, the institute said."
    other = "A magnitude 5.1 earthquake struck 40 kilometres north of Hesper at 19:52 on Monday, the institute said."
    row = np.array([list(features(first, other).values())])
    assert decide(row, Probabilities(np.zeros(1), np.zeros(1)))[0].relation is Relation.DIFFERENT


def test_the_closest_relation_wins() -> None:
    """Copy before derivation before story; a faint story score is kept with a pair that is different."""
    row = np.array([list(features(REPORT, INDEPENDENT).values())])
    said = [
        decide(row, Probabilities(np.array([d]), np.array([s])))[0] for d, s in ((0.9, 0.9), (0.1, 0.9), (0.1, 0.3))
    ]
    assert [entry.relation for entry in said] == [Relation.DERIVED_FROM, Relation.SAME_STORY, Relation.DIFFERENT]
    assert said[2].score == 0.3


def test_evidence_of_a_rewrite_shows_sentences_spellings_and_figures() -> None:
    """Aligned sentences in order, the name spelt by ear, the figure that changed, the damaged side."""
    found = link(*documents(REPORT, GARBLED), Relation.DERIVED_FROM)
    evidence = json.loads(found.evidence)
    assert evidence["aligned_in_order"] >= 6
    assert ["Quist", "Quest"] in evidence["spellings"]
    assert ["3,000", "300"] in evidence["changed_numbers"]
    assert evidence["garble"][0] < evidence["garble"][1]
    assert found.derived_article_id == "d1"
    assert found.garble_score == evidence["garble"][1] > 0


def test_without_a_sign_the_direction_is_unknown() -> None:
    """Equal lengths, no dates, no damage: a blank."""
    other = REPORT.replace("ran aground", "was stranded").replace("inspect", "examine")
    found = link(*documents(REPORT, other), Relation.DERIVED_FROM)
    assert found.derived_article_id is None
    assert found.direction_confidence is None


def test_the_later_copy_is_the_copy() -> None:
    """Publication time gives the direction, also between equal texts."""
    one, other = documents(REPORT, REPORT)
    late, early = replace(one, published="2031-05-02"), replace(other, published="2031-05-01")
    found = explain_same_text(late, early, "test")
    assert found.derived_article_id == "d0"
    assert found.relation is Relation.SAME_DOCUMENT


def test_a_story_link_names_what_is_shared() -> None:
    """Names first."""
    shared = json.loads(link(*documents(REPORT, INDEPENDENT), Relation.SAME_STORY).evidence)["shared_terms"]
    assert {"Marisol", "Tessaly", "Norvik"} <= set(shared)


def shipped() -> tuple[bytes, str]:
    room = files("nightdesk.transforms.trained")
    return room.joinpath("matcher.settings").read_bytes(), room.joinpath("matcher.sha256").read_text(encoding="ascii")


def test_settings_with_another_checksum_are_never_loaded() -> None:
    """Settings are pickles: bytes that are not the shipped ones are refused unread."""
    settings, sha256 = shipped()
    assert hashlib.sha256(settings).hexdigest() == sha256.strip()
    with pytest.raises(WrongChecksum):
        load_matcher(settings + b" ", sha256)


def test_the_shipped_matcher_knows_a_rewrite_and_a_story() -> None:
    """Order gives derivation, shared names and words give the story."""
    matcher = load_matcher(*shipped())
    rows = np.array([list(features(REPORT, other).values()) for other in (GARBLED, INDEPENDENT)])
    found = matcher.score(rows)
    assert found.derived[0] > 0.5 > found.derived[1]
    assert found.story[0] > 0.5
    assert len(matcher.score(np.zeros((0, len(FEATURES)))).story) == 0


def test_columns_are_what_dedupe_itself_computes() -> None:
    """Scoring a matrix at once gives what dedupe's data model gives for the same pairs of records."""
    matcher = load_matcher(*shipped())
    rows = np.array([list(features(REPORT, other).values()) for other in (GARBLED, INDEPENDENT)])
    for model, names in ((matcher.derived, DERIVED_FEATURES), (matcher.story, STORY_FEATURES)):
        values = [row[[FEATURES.index(name) for name in names]].tolist() for row in rows]
        records = [({"features": row, "text_key": "x"}, {"features": row, "text_key": "y"}) for row in values]
        assert np.allclose(model.data_model.distances(records), distances(np.array(values)))


def test_training_twice_gives_the_same_bytes() -> None:
    """The same pairs give the same settings."""
    generator = np.random.default_rng(3)
    rows = generator.random((60, len(FEATURES)))
    labels = rows[:, FEATURES.index("order_excess")] + rows[:, FEATURES.index("terms")] > 1.0
    assert train(rows, labels, labels) == train(rows, labels, labels)
