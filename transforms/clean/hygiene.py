"""Characters that no reader sees: taken out, and text brought to NFC.

``clean_characters`` keeps lines and wording; nothing here judges content.
"""

from __future__ import annotations

import re
import unicodedata

import ftfy

# soft hyphen, zero-width space, word joiner, BOM, direction marks and isolates, interlinear marks, C0/C1 controls
# except tab and line feed, lone surrogates
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
# Joiners shape words in Arabic and Indic scripts and glue emoji; between other letters they are leftovers.
_STRAY_JOINER = re.compile(r"(?<![\u0600-\u08ff\u0900-\u0dff\U0001f000-\U0001faff\ufe0f])[\u200c\u200d]")
_LINE_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What UTF-8 read as windows-1252 leaves behind: a lead byte seen as Ã, Â, â, Ð, Ñ followed by a continuation byte.
_MOJIBAKE = re.compile("[ÂÃÐÑ][\u0080-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â(?:€|\u0080)|ï»¿")


def clean_characters(text: str) -> str:
    """The same words in NFC, without invisible characters, with ``\\n`` as the only line break and plain spaces."""
    text = _LINE_BREAK.sub("\n", text)
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def clean_line(line: str) -> str:
    """One line: clean characters, line breaks as spaces, no outer white space."""
    return " ".join(clean_characters(line).split())


def repair_mojibake(text: str) -> tuple[str, str | None]:
    """Text with mojibake undone where that is certain, and a flag.

    The flag is ``mojibake_repaired``, ``mojibake`` when traces remain, or None when there were none. Certain means
    that ftfy finds the one chain of wrong decodings that explains the text.
    """
    if not _MOJIBAKE.search(text):
        return text, None
    repaired = "\n".join(ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))
    if repaired != text:
        return repaired, "mojibake_repaired"
    return text, "mojibake" if len(_MOJIBAKE.findall(text)) > 2 else None
