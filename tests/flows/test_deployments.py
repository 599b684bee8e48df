"""Files for other schedulers: what they name exists, and runs what they mean."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture(scope="module")
def deployments(repository: Path) -> dict[str, dict[str, Any]]:
    content = yaml.safe_load((repository / "deployments" / "prefect.yaml").read_text(encoding="utf-8"))
    return {deployment["name"]: deployment for deployment in content["deployments"]}


def test_every_deployment_leads_to_its_flow_and_passes_parameters_it_knows(
    deployments: dict[str, dict[str, Any]],
) -> None:
    from prefect.flows import load_flow_from_entrypoint

    for name, deployment in deployments.items():
        flow = load_flow_from_entrypoint(deployment["entrypoint"], use_placeholder_flow=False)
        assert flow.name == name
        assert set(deployment["parameters"]) <= set(flow.parameters.properties)


def test_every_deployment_waits_in_the_pool_and_runs_alone(deployments: dict[str, dict[str, Any]]) -> None:
    assert {deployment["work_pool"]["name"] for deployment in deployments.values()} == {"nightdesk"}
    assert {deployment["concurrency_limit"]["limit"] for deployment in deployments.values()} == {1}


def test_the_night_is_scheduled_as_the_settings_say_by_default(deployments: dict[str, dict[str, Any]]) -> None:
    from nightdesk.flows.settings import Settings

    fields = Settings.model_fields
    (schedule,) = deployments["nightly"]["schedules"]
    assert (schedule["cron"], schedule["timezone"]) == (fields["schedule"].default, fields["time_zone"].default)


def test_the_service_may_write_the_project_it_runs_and_nothing_else(repository: Path) -> None:
    lines = (repository / "deployments" / "systemd" / "nightdesk.service").read_text(encoding="utf-8").splitlines()
    unit = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert f"--project {unit['ReadWritePaths']} " in unit["ExecStart"]
    assert (unit["ProtectSystem"], unit["NoNewPrivileges"]) == ("strict", "yes")
    assert unit["SuccessExitStatus"].split() == ["1", "75"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_no_fault_in_service_and_timer(repository: Path, tmp_path: Path) -> None:
    for name in ("nightdesk.service", "nightdesk.timer"):
        text = (repository / "deployments" / "systemd" / name).read_text(encoding="utf-8")
        # the program need not be installed where the unit expects it
        (tmp_path / name).write_text(text.replace("/srv/nightdesk/.venv/bin/nightdesk", "/bin/true"))
    found = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "nightdesk.service", tmp_path / "nightdesk.timer"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr.replace("\n", "")) == (0, "")
