"""Facts: stores what the extractor found, refuses what is not where it says it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import (
    Commitment,
    DateMention,
    Document,
    Extraction,
    Mention,
    Quantity,
    Quote,
    Span,
    Statement,
)
from nightdesk.warehouse.bulk import given, insert_rows
from nightdesk.warehouse.sql import statement

Row = dict[str, object]
Fact = Quote | Mention | DateMention | Quantity | Statement | Commitment


class FactOutOfPlace(Exception):
    """A fact whose surface is not the text at its offsets: a bug in an extractor; nothing of the batch is stored."""


@dataclass(frozen=True, slots=True)
class VersionedText:
    """One version of an article, to be extracted."""

    version: int
    document: Document


def pending_extractions(
    connection: duckdb.DuckDBPyConnection, most: int, but: Sequence[str] = ()
) -> list[VersionedText]:
    """The next current versions without facts, at most ``most``; ``but`` names articles to leave out."""
    with given(connection, but, column="article_id"):
        rows = connection.execute(statement("facts/pending_extractions"), {"most": most}).fetchall()
    return [versioned_text(*row) for row in rows]


def captures_of(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """(article_id, source_id, url, capture_id) of the current versions of articles."""
    if not article_ids:
        return []
    with given(connection, article_ids, column="article_id"):
        return connection.execute(statement("facts/captures_of")).fetchall()


def versioned_text(
    article_id: str,
    version: int,
    title: str | None,
    text: str,
    published: str | None,
    source_id: str,
    language: str | None,
    authors: Sequence[str],
    agency: str | None,
    contributors: Sequence[str],
) -> VersionedText:
    """A row of a statement that asks for texts to extract."""
    document = Document(
        article_id, title, text, published, source_id, language, tuple(authors), agency, tuple(contributors)
    )
    return VersionedText(version, document)


def count_pending_extractions(connection: duckdb.DuckDBPyConnection) -> int:
    """How many current versions have no facts yet."""
    row = connection.execute(statement("facts/count_pending")).fetchone()
    return int(row[0]) if row else 0


def store_extractions(
    connection: duckdb.DuckDBPyConnection,
    run_seq: int,
    batch: Sequence[tuple[VersionedText, Extraction]],
    extractor_version: str,
) -> None:
    """Stores the facts of a batch; the caller owns the transaction.

    Raises:
        FactOutOfPlace: the text at a fact's offsets is not its surface.
    """
    for text, extraction in batch:
        _prove(text.document.text, extraction)
    extractions = [
        {
            "article_id": text.document.article_id,
            "version": text.version,
            "run_seq": run_seq,
            "reference_date": extraction.reference_date,
            "reference_basis": extraction.reference_basis,
            "extractor_version": extractor_version,
            "language": extraction.language,
            "skipped": extraction.skipped,
        }
        for text, extraction in batch
    ]
    insert_rows(connection, "facts.extractions", extractions)
    for table, rows in fact_rows(batch, extractor_version).items():
        insert_rows(connection, table, rows)


def fact_rows(batch: Sequence[tuple[VersionedText, Extraction]], extractor_version: str) -> dict[str, list[Row]]:
    """{table: rows} of the facts of a batch, as they are stored."""
    return {
        table: [
            {
                "article_id": text.document.article_id,
                "version": text.version,
                "extractor_version": extractor_version,
                **row,
            }
            for text, extraction in batch
            for row in rows_of(extraction, text)
        ]
        for table, rows_of in _TABLES.items()
    }


def _prove(text: str, extraction: Extraction) -> None:
    facts: tuple[Fact, ...] = (
        *extraction.quotes,
        *extraction.mentions,
        *extraction.dates,
        *extraction.quantities,
        *extraction.statements,
        *extraction.commitments,
    )
    for fact in facts:
        if text[fact.start : fact.end] != fact.surface:
            kind = type(fact).__name__.lower()
            raise FactOutOfPlace(
                f"{extraction.article_id}: {kind} {fact.surface!r} is not at {fact.start}:{fact.end} (rule {fact.rule})"
            )


def _plain(record: object) -> Row:
    """The record's fields as a row, by their own names."""
    fields = record.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: getattr(record, name) for name in fields}


def _keyed(name: str, records: Iterable[object], text: VersionedText) -> Iterator[Row]:
    """Rows with an id hashed from what makes the fact one: article, version, kind, place, and its number there."""
    seen: dict[tuple[object, object], int] = {}
    for record in records:
        row = _plain(record)
        place = (row["start"], row["end"])
        seen[place] = seen.get(place, 0) + 1
        row[name] = stable_id(name, text.document.article_id, text.version, *place, seen[place])
        yield row


def _ends(row: Row, name: str, span: Span | None) -> None:
    row[f"{name}_start"], row[f"{name}_end"] = span if span is not None else (None, None)


def _sentences(extraction: Extraction, _: VersionedText) -> Iterator[Row]:
    return (_plain(sentence) for sentence in extraction.sentences)


def _mentions(extraction: Extraction, text: VersionedText) -> Iterator[Row]:
    return _keyed("mention_id", extraction.mentions, text)


def _quotes(extraction: Extraction, text: VersionedText) -> Iterator[Row]:
    for row in _keyed("quote_id", extraction.quotes, text):
        _ends(row, "source", row.pop("source"))  # type: ignore[arg-type]
        _ends(row, "cue", row.pop("cue"))  # type: ignore[arg-type]
        yield row


def _dates(extraction: Extraction, text: VersionedText) -> Iterator[Row]:
    return _keyed("date_id", extraction.dates, text)


def _quantities(extraction: Extraction, text: VersionedText) -> Iterator[Row]:
    return _keyed("quantity_id", extraction.quantities, text)


def _statements(extraction: Extraction, text: VersionedText) -> Iterator[Row]:
    for row in _keyed("statement_id", extraction.statements, text):
        _ends(row, "subject", row.pop("subject"))  # type: ignore[arg-type]
        _ends(row, "object", row.pop("object"))  # type: ignore[arg-type]
        yield row


def _commitments(extraction: Extraction, text: VersionedText) -> Iterator[Row]:
    for row in _keyed("commitment_id", extraction.commitments, text):
        _ends(row, "trigger", row.pop("trigger"))  # type: ignore[arg-type]
        _ends(row, "condition", row.pop("condition"))  # type: ignore[arg-type]
        row["is_conditional"] = row.pop("conditional")
        actors = row.pop("actors")
        yield from ({**row, "actor": actor} for actor in dict.fromkeys(actors))  # type: ignore[call-overload]


_TABLES = {
    "facts.sentences": _sentences,
    "facts.mentions": _mentions,
    "facts.quotes": _quotes,
    "facts.dates": _dates,
    "facts.quantities": _quantities,
    "facts.statements": _statements,
    "facts.commitments": _commitments,
}
