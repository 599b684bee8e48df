"""Digests as WARC files write them: ``sha1:`` and base 32, base 16 or base 64."""

from __future__ import annotations

import base64
import binascii
import hashlib

_ALGORITHMS = {"sha1", "sha256", "sha512", "md5"}


def digest_holds(declared: str, *contents: bytes) -> bool:
    """Whether a declared digest is that of one of the contents; True where its algorithm is none we know."""
    algorithm, _, value = declared.partition(":")
    name = algorithm.strip().lower().replace("-", "")
    if name not in _ALGORITHMS:
        return True
    wanted = value.strip()
    return any(wanted in _spellings(hashlib.new(name, content, usedforsecurity=False).digest()) for content in contents)


def _spellings(digest: bytes) -> set[str]:
    base32 = base64.b32encode(digest).decode()
    base16 = binascii.hexlify(digest).decode()
    plain, safe = base64.b64encode(digest).decode(), base64.urlsafe_b64encode(digest).decode()
    forms = {base32, base32.lower(), base16, base16.upper(), plain, safe}
    return forms | {form.rstrip("=") for form in forms}
