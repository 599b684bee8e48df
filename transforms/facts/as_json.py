"""An extraction as the JSON object of ``nightdesk extract`` (without the id): a contract, additive changes only."""

from __future__ import annotations

from datetime import date
from typing import Any

from nightdesk.transforms.records import (
    Commitment,
    DateMention,
    Extraction,
    Mention,
    Quantity,
    Quote,
    RemovedBlock,
    Span,
    Statement,
)


def extraction_to_json(extraction: Extraction, text: str) -> dict[str, Any]:
    """Plain JSON values; offsets are code points into ``text``, unknown is null. A skipped article has no facts.

    Raises ValueError when a fact's surface is not the text at its offsets: such a fact must not leave the room.
    """
    if extraction.skipped is not None:
        return {"language": extraction.language, "skipped": extraction.skipped}
    _prove(extraction, text)
    return {
        "language": extraction.language,
        "reference_date": _day(extraction.reference_date),
        "reference_basis": extraction.reference_basis,
        "sentences": [{"start": s.start, "end": s.end, "zone": s.zone} for s in extraction.sentences],
        "attributions": [_attribution(quote) for quote in extraction.quotes],
        "entities": [_entity(mention) for mention in extraction.mentions],
        "dates": [_date(mention) for mention in extraction.dates],
        "quantities": [_quantity(quantity) for quantity in extraction.quantities],
        "statements": [_statement(statement) for statement in extraction.statements],
        "commitments": [_commitment(commitment) for commitment in extraction.commitments],
        "byline": list(extraction.byline),
        "agency": extraction.agency,
        "dateline": extraction.dateline,
        "publication_date": _day(extraction.publication_date),
        "boilerplate": [_block(block) for block in extraction.boilerplate],
    }


def _prove(extraction: Extraction, text: str) -> None:
    """Refuse facts whose surface is not where they say it is."""
    facts: tuple[Quote | Mention | DateMention | Quantity | Statement | Commitment, ...] = (
        *extraction.quotes,
        *extraction.mentions,
        *extraction.dates,
        *extraction.quantities,
        *extraction.statements,
        *extraction.commitments,
    )
    for fact in facts:
        if text[fact.start : fact.end] != fact.surface:
            raise ValueError(f"{type(fact).__name__} {fact.surface!r} is not at {fact.start}..{fact.end} ({fact.rule})")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span is not None else None


def _attribution(quote: Quote) -> dict[str, Any]:
    return {
        "kind": quote.kind,
        "content": [list(piece) for piece in quote.pieces],
        "source": _span(quote.source),
        "cue": _span(quote.cue),
        "cue_lemma": quote.cue_lemma,
        "speaker": quote.speaker,
        "speaker_status": quote.speaker_status,
        "polarity": quote.polarity,
        "modality": quote.modality,
    }


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "mention": mention.kind,
        "canonical": mention.canonical,
        "entity_id": mention.entity_id,
    }


def _date(mention: DateMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "value": mention.value,
        "first_day": _day(mention.first_day),
        "last_day": _day(mention.last_day),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "start": quantity.start,
        "end": quantity.end,
        "kind": quantity.kind,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "low_open": quantity.low_open,
        "high_open": quantity.high_open,
        "approx": quantity.approx,
        "qualifier": quantity.qualifier,
        "unit": quantity.unit,
        "unit_class": quantity.unit_class,
        "currency": quantity.currency,
        "status": quantity.status,
        "attributed_to": quantity.attributed_to,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "start": statement.start,
        "end": statement.end,
        "subject": _span(statement.subject),
        "object": _span(statement.object),
        "predicate": statement.predicate,
        "polarity": statement.polarity,
        "time": statement.time,
        "certainty": statement.certainty,
        "modality": statement.modality,
        "first_day": _day(statement.first_day),
        "last_day": _day(statement.last_day),
    }


def _commitment(commitment: Commitment) -> dict[str, Any]:
    return {
        "start": commitment.start,
        "end": commitment.end,
        "trigger": list(commitment.trigger),
        "actors": list(commitment.actors),
        "action": commitment.action,
        "target": commitment.target,
        "polarity": commitment.polarity,
        "modality": commitment.modality,
        "conditional": commitment.conditional,
        "condition": _span(commitment.condition),
    }


def _block(block: RemovedBlock) -> dict[str, Any]:
    return {"start": block.start, "end": block.end, "reason": block.reason}
