"""OPML: the lists of feeds that feed readers exchange."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.feeds import absolute, sanitized

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str | None = None
    home: str | None = None
    language: str | None = None


def parse_opml(content: bytes) -> tuple[Outline, ...] | Rejection:
    """The feeds of an OPML file, folders flattened, each address once; ``bad_feed`` where it is none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        return Rejection(Reason.BAD_FEED, f"not OPML: {error}")
    if root is None or not isinstance(root.tag, str) or root.tag.lower() != "opml":
        return Rejection(Reason.BAD_FEED, "not OPML: no <opml> element")
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        values = {str(name).lower(): sanitized(str(value)).strip() for name, value in element.attrib.items()}
        url = absolute(values.get("xmlurl"), "")
        if url is not None:
            title = values.get("title") or values.get("text") or None
            outline = Outline(url, title, values.get("htmlurl") or None, values.get("language") or None)
            found.setdefault(url, outline)
    return tuple(found.values())


def render_opml(outlines: Iterable[Outline], title: str) -> bytes:
    """An OPML 2.0 file."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _xml_text(title)
    body = etree.SubElement(root, "body")
    for outline in outlines:
        name = _xml_text(outline.title or outline.url)
        given = {"xmlUrl": outline.url, "htmlUrl": outline.home, "language": outline.language}
        values = {key: _xml_text(value) for key, value in given.items() if value}
        etree.SubElement(body, "outline", {"type": "rss", "text": name, "title": name, **values})
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("", sanitized(text))
