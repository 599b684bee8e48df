"""Names of persons out of author fields and bylines: no roles, desks, sites, handles or addresses."""

from __future__ import annotations

import re

from nightdesk.transforms.credits import agency_name, fold
from nightdesk.transforms.hygiene import clean_line
from nightdesk.transforms.lexicons import words

MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 5
_LEAD = re.compile(
    r"^(?:(?:written|reported|reporting|story|posted|published|words|text|photos?|review(?:ed)?|compiled|edited|"
    r"analysis|opinion|exclusive)\s+)?(?:by|von|par|por|di|da|door|av|af|tekst|text|foto|autor|author)\b\s*:?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:[|•·–—/-]\s|for\s|at\s|in\s(?=[A-Z])|is\s(?:a|an|the)\s|\(|updated\b|published\b|posted\b|\d).*$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;|\||•|/|\n)\s*|\s*,\s*|\s+(?:and|und|et|y|e|og|och|en|with|mit|&)\s+", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\.(?:com|org|net|de|co\.uk|html|php)\b|[<>{}\[\]_#]|\d")
_HONORARY = re.compile(r"^(?:ph\.?\s?d|m\.?d|jr|sr|i{2,3}|iv|mba|esq|rn|rd|dds|jd)\.?$", re.IGNORECASE)
_DOCTOR = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir|dame)\.?\s+(?=\S+\s)", re.IGNORECASE)


def author_names(field: str, site: str | None = None) -> tuple[str, ...]:
    """Persons named in an author field, in order, each once; empty when it names only a desk, agency or the site.

    ``site`` is the name of the outlet, which many pages give as their author.
    """
    stripped = _LEAD.sub("", clean_line(field)).strip(" .,;:|-–—•")
    names = (_person(piece) for piece in _SEPARATOR.split(stripped))
    found = dict.fromkeys(name for name in names if name and not _is_site(name, site))
    return tuple(found)


def _person(piece: str) -> str | None:
    """The piece as a person's name, None when it is none."""
    name = _LEAD.sub("", _TAIL.sub("", piece or "")).strip(" .,;:|-–—•*\"“”'")
    if not name or len(name) > MAX_NAME_CHARS or len(name.split()) > MAX_NAME_WORDS:
        return None
    if _NOT_A_NAME.search(name) or _HONORARY.match(name) or not any(c.isalpha() for c in name):
        return None
    if agency_name(name) or any(word in words("author_roles") for word in fold(name).split()):
        return None
    name = _DOCTOR.sub("", name)
    return _capitalised(name)


def _capitalised(name: str) -> str:
    """``ADA LIND`` and ``ada lind`` as names are written; anything in mixed case stays as it is."""
    if len(name.split()) > 1 and (name.isupper() or name.islower()):
        return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in name.split())
    return name


def _is_site(name: str, site: str | None) -> bool:
    if not site:
        return False
    return fold(name).replace(" ", "") in fold(site).replace(" ", "").replace("-", "") or fold(site) in fold(name)
