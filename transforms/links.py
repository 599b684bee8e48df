"""Links of a page: those that lead to articles, and those that lead to feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from courlan import check_url
from resiliparse.parse.html import DOMNode, HTMLTree
from resiliparse.parse.html.exception import CSSParserException

from nightdesk.transforms.decode import decode
from nightdesk.transforms.feeds import absolute
from nightdesk.transforms.page import MAX_PAGE_BYTES
from nightdesk.transforms.records import Reason, Rejection

MAX_LINKS = 10_000
MIN_HEADLINE_WORDS = 4  # a link of fewer words is navigation: sections, names, "read more"
# where sites keep feeds that no page of theirs names; WordPress, Hugo, Jekyll, Ghost, Drupal, newspapers' own
FEED_PATHS = ("/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default")
FEED_PATHS += ("/feed.json", "/rss/news.xml", "/?feed=rss2")

_FEED_TYPES = ("application/rss", "application/atom", "application/feed+json", "application/rdf", "text/xml")
_FEED_TYPES += ("application/x.atom", "application/x-atom", "application/xml", "application/json")
_FEED_ADDRESS = re.compile(r"\.(?:rss|rdf|atom)$|\b(?:rss|atom)\b|/feeds?(?:/|\.xml|\.json|$)|[?&]feed=", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)


def selector_error(selector: str) -> str | None:
    """What is wrong with a CSS selector; None when it can be used."""
    try:
        _tree("<html></html>").document.query_selector_all(selector)
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
    tree = _page(content)
    if isinstance(tree, Rejection):
        return tree
    base = _base(tree, url)
    if selector is not None:
        found = (link for node in tree.document.query_selector_all(selector) for link in _links_of(node))
        links = [absolute(link.getattr("href"), base) for link in found]
    else:
        links = [_article_link(node, base, url) for node in tree.document.query_selector_all("a[href]")[:MAX_LINKS]]
    return tuple(dict.fromkeys(link for link in links[:MAX_LINKS] if link and _page_of(link) != _page_of(url)))


def _links_of(node: DOMNode) -> list[DOMNode]:
    return [node] if node.tag == "a" else node.query_selector_all("a[href]")


def _article_link(node: DOMNode, base: str, url: str) -> str | None:
    link = absolute(node.getattr("href"), base)
    if link is None or _site(link) != _site(url) or len(node.text.split()) < MIN_HEADLINE_WORDS:
        return None
    # check_url knows sections, archives, pictures and services by their addresses; its cleaned address is not ours
    return link if check_url(link) is not None else None


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _page_of(url: str) -> str:
    return url.partition("#")[0]


def feed_links(content: bytes, url: str) -> tuple[str, ...]:
    """Addresses under which a page says that feeds stand, the likeliest first; feeds of comments left out."""
    tree = _page(content)
    if isinstance(tree, Rejection):
        return ()
    base = _base(tree, url)
    declared = [
        absolute(node.getattr("href"), base)
        for node in tree.document.query_selector_all("link[href]")
        if _is_feed_link(node)
    ]
    shown = [absolute(node.getattr("href"), base) for node in tree.document.query_selector_all("a[href]")[:MAX_LINKS]]
    shown = [link for link in shown if link and _FEED_ADDRESS.search(link)]
    return tuple(dict.fromkeys(link for link in [*declared, *shown] if link and not _COMMENTS.search(link)))


def common_feed_addresses(url: str) -> Iterator[str]:
    """Addresses where a site may keep a feed without saying so."""
    yield from (urljoin(url, path) for path in FEED_PATHS)


def page_title(content: bytes) -> str | None:
    """The page's title; None where it has none."""
    tree = _page(content)
    title = None if isinstance(tree, Rejection) else tree.title
    return " ".join(title.split()) or None if title else None


def _is_feed_link(node: DOMNode) -> bool:
    relations = (node.getattr("rel") or "").lower().split()
    kind = (node.getattr("type") or "").lower()
    return "alternate" in relations and (
        kind.startswith(_FEED_TYPES) or bool(_FEED_ADDRESS.search(node.getattr("href") or ""))
    )


def _page(content: bytes) -> HTMLTree | Rejection:
    decoded = decode(content)
    if isinstance(decoded, Rejection):
        return decoded
    if "<" not in decoded.text or len(decoded.text) > MAX_PAGE_BYTES:
        return Rejection(Reason.BAD_FEED, "no page with links")
    return _tree(decoded.text)


def _tree(html: str) -> HTMLTree:
    return HTMLTree.parse(html)


def _base(tree: HTMLTree, url: str) -> str:
    node = tree.document.query_selector("base[href]")
    return (absolute(node.getattr("href"), url) if node else None) or url
