"""Names of the whole archive become entities: by rules, by the trained matcher, and above both by people."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from nightdesk.flows.models.matchers import LazyNameMatcher
from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.names.resolution.judgements import NameJudgement, judge_names
from nightdesk.transforms.names.resolution.pairs import NameMatch, block_keys, find_matches, is_single
from nightdesk.transforms.names.resolution.resolve import resolve_names as resolve
from nightdesk.transforms.text import fold
from nightdesk.warehouse.connection import transaction
from nightdesk.warehouse.tables import entity_names
from nightdesk.warehouse.tables.entity_names import ChangedName


def resolve_names(connection: duckdb.DuckDBPyConnection, run_seq: int) -> None:
    """Gives names the entities that rules and matcher, and above them people, say.

    Only what a change can touch is looked at: new names are compared with those they share a block with, and their
    groups are resolved again. The result is that of resolving the whole archive.
    """
    matcher = LazyNameMatcher()
    changed = entity_names.changed_names(connection, matcher.version)
    with transaction(connection):
        _match_fresh(connection, [name for name in changed if name.is_fresh], matcher)
    with transaction(connection):
        made = {"run_seq": run_seq, "resolver_version": matcher.version}
        rows = [row | made for row in _resolve(connection, changed)]
        entity_names.store_entity_names(connection, rows, [name for name in changed if not name.mention_count])


def _match_fresh(connection: duckdb.DuckDBPyConnection, fresh: Sequence[ChangedName], matcher: LazyNameMatcher) -> None:
    """Stores where new names meet others, and which of them they match."""
    version = {"resolver_version": matcher.version}
    blocks = [
        {"type": name.type, "name": name.name, "block": key, "is_single": is_single(name.name, name.type)} | version
        for name in fresh
        for key in sorted(block_keys(name.name, name.type))
    ]
    entity_names.store_blocks(connection, blocks, matcher.version)
    mates = entity_names.block_mates(connection, fresh)
    matches = find_matches(mates, matcher.judge, {(name.type, name.name) for name in fresh})
    rows = [
        {"type": match.type, "name": match.a, "other_name": match.b, "score": match.score, "reason": match.reason}
        for match in matches
    ]
    entity_names.store_matches(connection, [row | version for row in rows])


def _resolve(connection: duckdb.DuckDBPyConnection, changed: Sequence[ChangedName]) -> list[dict[str, object]]:
    """The entity of every name that the changes can touch."""
    asked = entity_names.names_to_resolve(connection, changed)
    matches = [NameMatch(*row) for row in entity_names.matches_among(connection, asked)]
    by_rules = resolve([(name.name, name.type, name.mention_count) for name in asked], matches)
    counts = {(name.type, name.name): name.mention_count for name in asked}
    judged = [
        NameJudgement(row.verdict, row.type, row.name, row.other_name) for row in entity_names.judgements(connection)
    ]
    touched = {(name.type, name.name) for name in asked if not name.is_context}
    return [
        {
            "name": resolved.name,
            "type": resolved.type,
            "entity_id": stable_id("entity", resolved.type, fold(resolved.canonical)),
            "entity_name": resolved.canonical,
            "confidence": resolved.confidence,
            "reason": resolved.reason,
            "mention_count": counts[resolved.type, resolved.name],
        }
        for resolved in judge_names(by_rules, counts, judged)
        if (resolved.type, resolved.name) in touched
    ]
