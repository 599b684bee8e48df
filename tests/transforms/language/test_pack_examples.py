"""Every rule of every pack matches the example it states."""

import re
from importlib.resources import files
from typing import Any

import pytest

from nightdesk.transforms.language.packs import PACKS


def rules() -> list[Any]:
    """The rules of all TOML files."""
    return [
        pytest.param(rule, id=f"{pack.code}-{file.name}-{rule['name']}")
        for pack in PACKS.values()
        for file in sorted(files(f"nightdesk.transforms.language.packs.{pack.code}").iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
        for rule in pack.rules(file.name.removesuffix(".toml"))
    ]


@pytest.mark.parametrize("rule", rules())
def test_a_rule_matches_its_example(rule: dict[str, Any]) -> None:
    """The example is what the rule is for."""
    assert re.search(rule["pattern"], rule["example"])
