"""The command line: declares the commands, their help and exit codes; the work is in `commands/`.

Only the standard library and Typer are imported here: `nightdesk --help` must answer in well under a second.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nightdesk.flows.cli.editions import editions, publish, report, rollback
from nightdesk.flows.cli.entities import entities_app
from nightdesk.flows.cli.keeping import backup, compact, diff_facts, forget, restore
from nightdesk.flows.cli.options import (
    EngineOption,
    ExecutorOption,
    JsonOption,
    LinesArgument,
    LogFormatOption,
    NotifyOption,
    OutputOption,
    ProjectOption,
    ScheduledOption,
)
from nightdesk.flows.cli.scheduling import audit, backfill, reprocess, serve
from nightdesk.flows.cli.sources import rejections_app, sources_app
from nightdesk.flows.cli.stories import label, why

EXIT_CODES = (
    "Exit codes: 0 done; 1 done, but something was rejected or a check failed; 2 usage; 75 another run holds it."
)

app = typer.Typer(
    name="nightdesk",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="The night desk of a newsroom: articles in, a morning edition out (a DuckDB file that shows who copied whom, "
    "who said what and which figures disagree).\n\n" + EXIT_CODES,
)


@app.command(epilog="Example: nightdesk run --project /srv/nightdesk")
def run(
    project: ProjectOption = Path(),
    engine: EngineOption = None,
    executor: ExecutorOption = None,
    scheduled: ScheduledOption = False,
    notify: NotifyOption = None,
    log_format: LogFormatOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the night: collect from the configured sources and publish a new edition."""
    from nightdesk.flows.cli.commands import nights

    nights.set_for_this_process(notify, log_format)
    nights.run(project, engine, executor, scheduled, as_json)


