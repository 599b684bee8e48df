"""The demo's three nights, run once a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from night_support import run_demo_night

from nightdesk.flows.commands.demo import NIGHTS, prepare, sample


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after the three nights of the bundled sample."""
    project = tmp_path_factory.mktemp("demo")
    with sample() as source:
        prepare(project, source)
    for number in NIGHTS:
        run_demo_night(project, number)
    return project
