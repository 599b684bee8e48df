"""Rules of a project folder, and models that find names: loaded from this machine or refused with what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from night_support import edition_of
from typer.testing import CliRunner

from nightdesk.flows.cli import app
from nightdesk.flows.errors import UsageError
from nightdesk.flows.models.name_finders import extract_with, load_finder, load_rules, pieces
from nightdesk.flows.settings import Settings
from nightdesk.transforms.names.project_rules import NO_RULES
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


GLINER = '''
"""What nightdesk uses of GLiNER 0.2: loads a folder, reads so many words, answers with spans of characters."""
import json, os, re, warnings
from pathlib import Path

OFFLINE = os.environ.get("HF_HUB_OFFLINE")
WORD = re.compile(r"\\w+(?:[-_]\\w+)*|\\S")
LABELS = {"Quill": "person", "Ostry": "location", "Merle": "organization"}


class GLiNER:
    @classmethod
    def from_pretrained(cls, model_id, *, local_files_only=False):
        assert local_files_only and OFFLINE == "1"
        if not (Path(model_id) / "gliner_config.json").exists():
            raise FileNotFoundError(f"No config file found in {model_id}")
        if not (Path(model_id) / "pytorch_model.bin").exists():
            raise FileNotFoundError(f"No model file found in {model_id}")
        model = cls()
        model.config = type("Config", (), json.loads((Path(model_id) / "gliner_config.json").read_text()))
        return model

    def predict_entities(self, text, labels, flat_ner=True, threshold=0.5, multi_label=False):
        words = list(WORD.finditer(text))
        if len(words) > self.config.max_len:
            warnings.warn("truncated")
        return [
            {"start": w.start(), "end": w.end(), "text": w.group(), "label": LABELS[w.group()], "score": 0.87654}
            for w in words[: self.config.max_len]
            if LABELS.get(w.group()) in labels and threshold < 0.87
        ]
'''
HUB = """
from pathlib import Path


class LocalEntryNotFoundError(FileNotFoundError, ValueError):
    pass


def snapshot_download(repo_id, *, local_files_only=False):
    assert local_files_only
    cached = Path(__file__).parent / "cache" / repo_id
    if not cached.is_dir():
        raise LocalEntryNotFoundError("Cannot find the requested files in the disk cache.")
    return str(cached)
"""


@pytest.fixture
def gliner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages that stands for an installation of GLiNER; models lie in its ``cache``."""
    site = tmp_path / "site"
    (site / "gliner-0.2.27.dist-info").mkdir(parents=True)
    (site / "gliner-0.2.27.dist-info" / "METADATA").write_text("Name: gliner\nVersion: 0.2.27\n")
    (site / "gliner.py").write_text(GLINER)
    (site / "huggingface_hub.py").write_text(HUB)
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    for name in ("gliner", "huggingface_hub"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    load_finder.cache_clear()
    yield site
    load_finder.cache_clear()
    for name in ("gliner", "huggingface_hub"):
        sys.modules.pop(name, None)


def put_model(folder: Path, weights: bytes = b"w", max_len: int = 8) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gliner_config.json").write_text(f'{{"max_len": {max_len}}}')
    (folder / "pytorch_model.bin").write_bytes(weights)
    return folder


@pytest.mark.filterwarnings("error::UserWarning")
def test_gliner_reads_the_whole_text(gliner: Path) -> None:
    """Lines longer than the model's limit go in pieces; offsets are those of the text."""
    model = put_model(gliner / "tiny")
    text = "ÜÜ Quill sailed. Nobody knew where the ship had gone by then. Merle said\n\nit lay at Ostry."
    found = extract_with(Document("a", None, text, None), NO_RULES, f"gliner:{model}").mentions
    names = [(m.surface, m.type, m.rule, m.confidence) for m in found if m.kind == "name"]
    assert names == [
        ("Quill", "PERSON", "gliner", 0.88),
        ("Merle", "ORG", "gliner", 0.88),
        ("Ostry", "PLACE", "gliner", 0.88),
    ]


def test_gliner_s_version_names_package_model_and_weights(gliner: Path) -> None:
    """Other weights, another version; another place of the same model, the same, and no path of this machine."""
    versions = []
    for place, weights in (("one/tiny", b"w"), ("two/tiny", b"w"), ("one/tiny", b"x"), ("cache/ask/tiny", b"w")):
        model = put_model(gliner / place, weights)
        load_finder.cache_clear()
        finder = load_finder("gliner:ask/tiny" if "cache" in place else f"gliner:{model}")
        assert finder is not None
        versions.append(finder.version)
    one, two, other, cached = versions
    assert one == two != other
    assert one.startswith("gliner0.2.27:tiny.")
    assert cached == one.replace(":tiny", ":ask/tiny")


def test_missing_and_broken_gliner_models_say_what_to_do(gliner: Path) -> None:
    with pytest.raises(UsageError, match="fetch it first"):
        load_finder("gliner:ask/none-at-all")
    model = put_model(gliner / "tiny")
    (model / "pytorch_model.bin").unlink()
    with pytest.raises(UsageError, match="cannot be loaded: No model file"):
        load_finder(f"gliner:{model}")


def test_pieces_hold_every_word_once() -> None:
    """Cut behind a sentence where there is one, else at the limit."""
    text = "One two. Three four five six seven eight nine.\n\nTen"
    cut = list(pieces(text, 5))
    assert [piece for _, piece in cut] == ["One two.", "Three four five six seven", "eight nine.", "Ten"]
    assert all(text[start : start + len(piece)] == piece for start, piece in cut)
