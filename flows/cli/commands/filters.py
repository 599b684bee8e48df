"""clean, extract, group, compare, same-name: JSON lines in and out, no warehouse; shapes are a contract (README)."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from nightdesk.flows.errors import UsageError

if TYPE_CHECKING:  # loaded by the commands that need them: `--help` must not wait
    from nightdesk.flows.run.executor import Failed
    from nightdesk.transforms.records import Article, Capture, Rejection

Row = Mapping[str, Any]
Result = TypeVar("Result")

_NAME_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}  # the interface's words and ours

_GUNZIP_LIMIT_BYTES = 20_000_000  # what a page may unpack to (FACTS-OF-LIFE: 3.4 KB can reach 6 GB)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used."""

    id: str | None
    reason: str
    detail: str


def clean(files: list[str], output: str) -> None:
    """One object a file."""
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
    with _writer(output) as out:
        for name, item in zip(files, found, strict=True):
            result: Article | Rejection = item if isinstance(item, Rejection) else or_rejection(next(results))
            if isinstance(result, Rejection):
                failed = True
                print(f"{name}: {result.reason}: {result.detail}", file=sys.stderr)
            _write(out, {"id": name, **article_to_json(result)})
    executor.close()
    sys.exit(1 if failed else 0)


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


def or_rejection(result: Result | Failed) -> Result | Rejection:
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


def extract(file: str, output: str) -> None:
    """One object a line with every fact."""
    from nightdesk.transforms.facts.as_json import extraction_to_json
    from nightdesk.transforms.facts.extract import extract as extract_facts

    def work(row: Row) -> dict[str, Any]:
        return extraction_to_json(extract_facts(_document(row)), row["text"])

    _each_line(file, output, ("text",), work)


def group(file: str, output: str, by_night: bool) -> None:
    """One object a line with its copy set, origin and story."""
    from nightdesk.flows.stages.grouping import group_documents

    rows = list(_read(file, ("text",)))
    good = [row for row in rows if not isinstance(row, BadLine)]
    nights = [int(row.get("night") or 1) for row in good] if by_night else None
    grouped = iter(group_documents([_document(row) for row in good], nights))
    _write_all(output, (row if isinstance(row, BadLine) else next(grouped) for row in rows))


def compare(file: str, output: str) -> None:
    """One object a line: the relation of the two marked figures."""
    from nightdesk.transforms.reconcile.questions import compare as compare_figures

    def work(row: Row) -> dict[str, Any]:
        one, other = row["a"], row["b"]
        relation, reason = compare_figures(
            one["text"],
            _span(one["number"]),
            other["text"],
            _span(other["number"]),
            one.get("published_at"),
            other.get("published_at"),
        )
        return {"relation": relation, "reason": reason}

    _each_line(file, output, ("a", "b"), work)


def same_name(file: str, output: str) -> None:
    """One object a line: whether the two names are one."""
    from nightdesk.flows.models.matchers import LazyNameMatcher
    from nightdesk.transforms.names.resolution.same_name import same_name as compare_names

    matcher = LazyNameMatcher()

    def work(row: Row) -> dict[str, Any]:
        same, score, reason = compare_names(row["a"], row["b"], _NAME_TYPES[row["type"]], matcher.judge)
        return {"same": same, "score": score, "reason": reason}

    _each_line(file, output, ("a", "b", "type"), work)


def _document(row: Row) -> Any:
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


def _each_line(file: str, output: str, needed: tuple[str, ...], work: Callable[[Row], dict[str, Any]]) -> None:
    _write_all(output, (_result(row, work) for row in _read(file, needed)))


def _result(row: Row | BadLine, work: Callable[[Row], dict[str, Any]]) -> Row | BadLine:
    if isinstance(row, BadLine):
        return row
    try:
        return {"id": row["id"], **work(row)}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return BadLine(str(row["id"]), "bad_row", f"{type(error).__name__}: {error}")


def _read(file: str, needed: tuple[str, ...]) -> Iterator[Row | BadLine]:
    """The rows of a file of JSON lines; a line that cannot be used is reported with its number."""
    with _reader(file) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                row = _parse(line, needed)
                if isinstance(row, BadLine):
                    print(f"{file}:{number}: {row.reason}: {row.detail}", file=sys.stderr)
                yield row


def _parse(line: bytes, needed: tuple[str, ...]) -> Row | BadLine:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return BadLine(None, "bad_row", f"not a line of JSON: {error}")
    if not isinstance(row, dict) or "id" not in row:
        return BadLine(None, "bad_row", 'needs a JSON object with an "id"')
    missing = [name for name in needed if row.get(name) is None]
    if missing:
        return BadLine(str(row["id"]), "bad_row", f"lacks {', '.join(missing)}")
    if "text" in needed and not isinstance(row["text"], str):
        return BadLine(str(row["id"]), "bad_row", "text is not a string")
    return row


def _write_all(output: str, rows: Iterable[Row | BadLine]) -> None:
    failed = False
    with _writer(output) as out:
        for row in rows:
            if isinstance(row, BadLine):
                failed = True
                row = {"id": row.id, "error": {"reason": row.reason, "detail": row.detail}}
            _write(out, row)
    sys.exit(1 if failed else 0)


def _write(out: TextIO, row: Row) -> None:
    # a lone surrogate cannot be written as UTF-8; escaped it can
    text = json.dumps(row, ensure_ascii=False, default=str)
    out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


@contextmanager
def _reader(file: str) -> Iterator[Iterable[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        opened = Path(file).open("rb")  # noqa: SIM115  (closed below)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; give a file of JSON lines, or -") from None
    with opened:
        yield opened


@contextmanager
def _writer(output: str) -> Iterator[TextIO]:
    if output == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        opened = Path(output).open("w", encoding="utf-8")  # noqa: SIM115  (closed below)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None
    with opened:
        yield opened