@app.command(epilog="Example: nightdesk load ./clippings articles.jsonl --project ./desk")
def load(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: HTML, text, Markdown, tables, WARC.")],
    project: ProjectOption = Path(),
    engine: EngineOption = None,
    executor: ExecutorOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load files and folders through the same stages and publish a new edition."""
    from nightdesk.flows.cli.commands import nights

    nights.load(paths, project, engine, executor, as_json)


@app.command(epilog="Example: nightdesk demo && nightdesk sql 'from contested_figures' --project nightdesk-demo")
def demo(
    project: Annotated[Path, typer.Option("--project", "-p", help="Folder to make.")] = Path("nightdesk-demo"),
    engine: EngineOption = None,
    executor: ExecutorOption = None,
) -> None:
    """Run three nights over the bundled sample: invented outlets, invented events, real disagreements."""
    from nightdesk.flows.cli.commands import demo as command

    command.demo(project, engine, executor)


app.command(epilog="Example: nightdesk publish --to parquet ./for-analysts --project ./desk")(publish)
app.command(epilog="Example: nightdesk editions --project ./desk")(editions)
app.command(epilog="Example: nightdesk rollback 20260311T233000Z-0002 --project ./desk")(rollback)


@app.command(epilog='Example: nightdesk sql "select * from contested_figures"')
def sql(
    query: Annotated[str | None, typer.Argument(help="A query; without one, an interactive prompt.")] = None,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    limit: Annotated[int, typer.Option(help="Most rows printed as a table; 0 prints all.", min=0)] = 100,
) -> None:
    """Ask the current edition, read-only."""
    from nightdesk.flows.cli.commands import reading

    reading.sql(query, project, as_json, as_csv, limit)


@app.command(epilog="Example: nightdesk tables contested_figures")
def tables(
    table: Annotated[str | None, typer.Argument(help="Show the columns of one table.")] = None,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """List what the current edition holds, each table and column with a sentence."""
    from nightdesk.flows.cli.commands import reading

    reading.tables(table, project, as_json)


@app.command(epilog="Example: nightdesk status --max-age 26h --json")
def status(
    project: ProjectOption = Path(),
    max_age: Annotated[
        str | None, typer.Option("--max-age", help="Exit 1 if the edition is older: 26h, 90m, 2d.", metavar="AGE")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the last runs, what each source gave, and what was rejected and why."""
    from nightdesk.flows.cli.commands import status as command

    command.status(project, max_age, as_json)


app.command(epilog="Example: nightdesk report --output morning.html")(report)


@app.command(epilog="Example: nightdesk facts 7pqa --html facts.html")
def facts(
    name: Annotated[str, typer.Argument(help="Key of an article, its beginning, or the end of its address.")],
    project: ProjectOption = Path(),
    page: Annotated[Path | None, typer.Option("--html", help="Write a page to this file instead.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show one article of the current edition with its facts marked in the text."""
    from nightdesk.flows.cli.commands import facts as command

    command.facts(project, name, page, as_json)


app.command(epilog="Example: nightdesk why 7pqa ferry-runs-aground.html --html why.html")(why)
app.command(epilog="Example: nightdesk label --most 10 --project ./desk")(label)


app.command(epilog="Example: nightdesk backup /mnt/backups --project ./desk")(backup)
app.command(epilog="Example: nightdesk restore /mnt/backups --project ./desk-again")(restore)
app.command(epilog="Example: nightdesk forget --url https://harbour.example/news/ferry --dry-run")(forget)
app.command(epilog="Example: nightdesk compact --project ./desk")(compact)
app.command("diff-facts", epilog="Example: nightdesk diff-facts --rules ./new-rules --project ./desk")(diff_facts)


app.add_typer(sources_app, name="sources")
app.add_typer(rejections_app, name="rejections")
app.add_typer(entities_app, name="entities")
app.command(epilog="Example: nightdesk serve --project ./desk")(serve)
app.command(epilog="Example: nightdesk backfill ./captures --since 2026-03-01 --project ./desk")(backfill)
app.command(epilog="Example: nightdesk audit --project ./desk")(audit)
app.command(epilog="Example: nightdesk reprocess --stage extract --since 2026-03-01")(reprocess)


@app.command(epilog="Example: nightdesk doctor --project /srv/nightdesk")
def doctor(
    project: ProjectOption = Path(),
    deep: Annotated[bool, typer.Option("--deep", help="Also prove every row, kept page and edition.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the installation, the settings (with where each comes from), the sources and the files."""
    from nightdesk.flows.cli.commands import house

    house.doctor(project, deep, as_json)


@app.command(epilog="Example: nightdesk init ./desk")
def init(folder: Annotated[Path, typer.Argument(help="Folder to make or to complete.")] = Path()) -> None:
    """Write settings.toml and sources.toml, every key with its sentence; existing files are left alone."""
    from nightdesk.flows.cli.commands import house

    house.init(folder)


@app.command(epilog="Example: nightdesk clean page.html | jq .text")
def clean(
    files: Annotated[list[str], typer.Argument(help="HTML (also .html.gz) or text files.", metavar="FILE...")],
    output: OutputOption = "-",
    explain: Annotated[bool, typer.Option("--explain", help="Show line by line what was kept or removed.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="The same as one HTML page; file to write.")] = None,
) -> None:
    """Filter: pages in, one JSON line each out with text, metadata and what was removed and why."""
    from nightdesk.flows.cli.commands import explaining, filters

    if explain or html:
        explaining.explain(files, html)
    filters.clean(files, output)


@app.command(epilog='Example: echo \'{"id":"1","text":"..."}\' | nightdesk extract -')
def extract(file: LinesArgument, output: OutputOption = "-") -> None:
    """Filter: articles in, their facts out; offsets point into the text as given."""
    from nightdesk.flows.cli.commands import filters

    filters.extract(file, output)


@app.command(epilog="Example: nightdesk group articles.jsonl --by-night")
def group(
    file: LinesArgument,
    output: OutputOption = "-",
    by_night: Annotated[bool, typer.Option("--by-night", help="Feed the articles night by night.")] = False,
) -> None:
    """Filter: articles in; copies, rewrites, origins and stories out."""
    from nightdesk.flows.cli.commands import filters

    filters.group(file, output, by_night)


@app.command(epilog="Example: nightdesk compare figures.jsonl")
def compare(file: LinesArgument, output: OutputOption = "-") -> None:
    """Filter: pairs of marked figures in; whether they agree, disagree or cannot be compared out."""
    from nightdesk.flows.cli.commands import filters

    filters.compare(file, output)


@app.command("same-name", epilog="Example: nightdesk same-name pairs.jsonl")
def same_name(file: LinesArgument, output: OutputOption = "-") -> None:
    """Filter: pairs of names in; whether they name the same person, organisation or place out."""
    from nightdesk.flows.cli.commands import filters

    filters.same_name(file, output)


def main(arguments: list[str] | None = None) -> Any:
    """Entry point: errors a user can act on are one line and their exit code; a closed pipe is no error."""
    from nightdesk.flows.errors import NightdeskError

    try:
        return app(args=arguments)
    except NightdeskError as error:
        print(f"nightdesk: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("nightdesk: stopped; what was stored stays, run again to go on", file=sys.stderr)
        sys.exit(130)
