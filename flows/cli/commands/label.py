"""label: a person judges the pairs that the matcher is least sure of; answers are stored, applied and learned from."""

from __future__ import annotations

import getpass
import hashlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nightdesk.flows.cli.commands.nights import finish
from nightdesk.flows.errors import UsageError
from nightdesk.flows.models.matchers import CHECKSUM_FILE, MATCHER_FILE
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.lock import open_warehouse
from nightdesk.flows.run.terminal import printable
from nightdesk.transforms.records import Relation
from nightdesk.transforms.stories.side_by_side import mark
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.grouping import IdPair, UncertainPair

_SHOWN_CHARS = 700

_QUESTIONS = {
    Relation.DERIVED_FROM: ("Does one come from the other?", Relation.DERIVED_FROM, Relation.SAME_STORY),
    Relation.SAME_STORY: ("Do they tell one story?", Relation.SAME_STORY, Relation.DIFFERENT),
    Relation.DIFFERENT: ("Do they tell one story?", Relation.SAME_STORY, Relation.DIFFERENT),
}
"""By the relation the matcher leans to: what is asked, what yes means, what no means."""


def label(folder: Path, most: int, by: str | None, retrain: bool) -> None:
    """Asks, stores, groups again and publishes; then trains, if asked to."""
    with _archive(folder) as connection:
        pairs = grouping.uncertain_pairs(connection, most)
    judged = ask(pairs) if pairs else {}
    if judged:
        _apply(folder, judged, by or getpass.getuser())
    else:
        print("Nothing judged." if pairs else "Nothing to judge: every link has been judged, or there is none.")
    if retrain:
        _retrain(folder)


@contextmanager
def _archive(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working file, held against runs while it is read; nobody waits while a person thinks."""
    project = load_project(folder)
    if not project.has_warehouse:
        raise UsageError(f"no working file in {project.folder}; 'nightdesk run', 'load' or 'demo' makes one")
    with open_warehouse(project) as connection:
        yield connection


def ask(pairs: Sequence[UncertainPair]) -> dict[IdPair, str]:
    """{pair: relation} as answered on standard input; ends with the pairs, with f, or with the input."""
    console = Console(highlight=False)
    judged: dict[IdPair, str] = {}
    for number, pair in enumerate(pairs, start=1):
        question, yes, no = _QUESTIONS[Relation(pair.relation)]
        console.rule(f"{number} of {len(pairs)}, score {pair.score:.2f}", align="left")
        console.print(_beside(pair))
        answer = _answer(f"{question} (y)es, (n)o, (u)nsure, (f)inished: ")
        if answer == "f":
            break
        if answer in ("y", "n"):
            judged[pair.article_id_a, pair.article_id_b] = str(yes if answer == "y" else no)
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
    from nightdesk.flows.stages.night import extract, group, publish, reconcile

    with start_run(load_project(folder), "judge", []) as run:
        with run.transaction():
            grouping.store_judgements(run.connection, judged, by, run.now.replace(tzinfo=None))
        report = run.report(group(run), extract(run), reconcile(run), publish(run))
    print(f"{len(judged)} judged.")
    if not report.exit_code:
        finish(report, as_json=False)


def _retrain(folder: Path) -> None:
    """Writes the project's own matcher and its checksum; settings.toml decides whether it is used."""
    from nightdesk.flows.maintenance.training import judged_pairs, retrained

    with _archive(folder) as connection:
        judged = judged_pairs(connection)
    if not judged.relations:
        raise UsageError("no judgement to learn from; answer some questions first")
    settings = retrained(judged)
    target = load_project(folder).folder
    (target / MATCHER_FILE).write_bytes(settings)
    (target / CHECKSUM_FILE).write_text(hashlib.sha256(settings).hexdigest() + "\n", encoding="ascii")
    print(f'{target / MATCHER_FILE}: trained with {len(judged.relations)} judgements; matcher = "own" uses it.')
