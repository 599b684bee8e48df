"""Takes secrets out of text that leaves the program: logs, alarms, messages kept with a run."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "***"

_USER = re.compile(r"(?<=://)[^/?#\s@]+@")
_PARAMETER = re.compile(
    r"(?i)([?&;](?:access_|api_?|auth_?|client_)?(?:token|key|secret|password|passwd|pwd|signature|sig|auth)=)[^&#\s\"']+"
)
_HEADER = re.compile(r"(?i)\b(bearer|basic)\s+[a-z0-9+/=._~-]{8,}")
_SHORTEST = 4  # a secret shorter than this would take common words out of every sentence


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without users and passwords of addresses, secret parameters, credentials of headers and ``secrets``."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, HIDDEN)
    text = _USER.sub(f"{HIDDEN}@", text)
    text = _PARAMETER.sub(rf"\1{HIDDEN}", text)
    return _HEADER.sub(rf"\1 {HIDDEN}", text)
