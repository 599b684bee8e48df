"""Other extractors as the bench sees them: (page, address) to a prediction; those that are not installed are left out.

`pip install -e '.[bench]'` brings them; they are no dependency of the product.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

Reader = Callable[[bytes, str], dict[str, Any]]


def bare_trafilatura(page: bytes, url: str) -> dict[str, Any]:
    """trafilatura without any option but comments off: the yardstick of the bench."""
    return {"text": trafilatura.extract(page.decode("utf-8", "replace"), url=url or None, include_comments=False) or ""}


def _resiliparse(page: bytes, url: str) -> dict[str, Any]:
    return {"text": extract_plain_text(page.decode("utf-8", "replace"), main_content=True, comments=False)}


def _readability(page: bytes, url: str) -> dict[str, Any]:
    document = importlib.import_module("readability").Document(page.decode("utf-8", "replace"), url=url or None)
    return {"text": extract_plain_text(document.summary()), "title": document.short_title()}


def _newspaper(page: bytes, url: str) -> dict[str, Any]:
    newspaper = importlib.import_module("newspaper")
    article = newspaper.Article(url or "https://example.org/", fetch_images=False)  # it would ask the network
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else None
    return {"text": article.text, "title": article.title, "authors": list(article.authors), "date": date}


def _newsplease(page: bytes, url: str) -> dict[str, Any]:
    article = importlib.import_module("newsplease").NewsPlease.from_html(
        page.decode("utf-8", "replace"), url=url or None
    )
    date = article.date_publish.isoformat() if article.date_publish else None
    return {"text": article.maintext or "", "title": article.title, "authors": article.authors or [], "date": date}


_OTHERS: dict[str, tuple[str, Reader]] = {
    "resiliparse": ("resiliparse", _resiliparse),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
    "news-please": ("newsplease", _newsplease),
}


def installed() -> dict[str, Reader]:
    """{name: reader} of the extractors that can be imported; trafilatura first."""
    found: dict[str, Reader] = {"trafilatura": bare_trafilatura}
    for name, (module, reader) in _OTHERS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            continue
        found[name] = reader
    return found


def forgiving(reader: Reader) -> Reader:
    """A reader whose exceptions count as a page without text."""

    def read(page: bytes, url: str) -> dict[str, Any]:
        try:
            return reader(page, url)
        except Exception:
            return {"text": ""}

    return read
