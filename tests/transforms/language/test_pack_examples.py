"""Every rule of every pack matches the example it states."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from nightdesk.transforms.language.packs import PACKS

NUMBER = r"\S+"  # where a rule leaves a place for a number, which the engine reads


def rules() -> Iterator[Any]:
    """Each ``[[rules]]`` entry of each TOML file of each pack."""
    for pack in PACKS.values():
        folder = files(f"nightdesk.transforms.language.packs.{pack.code}")
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".toml"):
                name = file.name.removesuffix(".toml")
                for rule in pack.rules(name):
                    yield pytest.param(rule, id=f"{pack.code}/{name}/{rule['name']}")


@pytest.mark.parametrize("rule", list(rules()))
def test_the_pattern_of_a_rule_matches_its_example(rule: Mapping[str, str]) -> None:
    """As it is written or in lower case: some engines read texts in lower case."""
    pattern = re.compile(rule["pattern"].replace("{number}", NUMBER))
    assert pattern.search(rule["example"]) or pattern.search(rule["example"].lower())
