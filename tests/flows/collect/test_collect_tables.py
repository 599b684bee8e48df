"""Tables of every format give the same articles; a row that cannot be used is counted and the rest goes on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Received, Refused
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Hints, Reason

ROWS = [
    {"ref": "a1", "headline": "Ferry aground", "story": "The ferry ran aground.", "when": "2026-03-10", "who": "A B"},
    {"ref": "a2", "headline": "Bridge shut", "story": "The bridge is shut,\nsays the council.", "when": "", "who": ""},
]
COLUMNS = {"id": "ref", "title": "headline", "text": "story", "published_at": "when", "authors": "who"}


def collect(path: Path, columns: dict[str, str] | None = None, most: int = 10_000) -> list[Item]:
    source = Source(id="s", kind="table", path=path, columns=columns or {})
    return list(COLLECTORS["table"](source, CollectContext(most)))


def reasons(items: list[Item]) -> list[Reason | None]:
    return [item.reason if isinstance(item, Refused) else None for item in items]


def write(path: Path) -> None:
    """The rows in the format that the ending names."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    elif path.suffix == ".json":
        path.write_text(json.dumps(ROWS))
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in ROWS).encode()))
    else:
        mark = "\t" if path.suffix == ".tsv" else ";"
        lines = [mark.join(ROWS[0]), *(mark.join(f'"{value}"' for value in row.values()) for row in ROWS)]
        path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("name", ["t.jsonl", "t.json", "t.csv", "t.tsv", "t.parquet", "t.jsonl.gz"])
def test_every_format_gives_the_same_articles_through_a_column_map(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path)
    first, second = collect(path, COLUMNS)
    assert isinstance(first, Received)
    assert isinstance(second, Received)
    assert first.url == f"{path}#a1"
    assert first.content == b"The ferry ran aground."
    assert first.hints == Hints(guid="a1", title="Ferry aground", published="2026-03-10", authors=("A B",))
    assert second.content == b"The bridge is shut,\nsays the council."
    assert second.hints == Hints(guid="a2", title="Bridge shut")


def test_usual_names_of_columns_need_no_map(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Headline,Body,Pub_Date\nOne,The text,2026-03-10\n")
    (item,) = collect(tmp_path / "t.csv")
    assert isinstance(item, Received)
    assert (item.content, item.hints.title, item.hints.published) == (b"The text", "One", "2026-03-10")


def test_a_table_without_a_body_column_is_refused_once_and_told_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3,4\n")
    (item,) = collect(tmp_path / "t.csv")
    assert isinstance(item, Refused)
    assert "'text'" in item.detail
    assert "'a', 'b'" in item.detail


def test_bad_rows_of_a_csv_are_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'id,text\n1,one\n2,two,three\n3,"four" five\n4,caf\xe9 \xff\xff\n\n5,six\n6,\n7,"open\n')
    found = reasons(collect(path))
    assert found.count(None) >= 2
    assert found[:3] == [None, Reason.BAD_ROW, Reason.BAD_ROW]
    assert found[-1] is Reason.BAD_ROW


def test_a_row_over_the_limit_is_refused_alone(tmp_path: Path) -> None:
    long = {"id": 2, "text": "x" * 2_000}
    for name, content in {
        "t.jsonl": "".join(json.dumps(row) + "\n" for row in ({"text": "a"}, long, {"text": "b"})),
        "t.csv": f"id,text\n1,a\n2,{long['text']}\n3,b\n",
    }.items():
        (tmp_path / name).write_text(content)
        found = reasons(collect(tmp_path / name, most=1_000))
        assert [reason is None for reason in found] == [True, False, True], name


def test_a_table_in_another_charset_is_read_in_it(tmp_path: Path) -> None:
    for charset in ("utf-16", "utf-8-sig", "cp1252"):
        (tmp_path / "t.tsv").write_bytes("title\ttext\r\nCafé\tThe café is shut: “never again”.\r\n".encode(charset))
        (item,) = collect(tmp_path / "t.tsv")
        assert isinstance(item, Received), charset
        assert (item.hints.title, item.content.decode()) == ("Café", "The café is shut: “never again”."), charset


def test_a_damaged_table_keeps_the_rows_before_the_damage(tmp_path: Path) -> None:
    whole = gzip.compress("".join(json.dumps({"id": n, "text": f"{n} " * 500}) + "\n" for n in range(200)).encode())
    (tmp_path / "t.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = reasons(collect(tmp_path / "t.jsonl.gz"))
    assert len(found) > 20
    assert found[-1] is Reason.TRUNCATED
    assert set(found[:-1]) == {None}
    (tmp_path / "t.parquet").write_bytes(b"PAR1 nothing of the kind PAR1")
    assert reasons(collect(tmp_path / "t.parquet")) == [Reason.UNREADABLE]


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    for name, content in {"t.jsonl": "", "t.json": "[]", "u.jsonl": "\n\n"}.items():
        (tmp_path / name).write_text(content)
        assert reasons(collect(tmp_path / name)) == [Reason.EMPTY], name
