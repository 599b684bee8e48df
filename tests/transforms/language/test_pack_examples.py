"""Every rule of every table of every pack matches its own example."""

import re
from pathlib import Path
from typing import Any

import pytest

from nightdesk.transforms.language.packs import PACKS
from nightdesk.transforms.language.packs import __file__ as packs_file

RULES = [
    pytest.param(rule, id=f"{code}-{path.stem}-{rule['name']}")
    for code, pack in PACKS.items()
    for path in sorted((Path(packs_file).parent / code).glob("*.toml"))
    for rule in pack.rules(path.stem)
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_matches_its_example(rule: dict[str, Any]) -> None:
    assert re.search(rule["pattern"], rule["example"])
