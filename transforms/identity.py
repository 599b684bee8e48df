"""Stable keys: the same natural key gives the same id on every machine, in every run."""

from __future__ import annotations

import base64
import hashlib

_SEPARATOR = "\x1f"  # unit separator: occurs in no natural key (control characters are cleaned out)


def stable_id(*parts: object) -> str:
    """Sixteen base-32 letters (80 bits) that depend on ``parts`` and their order alone.

    80 bits: among 10 billion ids the expected number of collisions is 4e-5 (birthday bound n²/2^81).
    ``None`` and the empty string are different parts.
    """
    key = _SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return base64.b32encode(digest).decode("ascii").lower()


def content_sha256(content: bytes) -> str:
    """Hex SHA-256 of the bytes as received: the content key of a capture."""
    return hashlib.sha256(content).hexdigest()
