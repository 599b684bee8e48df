"""Documentation that drifts fails: made parts, links, the README's query and its output."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTS = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "deployments/README.md",
    "warehouse/README.md",
]


def test_the_parts_made_from_the_code_are_current(repository: Path) -> None:
    result = subprocess.run(
        [sys.executable, repository / "tests" / "docs" / "render.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_inside_the_repository_lead_somewhere(repository: Path, name: str) -> None:
    document = repository / name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_mart_a_reader_should_know_is_named_in_the_warehouse_s_readme(repository: Path) -> None:
    text = (repository / "warehouse" / "README.md").read_text(encoding="utf-8")
    marts = {path.stem for path in (repository / "warehouse" / "models").rglob("*.sql")}
    assert {mart for mart in marts if f"`{mart}`" not in text} == set()


def test_the_query_of_the_first_screen_prints_what_the_readme_shows(repository: Path, demo_project: Path) -> None:
    sys.path.insert(0, str(repository / "tests" / "docs"))
    from query import BLOCK, with_output

    text = (repository / "README.md").read_text(encoding="utf-8")
    assert BLOCK.search(text)
    assert with_output(text, demo_project) == text, "run 'make docs'"
