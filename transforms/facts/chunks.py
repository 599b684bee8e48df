"""Runs of capitalised words in a sentence, and what kind of name each looks like on its own.

No knowledge of the rest of the document: ``mentions`` weighs these readings against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nightdesk.transforms.facts.document import Token
from nightdesk.transforms.facts.gazetteer import EntityType, NameKind, demonyms, lookup
from nightdesk.transforms.lexicons import table, words

_PARTICLES = words("person_particles")
_ROLES = words("role_heads")
_HONORIFICS = words("honorifics")
_MODIFIERS = words("role_modifiers")
_ORG_HEADS = words("org_heads")
_ORG_FIRST = words("org_first_heads")
_PLACE_HEADS = words("place_heads")
_PLACE_FIRST = words("place_first_heads")
_OTHER_HEADS = words("other_heads")
_NOT_NAMES = words("not_names") | words("sentence_openers")
_GIVEN = table("given_names")
_TITLE_STOPS = words("abbreviations")
# Head nouns that are surnames too: after a given name the person wins ("Clare Banks", "Owen Hill").
_SURNAME_HEADS = frozenset(
    [
        "hill",
        "park",
        "lane",
        "castle",
        "forest",
        "falls",
        "church",
        "temple",
        "post",
        "king",
        "guard",
        "rivers",
        "bank",
        "house",
        "bridge",
        "hall",
        "tower",
        "camp",
        "border",
        "fields",
        "wood",
        "banks",
        "chambers",
        "love",
        "bush",
    ]
)
_OFFICES = frozenset(
    [
        "state",
        "defense",
        "defence",
        "staff",
        "energy",
        "education",
        "health",
        "treasury",
        "exchequer",
        "interior",
        "labor",
    ]
)
_PLACE_PREPOSITIONS = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "into",
        "across",
        "outside",
        "inside",
        "around",
        "through",
        "throughout",
        "via",
        "toward",
    ]
)
_SPEECH = frozenset(
    [
        "said",
        "says",
        "told",
        "added",
        "adds",
        "warned",
        "insisted",
        "argued",
        "stated",
        "wrote",
        "writes",
        "explained",
        "noted",
        "announced",
        "stressed",
        "confirmed",
        "admitted",
        "claimed",
        "replied",
        "asked",
        "tweeted",
        "believes",
        "thinks",
        "recalled",
        "testified",
        "remarked",
    ]
)


@dataclass(slots=True)
class Candidate:
    """One reading of a run of capitals; ``strength`` 0..1 says how much the run itself speaks for the type."""

    sentence_no: int
    start: int
    end: int
    surface: str
    type: EntityType
    kind: NameKind
    strength: float
    rule: str
    canonical: str | None = None
    roles: list[tuple[str, str | None]] = field(default_factory=list)  # (role noun, place or organisation)
    opens_sentence: bool = False


Run = list[Token]


def runs(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """(first, last + 1) token numbers of each run of capitalised words with the small words that tie them."""
    position, count = 0, len(tokens)
    while position < count:
        if not _is_capital(tokens[position]):
            position += 1
            continue
        end = position + 1
        while end < count:
            step = _extends(tokens, position, end)
            if not step:
                break
            end += step
        yield position, end
        position = end


def _is_capital(token: Token) -> bool:
    """A word that begins with a capital, also after a small prefix ("al-Rashid", "eBay")."""
    first = token.text[0]
    return first.isupper() or (first.islower() and "-" in token.text and token.text[:3] in ("al-", "el-"))


def _extends(tokens: tuple[Token, ...], first: int, at: int) -> int:
    """How many tokens from ``at`` on still belong to the run that began at ``first``; 0 ends it."""
    token = tokens[at]
    if _is_capital(token):
        return 0 if token.start - tokens[at - 1].end > 1 else 1
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text == "." and tokens[at - 1].lower in _TITLE_STOPS and follower and _is_capital(follower):
        return 2
    if token.lower in _PARTICLES:
        return _particle_step(tokens, at)
    if follower is None or token.lower not in ("of", "for", "and", "&"):
        return 0
    reach = 2 if follower.lower == "the" and at + 2 < len(tokens) else 1
    if not _is_capital(tokens[at + reach]):
        return 0
    return reach + 1 if _ties(tokens, first, at, tokens[at + reach]) else 0


def _particle_step(tokens: tuple[Token, ...], at: int) -> int:
    """Particles of a personal name and the capital after them ("von der Leyen")."""
    end = at
    while end < len(tokens) and tokens[end].lower in _PARTICLES and end - at < 3:
        end += 1
    return end - at + 1 if end < len(tokens) and tokens[end].text[0].isupper() else 0


def _ties(tokens: tuple[Token, ...], first: int, at: int, following: Token) -> bool:
    """Whether "of", "for", "and" or "&" at ``at`` stands inside one name."""
    word = tokens[at].lower
    run = [token.lower for token in tokens[first:at]]
    if word == "&":
        return True
    if word in ("of", "for"):
        return any(part in _ORG_FIRST for part in run) or (word == "of" and _is_of_name(run, following.lower))
    return any(part in ("of", "for", "ministry", "department") for part in run) and following.lower not in demonyms()


def _is_of_name(run: list[str], following: str) -> bool:
    """ "Gulf of Mexico", "Secretary of State", "Isle of Wight"."""
    if run[-1] in ("gulf", "isle", "cape", "strait", "horn", "sea", "bay", "republic", "kingdom", "islands"):
        return True
    return run[-1] in ("secretary", "chief", "chancellor") and following in _OFFICES


def read_run(tokens: tuple[Token, ...], first: int, end: int, sentence_no: int) -> list[Candidate]:
    """Candidates for the names inside one run."""
    first, end = _trim(tokens, first, end)
    if first >= end:
        return []
    whole = _surface(tokens, first, end)
    if (known := lookup(whole)) is not None:
        return [_candidate(tokens, first, end, sentence_no, known.type, 0.9, "gazetteer", known.kind, known.canonical)]
    if end - first < 3 and (place := demonyms().get(whole.lower())):
        return [_candidate(tokens, first, end, sentence_no, "PLACE", 0.9, "demonym", "demonym", place)]
    split = _role_at(tokens, first, end)
    if split is not None:
        return _read_titled(tokens, first, end, sentence_no, *split)
    return _read_plain(tokens, first, end, sentence_no)


def _trim(tokens: tuple[Token, ...], first: int, end: int) -> tuple[int, int]:
    """Without leading and trailing words that are no part of any name (weekdays, pronouns, sentence adverbs)."""
    while first < end and tokens[first].lower in _NOT_NAMES and not _opens_known(tokens, first, end):
        first += 1
    while end > first and tokens[end - 1].lower in _NOT_NAMES and lookup(_surface(tokens, first, end)) is None:
        end -= 1
    return first, end


def _opens_known(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a run that opens with a common word is a name all the same ("New York", "The Hague", "West Bank")."""
    if end - first < 2:
        return lookup(tokens[first].text) is not None
    return tokens[first].lower in _PLACE_FIRST or lookup(_surface(tokens, first, end)) is not None


