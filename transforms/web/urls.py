"""Addresses brought to one form, so that the alias table recognises a page under its many names.

The result is a key, not an address to fetch: schemes, ``www``, mobile and AMP forms of a page fold into one.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from courlan import normalize_url as drop_trackers

from nightdesk.transforms.language.lexicons import Lexicons

_TRACKING_PARAMETERS = Lexicons(f"{__package__}.lexicons").words("tracking_parameters")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
# https://www.google.com/amp/s/example.org/a, https://example-org.cdn.ampproject.org/c/s/example.org/a
_AMP_CACHE = re.compile(r"^/(?:amp|[cvi](?:/s)?)(?:/s)?/(?P<rest>[^/]+\.[^/]+/.*)$")
_AMP_PATH = re.compile(r"(?:^/amp(?=/.))|(?:/amp/?$)|(?:[./]amp(?=\.html?$))|(?:\.amp$)", re.IGNORECASE)
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._%"
_USER = re.compile(r"^(\s*[a-z][a-z0-9+.-]*:/*)[^/?#\s]*@", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


def normalize_url(url: str) -> str:
    """One key for all addresses of a page; never raises, and doing it twice changes nothing.

    Tracking parameters and fragment go, parameters are sorted, http becomes https, default ports, user names, ``www.``,
    mobile and AMP marks go. What is no http(s) address (a file path, a broken URL) comes back without outer space.
    """
    stripped = url.strip()
    for _ in range(5):  # each fold may uncover another (amp.m.example.org); real addresses need two rounds
        folded = _fold_once(stripped)
        if folded == stripped:
            break
        stripped = folded
    return stripped


def without_credentials(url: str) -> str:
    """The address without a user name and password: neither is sent, stored or written to a log."""
    return _USER.sub(r"\1", url)


def _fold_once(url: str) -> str:
    if not re.match(r"https?://[^/]", url, re.IGNORECASE):
        return url
    try:
        parts = urlsplit(drop_trackers(url))
        host, port = _host(parts), _port(parts)
    except ValueError:
        return url
    if not host:
        return url
    cached = _AMP_CACHE.match(parts.path) if _is_amp_cache(host) else None
    if cached:
        return f"https://{cached['rest']}" + (f"?{parts.query}" if parts.query else "")
    query = _query(parts.query)
    return f"https://{host}{port}{_path(parts.path)}" + (f"?{query}" if query else "")


def _is_amp_cache(host: str) -> bool:
    return host.endswith(".cdn.ampproject.org") or re.fullmatch(r"google\.[a-z.]{2,6}", host) is not None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host
    return f"[{host}]" if ":" in host else _HOST_PREFIX.sub("", host)


def _port(parts: SplitResult) -> str:
    return "" if parts.port in (None, *_DEFAULT_PORTS.values()) else f":{parts.port}"


def _path(path: str) -> str:
    """Percent signs in one spelling, no double slashes, no AMP marks, no final slash but the root's."""
    quoted = quote(path, safe=_SAFE_IN_PATH, errors="surrogateescape")
    plain = re.sub(r"/{2,}", "/", _ESCAPE.sub(_one_spelling, quoted))
    return _AMP_PATH.sub("", urljoin("https://host", plain).removeprefix("https://host")).rstrip("/") or "/"


def _one_spelling(escape: re.Match[str]) -> str:
    """``%7e`` is ``~``; what must stay escaped is written with capitals."""
    character = chr(int(escape.group(1), 16))
    return character if (character.isalnum() and character.isascii()) or character in "-._~" else escape.group().upper()


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None)
    kept = [(key, value) for key, value in pairs if not _is_tracker(key, value)]
    return urlencode(sorted(kept), errors="surrogateescape")


def _is_tracker(key: str, value: str) -> bool:
    name = key.casefold()
    if name in ("outputtype", "output") and value.casefold() == "amp":
        return True
    return name in _TRACKING_PARAMETERS or name.startswith(("utm_", "at_", "mtm_", "pk_", "hsa_"))
