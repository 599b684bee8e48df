"""Other projects' collections of bad input: every file ends as an article or as a rejection with a reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import bad_input

from nightdesk.flows.run.executor import Executor
from nightdesk.flows.run.workers import executor_for

pytestmark = pytest.mark.skipif(
    not bad_input.CORPORA.is_dir() and os.environ.get("CI") != "true",
    reason="no corpora beside the repository",
)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    workers = executor_for("process:2")
    yield workers
    workers.close()


@pytest.mark.parametrize("corpus", bad_input.FOLDERS)
def test_every_file_ends_as_an_article_or_as_a_rejection(corpus: str, executor: Executor) -> None:
    found = bad_input.endings(bad_input.CORPORA / corpus, executor)
    assert found.files > 0
    assert found.lost == ()
    assert found.stored + found.rejected == found.files
    assert "worker_died" not in found.reasons


@pytest.mark.parametrize("corpus", ["warcio", "jsontestsuite", "libxml2-html", "lemon24-reader"])
def test_a_load_of_bad_input_ends_and_accounts_for_all_of_it(corpus: str, tmp_path: Path) -> None:
    """The warehouse takes what the collectors give: lone surrogates, NUL bytes, the same address many times."""
    stored, unchanged, rejected = bad_input.load(bad_input.CORPORA / corpus, tmp_path)
    assert rejected > 0
    assert stored + unchanged + rejected > 0


def test_naughty_strings_are_titles_like_any_other(tmp_path: Path) -> None:
    table = tmp_path / "strings.jsonl"
    table.write_text(bad_input.naughty_rows(), encoding="utf-8")
    stored, unchanged, rejected = bad_input.load(table, tmp_path / "project")
    assert stored > 490
    assert stored + unchanged + rejected == len(bad_input.naughty_rows().splitlines())


def test_no_address_of_the_url_standard_raises() -> None:
    found = [bad_input.normalized(address, base) for address, base in bad_input.odd_addresses()]
    assert len(found) > 800
    assert all(isinstance(address, str) for address in found)