def _surface(tokens: tuple[Token, ...], first: int, end: int) -> str:
    """The words of the run joined by single spaces, initials and titles with their stops."""
    return " ".join(token.text for token in tokens[first:end] if token.text != ".")


def _candidate(
    tokens: tuple[Token, ...],
    first: int,
    end: int,
    sentence_no: int,
    type_: EntityType,
    strength: float,
    rule: str,
    kind: NameKind = "name",
    canonical: str | None = None,
) -> Candidate:
    surface = _surface(tokens, first, end)
    opens = first == 0 or (first == 1 and not tokens[0].text[0].isalnum())
    start, stop = tokens[first].start, tokens[end - 1].end
    return Candidate(sentence_no, start, stop, surface, type_, kind, strength, rule, canonical, [], opens)


def _role_at(tokens: tuple[Token, ...], first: int, end: int) -> tuple[int, int] | None:
    """(first, last + 1) of the title inside the run, None when there is none or the run is an organisation."""
    if tokens[end - 1].lower in _ORG_HEADS or not _ties_only_offices(tokens, first, end):
        return None
    last = None
    for at in range(first, end):
        if tokens[at].lower in _ROLES or tokens[at].lower.rstrip(".") in _HONORIFICS:
            last = at
    if last is None:
        return None
    begin = last
    while begin > first and (tokens[begin - 1].lower in _MODIFIERS or tokens[begin - 1].lower in _ROLES):
        begin -= 1
    stop = last + 1
    while stop < end and (tokens[stop].text == "." or tokens[stop].lower == "of" or tokens[stop - 1].lower == "of"):
        stop += 1
    return begin, stop


