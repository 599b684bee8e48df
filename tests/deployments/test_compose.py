"""The containers: what holds for one service holds for all, and the image is made of what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture(scope="module")
def services(repository: Path) -> dict[str, Any]:
    folder = repository / "deployments"
    whole = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))
    found = dict(whole["services"])
    for path in whole["include"]:
        found |= yaml.safe_load((folder / path).read_text(encoding="utf-8"))["services"]
    return found


def test_prefect_s_server_its_database_a_worker_and_metabase_are_there(services: dict[str, Any]) -> None:
    assert {"database", "server", "worker", "metabase"} <= set(services)


def test_no_service_may_gain_rights_or_write_its_own_files(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_ports_are_open_to_this_machine_alone(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_services_wait_for_health_checks_that_exist(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, condition in service.get("depends_on", {}).items():
            if condition["condition"] == "service_healthy":
                assert "healthcheck" in services[name]


def test_the_image_runs_as_a_user_and_copies_only_what_is_there(repository: Path) -> None:
    text = (repository / "deployments" / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.+)$", text, re.M) == ["10001"]
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.+)$", text, re.M)]
    named = {name for names in copied for name in names}
    assert [name for name in named if not (repository / name).exists()] == []
    allowed = (repository / "deployments" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in named} <= set(allowed)
