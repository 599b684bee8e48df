"""The executor that a setting names: local processes, or a Dask cluster."""

from __future__ import annotations

from nightdesk.flows.run.executor import Executor
from nightdesk.flows.run.processes import ProcessExecutor


def executor_for(setting: str) -> Executor:
    """The executor a setting names, ``process:2`` or ``tcp://head:8786``.

    Local workers start on first use; a cluster must answer now (`DaskExecutor`).
    """
    kind, _, rest = setting.partition(":")
    if kind == "process":
        return ProcessExecutor(int(rest))
    from nightdesk.flows.run.cluster import DaskExecutor  # here: few projects have a cluster

    return DaskExecutor(setting)
