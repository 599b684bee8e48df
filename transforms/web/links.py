"""Links of a page: those that lead to articles, and those that lead to feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from courlan.filters import extension_filter, is_navigation_page, path_filter, type_filter
from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree
from resiliparse.parse.html.exception import CSSParserException

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.decoding import MAX_PAGE_BYTES, decode
from nightdesk.transforms.web.feeds import absolute

MAX_LINKS = 10_000
MIN_HEADLINE_WORDS = 4  # a link of fewer words is navigation: sections, names, "read more"
# where sites keep feeds that no page of theirs names: WordPress, Hugo, Jekyll, Ghost, Blogger, newspapers' own
FEED_PATHS = (
    *("/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default"),
    *("/feed.json", "/rss/news.xml", "/?feed=rss2"),
)

_FEED_TYPES = (
    *("application/rss", "application/atom", "application/feed+json", "application/rdf", "text/xml"),
    *("application/x.atom", "application/x-atom", "application/xml", "application/json"),
)
_FEED_ADDRESS = re.compile(r"\.(?:rss|rdf|atom)$|\b(?:rss|atom)\b|/feeds?(?:/|\.xml|\.json|$)|[?&]feed=", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)


def selector_error(selector: str) -> str | None:
    """What is wrong with a CSS selector; None when it can be used."""
    try:
        _select(HTMLTree.parse("<html></html>").document, selector)
    except CSSParserException as error:
        return str(error)
    return None


def article_links(content: bytes, url: str, selector: str | None = None) -> tuple[str, ...] | Rejection:
    """Addresses of the articles a page links to, in page order, each once.

    Args:
        content: the page as received.
        url: its address; without a selector only links inside its site count.
        selector: CSS selector of the links, or of what holds them; None finds them by their form: an address that is
            no section, tag, picture or service page, under a text as long as a headline.
    """
    page = _page(content)
    if isinstance(page, Rejection):
        return page
    base = _base(page, url)
    if selector is None:
        links = [_article_link(node, base, url) for node in _select(page, "a[href]")]
    else:
        links = [_address(link, base) for node in _select(page, selector) for link in _links_in(node)]
    here = url.partition("#")[0]
    return tuple(dict.fromkeys(link for link in links[:MAX_LINKS] if link and link.partition("#")[0] != here))


def _links_in(node: ElementNode) -> list[ElementNode]:
    return [node] if node.tag == "a" else list(node.query_selector_all("a[href]"))


def _article_link(node: ElementNode, base: str, url: str) -> str | None:
    link = _address(node, base)
    if link is None or _site(link) != _site(url) or len((node.text or "").split()) < MIN_HEADLINE_WORDS:
        return None
    parts = urlsplit(link)
    # courlan knows sections, archives, pictures and services by their addresses
    is_page = type_filter(link) and extension_filter(parts.path) and path_filter(parts.path, parts.query)
    return link if is_page and not is_navigation_page(link) else None


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def feed_links(content: bytes, url: str) -> tuple[str, ...]:
    """Addresses under which a page says that feeds stand, the likeliest first; feeds of comments left out."""
    page = _page(content)
    if isinstance(page, Rejection):
        return ()
    base = _base(page, url)
    declared = [_address(node, base) for node in _select(page, "link[href]") if _is_feed_link(node)]
    shown = [_address(node, base) for node in _select(page, "a[href]") if _looks_like_feed(node)]
    return tuple(dict.fromkeys(link for link in [*declared, *shown] if link and not _COMMENTS.search(link)))


def common_feed_addresses(url: str) -> Iterator[str]:
    """Addresses where a site may keep a feed without saying so."""
    yield from (urljoin(url, path) for path in FEED_PATHS)


def page_title(content: bytes) -> str | None:
    """The page's title; None where it has none."""
    page = _page(content)
    title = None if isinstance(page, Rejection) else page.query_selector("title")
    return " ".join((title.text or "").split()) or None if title else None


def _is_feed_link(node: ElementNode) -> bool:
    relations = (node.getattr("rel") or "").lower().split()
    kind = (node.getattr("type") or "").lower()
    return "alternate" in relations and (kind.startswith(_FEED_TYPES) or _looks_like_feed(node))


def _looks_like_feed(node: ElementNode) -> bool:
    return _FEED_ADDRESS.search(node.getattr("href") or "") is not None


def _address(node: ElementNode, base: str) -> str | None:
    return absolute(node.getattr("href"), base)


def _base(page: DocumentNode, url: str) -> str:
    node = page.query_selector("base[href]")
    return (_address(node, url) if node else None) or url


def _select(page: DocumentNode | None, selector: str) -> list[ElementNode]:
    return list(page.query_selector_all(selector))[: MAX_LINKS * 2] if page is not None else []


def _page(content: bytes) -> DocumentNode | Rejection:
    decoded = decode(content)
    if isinstance(decoded, Rejection):
        return decoded
    document = HTMLTree.parse(decoded.text).document if len(decoded.text) <= MAX_PAGE_BYTES else None
    return document or Rejection(Reason.BAD_FEED, "no page with links")
