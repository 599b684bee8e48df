"""nightdesk label, entities: what people decide about pairs of articles and about names."""

from __future__ import annotations

import getpass
import hashlib
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

if TYPE_CHECKING:
    from rich.table import Table

    from nightdesk.flows.run.lifecycle import Run
    from nightdesk.flows.run.report import RunReport
    from nightdesk.warehouse.tables.grouping import IdPair, UncertainPair


entities_app = typer.Typer(invoke_without_command=True, help="Decide who is meant by a name; decisions can be undone.")


class EntityKind(StrEnum):
    """What a name can be the name of."""

    person = "person"
    organisation = "organisation"
    place = "place"
    other = "other"


KindOption = Annotated[EntityKind | None, typer.Option("--kind", help="Where a name is one of several kinds.")]


_SHOWN_CHARS = 700
_QUESTIONS = {
    "derived_from": ("Does one come from the other?", "derived_from", "same_story"),
    "same_story": ("Do they tell one story?", "same_story", "different"),
    "different": ("Do they tell one story?", "same_story", "different"),
}
"""By the relation the matcher leans to: what is asked, what yes means, what no means."""


KINDS = {"person": "PERSON", "organisation": "ORG", "place": "PLACE", "other": "OTHER"}
"""How a user calls the types of entities."""


def label(
    project: ProjectOption = Path(),
    most: Annotated[int, typer.Option("--most", help="Most pairs to ask about.", min=1, max=1000)] = 20,
    by: Annotated[str | None, typer.Option("--by", help="Who judges; your login name where it is missing.")] = None,
    retrain: Annotated[bool, typer.Option("--retrain", help="Then train the project's own matcher.")] = False,
) -> None:
    """Judge the pairs of articles the matcher is least sure of; a judgement wins over any score."""
    from nightdesk.flows.cli.opening import archive
    from nightdesk.warehouse.tables import grouping

    with archive(project) as connection:
        pairs = grouping.uncertain_pairs(connection, most)
    judged = ask(pairs) if pairs else {}
    if judged:
        _apply(project, judged, by or getpass.getuser())
    else:
        print("Nothing judged." if pairs else "Nothing to judge: every link has been judged, or there is none.")
    if retrain:
        _retrain(project)


