"""Meta tags of a page, and the candidate readings of a field that are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from nightdesk.transforms.clean.hygiene import clean_line


@dataclass(frozen=True, slots=True)
class MetadataCandidate:
    """One reading of a field and where it stands."""

    value: str
    basis: str


def read_metas(tree: HtmlElement) -> dict[str, str]:
    """First non-empty content of each meta name, property or itemprop, names in lower case."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = clean_line(meta.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def first_of(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Content of the first of these metas that the page has."""
    return next((metas[name] for name in names if name in metas), None)


def host_of(url: str) -> str:
    """Host name of a web address in lower case; empty for file paths and broken addresses."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
