"""nightdesk label: answers on standard input become judgements that win over every score; retraining uses them."""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from night_support import edition_of, working_file_of

from nightdesk.flows.cli.judgements import label
from nightdesk.flows.errors import UsageError
from nightdesk.flows.maintenance.training import JudgedPairs, retrained, shipped_pairs
from nightdesk.flows.models.matchers import LazyMatcher
from nightdesk.flows.project import load_project
from nightdesk.transforms.records import Relation
from nightdesk.transforms.stories.compare import FEATURES
from nightdesk.warehouse.tables import grouping


@pytest.fixture
def desk(demo_project: Path, tmp_path: Path) -> Path:
    """The sample's project, to be changed."""
    return Path(shutil.copytree(demo_project, tmp_path / "desk"))


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def judgements_in(project: Path) -> list[tuple[str, str, str, str]]:
    with working_file_of(project) as connection:
        columns = "article_id_a, article_id_b, relation, judged_by"
        return connection.execute(f"select {columns} from stories.judgements where run_seq is not null").fetchall()


@pytest.mark.parametrize("letter", ["y", "n"])
def test_a_judgement_wins_over_every_score(desk: Path, monkeypatch: pytest.MonkeyPatch, letter: str) -> None:
    """Whatever the matcher thought: in the next edition the judged pairs stand as a person said."""
    answer(monkeypatch, f"{letter}\n" * 8)
    label(desk, 8, "ines", retrain=False)
    found = judgements_in(desk)
    assert len(found) == 8
    assert {by for *_, by in found} == {"ines"}
    with edition_of(desk) as query:
        story = dict(query("select article_id, story_id from articles"))
        origin = dict(query("select article_id, origin_id from articles"))
    for a, b, relation, _ in found:
        assert (story[a] == story[b]) == (relation != Relation.DIFFERENT)
        assert (origin[a] == origin[b]) == (relation == Relation.DERIVED_FROM)


def test_unsure_judges_nothing_and_the_end_of_input_finishes(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unsure answer is asked again another time; a word that is no answer is asked again now."""
    with working_file_of(desk) as connection:
        before = grouping.uncertain_pairs(connection, 3)
    answer(monkeypatch, "u\nwhat?\nyes\n")
    label(desk, 3, "ines", retrain=False)
    judged = {(a, b) for a, b, *_ in judgements_in(desk)}
    assert judged == {(before[1].article_id_a, before[1].article_id_b)}
    with working_file_of(desk) as connection:
        after = grouping.uncertain_pairs(connection, 3)
    assert before[0] in after
    assert before[1] not in after


def test_the_least_certain_pairs_come_first(desk: Path) -> None:
    with working_file_of(desk) as connection:
        distances = [abs(pair.score - 0.5) for pair in grouping.uncertain_pairs(connection, 50)]
    assert len(distances) > 20
    assert distances == sorted(distances)


def test_retraining_writes_a_matcher_that_the_settings_choose(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own settings with their checksum; the shipped ones stay the default; other bytes are refused."""
    answer(monkeypatch, "n\n")
    label(desk, 1, "ines", retrain=True)
    content = (desk / "matcher.settings").read_bytes()
    assert (desk / "matcher.sha256").read_text().strip() == hashlib.sha256(content).hexdigest()
    assert load_project(desk).own_matcher is None
    (desk / "settings.toml").write_text('matcher = "own"\n', encoding="utf-8")
    own = LazyMatcher(load_project(desk).own_matcher)
    assert own.version != LazyMatcher().version
    assert len(own.loaded.score(np.ones((2, len(FEATURES)))).story) == 2
    (desk / "matcher.settings").write_bytes(content + b" ")
    with pytest.raises(UsageError, match="SHA-256"):
        _ = LazyMatcher(desk).loaded


def test_what_cannot_be_is_said(tmp_path: Path) -> None:
    """No project, no own matcher, no judgement."""
    with pytest.raises(UsageError, match="no working file"):
        label(tmp_path, 1, None, retrain=False)
    with pytest.raises(UsageError, match="--retrain"):
        LazyMatcher(tmp_path)


def test_judgements_move_the_model() -> None:
    """A hundred pairs that look alike and are judged different lower what the model says of their kind."""
    features, _, is_story = shipped_pairs()
    alike = features[is_story][:100]
    said = JudgedPairs([Relation.DIFFERENT] * len(alike), alike)
    own = retrained(said)
    from nightdesk.transforms.stories.matcher import load_matcher

    matcher = load_matcher(own, hashlib.sha256(own).hexdigest())
    shipped = LazyMatcher().loaded
    assert matcher.score(alike).story.mean() < shipped.score(alike).story.mean() - 0.02
