"""nightdesk facts, why: one article, or two side by side, with what was found and by which evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption


def facts(
    name: Annotated[str, typer.Argument(help="Key of an article, its beginning, or the end of its address.")],
    project: ProjectOption = Path(),
    page: Annotated[Path | None, typer.Option("--html", help="Write a page to this file instead.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show one article of the current edition with its facts marked in the text."""
    from rich.console import Console

    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.cli.output import write_page
    from nightdesk.flows.reports.article_facts import Fact, named_article, render, show
    from nightdesk.warehouse.sql import statement

    with edition(project) as connection:
        article = named_article(connection, name)
        rows = connection.execute(statement("editions/article_facts"), {"article_id": article["article_id"]}).fetchall()
    found = [Fact(*row) for row in rows]
    if page is not None:
        write_page(page, render(article, found))
    elif as_json:
        print(json.dumps(article | {"facts": [fact._asdict() for fact in found]}, default=str, ensure_ascii=False))
    else:
        show(Console(highlight=False), article, found)


def why(
    a: Annotated[str, typer.Argument(help="Key of an article, its beginning, or the end of its address.")],
    b: Annotated[str, typer.Argument(help="The other article, named in the same way.")],
    project: ProjectOption = Path(),
    html: Annotated[Path | None, typer.Option("--html", help="Write a page side by side instead; file.")] = None,
) -> None:
    """Show what two articles are to each other, and by which evidence."""
    from rich.console import Console

    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.cli.output import write_page
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.reports.article_facts import named_article
    from nightdesk.flows.reports.pair import pair_of, render, show

    with edition(project) as connection:
        ids = sorted(named_article(connection, name)["article_id"] for name in (a, b))
        if ids[0] == ids[1]:
            raise UsageError(f"{a!r} and {b!r} name the same article")
        pair = pair_of(connection, *ids)
    if html is None:
        show(Console(highlight=False), pair)
    else:
        write_page(html, render(pair))