@entities_app.callback(epilog="Example: nightdesk entities --project ./desk")
def entities(context: typer.Context, project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """List what was decided about names; merge and split decide, undo takes back."""
    if context.invoked_subcommand is None:
        _show(project, as_json)


@entities_app.command("merge", epilog="Example: nightdesk entities merge 'Ada Quill' 'A. Quill'")
def entities_merge(
    name: Annotated[str, typer.Argument(help="A name as an edition shows it.", metavar="NAME")],
    other: Annotated[str, typer.Argument(help="Another name of the same entity.", metavar="OTHER")],
    project: ProjectOption = Path(),
    kind: KindOption = None,
    as_json: JsonOption = False,
) -> None:
    """Two names are one entity; publishes an edition that says so."""
    judge(project, "merge", name, other, kind, as_json)


@entities_app.command("split", epilog="Example: nightdesk entities split 'A. Quill'")
def entities_split(
    name: Annotated[str, typer.Argument(help="A name that is nobody else's.", metavar="NAME")],
    project: ProjectOption = Path(),
    kind: KindOption = None,
    as_json: JsonOption = False,
) -> None:
    """A name stands for nobody but itself; publishes an edition that says so."""
    judge(project, "split", name, None, kind, as_json)


@entities_app.command("undo", epilog="Example: nightdesk entities undo 1")
def entities_undo(
    number: Annotated[int, typer.Argument(help="As 'nightdesk entities' shows it.", metavar="NUMBER")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Take a decision back; publishes an edition without it."""
    from nightdesk.flows.cli.opening import archive
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lifecycle import start_run
    from nightdesk.warehouse.tables import entity_names

    with archive(project) as connection:
        if number not in {row.judgement_id for row in entity_names.judgements(connection)}:
            raise UsageError(f"no judgement {number} in force; 'nightdesk entities' lists them")
    with start_run(load_project(project), "judge", []) as run:
        with run.transaction():
            entity_names.withdraw_judgement(run.connection, number, run.now)
        report = _publish(run)
    finish(report, as_json)


def ask(pairs: Sequence[UncertainPair]) -> dict[IdPair, str]:
    """{pair: relation} as answered on standard input; ends with the pairs, with f, or with the input."""
    from rich.console import Console

    console = Console(highlight=False)
    judged: dict[IdPair, str] = {}
    for number, pair in enumerate(pairs, start=1):
        question, yes, no = _QUESTIONS[pair.relation]
        console.rule(f"{number} of {len(pairs)}, score {pair.score:.2f}", align="left")
        console.print(_beside(pair))
        answer = _answer(f"{question} (y)es, (n)o, (u)nsure, (f)inished: ")
        if answer == "f":
            break
        if answer in ("y", "n"):
            judged[pair.article_id_a, pair.article_id_b] = yes if answer == "y" else no
    return judged


def _answer(question: str) -> str:
    """The first letter of y, n, u or f; the end of the input finishes."""
    while True:
        print(question, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            return "f"
        if (letter := line.strip().lower()[:1]) in ("y", "n", "u", "f"):
            return letter


def _beside(pair: UncertainPair) -> Table:
    """Titles and first lines of both, words that only one has in bold."""
    from rich.table import Table
    from rich.text import Text

    from nightdesk.flows.run.terminal import printable
    from nightdesk.transforms.stories.evidence.side_by_side import mark

    table = Table.grid(padding=(0, 2), expand=True)
    for _ in "ab":
        table.add_column(ratio=1)
    table.add_row(Text(pair.source_a, style="dim"), Text(pair.source_b, style="dim"))
    table.add_row(Text(printable(pair.title_a or ""), style="bold"), Text(printable(pair.title_b or ""), style="bold"))
    pieces = mark(printable(pair.text_a[:_SHOWN_CHARS]), printable(pair.text_b[:_SHOWN_CHARS]))
    table.add_row(*(Text.assemble(*((one.text, "dim" if one.differs else "bold") for one in side)) for side in pieces))
    return table


def _apply(folder: Path, judged: dict[IdPair, str], by: str) -> None:
    """Stores the judgements and publishes what follows from them."""
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lifecycle import start_run
    from nightdesk.flows.stages.night import extract, group, publish, reconcile
    from nightdesk.warehouse.tables import grouping

    with start_run(load_project(folder), "judge", []) as run:
        with run.transaction():
            grouping.store_judgements(run.connection, judged, by, run.now.replace(tzinfo=None))
        report = run.report(group(run), extract(run), reconcile(run), publish(run))
    print(f"{len(judged)} judged.")
    if not report.exit_code:
        finish(report, as_json=False)


def _retrain(folder: Path) -> None:
    """Writes the project's own matcher and its checksum; settings.toml decides whether it is used."""
    from nightdesk.flows.cli.opening import archive
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.maintenance.training import judged_pairs, retrained
    from nightdesk.flows.models.matchers import CHECKSUM_FILE, MATCHER_FILE
    from nightdesk.flows.project import load_project

    with archive(folder) as connection:
        judged = judged_pairs(connection)
    if not judged.relations:
        raise UsageError("no judgement to learn from; answer some questions first")
    settings = retrained(judged)
    target = load_project(folder).folder
    (target / MATCHER_FILE).write_bytes(settings)
    (target / CHECKSUM_FILE).write_text(hashlib.sha256(settings).hexdigest() + "\n", encoding="ascii")
    print(f'{target / MATCHER_FILE}: trained with {len(judged.relations)} judgements; matcher = "own" uses it.')


def _show(project: Path, as_json: bool) -> None:
    """Every judgement, also those taken back."""
    from nightdesk.flows.cli.opening import archive
    from nightdesk.flows.cli.output import show_rows
    from nightdesk.warehouse.tables import entity_names

    with archive(project) as connection:
        found = entity_names.judgements(connection, with_withdrawn=True)
    if as_json:
        print(json.dumps([row._asdict() for row in found], default=str, ensure_ascii=False))
    elif found:
        show_rows(entity_names.StoredJudgement._fields, found)
    else:
        print("none; 'nightdesk entities merge A B' and 'split NAME' record one")


def judge(project: Path, verdict: str, name: str, other: str | None, kind: str | None, as_json: bool) -> None:
    """Records that two names are one entity, or that one is nobody else's, and publishes what follows."""
    from nightdesk.flows.cli.opening import archive
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lifecycle import start_run
    from nightdesk.warehouse.tables import entity_names

    wanted = (name,) if other is None else (name, other)
    with archive(project) as connection:
        type_ = _type_of(entity_names.types_of(connection, wanted), wanted, kind)
    with start_run(load_project(project), "judge", []) as run:
        with run.transaction():
            number = entity_names.record_judgement(
                run.connection, verdict, type_, (name, other), getpass.getuser(), run.now.replace(tzinfo=None)
            )
        report = _publish(run)
    if not as_json:
        print(f"Judgement {number}: 'nightdesk entities undo {number}' takes it back.")
    finish(report, as_json)


def _type_of(found: Sequence[str], wanted: tuple[str, ...], kind: str | None) -> str:
    """The one type under which the archive knows the names."""
    from nightdesk.flows.errors import UsageError

    if len(set(wanted)) < len(wanted):
        raise UsageError("a name is one with itself already")
    if kind is not None:
        found = [type_ for type_ in found if type_ == KINDS[kind]]
    if not found:
        raise UsageError(f"the archive does not know {' and '.join(wanted)} as names of one kind, spelled exactly so")
    if len(found) > 1:
        kinds = " or ".join(f"--kind {word}" for word, type_ in KINDS.items() if type_ in found)
        raise UsageError(f"{' and '.join(wanted)} are names of several kinds; say {kinds}")
    return found[0]


def _publish(run: Run) -> RunReport:
    """Names resolved again, the stories that they concern compared again, and an edition that shows it."""
    from nightdesk.flows.stages.night import publish, reconcile

    return run.report(reconcile(run), publish(run))
