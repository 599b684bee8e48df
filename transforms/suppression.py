"""The suppression list: whether an address or a name is one that somebody asked to be forgotten, by stored hashes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from nightdesk.transforms.identity import content_sha256
from nightdesk.transforms.records import Commitment, Extraction, Mention, Span, Statement
from nightdesk.transforms.text import fold
from nightdesk.transforms.web.urls import normalize_url

Kind = Literal["url", "domain", "person"]


def key_of(kind: Kind, value: str) -> str:
    """Hash of an address, domain or name; spellings that mean the same have the same."""
    normal = {"url": normalize_url, "domain": domain_of, "person": fold}[kind](value)
    return content_sha256(f"{kind} {normal}".encode("utf-8", "surrogatepass"))


def domain_of(value: str) -> str:
    """The host of an address, or a bare host, in lower case and without ``www.``; empty for a file path."""
    host = _host(value if "://" in value else f"https://{value}")
    return (
        _host(f"https://{host}") if host else ""
    )  # what normalising left as it was, beside a broken port, is read bare


def _host(address: str) -> str:
    """The host of an address in its normal form, empty where there is none."""
    try:
        return (urlsplit(normalize_url(address)).hostname or "").strip()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class SuppressionList:
    """Hashes of the addresses, domains and names to be left out."""

    keys: frozenset[str] = frozenset()

    def covers(self, *addresses: str | None) -> bool:
        """Whether one of the addresses, or a domain it lies in, is forgotten."""
        return bool(self.keys) and any(self._covers(address) for address in addresses if address)

    def _covers(self, address: str) -> bool:
        if key_of("url", address) in self.keys:
            return True
        labels = domain_of(address).split(".") if "://" in address else []
        return any(key_of("domain", ".".join(labels[at:])) in self.keys for at in range(len(labels)))

    def names(self, *names: str | None) -> bool:
        """Whether one of the names is a forgotten person's."""
        return bool(self.keys) and any(name and key_of("person", name) in self.keys for name in names)

    def without_persons(self, found: Extraction) -> Extraction:
        """The facts of an article without those that name a forgotten person."""
        if not self.keys:
            return found
        gone = [(each.start, each.end) for each in found.mentions if self._is_person(each)]
        return replace(
            found,
            mentions=tuple(each for each in found.mentions if not self._is_person(each)),
            quotes=tuple(each for each in found.quotes if not self.names(each.speaker)),
            statements=tuple(each for each in found.statements if not self._is_about(each, gone)),
            commitments=tuple(left for each in found.commitments if (left := self._without_actors(each))),
            quantities=tuple(
                replace(each, attributed_to=None) if self.names(each.attributed_to) else each
                for each in found.quantities
            ),
        )

    def _is_person(self, mention: Mention) -> bool:
        return mention.type == "PERSON" and self.names(mention.canonical)

    def _is_about(self, statement: Statement, gone: list[Span]) -> bool:
        ends = [span for span in (statement.subject, statement.object) if span]
        return self.names(statement.attributed_to) or any(
            start < end_of and start_of < end for start, end in ends for start_of, end_of in gone
        )

    def _without_actors(self, commitment: Commitment) -> Commitment | None:
        actors = tuple(actor for actor in commitment.actors if not self.names(actor))
        if not actors or self.names(commitment.attributed_to):
            return None
        return replace(commitment, actors=actors)
