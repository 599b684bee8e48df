"""Shared by all tests: where the repository is, and the labelled data beside it."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# the same examples every time where nobody watches; new ones at every run on a developer's machine
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled data beside the checkout; a test that needs it skips without, but fails in CI."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is missing")
        pytest.skip(f"needs {folder}")
    return folder


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after the three nights of the bundled sample, run once a session."""
    from night_support import run_demo_night

    from nightdesk.flows.sample.layout import NIGHTS, prepare, sample

    project = tmp_path_factory.mktemp("demo")
    with sample() as source:
        prepare(project, source)
    for number in NIGHTS:
        run_demo_night(project, number)
    return project
