"""The command line: every command with its example, and the exit codes; a module a group of commands.

They import what is heavy inside their functions: `nightdesk --help` must answer in well under a second.
"""

from __future__ import annotations

import sys
from typing import Any

import typer

from nightdesk.flows.cli.articles import facts, why
from nightdesk.flows.cli.editions import editions, publish, report, rollback
from nightdesk.flows.cli.filters import clean, compare, extract, group, same_name
from nightdesk.flows.cli.judgements import entities_app, label
from nightdesk.flows.cli.maintenance import backup, compact, diff_facts, forget, restore
from nightdesk.flows.cli.nights import demo, load, run
from nightdesk.flows.cli.query import sql, status, tables
from nightdesk.flows.cli.rejections import rejections_app
from nightdesk.flows.cli.schedule import audit, backfill, reprocess, serve
from nightdesk.flows.cli.setup import doctor, init
from nightdesk.flows.cli.sources import sources_app

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

app.command(epilog="Example: nightdesk run --project /srv/nightdesk")(run)
app.command(epilog="Example: nightdesk load ./clippings articles.jsonl --project ./desk")(load)
app.command(epilog="Example: nightdesk demo && nightdesk sql 'from contested_figures' --project nightdesk-demo")(demo)
app.command(epilog="Example: nightdesk publish --to parquet ./for-analysts --project ./desk")(publish)
app.command(epilog="Example: nightdesk editions --project ./desk")(editions)
app.command(epilog="Example: nightdesk rollback 20260311T233000Z-0002 --project ./desk")(rollback)
app.command(epilog='Example: nightdesk sql "select * from contested_figures"')(sql)
app.command(epilog="Example: nightdesk tables contested_figures")(tables)
app.command(epilog="Example: nightdesk status --max-age 26h --json")(status)
app.command(epilog="Example: nightdesk report --output morning.html")(report)
app.command(epilog="Example: nightdesk facts 7pqa --html facts.html")(facts)
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
app.command(epilog="Example: nightdesk doctor --project /srv/nightdesk")(doctor)
app.command(epilog="Example: nightdesk init ./desk")(init)
app.command(epilog="Example: nightdesk clean page.html | jq .text")(clean)
app.command(epilog='Example: echo \'{"id":"1","text":"..."}\' | nightdesk extract -')(extract)
app.command(epilog="Example: nightdesk group articles.jsonl --by-night")(group)
app.command(epilog="Example: nightdesk compare figures.jsonl")(compare)
app.command("same-name", epilog="Example: nightdesk same-name pairs.jsonl")(same_name)


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
