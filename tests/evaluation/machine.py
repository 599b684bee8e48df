"""What measurements say of the machine: its facts, memory and processor time of this process and its workers."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGESIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """Processor, cores, memory and Python, in a line."""
    model = "unknown processor"
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    memory_gb = os.sysconf("SC_PHYS_PAGES") * _PAGE_BYTES / 1e9
    return (
        f"{model}, {os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.system()}, Python {platform.python_version()}"
    )


def memory_mb() -> int:
    """Resident memory of this process and all below it."""
    return sum(int((folder / "statm").read_text().split()[1]) for folder in _family()) * _PAGE_BYTES // 1_000_000


def processor_s() -> float:
    """Processor seconds that this process and the living ones below it have used since they began."""
    ticks = 0
    for folder in _family():
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS


def _family() -> list[Path]:
    """The /proc folders of this process and its descendants."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    ours = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return [Path("/proc") / str(process) for process in ours]
