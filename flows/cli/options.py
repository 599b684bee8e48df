"""Options that several commands share, each with its help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """How a night is run."""

    prefect = "prefect"
    plain = "plain"


class LogFormat(StrEnum):
    """How a run tells what it does."""

    text = "text"
    json = "json"


ProjectOption = Annotated[
    Path, typer.Option("--project", "-p", help="Project folder: settings, working file, editions.", show_default="here")
]
EngineOption = Annotated[Engine | None, typer.Option("--engine", help="Run as a Prefect flow run, or plainly.")]
ExecutorOption = Annotated[
    str | None, typer.Option("--executor", help="Where pure work runs: process:2, or tcp://head:8786 for Dask.")
]
ScheduledOption = Annotated[
    bool, typer.Option("--scheduled", help="Started by a schedule: do nothing if the day's night is finished.")
]
NotifyOption = Annotated[
    list[str] | None, typer.Option("--notify", help="Address told of a failure or what needs a look.", metavar="URL")
]
LogFormatOption = Annotated[
    LogFormat | None, typer.Option("--log-format", help="On standard error: lines for people, or JSON objects.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
OutputOption = Annotated[str, typer.Option("--output", "-o", help="File to write; - is standard output.")]
LinesArgument = Annotated[str, typer.Argument(help="File of JSON lines; - is standard input.", metavar="FILE")]
