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


ProjectOption = Annotated[
    Path, typer.Option("--project", "-p", help="Project folder: settings, working file, editions.", show_default="here")
]
EngineOption = Annotated[Engine | None, typer.Option("--engine", help="Run as a Prefect flow run, or plainly.")]
ExecutorOption = Annotated[
    str | None, typer.Option("--executor", help="Where pure work runs: process:2, or tcp://head:8786 for Dask.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
OutputOption = Annotated[str, typer.Option("--output", "-o", help="File to write; - is standard output.")]
LinesArgument = Annotated[str, typer.Argument(help="File of JSON lines; - is standard input.", metavar="FILE")]
