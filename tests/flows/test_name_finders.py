"""Rules of a project folder, and models that find names: loaded from this machine or refused with what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from night_support import edition_of
from typer.testing import CliRunner

from nightdesk.flows.cli import app
from nightdesk.flows.errors import UsageError
from nightdesk.flows.name_finders import extract_with, load_finder, load_rules
from nightdesk.flows.settings import Settings
from nightdesk.transforms.facts.user_rules import NO_RULES
from nightdesk.transforms.records import Document


def test_rules_are_read_from_the_project_s_folder(tmp_path: Path) -> None:
    """No folder, no rules; hidden files are nobody's; a mistake names its file."""
    folder = tmp_path / "rules"
    assert load_rules(folder) == NO_RULES
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"\xff")
    (folder / "people.txt").write_text("Ada Moss\n", encoding="utf-8")
    assert load_rules(folder).names == (("Ada Moss", "PERSON", "Ada Moss"),)
    (folder / "people.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="rules"):
        load_rules(folder)


WORDS = {
    "cue_verbs.txt": "kvetch = say",
    "units.txt": "teu = teu\nteus = teu",
    "unit_classes.txt": "gosling = animal\nanimal = animal",
    "commitment_verbs.txt": "covenant = promised + to",
    "role_heads.txt": "harbourwarden",
    "honorifics.txt": "kapitan",
}
BEAT = (
    "The quay at Ardo was shut for the whole of Monday, Ada Moss kvetched.\n\n"
    "Behind it lay 4,000 teus and 30 goslings. Kapitan Brandt left before noon, when the water fell.\n\n"
    "Ada Moss covenanted to send 20 ships to Ardo before the winter. The harbourwarden said nothing was ready.\n"
)


@pytest.mark.parametrize("own", [True, False])
def test_words_of_a_project_make_facts(tmp_path: Path, own: bool) -> None:
    """Its reporting and commitment verbs, units, roles and titles are read as the shipped ones; without them, not."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "quay.txt").write_text(f"Quay at Ardo shut\n\n{BEAT}", encoding="utf-8")
    (tmp_path / "desk" / "rules").mkdir(parents=True)
    for file, text in WORDS.items() if own else ():
        (tmp_path / "desk" / "rules" / file).write_text(text, encoding="utf-8")
    loaded = CliRunner().invoke(app, ["load", str(tmp_path / "inbox"), "-p", str(tmp_path / "desk")])
    assert loaded.exit_code == 0, loaded.output
    with edition_of(tmp_path / "desk") as ask:
        found = {
            "quotes": ask("select speaker, cue from quotes where cue = 'kvetch'"),
            "measures": ask("select surface, unit_class from figures where unit_class in ('teu', 'animal') order by 1"),
            "commitments": ask("select actor, action from commitments"),
            "roles": ask("select speaker_words from quotes where speaker_status = 'role'"),
            "titles": ask("select name from people where name like '%Brandt'"),
        }
    assert found == {
        "quotes": [("Ada Moss", "kvetch")] if own else [],
        "measures": [("30", "animal"), ("4,000 teus", "teu")] if own else [],
        "commitments": [("Ada Moss", "send 20 ships")] if own else [],
        "roles": [("The harbourwarden",)] if own else [],
        "titles": [("Brandt",)] if own else [("Kapitan Brandt",)],
    }


@pytest.mark.parametrize("backend", ["spacy:", "words", "gliner"])
def test_settings_refuse_other_backends(backend: str) -> None:
    """A backend is rules, or a kind with a model."""
    with pytest.raises(ValueError, match="backend"):
        Settings(backend=backend)


@pytest.mark.parametrize("kind", ["spacy", "gliner"])
def test_missing_package_says_how_to_get_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the message names it."""
    monkeypatch.setitem(sys.modules, kind, None)
    load_finder.cache_clear()
    with pytest.raises(UsageError, match=r"pip install 'nightdesk\[models\]'"):
        load_finder(f"{kind}:some-model")


def test_missing_pipeline_says_how_to_get_it() -> None:
    """With spaCy but without the pipeline, the message names the pipeline."""
    pytest.importorskip("spacy")
    load_finder.cache_clear()
    with pytest.raises(UsageError, match="en_none_at_all"):
        load_finder("spacy:en_none_at_all")


def test_a_pipeline_trained_here_finds_its_names(tmp_path: Path) -> None:
    """A tiny recogniser, trained in two seconds on invented names, takes the place of the built-in rules."""
    spacy = pytest.importorskip("spacy")
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner")
    lines = [f"{name} sailed to {place}." for name in ("quill", "brandt", "moss") for place in ("ostry", "ardo")]
    examples = []
    for line in lines:
        name, *_, place = line.rstrip(".").split()
        entities = [(0, len(name), "PERSON"), (line.index(place), line.index(place) + len(place), "GPE")]
        examples.append(Example.from_dict(pipeline.make_doc(line), {"entities": entities}))
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(30):
        pipeline.update(examples, sgd=optimizer)
    pipeline.to_disk(tmp_path / "tiny")

    load_finder.cache_clear()
    backend = f"spacy:{tmp_path / 'tiny'}"
    found = extract_with(Document("a", None, "brandt sailed to ostry.", None), NO_RULES, backend)
    assert [(m.surface, m.type, m.rule) for m in found.mentions] == [
        ("brandt", "PERSON", "spacy"),
        ("ostry", "PLACE", "spacy"),
    ]
    finder = load_finder(backend)
    assert finder is not None
    assert finder.version.startswith(f"spacy{spacy.__version__}:en_pipeline-")
    load_finder.cache_clear()
