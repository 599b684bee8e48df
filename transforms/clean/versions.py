"""Which article a cleaned text belongs to, and whether it is a new version: decided here, executed by the warehouse."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from nightdesk.transforms.identity import content_sha256, stable_id
from nightdesk.transforms.records import Article, Capture
from nightdesk.transforms.web.urls import normalize_url

Outcome = Literal["new", "version", "unchanged"]


class Decision(NamedTuple):
    """What storing one cleaned text means."""

    outcome: Outcome
    article_id: str
    version: int
    text_sha256: str


def addresses(capture: Capture, article: Article, by_guid: bool = False) -> tuple[tuple[str, str], ...]:
    """(address, basis) under which the article may be known: normalised ones first, then the one asked for as it is.

    ``by_guid``: the entry's own id comes before all of them, for feeds whose addresses change from night to night.

    The raw address is kept too: a better normaliser must not lose an article. A page's own canonical link counts only
    inside its own site: a licensed copy that points to the original's address is another article, and the relation
    between the two is found by comparing texts.
    """
    guid = capture.hints.guid if by_guid else None
    found = [(f"guid:{capture.source_id}:{guid}", "guid")] if guid else []
    found.append((normalize_url(capture.url), "address"))
    if capture.final_url:
        found.append((normalize_url(capture.final_url), "final"))
    if article.canonical_url and _same_site(article.canonical_url, capture.final_url or capture.url):
        found.append((normalize_url(article.canonical_url), "canonical"))
    found.append((capture.url, "raw"))
    first_basis: dict[str, str] = {}
    for address, basis in found:
        first_basis.setdefault(address, basis)
    return tuple(first_basis.items())


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses have one host, or one's host is below the other's (www., m., amp.)."""
    try:
        hosts = sorted(((urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)), key=len)
    except ValueError:
        return False
    return bool(hosts[0]) and (hosts[0] == hosts[1] or hosts[1].endswith("." + hosts[0]))


def material_key(article: Article) -> str:
    """Hash of what a reader would call the text: headline and body without regard to white space and Unicode form."""
    text = unicodedata.normalize("NFKC", f"{article.title or ''}\n{article.text}")
    return content_sha256(" ".join(text.split()).encode("utf-8", "replace"))


def decide(
    found: Sequence[tuple[str, str]],
    known_articles: Mapping[str, str],
    current_versions: Mapping[str, tuple[int, str]],
    text_sha256: str,
) -> Decision:
    """New article, new version or nothing new.

    Args:
        found: addresses of the text, see `addresses`.
        known_articles: {address: article_id}.
        current_versions: {article_id: (version, text_sha256)}.
        text_sha256: see `material_key`.
    """
    article_id = next((known_articles[address] for address, _ in found if address in known_articles), None)
    if article_id is None:
        return Decision("new", stable_id("article", found[0][0]), 1, text_sha256)
    version, known_sha256 = current_versions[article_id]
    if known_sha256 == text_sha256:
        return Decision("unchanged", article_id, version, text_sha256)
    return Decision("version", article_id, version + 1, text_sha256)
