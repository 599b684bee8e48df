"""Names of persons out of author fields and bylines: no roles, desks, sites, handles or addresses."""

from __future__ import annotations

import re

from nightdesk.transforms.clean.hygiene import clean_line
from nightdesk.transforms.clean.metadata.credits import NAME, agency_name, fold
from nightdesk.transforms.clean.wordings import words

MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 5
_LEAD = re.compile(
    r"^(?:(?:written|reported|reporting|story|posted|published|words|text|photos?|review(?:ed)?|compiled|edited|"
    r"analysis|opinion|exclusive)\s+)?(?:by|von|par|por|di|da|door|av|af|tekst|text|foto|autor|author)\b\s*:?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:[|•·–—/-]\s|for\s|at\s|in\s(?=[A-Z])|is\s(?:an?|the)\s|\().*$|\s+(?:기자|記者|記者)\b.*$", re.IGNORECASE
)
# "Ada Lind Feb 6, 2031 at 12:55 pm", "Ada LindPublished: 22 Dec 2031", "Ada Lind 3 min read"
_DATED = re.compile(
    r"\s*(?:published|updated|posted|last updated)\b.*$|\s+(?:[A-Z][a-z]{2,8}\.?\s)?\d.*$", re.IGNORECASE | re.DOTALL
)
_SEPARATOR = re.compile(r"\s*[;|•/\n,]\s*|\s+(?:and|und|et|y|e|og|och|en|with|mit|&)\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|www\.|@|\S\.(?:com|org|net|de|at|co\.uk|html|php)\b")
_NOT_A_NAME = re.compile(r"[<>{}\[\]_#:]|\d")
_HONORARY = re.compile(r"^(?:ph\.?\s?d|m\.?d|jr|sr|i{2,3}|iv|mba|esq|rn|rd|dds|jd)\.?$", re.IGNORECASE)
_DOCTOR = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir|dame)\.?\s+(?=\S+\s)", re.IGNORECASE)
_HANDLE = re.compile(r"[a-z]{6,}")  # login names; initials of staff ("hosb") are shorter
_FULL_NAME = re.compile(NAME)


def author_names(field: str, sites: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Persons named in an author field, in order, each once; empty when it names only a desk, agency or the site.

    ``sites`` are names of the outlet, which many pages give as their author.
    """
    if "://" in field:
        return ()
    names = (_person(piece) for piece in _pieces(field))
    return tuple(dict.fromkeys(name for name in names if name and not _is_site(name, sites)))


def full_names(byline: str, sites: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names in an element that may hold anything: only forename and surname with capitals count, all or none."""
    names = author_names(byline, sites)
    is_plain = all(_FULL_NAME.fullmatch(name) and len(name.split()) >= 2 for name in names)
    return names if is_plain else ()


def signing_agencies(field: str) -> tuple[str, ...]:
    """News agencies named in an author field, as written there."""
    return tuple(piece for piece in _pieces(field) if agency_name(piece))


def _pieces(field: str) -> list[str]:
    """Single names; what follows a bar is the outlet ("Ada Lind | Harbour News")."""
    stripped = _DATED.sub("", _LEAD.sub("", clean_line(field))).strip(" ,;:|-–—•").partition("|")[0]
    return [piece for piece in _SEPARATOR.split(stripped) if piece]


def _person(piece: str) -> str | None:
    """The piece as a person's name, None when it is none."""
    name = _LEAD.sub("", _TAIL.sub("", piece)).strip(" ,;:|-–—•*\"“”'")
    name = name if re.search(r"\b\w\.$", name) else name.rstrip(".")
    if not name or len(name) > MAX_NAME_CHARS or len(name.split()) > MAX_NAME_WORDS:
        return None
    if (
        _NOT_A_NAME.search(name)
        or _ADDRESS.search(name)
        or _HANDLE.fullmatch(name)
        or _HONORARY.match(name)
        or not any(c.isalpha() for c in name)
    ):
        return None
    if agency_name(name) or any(word in words("author_roles") for word in fold(name).split()):
        return None
    return _capitalised(_DOCTOR.sub("", name))


def _capitalised(name: str) -> str:
    """``ADA LIND`` as names are written; anything else stays as it is."""
    if len(name.split()) > 1 and name.isupper():
        return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in name.split())
    return name


def _is_site(name: str, sites: tuple[str, ...]) -> bool:
    wanted = _squeezed(name)
    return any(wanted and (wanted in _squeezed(site) or _squeezed(site) in wanted) for site in sites if len(site) > 2)


def _squeezed(name: str) -> str:
    return re.sub(r"[^\w]", "", fold(name))
