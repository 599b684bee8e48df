"""Whether what cleaning found is an article at all: too short, a listing, a consent wall, an error page behind a 200.

None of the rules rejects one of 487 development pages of the extraction bench but the one page without any text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nightdesk.transforms.clean.metadata.jsonld import Linked
from nightdesk.transforms.records import Article, Hints, Reason, Rejection
from nightdesk.transforms.text import word_count

MIN_WORDS = 25  # the shortest true article of the bench has 28 words; teasers and players have fewer
MIN_HINTED_WORDS = 8  # when a feed names the item as an article: a brief of one sentence
_ERROR_WORDS = 120  # error pages carry an apology and links, articles about error pages more
_ERROR = re.compile(
    r"\b(?:404|page (?:not found|does(?:n't| not) exist|missing|unavailable)|not found|access denied|"
    r"seite nicht gefunden|page introuvable|p[aá]gina no encontrada|pagina non trovata|are you a robot|"
    r"just a moment|attention required|verify (?:that )?you are (?:a )?human)\b",
    re.IGNORECASE,
)
_CONSENT_WORDS = 250
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|partners|(?:on|of) your device|value your privacy|"
    r"privacy (?:policy|settings)|legitimate interest|personal data|accept all|"
    r"einwilligung|datenschutz\w*|zustimmen|consentement|partenaires|consentimiento)\b",
    re.IGNORECASE,
)
_CONSENT_MARKS = 4  # different ones
_CONSENT_TITLE = re.compile(
    r"\b(?:we value your privacy|your privacy (?:choices|matters)|before you continue|"
    r"(?:cookie|privacy|consent) (?:settings|preferences|notice|choices)|(?:ihre|deine) privatsph[äa]re|"
    r"votre vie priv[ée]e|tu privacidad|la tua privacy)\b",
    re.IGNORECASE,
)
_CONSENT_TITLE_MARKS = 2  # in the text, below such a title
_STUB_WORDS = 150  # the teaser before a wall; whole articles this short are rare and carry no such request
_STUB = re.compile(
    r"\b(?:(?:subscribe|log in|sign in|register) (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading|"
    r"(?:this|the rest of the) (?:article|story|content) is (?:only )?(?:for|available to|reserved for) "
    r"(?:our )?(?:subscribers|members)|unlock this article|subscribers only|jetzt weiterlesen|weiterlesen mit|"
    r"r[ée]serv[ée] (?:à|aux) (?:nos )?abonn[ée]s|para (?:seguir|continuar) leyendo|exclusivo para suscriptores|"
    r"riservato agli abbonati)\b",
    re.IGNORECASE,
)
_LISTING_LINES = 6
_SENTENCE = re.compile(r"[.!?…。？！][\"”’»')\]]*$")


def judge_page(article: Article, linked: Linked, hints: Hints, html: str) -> Article | Rejection:
    """The article of a page, or ``no_article``/``too_short``; a short text that a feed announced is flagged instead.

    A teaser before a paywall is flagged ``paywall_stub``: its facts count, its length and its silence do not.
    """
    count = word_count(article.text)
    why_none = _why_no_article(article, linked, count)
    if why_none is not None:
        return Rejection(Reason.NO_ARTICLE, why_none)
    if count < _STUB_WORDS and (linked.is_free is False or _STUB.search(html)):
        article = replace(article, flags=(*article.flags, "paywall_stub"))
    return _long_enough(article, count, hints)


def _why_no_article(article: Article, linked: Linked, count: int) -> str | None:
    """What the page is instead of an article; None where it is one."""
    if not count:
        return "no body text in the page"
    if count < _ERROR_WORDS and article.title and _ERROR.search(article.title):
        return f"an error page: {article.title[:100]!r}"
    if linked.headline and linked.published:  # declared an article
        return None
    if count < _CONSENT_WORDS and _is_consent_wall(article):
        return "a consent wall instead of the page"
    is_signed = bool(article.published or article.authors)
    return "a list of headlines without a sentence" if not is_signed and _is_listing(article.text) else None


def judge_text(article: Article, hints: Hints) -> Article | Rejection:
    """The article of a bare text, or ``empty``/``too_short``."""
    count = word_count(article.text)
    if not count:
        return Rejection(Reason.EMPTY, "no text but boilerplate" if article.removed else "no words")
    return _long_enough(article, count, hints)


def _is_consent_wall(article: Article) -> bool:
    is_titled = bool(article.title and _CONSENT_TITLE.search(article.title))
    marks = {mark.casefold() for mark in _CONSENT.findall(article.text)}
    return len(marks) >= (_CONSENT_TITLE_MARKS if is_titled else _CONSENT_MARKS)


def _is_listing(text: str) -> bool:
    """Many lines, none of which is a sentence."""
    lines = text.splitlines()
    return len(lines) >= _LISTING_LINES and not any(_SENTENCE.search(line) for line in lines)


def _long_enough(article: Article, count: int, hints: Hints) -> Article | Rejection:
    if count >= MIN_WORDS:
        return article
    is_announced = bool(hints.guid or hints.title)
    if is_announced and count >= MIN_HINTED_WORDS:
        return replace(article, flags=(*article.flags, "short"))
    return Rejection(Reason.TOO_SHORT, f"{count} words, fewer than {MIN_HINTED_WORDS if is_announced else MIN_WORDS}")
