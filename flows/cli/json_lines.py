"""JSON lines in and out: a line that cannot be used is reported and answered, the others go on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from nightdesk.flows.errors import UsageError

JsonRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used."""

    id: str | None
    reason: str
    detail: str


def each_line(file: str, output: str, needed: tuple[str, ...], work: Callable[[JsonRow], dict[str, Any]]) -> None:
    """Writes what the work gives for each line that has the needed keys; exits with 1 where one could not be used."""
    write_all(output, (_result(row, work) for row in read_rows(file, needed)))


def _result(row: JsonRow | BadLine, work: Callable[[JsonRow], dict[str, Any]]) -> JsonRow | BadLine:
    if isinstance(row, BadLine):
        return row
    try:
        return {"id": row["id"], **work(row)}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return BadLine(str(row["id"]), "bad_row", f"{type(error).__name__}: {error}")


def read_rows(file: str, needed: tuple[str, ...]) -> Iterator[JsonRow | BadLine]:
    """The rows of a file of JSON lines; a line that cannot be used is reported with its number."""
    with _open_input(file) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                row = _parse(line, needed)
                if isinstance(row, BadLine):
                    print(f"{file}:{number}: {row.reason}: {row.detail}", file=sys.stderr)
                yield row


def _parse(line: bytes, needed: tuple[str, ...]) -> JsonRow | BadLine:
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


def write_all(output: str, rows: Iterable[JsonRow | BadLine]) -> None:
    """Writes an object a row, an error for each bad line; exits with 1 where there was one."""
    failed = False
    with open_output(output) as out:
        for row in rows:
            if isinstance(row, BadLine):
                failed = True
                row = {"id": row.id, "error": {"reason": row.reason, "detail": row.detail}}
            write_row(out, row)
    sys.exit(1 if failed else 0)


def write_row(out: TextIO, row: JsonRow) -> None:
    """Writes one object as a line."""
    # a lone surrogate cannot be written as UTF-8; escaped it can
    text = json.dumps(row, ensure_ascii=False, default=str)
    out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


@contextmanager
def _open_input(file: str) -> Iterator[Iterable[bytes]]:
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
def open_output(output: str) -> Iterator[TextIO]:
    """The file to write, or standard output for ``-``."""
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
