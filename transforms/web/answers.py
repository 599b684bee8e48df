"""What an HTTP answer means: where it sends us, when to come back, whether it is a page we may and can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from nightdesk.transforms.records import Reason, Rejection

_LONGEST_WAIT_S = 7 * 24 * 3600.0
_STATUS_REASONS = {
    404: (Reason.MISSING, "404: not found"),
    410: (Reason.GONE, "410: withdrawn by the publisher"),
    204: (Reason.EMPTY, "204: no content"),
    205: (Reason.EMPTY, "205: no content"),
    206: (Reason.TRUNCATED, "206: a part, though the whole was asked for"),
    429: (Reason.RATE_LIMITED, "429: too many requests"),
    **{status: (Reason.DENIED, f"{status}: not for us") for status in (401, 402, 403, 407, 451)},
}
# /login, /sign-in, /account/signin, sso.example.org/..., but not /2026/log-in-figures-of-banks
_LOGIN_STEP = re.compile(
    r"^(log[-_]?in|sign[-_]?in|log[-_]?on|sso|auth|authenticate|authorize)(\.\w+)?$", re.IGNORECASE
)
_TDM_META = re.compile(
    rb"""<meta\s[^>]*name\s*=\s*["']?tdm-reservation["']?[^>]*content\s*=\s*["']?\s*1\b"""
    rb"""|<meta\s[^>]*content\s*=\s*["']?\s*1["']?\s[^>]*name\s*=\s*["']?tdm-reservation\b""",
    re.IGNORECASE,
)
_HEAD_BYTES = 100_000


def redirect(status: int, location: str | None) -> str | None:
    """Where an answer sends us; None when it does not."""
    return location.strip() if status in (301, 302, 303, 307, 308) and location and location.strip() else None


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds to wait (RFC 9110, 10.2.3: a number or a date); None where nothing readable is asked for."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST_WAIT_S)
    try:
        moment = parsedate_to_datetime(text)
        return min(max((moment - now).total_seconds(), 0.0), _LONGEST_WAIT_S)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def content_type(value: str | None) -> tuple[str | None, str | None]:
    """(media type, declared charset) of a ``Content-Type``, both in lower case; None for what it does not say."""
    declared, _, parameters = (value or "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return declared.strip().lower() or None, charset.group(1).lower() if charset else None


def rejection_of_status(status: int) -> Rejection | None:
    """Why an answer with this status is no page; None where it is one."""
    if status in _STATUS_REASONS:
        return Rejection(*_STATUS_REASONS[status])
    if 200 <= status < 300:
        return None
    return Rejection(Reason.SERVER_ERROR if status >= 500 else Reason.HTTP_ERROR, f"status {status}")


def rejection_of_page(
    asked: str, final: str, headers: Mapping[str, str], content: bytes, respect_tdm: bool
) -> Rejection | None:
    """Why a page is not one we may read, or not the one we asked for.

    Args:
        asked: the address as the source named it.
        final: the address that answered, after redirects.
        headers: names in lower case.
        content: the body.
        respect_tdm: whether a reservation of text and data mining (W3C TDMRep) is obeyed.
    """
    if _is_login(final) and not _is_login(asked):
        return Rejection(Reason.LOGIN_PAGE, f"led to {final}")
    if respect_tdm and (headers.get("tdm-reservation", "").strip() == "1" or _TDM_META.search(content[:_HEAD_BYTES])):
        return Rejection(Reason.TDM_RESERVED, "tdm-reservation: 1 (respect_tdm in the settings)")
    return None


def _is_login(url: str) -> bool:
    try:
        parts = urlsplit(url)
        steps = [*parts.path.split("/"), (parts.hostname or "").partition(".")[0]]
    except ValueError:
        return False
    return any(_LOGIN_STEP.match(step) for step in steps if step)
