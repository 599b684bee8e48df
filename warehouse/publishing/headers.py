"""Reads the header of a model file: what the table is, its grain and key, what it reads, and a sentence per column.

The header is part of the contract: a test holds it against DuckDB, and its sentences become ``COMMENT ON``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"-- (model|grain|key|reads|columns):\s*(.*)")
_MORE_READS = re.compile(r"--   ([\w., ]+)")
_COLUMN = re.compile(r'--   "?(\w+)"?: (.+)')
_PROSE = re.compile(r"-- ?(?! )(.*)")


class HeaderError(Exception):
    """A model file whose header cannot be read; a bug of this program."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a model file says of its table."""

    model: str
    """Qualified table name."""
    grain: str
    key: tuple[str, ...]
    reads: tuple[str, ...]
    """Qualified names of the tables it reads, sorted."""
    columns: dict[str, str]
    """Column name -> sentence, in the table's order."""
    prose: str
    """What an analyst must know beyond grain and columns; may be empty."""

    @property
    def comment(self) -> str:
        """Grain and prose as one text for ``COMMENT ON TABLE``."""
        grain = self.grain[0].upper() + self.grain[1:]
        return f"{grain}. {self.prose}".strip()


def parse_header(name: str, sql: str) -> Header:
    """The header above the statement of a model file.

    Raises:
        HeaderError: a field is missing or a comment line above the statement is none of the known forms.
    """
    fields: dict[str, str] = {}
    columns: dict[str, str] = {}
    prose: list[str] = []
    for line in _comment_lines(sql):
        if match := _FIELD.fullmatch(line):
            fields[match[1]] = match[2]
        elif match := _COLUMN.fullmatch(line):
            columns[match[1]] = match[2]
        elif "columns" not in fields and (match := _MORE_READS.fullmatch(line)):
            fields["reads"] += f" {match[1]}"
        elif match := _PROSE.fullmatch(line):
            prose.append(match[1])
        else:
            raise HeaderError(f"{name}: cannot read header line {line!r}")
    if missing := {"model", "grain", "key", "reads", "columns"} - set(fields):
        raise HeaderError(f"{name}: the header lacks {', '.join(sorted(missing))}")
    return Header(
        fields["model"],
        fields["grain"],
        _names(fields["key"]),
        _names(fields["reads"]),
        columns,
        " ".join(part for part in prose if part),
    )


def _comment_lines(sql: str) -> list[str]:
    """The lines above the statement, all of them comments."""
    lines = sql.splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return lines[:end]


def _names(field: str) -> tuple[str, ...]:
    return tuple(name.strip().strip('"') for name in field.split(",") if name.strip())
