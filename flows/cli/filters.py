"""nightdesk clean, extract, group, compare, same-name: JSON lines in and out, no warehouse; shapes are a contract."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from nightdesk.flows.cli.options import LinesArgument, OutputOption

if TYPE_CHECKING:
    from nightdesk.flows.cli.json_lines import JsonRow
    from nightdesk.flows.run.executor import Failed
    from nightdesk.transforms.clean.explain import Explanation
    from nightdesk.transforms.records import Article, Capture, Rejection


Out = TypeVar("Out")


_NAME_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}  # the interface's words and ours
_GUNZIP_LIMIT_BYTES = 20_000_000  # what a page may unpack to (FACTS-OF-LIFE: 3.4 KB can reach 6 GB)


def clean(
    files: Annotated[list[str], typer.Argument(help="HTML (also .html.gz) or text files.", metavar="FILE...")],
    output: OutputOption = "-",
    explain: Annotated[bool, typer.Option("--explain", help="Show line by line what was kept or removed.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="The same as one HTML page; file to write.")] = None,
) -> None:
    """Filter: pages in, one JSON line each out with text, metadata and what was removed and why."""
    if explain or html:
        _explain(files, html)
    _clean(files, output)


def extract(file: LinesArgument, output: OutputOption = "-") -> None:
    """Filter: articles in, their facts out; offsets point into the text as given."""
    from nightdesk.flows.cli.json_lines import each_line
    from nightdesk.transforms.facts.as_json import extraction_to_json
    from nightdesk.transforms.facts.extract import extract as extract_facts

    def work(row: JsonRow) -> dict[str, Any]:
        return extraction_to_json(extract_facts(_document(row)), row["text"])

    each_line(file, output, ("text",), work)


def group(
    file: LinesArgument,
    output: OutputOption = "-",
    by_night: Annotated[bool, typer.Option("--by-night", help="Feed the articles night by night.")] = False,
) -> None:
    """Filter: articles in; copies, rewrites, origins and stories out."""
    from nightdesk.flows.cli.json_lines import BadLine, read_rows, write_all
    from nightdesk.flows.stages.grouping import group_documents

    rows = list(read_rows(file, ("text",)))
    good = [row for row in rows if not isinstance(row, BadLine)]
    nights = [int(row.get("night") or 1) for row in good] if by_night else None
    grouped = iter(group_documents([_document(row) for row in good], nights))
    write_all(output, (row if isinstance(row, BadLine) else next(grouped) for row in rows))


def compare(file: LinesArgument, output: OutputOption = "-") -> None:
    """Filter: pairs of marked figures in; whether they agree, disagree or cannot be compared out."""
    from nightdesk.flows.cli.json_lines import each_line
    from nightdesk.transforms.facts.extract import extract as extract_facts
    from nightdesk.transforms.reconcile.marked_figures import compare_marked
    from nightdesk.transforms.records import Document

    def work(row: JsonRow) -> dict[str, Any]:
        one, other = row["a"], row["b"]
        facts, others = (
            extract_facts(Document("", None, marked["text"], marked.get("published_at"), language="en"))
            for marked in (one, other)
        )
        relation, reason = compare_marked(facts, _span(one["number"]), others, _span(other["number"]))
        return {"relation": relation, "reason": reason}

    each_line(file, output, ("a", "b"), work)


def same_name(file: LinesArgument, output: OutputOption = "-") -> None:
    """Filter: pairs of names in; whether they name the same person, organisation or place out."""
    from nightdesk.flows.cli.json_lines import each_line
    from nightdesk.flows.models.matchers import LazyNameMatcher
    from nightdesk.transforms.names.resolution.same_name import same_name as compare_names

    matcher = LazyNameMatcher()

    def work(row: JsonRow) -> dict[str, Any]:
        same, score, reason = compare_names(row["a"], row["b"], _NAME_TYPES[row["type"]], matcher.judge)
        return {"same": same, "score": score, "reason": reason}

    each_line(file, output, ("a", "b", "type"), work)


def _clean(files: list[str], output: str) -> None:
    """One object a file."""
    from nightdesk.flows.cli.json_lines import open_output, write_row
    from nightdesk.flows.run.processes import ProcessExecutor
    from nightdesk.flows.settings import Settings
    from nightdesk.transforms.clean import article as cleaner
    from nightdesk.transforms.clean.as_json import article_to_json
    from nightdesk.transforms.records import Capture, Rejection

    settings, now = Settings(), datetime.now(UTC)
    executor = ProcessExecutor(2)
    found = [read_capture(name, now, settings.max_item_bytes) for name in files]
    captures = [item for item in found if isinstance(item, Capture)]
    results = executor.map(cleaner.clean, captures, settings.clean_timeout_s)
    failed = False
    with open_output(output) as out:
        for name, item in zip(files, found, strict=True):
            result: Article | Rejection = item if isinstance(item, Rejection) else or_rejection(next(results))
            if isinstance(result, Rejection):
                failed = True
                print(f"{name}: {result.reason}: {result.detail}", file=sys.stderr)
            write_row(out, {"id": name, **article_to_json(result)})
    executor.close()
    sys.exit(1 if failed else 0)


def _explain(files: list[str], page: Path | None) -> None:
    """Shows what cleaning did to every file, or writes the page; exits with 1 when one became no article."""
    from rich.console import Console

    from nightdesk.flows.cli.output import write_page
    from nightdesk.flows.reports.explained import render, show
    from nightdesk.transforms.records import Rejection

    found = list(_explanations(files))
    if page is None:
        for name, explanation in found:
            show(Console(highlight=False), name, explanation)
    else:
        write_page(page, render(found))
    sys.exit(1 if any(isinstance(item.result, Rejection) for _, item in found) else 0)


def _explanations(files: list[str]) -> Iterator[tuple[str, Explanation]]:
    from nightdesk.flows.run.processes import ProcessExecutor
    from nightdesk.flows.settings import Settings
    from nightdesk.transforms.clean.explain import Explanation
    from nightdesk.transforms.clean.explain import explain as explain_capture
    from nightdesk.transforms.records import Rejection

    settings, now = Settings(), datetime.now(UTC)
    executor = ProcessExecutor(1)
    for name in files:
        capture = read_capture(name, now, settings.max_item_bytes)
        found = (
            capture
            if isinstance(capture, Rejection)
            else or_rejection(next(executor.map(explain_capture, [capture], settings.clean_timeout_s)))
        )
        yield name, Explanation(found, (), {}) if isinstance(found, Rejection) else found
    executor.close()


def read_capture(name: str, now: datetime, most_bytes: int) -> Capture | Rejection:
    """A file as if it had been collected now; ``.gz`` files unpacked."""
    from nightdesk.flows.collect.folder import read_file
    from nightdesk.flows.collect.web import Refused
    from nightdesk.transforms.records import Capture, Reason, Rejection

    item = read_file(Path(name), most_bytes)
    if isinstance(item, Refused):
        return Rejection(item.reason, item.detail)
    content = _gunzip(item.content) if name.endswith(".gz") else item.content
    if content is None:
        return Rejection(Reason.UNSUPPORTED_TYPE, "not a whole gzip file, or too large unpacked")
    return Capture(name, "clean", name, None, now, item.media_type, None, content)


def or_rejection(result: Out | Failed) -> Out | Rejection:
    """The result of a worker, or the rejection of a page that held it up or ended it."""
    from nightdesk.flows.run.executor import Failed
    from nightdesk.transforms.records import Reason, Rejection

    if not isinstance(result, Failed):
        return result
    return Rejection(Reason.TIMEOUT if result.kind == "timeout" else Reason.WORKER_DIED, result.detail)


def _gunzip(content: bytes) -> bytes | None:
    import io

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            plain = file.read(_GUNZIP_LIMIT_BYTES + 1)
    except (OSError, EOFError, ValueError):
        return None
    return plain if len(plain) <= _GUNZIP_LIMIT_BYTES else None


def _document(row: JsonRow) -> Any:
    from nightdesk.transforms.records import Document

    return Document(
        article_id=str(row["id"]),
        title=row.get("title"),
        text=row["text"],
        published=row.get("published_at"),
        source_id=row.get("source_id"),
        language=row.get("language"),
    )


def _span(pair: Any) -> tuple[int, int]:
    start, end = pair
    return int(start), int(end)
