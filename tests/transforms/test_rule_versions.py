"""A rule that decides otherwise has a new version: what frozen pages give is pinned beside the version that gave it.

A change of rules raises the version constant; then ``python tests/transforms/test_rule_versions.py`` pins the results.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from nightdesk.transforms.clean import article as cleaner
from nightdesk.transforms.clean.as_json import article_to_json
from nightdesk.transforms.facts import extract as extractor
from nightdesk.transforms.facts.as_json import extraction_to_json
from nightdesk.transforms.records import Article, Capture, Document
from nightdesk.transforms.stories import describe as describer

REPOSITORY = Path(__file__).resolve().parents[2]
PINNED = Path(__file__).with_suffix(".json")
FOLDERS = ("tests/pages", "flows/sample/inbox", "flows/sample/nights")
NO_PAGES = {".json", ".xml"}

Pin = dict[str, str]


@cache
def captures() -> list[Capture]:
    """Every page of our own writing."""
    files = sorted(file for folder in FOLDERS for file in (REPOSITORY / folder).rglob("*") if file.is_file())
    return [
        Capture(
            file.name, "s", f"https://a.example/{file.name}", None, datetime(2031, 5, 6, tzinfo=UTC), None, None, page
        )
        for file in files
        if file.suffix not in NO_PAGES and (page := file.read_bytes())
    ]


@cache
def documents() -> list[Document]:
    """The articles in the pages, as today's rules clean them."""
    found = [cleaner.clean(capture) for capture in captures()]
    return [
        Document(str(number), article.title, article.text, article.published)
        for number, article in enumerate(found)
        if isinstance(article, Article)
    ]


def digest(values: Iterable[object]) -> str:
    """One hash of many values."""
    lines = "\n".join(json.dumps(value, default=str, sort_keys=True) for value in values)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def clean_pin() -> Pin:
    pages = digest(capture.content.decode(errors="replace") for capture in captures())
    results = digest(article_to_json(cleaner.clean(capture)) for capture in captures())
    return {"version": cleaner.VERSION, "inputs": pages, "results": results}


def extract_pin() -> Pin:
    inputs = digest(asdict(document) for document in documents())
    results = digest(extraction_to_json(extractor.extract(document), document.text) for document in documents())
    return {"version": extractor.VERSION, "inputs": inputs, "results": results}


def describe_pin() -> Pin:
    inputs = digest(document.text for document in documents())
    described = describer.describe(documents())
    keys = ((one.text_key, one.shingle_count, one.bands.tolist(), one.terms.tolist()) for one in described)
    weights = ([round(weight, 6) for weight in one.term_weights] for one in described)
    return {"version": describer.SIGNATURE_VERSION, "inputs": inputs, "results": digest([*keys, *weights])}


PINS = {"clean": clean_pin, "extract": extract_pin, "describe": describe_pin}


@pytest.mark.parametrize("rules", PINS)
def test_rules_that_decide_otherwise_have_a_new_version(rules: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))[rules]
    found = PINS[rules]()
    is_silent = (found["version"], found["inputs"]) == (pinned["version"], pinned["inputs"])
    assert not is_silent or found["results"] == pinned["results"], f"raise the version of {rules}, then pin"
    assert found == pinned, f"pin the results of {rules}: python {Path(__file__).relative_to(REPOSITORY)}"


if __name__ == "__main__":
    PINNED.write_text(json.dumps({rules: pin() for rules, pin in PINS.items()}, indent=2) + "\n", encoding="utf-8")
