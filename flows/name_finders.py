"""Loads what a project finds names with: its own rules, and a model where the settings name one.

Everything is loaded from this machine; nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from nightdesk.flows.errors import UsageError
from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.facts.found_names import FoundName, NameFinder
from nightdesk.transforms.facts.gazetteer import EntityType
from nightdesk.transforms.facts.user_rules import UserRules, read_rules
from nightdesk.transforms.records import Document, Extraction

_SPACY_TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
    "EVENT": "OTHER", "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER", "LAW": "OTHER", "MISC": "OTHER",
}  # fmt: skip
"""Labels of OntoNotes and WikiNER pipelines; others (dates, money) are no names."""

_GLINER_TYPES: dict[str, EntityType] = {"person": "PERSON", "organization": "ORG", "location": "PLACE"}
_GLINER_LEAST = 0.5  # score from which its authors count a span as found


def load_rules(folder: Path) -> UserRules:
    """The rules in a project's ``rules`` folder; none where there is no such folder.

    Raises:
        UsageError: a file that cannot be read, with the place of the mistake.
    """
    files = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
    try:
        return read_rules({path.name: path.read_text(encoding="utf-8") for path in files})
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder}: {error}") from None


def extract_with(document: Document, rules: UserRules, backend: str) -> Extraction:
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
        try:
            from gliner import GLiNER
        except ImportError:
            raise UsageError("backend gliner needs GLiNER: pip install 'nightdesk[models]'") from None
        try:
            self._model: Any = GLiNER.from_pretrained(model, local_files_only=True)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"the GLiNER model {model!r} is not on this machine: give a folder, or fetch it first ({error})"
            ) from None
        held = hashlib.sha256(json.dumps(str(self._model.config), sort_keys=True).encode()).hexdigest()[:8]
        self.version = f"gliner{metadata.version('gliner')}:{model}.{held}"

    def names(self, text: str) -> Sequence[FoundName]:
        """Spans of the model, line by line: it reads a few hundred words at a time."""
        found = []
        start = 0
        for line in text.splitlines(keepends=True):
            for span in self._model.predict_entities(line, list(_GLINER_TYPES), threshold=_GLINER_LEAST):
                place = (start + span["start"], start + span["end"])
                found.append(FoundName(*place, _GLINER_TYPES[span["label"]], None, "gliner", round(span["score"], 2)))
            start += len(line)
        return sorted(found, key=lambda name: name.start)
