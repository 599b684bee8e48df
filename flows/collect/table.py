"""Tables of articles, a row an article: JSON lines, CSV and Parquet, streamed, with a count of what does not parse."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from nightdesk.flows.collect.files import DAMAGE, damage, open_regular, open_unpacked, printable
from nightdesk.flows.collect.items import CollectContext, Item
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.decoding import decode
from nightdesk.transforms.web.rows import ColumnMap, article_row

_DELIMITERS = ",;\t|"
_SAMPLE_BYTES = 256_000  # tells the charset of a CSV
_PARQUET_ROWS = 64  # a batch of rows in memory: articles of 10 MB would make 640 MB, real ones 1 MB


def read_table(path: Path, source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per row, named by its URL, else by the table with the row's id or number.

    Damage ends a table, or a row group of a Parquet file, with one refusal; the rows before it stay.
    """
    name = printable(path.absolute())
    columns = ColumnMap(source.columns)
    try:
        yield from _reader(path)(path, name, columns, context.max_item_bytes)
    except DAMAGE as error:
        yield damage(name, error)


def _reader(path: Path) -> Callable[[Path, str, ColumnMap, int], Iterator[Item]]:
    ending = path.name.lower().removesuffix(".gz").rpartition(".")[2]
    return {"csv": _csv_rows, "tsv": _csv_rows, "parquet": _parquet_rows, "json": _json_rows}.get(ending, _json_lines)


def _row_item(name: str, number: int, row: object, columns: ColumnMap) -> Item:
    """A row as an item: its address is its URL, else the table with the row's id, else with its number."""
    read = article_row(row, columns)
    if isinstance(read, Rejection):
        return Refused(f"{name}#{number}", read.reason, read.detail)
    url = read.url or f"{name}#{read.hints.guid or number}"
    return Received(url, read.content or b"", read.media_type, "utf-8", hints=read.hints)


def _json_lines(path: Path, name: str, columns: ColumnMap, max_bytes: int) -> Iterator[Item]:
    with open_unpacked(path) as file:
        for number, line in enumerate(_lines(file, max_bytes), start=1):
            if line.strip():
                yield _json_item(name, number, line, columns, max_bytes)


def _lines(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The lines of a file; of one over the limit, its beginning only, so that no line fills the memory."""
    while line := file.readline(max_bytes + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(max_bytes + 1)


def _json_item(name: str, number: int, line: bytes, columns: ColumnMap, max_bytes: int) -> Item:
    if len(line) > max_bytes:
        return Refused(f"{name}#{number}", Reason.TOO_LARGE, f"a line over {max_bytes} bytes (max_item_bytes)")
    row = parse_json(line)
    if isinstance(row, Rejection):
        return Refused(f"{name}#{number}", row.reason, row.detail)
    return _row_item(name, number, row, columns)


def parse_json(content: bytes) -> object | Rejection:
    """A JSON value, or why there is none."""
    try:
        value: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Rejection(Reason.BAD_ENCODING, "not UTF-8")
    except (ValueError, RecursionError) as error:
        return Rejection(Reason.BAD_ROW, f"not JSON: {error}")
    return value


def _json_rows(path: Path, name: str, columns: ColumnMap, max_bytes: int) -> Iterator[Item]:
    """A JSON file: one article, or a list of them."""
    with open_unpacked(path) as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        yield Refused(name, Reason.TOO_LARGE, f"over {max_bytes} bytes (max_item_bytes); JSON lines have no such limit")
        return
    value = parse_json(content)
    if isinstance(value, Rejection):
        yield Refused(name, value.reason, value.detail)
    elif isinstance(value, list):
        yield from (_row_item(name, number, row, columns) for number, row in enumerate(value, start=1))
    else:
        yield _row_item(name, 1, value, columns)


def _csv_rows(path: Path, name: str, columns: ColumnMap, max_bytes: int) -> Iterator[Item]:
    with open_unpacked(path) as file:
        charset = decode(file.read(_SAMPLE_BYTES))
    if isinstance(charset, Rejection):
        yield Refused(name, charset.reason, charset.detail)
        return
    csv.field_size_limit(max_bytes)
    with open_unpacked(path) as file:
        lines = _CsvLines(file, charset.charset, max_bytes)
        first = next(lines, "").lstrip("\ufeff")
        delimiter = max(_DELIMITERS, key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        if lacking := columns.missing(header):
            yield Refused(name, Reason.BAD_ROW, lacking)
            return
        yield from _csv_items(lines, delimiter, name, header, columns)


class _CsvLines:
    """The lines of a table as text, with a note when one was cut because it was too long."""

    def __init__(self, file: BinaryIO, charset: str, most: int) -> None:
        self.most = most
        self.was_cut = False
        # newline="": the csv module joins lines inside quotes itself
        self._text = io.TextIOWrapper(file, charset, "surrogateescape", newline="")

    def __iter__(self) -> _CsvLines:
        return self

    def __next__(self) -> str:
        line = rest = self._text.readline(self.most + 1)
        while len(rest) > self.most:
            self.was_cut = True
            rest = self._text.readline(self.most + 1)
        if not line:
            raise StopIteration
        return line


def _csv_items(lines: _CsvLines, delimiter: str, name: str, header: list[str], columns: ColumnMap) -> Iterator[Item]:
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in count(1):
        place, lines.was_cut = f"{name}#{number}", False
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refused(place, Reason.BAD_ROW, f"not CSV: {error}")
            continue
        except UnicodeDecodeError as error:
            yield Refused(place, Reason.BAD_ENCODING, f"not {error.encoding} from here: {error.reason}")
            return
        if lines.was_cut:
            yield Refused(place, Reason.TOO_LARGE, f"a line over {lines.most} characters (max_item_bytes)")
        elif len(row) != len(header):
            if row:
                yield Refused(place, Reason.BAD_ROW, f"{len(row)} fields, the header has {len(header)}")
        elif any("\udc80" <= letter <= "\udcff" for field in row if not field.isascii() for letter in field):
            yield Refused(place, Reason.BAD_ENCODING, "bytes that the charset of the table does not have")
        else:
            yield _row_item(name, number, dict(zip(header, row, strict=True)), columns)


def _parquet_rows(path: Path, name: str, columns: ColumnMap, max_bytes: int) -> Iterator[Item]:
    with open_regular(path) as file:
        try:
            table = pq.ParquetFile(file, pre_buffer=False)
            names = table.schema_arrow.names
        except pa.ArrowException as error:
            yield Refused(name, Reason.UNREADABLE, f"not Parquet: {error}")
            return
        if lacking := columns.missing(names):
            yield Refused(name, Reason.BAD_ROW, lacking)
            return
        number = 0
        for group in range(table.num_row_groups):
            for item in _row_group(table, group, name, number, columns):
                yield (
                    item
                    if _size(item) <= max_bytes
                    else Refused(
                        item.url,
                        Reason.TOO_LARGE,
                        f"a row of {_size(item)} bytes; the limit is {max_bytes} (max_item_bytes)",
                    )
                )
            number += table.metadata.row_group(group).num_rows


def _row_group(table: pq.ParquetFile, group: int, name: str, before: int, columns: ColumnMap) -> Iterator[Item]:
    number = before
    try:
        wanted = columns.wanted(table.schema_arrow.names)
        for batch in table.iter_batches(batch_size=_PARQUET_ROWS, row_groups=[group], columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield _row_item(name, number, row, columns)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Refused(f"{name}#{number + 1}", Reason.UNREADABLE, f"row group {group} is damaged from here: {error}")


def _size(item: Item) -> int:
    return len(item.content) if isinstance(item, Received) else 0
