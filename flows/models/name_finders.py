"""Loads what a project finds names with: its own rules, and a model where the settings name one.

Everything is loaded from this machine; nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from nightdesk.flows.errors import UsageError
from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.names.found_names import FoundName, NameFinder
from nightdesk.transforms.names.gazetteer import EntityType
from nightdesk.transforms.names.project_rules import ProjectRules, read_rules
from nightdesk.transforms.records import Document, Extraction

_SPACY_TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
    "EVENT": "OTHER", "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER", "LAW": "OTHER", "MISC": "OTHER",
}  # fmt: skip
"""Labels of OntoNotes and WikiNER pipelines; others (dates, money) are no names."""

_GLINER_TYPES: dict[str, EntityType] = {"person": "PERSON", "organization": "ORG", "location": "PLACE"}
_GLINER_LEAST = 0.5  # score from which its authors count a span as found
_GLINER_WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")  # how it counts the words of its limit (WhitespaceTokenSplitter)


def load_rules(folder: Path) -> ProjectRules:
    """The rules in a project's ``rules`` folder; none where there is no such folder.

    Raises:
        UsageError: a file that cannot be read, with the place of the mistake.
    """
    files = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
    try:
        return read_rules({path.name: path.read_text(encoding="utf-8") for path in files})
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder}: {error}") from None


def extract_with(document: Document, rules: ProjectRules, backend: str) -> Extraction:
    """The facts of one article: the work of one worker, which loads the model once."""
    return extract(document, rules, load_finder(backend))


@lru_cache(maxsize=1)
def load_finder(backend: str) -> NameFinder | None:
    """The model that finds names; None for ``rules``, the built-in ones.

    Raises:
        UsageError: the package or the model is not on this machine; the message says how to get it.
    """
    if backend == "rules":
        return None
    kind, _, name = backend.partition(":")
    return SpacyNames(name) if kind == "spacy" else GlinerNames(name)


class SpacyNames:
    """Names by the entity recogniser of a spaCy pipeline: an installed package or a folder."""

    def __init__(self, pipeline: str) -> None:
        try:
            import spacy
        except ImportError:
            raise UsageError("backend spacy needs spaCy: pip install 'nightdesk[models]'") from None
        try:
            self._pipeline = spacy.load(pipeline)
        except OSError:
            raise UsageError(
                f"the spaCy pipeline {pipeline!r} is not on this machine: install its package "
                f"(python -m spacy download {pipeline}) or give the folder that holds it"
            ) from None
        if not any(self._pipeline.has_pipe(name) for name in ("ner", "entity_ruler")):
            raise UsageError(f"the spaCy pipeline {pipeline!r} finds no entities; it has {self._pipeline.pipe_names}")
        meta = self._pipeline.meta
        held = hashlib.sha256(self._pipeline.to_bytes(exclude=["vocab"])).hexdigest()[:8]
        self.version = f"spacy{spacy.__version__}:{meta['lang']}_{meta['name']}-{meta['version']}.{held}"

    def names(self, text: str) -> Sequence[FoundName]:
        """Entities of the pipeline that are names."""
        found = []
        for entity in self._pipeline(text).ents:
            type_ = _SPACY_TYPES.get(entity.label_)
            if type_ is not None:
                found.append(FoundName(entity.start_char, entity.end_char, type_, None, "spacy", 0.8))
        return found


class GlinerNames:
    """Names by a GLiNER model: a folder, or a model of the local Hugging Face cache."""

    def __init__(self, model: str) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"  # some models name a base model, which would be fetched; read at its import
        try:
            from gliner import GLiNER
        except ImportError:
            raise UsageError("backend gliner needs GLiNER: pip install 'nightdesk[models]'") from None
        self._name, self._folder = _gliner_folder(model)
        try:
            self._model: Any = GLiNER.from_pretrained(str(self._folder), local_files_only=True)
        except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
            raise UsageError(f"the GLiNER model {model!r} cannot be loaded: {error}") from None
        self._most_words: int = self._model.config.max_len

    @cached_property
    def version(self) -> str:
        """Package, model and its bytes; taken once a night, as hashing the weights takes seconds."""
        return f"gliner{metadata.version('gliner')}:{self._name}.{_hash_of(self._folder)[:8]}"

    def names(self, text: str) -> Sequence[FoundName]:
        """Spans of the model, piece by piece: it leaves unread what lies beyond its limit of words."""
        found = []
        for start, piece in pieces(text, self._most_words):
            for span in self._model.predict_entities(piece, list(_GLINER_TYPES), threshold=_GLINER_LEAST):
                place = (start + span["start"], start + span["end"])
                found.append(FoundName(*place, _GLINER_TYPES[span["label"]], None, "gliner", round(span["score"], 2)))
        return sorted(found, key=lambda name: name.start)


def _gliner_folder(model: str) -> tuple[str, Path]:
    """The model's name without a path of this machine, and the folder that holds it."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder.resolve().name, folder
    from huggingface_hub import snapshot_download  # comes with GLiNER

    try:
        return model, Path(snapshot_download(model, local_files_only=True))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the GLiNER model {model!r} is not on this machine: give a folder, or fetch it first "
            f"(huggingface-cli download {model}): {error}"
        ) from None


def _hash_of(folder: Path) -> str:
    """A hash of all the files of a model, weights, settings and tokenizer, whatever the folder is called."""
    held = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            with path.open("rb") as file:
                held.update(f"{name.as_posix()} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return held.hexdigest()


def pieces(text: str, most_words: int) -> Iterator[tuple[int, str]]:
    """(offset, piece) of lines, cut behind a sentence where they hold more words than a model reads."""
    for line in re.finditer(r".+", text):
        words = list(_GLINER_WORD.finditer(text, *line.span()))
        while words:
            ends = [at for at, word in enumerate(words[:most_words], 1) if word.group() in ".!?"]
            last = ends[-1] if ends and len(words) > most_words else min(len(words), most_words)
            yield words[0].start(), text[words[0].start() : words[last - 1].end()]
            words = words[last:]
