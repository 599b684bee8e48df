"""What measurements say of the machine: its facts, memory and processor time of this process and its workers."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """Processor, cores, memory and Python, in a line."""
    model = "unknown processor"
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    memory_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGESIZE") / 1e9
    return (
        f"{model}, {os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.system()}, Python {platform.python_version()}"
    )


def memory_mb() -> int:
    """Memory of this process and all below it; pages that several share, as forked workers do, count once."""
    return sum(_proportional_kb(folder) for folder in _family()) // 1_000


def _proportional_kb(folder: Path) -> int:
    with suppress(OSError):  # it ended meanwhile
        lines = (folder / "smaps_rollup").read_text().splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return 0


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