def _ties_only_offices(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether every "of" or "for" of the run is that of an office ("Secretary of State")."""
    return all(
        tokens[at - 1].lower in ("secretary", "chief", "chancellor") and tokens[at + 1].lower in _OFFICES
        for at in range(first + 1, end - 1)
        if tokens[at].lower in ("of", "for")
    )


def _read_titled(
    tokens: tuple[Token, ...], first: int, end: int, sentence_no: int, begin: int, stop: int
) -> list[Candidate]:
    """ "European Commission President Ursula von der Leyen": what stands before the title, and the person after it."""
    before = read_run(tokens, first, begin, sentence_no) if begin > first else []
    scope = (before[-1].canonical or before[-1].surface) if before else None
    if stop >= end:
        return before
    while end - stop > 1 and tokens[end - 1].lower in demonyms():
        end -= 1
    person = _candidate(tokens, stop, end, sentence_no, "PERSON", 0.95, "title")
    titles = [token.lower for token in tokens[begin:stop] if token.lower.rstrip(".") not in _HONORIFICS]
    role = " ".join(title for title in titles if title != ".")
    person.roles = [(role, scope)] if role else []
    return [*before, person]


def _read_plain(tokens: tuple[Token, ...], first: int, end: int, sentence_no: int) -> list[Candidate]:
    """A run without a title: demonym and rest, or one name."""
    size = end - first
    if size > 1 and tokens[first].lower in demonyms() and not _is_org_head(tokens[end - 1]):
        place = demonyms()[tokens[first].lower]
        lead = _candidate(tokens, first, first + 1, sentence_no, "PLACE", 0.9, "demonym", "demonym", place)
        return [lead, *read_run(tokens, first + 1, end, sentence_no)]
    type_, strength, rule = _shape(tokens, first, end)
    kind: NameKind = "acronym" if rule == "capitals" else "name"
    return [_candidate(tokens, first, end, sentence_no, type_, strength, rule, kind)]


def _is_org_head(token: Token) -> bool:
    return token.lower in _ORG_HEADS or (token.lower.endswith("s") and token.lower[:-1] in _ORG_HEADS)


def _shape(tokens: tuple[Token, ...], first: int, end: int) -> tuple[EntityType, float, str]:
    """Type, strength and rule for a run by its own words, else by the words around it."""
    names = tokens[first:end]
    head, lead, size = names[-1].lower, names[0].lower, end - first
    given = lead in _GIVEN and size > 1
    if given and (
        head in _SURNAME_HEADS or not (_is_org_head(names[-1]) or head in _PLACE_HEADS or head in _OTHER_HEADS)
    ):
        return ("PERSON", 0.85, "given_name") if "&" not in [n.text for n in names] else ("ORG", 0.7, "ampersand")
    if _is_org_head(names[-1]) and size > 1:
        return "ORG", 0.8, "org_head"
    if lead in _ORG_FIRST and size > 2 and any(name.lower in ("of", "for") for name in names):
        return "ORG", 0.8, "org_of"
    if (head in _PLACE_HEADS and size > 1) or (lead in _PLACE_FIRST and 1 < size < 4):
        return "PLACE", 0.75, "place_head"
    if head in _OTHER_HEADS:
        return "OTHER", 0.7, "other_head"
    return _by_context(tokens, first, end)


def _by_context(tokens: tuple[Token, ...], first: int, end: int) -> tuple[EntityType, float, str]:
    """Type by initials, particles and neighbours; the weakest readings come last."""
    names, size = tokens[first:end], end - first
    if size > 1 and (any(n.lower in _PARTICLES for n in names[1:]) or _has_initial(names)):
        return "PERSON", 0.75, "name_form"
    if size == 1 and _is_acronym(names[0].text):
        return "ORG", 0.55, "capitals"
    before = tokens[first - 1].lower if first else ""
    after = tokens[end].lower if end < len(tokens) else ""
    if before in _ROLES and size < 4:
        return "PERSON", 0.7, "role_before"
    if after == "," and end + 1 < len(tokens) and _apposition(tokens, end + 1) and size < 4:
        return "PERSON", 0.7, "role_after"
    if size < 4 and (after in _SPEECH or before in _SPEECH):
        return "PERSON", 0.6 if size > 1 else 0.5, "speaks"
    if lookup(names[0].text) is not None and size > 1:
        return "ORG", 0.5, "place_and_name"
    if before in _PLACE_PREPOSITIONS and size < 3:
        return "PLACE", 0.5 if size == 1 else 0.4, "preposition"
    return _weakest(names, size)


def _weakest(names: tuple[Token, ...], size: int) -> tuple[EntityType, float, str]:
    """The reading of a run that neither its words nor its neighbours explain."""
    if size == 1 and names[0].lower in _GIVEN:
        return "PERSON", 0.5, "given_name_alone"
    if 1 < size < 4 and not any(_is_acronym(name.text) or name.text == "&" for name in names):
        return "PERSON", 0.35, "two_names"
    return "ORG", 0.3, "unexplained"


def _has_initial(names: tuple[Token, ...]) -> bool:
    """ "Ada M. Varga", "K.C. Moor": an initial that is not the last word, and small letters in the last."""
    return any(len(n.text) < 5 and n.text.endswith(".") for n in names[:-1]) and names[-1].text[1:].islower()


def _is_acronym(word: str) -> bool:
    bare = word.replace(".", "")
    return len(bare) > 1 and bare.isupper() and bare.isalpha()


def _apposition(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether an age or a role follows the comma (", 43,", ", the head of", ", president of")."""
    if tokens[at].text.isdigit() and len(tokens[at].text) == 2:
        return True
    return any(token.lower in _ROLES for token in tokens[at : at + 4] if token.text[0].islower())
