"""Whether what cleaning found is an article at all: too short, a listing, an error page behind a 200."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from nightdesk.transforms.records import Article, Hints, Reason, Rejection
from nightdesk.transforms.text import word_count

MIN_WORDS = 25  # the shortest true article of the bench has 28 words; teasers and players have fewer
MIN_HINTED_WORDS = 8  # when a feed names the item as an article: a brief of one sentence
_SOFT_404 = re.compile(
    r"\b(?:404|page (?:not found|does(?:n't| not) exist|missing|unavailable)|not found|access denied|"
    r"seite nicht gefunden|page introuvable|p[aá]gina no encontrada|pagina non trovata|are you a robot|"
    r"just a moment|attention required|verify you are human)\b",
    re.IGNORECASE,
)
_SOFT_404_WORDS = 120  # error pages carry an apology and links, articles about error pages more


def judge_page(article: Article, tree: HtmlElement, hints: Hints) -> Article | Rejection:
    """The article of a page, or ``no_article``/``too_short``; a short text that a feed announced is flagged instead."""
    count = word_count(article.text)
    if count < _SOFT_404_WORDS and article.title and _SOFT_404.search(article.title):
        return Rejection(Reason.NO_ARTICLE, f"an error page: {article.title[:100]!r}")
    if count < MIN_WORDS and tree.find(".//frameset") is not None:
        return Rejection(Reason.NO_ARTICLE, "a frame set")
    if not count:
        return Rejection(Reason.NO_ARTICLE, "no body text in the page")
    return _long_enough(article, count, hints)


def judge_text(article: Article, hints: Hints) -> Article | Rejection:
    """The article of a bare text, or ``empty``/``too_short``."""
    count = word_count(article.text)
    if not count:
        return Rejection(Reason.EMPTY, "no text but boilerplate" if article.removed else "no words")
    return _long_enough(article, count, hints)


def _long_enough(article: Article, count: int, hints: Hints) -> Article | Rejection:
    if count >= MIN_WORDS:
        return article
    is_announced = bool(hints.guid or hints.title)
    if is_announced and count >= MIN_HINTED_WORDS:
        return replace(article, flags=(*article.flags, "short"))
    return Rejection(Reason.TOO_SHORT, f"{count} words, fewer than {MIN_HINTED_WORDS if is_announced else MIN_WORDS}")
