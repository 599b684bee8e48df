"""Every rule of every pack matches the example it states."""

from importlib.resources import files
from typing import Any

import pytest

from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.language.packs import PACKS
from nightdesk.transforms.language.patterns import compiled


def rules() -> list[Any]:
    """(pack, rule, the rules of its file) of all TOML files."""
    return [
        pytest.param(pack, rule, beside, id=f"{pack.code}-{file.name}-{rule['name']}")
        for pack in PACKS.values()
        for file in sorted(files(f"nightdesk.transforms.language.packs.{pack.code}").iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
        for beside in (pack.rules(file.name.removesuffix(".toml")),)
        for rule in beside
    ]


@pytest.mark.parametrize(("pack", "rule", "beside"), rules())
def test_a_rule_matches_its_example(pack: Pack, rule: dict[str, Any], beside: list[dict[str, Any]]) -> None:
    """The example is what the rule is for."""
    assert compiled(pack, rule, beside).search(rule["example"]) is not None
