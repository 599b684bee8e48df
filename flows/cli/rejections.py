"""nightdesk rejections: list and explain them from the current edition, replay them in a run of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

rejections_app = typer.Typer(invoke_without_command=True, help="Show what became no article, and why; try it again.")


@rejections_app.callback(epilog="Example: nightdesk rejections --reason too_short")
def rejections(
    context: typer.Context,
    project: ProjectOption = Path(),
    reason: Annotated[str | None, typer.Option("--reason", help="Only those of this reason.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what became no article, and why; try it again."""
    if context.invoked_subcommand is None:
        _show(project, reason, as_json)


@rejections_app.command("explain", epilog="Example: nightdesk rejections explain mfwsa3dpnzqxe2lt")
def rejections_explain(
    rejection_id: Annotated[str, typer.Argument(help="As 'nightdesk rejections' shows it.", metavar="ID")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
    save: Annotated[Path | None, typer.Option("--save", help="File for the bytes that were received.")] = None,
) -> None:
    """Show everything known about one rejection and what can be done."""
    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.reports.advice import ADVICE
    from nightdesk.flows.run.terminal import printable
    from nightdesk.transforms.records import Reason
    from nightdesk.warehouse.results import fetch
    from nightdesk.warehouse.sql import statement

    with edition(project) as connection:
        rows = fetch(connection.execute(statement("editions/rejection"), {"rejection_id": rejection_id})).as_dicts()
    if not rows:
        raise UsageError(f"no rejection {rejection_id!r} in the edition; 'nightdesk rejections' lists them")
    facts = rows[0] | {"advice": ADVICE.get(Reason(rows[0]["reason"]), "")}
    if save is not None:
        _save(project, rejection_id, facts["capture_id"], save)
    if as_json:
        _print_json(facts)
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        print(printable(f"{name:{width}}  {'' if value is None else value}"))


@rejections_app.command("replay", epilog="Example: nightdesk rejections replay --project ./desk")
def rejections_replay(
    ids: Annotated[list[str] | None, typer.Argument(help="Rejections; all where none is given.", metavar="ID")] = None,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Try rejected items again: from the bytes that were kept, or by asking for them again."""
    _replay(project, ids or [], as_json)


def _show(project: Path, reason: str | None, as_json: bool) -> None:
    """The rejections that no later run has made an article of."""
    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.cli.output import show_rows
    from nightdesk.flows.errors import UsageError
    from nightdesk.transforms.records import Reason
    from nightdesk.warehouse.results import fetch
    from nightdesk.warehouse.sql import statement

    if reason is not None and reason not in [each.value for each in Reason]:
        raise UsageError(f"no reason {reason!r}; the reasons are {', '.join(Reason)}")
    with edition(project) as connection:
        found = fetch(connection.execute(statement("editions/rejections"), {"reason": reason}))
    if as_json:
        _print_json(found.as_dicts())
    elif found.rows:
        show_rows(*found, limit=200)
        print("'nightdesk rejections explain ID' says more, 'replay' tries again.")
    else:
        print("none")


def _save(project: Path, rejection_id: str, capture_id: str | None, file: Path) -> None:
    """Writes the bytes that came with a rejection; the working file holds them, so no run may be going on."""
    from nightdesk.flows.captures import RecordPlace, read_payload
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lock import open_warehouse
    from nightdesk.warehouse.tables import ops, raw

    loaded = load_project(project)
    with open_warehouse(loaded) as connection:
        content = ops.payload(connection, rejection_id)
        place = raw.capture_place(connection, capture_id) if capture_id else None
    if place is not None:
        content = read_payload(loaded.captures_folder, RecordPlace(*place[:3]), place[3])
    if content is None:
        raise UsageError(f"nothing was received of {rejection_id}")
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None


def _replay(project: Path, ids: Sequence[str], as_json: bool) -> None:
    """Tries rejected items again, and publishes what came of it."""
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lifecycle import start_run
    from nightdesk.flows.stages.night import clean, extract, group, publish, reconcile, replay_of

    with start_run(load_project(project), "replay", []) as run:
        replayed = replay_of(ids)(run)
        stages = [stage(run) for stage in (clean, group, extract, reconcile, publish)]
    finish(run.report(replayed, *stages), as_json)


def _print_json(value: object) -> None:
    print(json.dumps(value, default=str, ensure_ascii=False))
