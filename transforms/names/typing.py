"""What kind of name a run of capitalised words looks like on its own and by its neighbours.

No knowledge of the rest of the document: ``mentions`` weighs these readings against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale

from nightdesk.transforms.language.legacy import open_table, open_words, table, words
from nightdesk.transforms.language.packs.en.verbs import lemma_of
from nightdesk.transforms.names.candidates import Candidate, Run
from nightdesk.transforms.names.capitalised_spans import OFFICES, PARTICLES, TITLES_OF_OFFICE
from nightdesk.transforms.names.gazetteer import EntityType, Known, demonyms, lookup
from nightdesk.transforms.text import Token

_roles = open_words("role_heads")
_honorifics = open_words("honorifics")
_MODIFIERS = words("role_modifiers")
_ORG_HEADS = words("org_heads")
_ORG_FIRST = words("org_first_heads")
_PLACE_HEADS = words("place_heads")
_PLACE_FIRST = words("place_first_heads")
_OTHER_HEADS = words("other_heads")
_NOT_NAMES = words("not_names") | words("sentence_openers")
_SURNAME_HEADS = words("surname_heads")
_PREPOSITIONS = words("place_prepositions")
_GIVEN = table("given_names")
_cues = open_table("cue_verbs")
_SPEECH = ("say", "tell", "state")
_GOING = frozenset(("in", "at", "to", "into", "outside", "inside", "near", "from"))
_PEOPLES = re.compile(r".{3,}(?:ians?|ans|ites?|ish|ese)$")  # "Paeonians", "Cornish": peoples and languages, no names
_DOUBTFUL = 0.2  # less than any reading that stands by itself
_MODEL = re.compile(r"\d|^[XVI]{2,}$|[a-z][A-Z].*\d")  # "A380", "MP3": products


def read_run(run: Run) -> list[Candidate]:
    """Candidates for the names inside one run, in text order."""
    if _is_adverb(run):
        return [run.candidate("PERSON", _DOUBTFUL, "adverb")]
    run = _trim(run)
    if run.first >= run.end:
        return []
    if (known := lookup(run.surface)) is not None:
        return _read_known(run, known)
    if run.size < 3 and (place := demonyms().get(run.surface.lower())):
        return [run.candidate("PLACE", 0.9, "demonym", Known("PLACE", place, "demonym"))]
    titled = _role_at(run)
    if titled is not None:
        return _read_titled(run, *titled)
    return _read_plain(run)


def _is_adverb(run: Run) -> bool:
    """Whether one word opens a sentence and ends like an adverb; only the rest of the document can make it a name."""
    word = run.names[0].lower
    return (
        run.first == 0 and run.size == 1 and word.endswith("ly") and word not in _GIVEN and lookup(run.surface) is None
    )


def _trim(run: Run) -> Run:
    """Without leading and trailing words that are no part of any name (weekdays, pronouns, sentence adverbs)."""
    first, end = run.first, run.end
    while first < end and not _may_open(run, first, end):
        first += 1
    while end > first and run.tokens[end - 1].lower in _NOT_NAMES and lookup(run.part(first, end).surface) is None:
        end -= 1
    return run.part(first, end)


def _may_open(run: Run, first: int, end: int) -> bool:
    """Whether a name can begin at ``first``: common words only where they open a known name or a place."""
    token = run.tokens[first]
    if first == 0 and end - first > 1 and _only_leads(run.part(first, end)):
        return False
    if first == 0 and _is_adverb(run.part(0, 1)):
        return False
    if token.lower not in _NOT_NAMES or (token.lower in _GIVEN and end - first > 1):
        return True
    if token.lower == "the" and lookup(run.part(first + 1, end).surface) is not None:
        return False
    return (token.lower in _PLACE_FIRST and end - first > 1) or _known_prefix(run.part(first, end)) is not None


def _only_leads(run: Run) -> bool:
    """Whether the first word of a sentence only stands before a known name ("Automaker Lumen")."""
    lead = run.names[0].lower
    if lead in _PLACE_FIRST or lead in _ORG_FIRST or lead in _GIVEN or lead in demonyms() or _is_title(run.names[0]):
        return False
    rest = run.part(run.first + 1, run.end).surface
    return lookup(run.surface) is None and lookup(run.names[0].text) is None and lookup(rest) is not None


def _known_prefix(run: Run) -> tuple[int, Known] | None:
    """End and meaning of the longest known name at the start of a run."""
    for end in range(min(run.end, run.first + 5), run.first, -1):
        if (known := lookup(run.part(run.first, end).surface)) is not None:
            return end, known
    return None


def _read_known(run: Run, known: Known) -> list[Candidate]:
    """A run the gazetteer has; a building one goes to is a place, an amount in "US$" is none."""
    if run.word(0) in ("$", "£", "€", "#"):
        return []
    goes_to = run.word(-1) in _GOING or (run.word(-1) == "the" and run.word(-2) in _GOING)
    if known.kind == "metonym" and known.canonical == "White House" and goes_to:
        known = Known("PLACE", known.canonical, "name")
    return [run.candidate(known.type, 0.9, "gazetteer", known)]


# --- titles --------------------------------------------------------------------------------------------


def _role_at(run: Run) -> tuple[int, int] | None:
    """(first, last + 1) of the title inside the run, None when there is none or the run is an organisation."""
    tokens, first, end = run.tokens, run.first, run.end
    if tokens[end - 1].lower in _ORG_HEADS or not _ties_only_offices(run):
        return None
    last = next((at for at in range(end - 1, first - 1, -1) if _is_title(tokens[at])), None)
    if last is None:
        return None
    begin = last
    while begin > first and (tokens[begin - 1].lower in _MODIFIERS or tokens[begin - 1].lower in _roles()):
        begin -= 1
    stop = last + 1
    while stop < end and (tokens[stop].text == "." or tokens[stop].lower == "of" or tokens[stop - 1].lower == "of"):
        stop += 1
    return begin, stop


def _is_title(token: Token) -> bool:
    return token.lower in _roles() or token.lower.rstrip(".") in _honorifics()


def _ties_only_offices(run: Run) -> bool:
    """Whether every "of" or "for" of the run is that of an office ("Secretary of State")."""
    tokens = run.tokens
    return all(
        tokens[at - 1].lower in TITLES_OF_OFFICE and tokens[at + 1].lower in OFFICES
        for at in range(run.first + 1, run.end - 1)
        if tokens[at].lower in ("of", "for")
    )


def _read_titled(run: Run, begin: int, stop: int) -> list[Candidate]:
    """“European Commission President Ursula von der Leyen”: what stands before the title, and the person after it."""
    before = read_run(run.part(run.first, begin)) if begin > run.first else []
    end = run.end
    while end - stop > 1 and _is_no_surname(run.tokens[end - 1].lower):
        end -= 1
    if stop >= end or (end - stop == 1 and _is_common(run.tokens[stop].lower)):
        return before
    person = run.part(stop, end).candidate("PERSON", 0.95, "title")
    titles = [token.lower for token in run.tokens[begin:stop] if token.lower.rstrip(".") not in _honorifics()]
    role = " ".join(title for title in titles if title != ".")
    person.roles = [(role, _scope(run, begin, before))] if role else []
    return [*before, person]


def _scope(run: Run, begin: int, before: list[Candidate]) -> str | None:
    """The place or organisation of a title: the name before it in the run, or the owner ("Italy’s Prime Minister")."""
    if before:
        return before[-1].canonical or before[-1].surface
    if begin > 1 and run.tokens[begin - 1].lower in ("'s", "’s"):
        known = lookup(run.tokens[begin - 2].text)
        return known.canonical if known is not None else run.tokens[begin - 2].text
    return None


def _is_no_surname(word: str) -> bool:
    """A demonym or a past tense at the end of a titled name belongs to what follows ("Ada Moss Urged Dutch …")."""
    return word in demonyms() or (word.endswith("ed") and lemma_of(word) is not None)


def _is_common(word: str) -> bool:
    return word in _OTHER_HEADS or word in _ORG_HEADS or (lemma_of(word) is not None and word not in _GIVEN)


# --- names without a title -----------------------------------------------------------------------------


def _read_plain(run: Run) -> list[Candidate]:
    """A run without a title: hyphened places, a known or national beginning and the rest, or one name."""
    if run.size == 1 and "-" in run.surface and (places := _hyphened(run)):
        return places
    if run.size > 1:
        for end in range(min(run.first + 2, run.end - 1), run.first, -1):
            place = demonyms().get(run.part(run.first, end).surface.lower())
            if place is not None and not _is_org_head(run.names[-1]):
                lead = run.part(run.first, end).candidate("PLACE", 0.9, "demonym", Known("PLACE", place, "demonym"))
                return [lead, *read_run(run.part(end, run.end))]
        if (split := _split_known(run)) is not None:
            return split
        for at in range(run.first + 1, run.end - 1):
            if _is_org_head(run.tokens[at - 1]) and run.tokens[at].lower in _GIVEN and run.size > 3:
                return [*read_run(run.part(run.first, at)), *read_run(run.part(at, run.end))]
    type_, strength, rule = _shape(run)
    return [run.candidate(type_, strength, rule)] if rule != "code" else []


def _hyphened(run: Run) -> list[Candidate]:
    """Places inside a compound ("UK-France-led")."""
    found: list[Candidate] = []
    start = run.names[0].start
    for part in run.surface.split("-"):
        known = lookup(part)
        if known is not None:
            end = start + len(part)
            found.append(
                Candidate(run.sentence_no, start, end, part, known.type, known.kind, 0.8, "gazetteer", known.canonical)
            )
        start += len(part) + 1
    return found


def _split_known(run: Run) -> list[Candidate] | None:
    """A run that begins with a known name and goes on with something else ("Boeing 787", "Rome Summit")."""
    prefix = _known_prefix(run)
    if prefix is None or _is_org_head(run.names[-1]):
        return None
    end, known = prefix
    rest = run.part(end, run.end)
    lead = run.part(run.first, end).candidate(known.type, 0.9, "gazetteer", known)
    if rest.names[0].text == "&" or rest.names[-1].lower in _PLACE_HEADS or rest.names[0].lower in ("of", "for", "and"):
        return None
    if rest.names[0].lower in _GIVEN and rest.size > 1:
        return [lead, *read_run(rest)]
    second = lookup(rest.surface)
    if known.type == "PLACE" and second is not None and second.type == "ORG":
        return [lead, *read_run(rest)]  # "UK RAF"
    if known.type == "ORG" or rest.names[-1].lower in _OTHER_HEADS:
        return [lead]
    return None


def _is_org_head(token: Token) -> bool:
    return token.lower in _ORG_HEADS or (token.lower.endswith("s") and token.lower[:-1] in _ORG_HEADS)


def _shape(run: Run) -> tuple[EntityType, float, str]:
    """Type, strength and rule for a run by its own words, else by the words around it."""
    names, size = run.names, run.size
    head, lead = names[-1].lower, names[0].lower
    if any(_MODEL.search(name.text) for name in names):
        return "OTHER", 0.6, "model"
    if size == 1 and (names[0].text in currency_codes() or _PEOPLES.match(head)):
        return "OTHER", 0.6, "code"
    headed = _is_org_head(names[-1]) or head in _PLACE_HEADS or head in _OTHER_HEADS
    if lead in _GIVEN and size > 1 and (head in _SURNAME_HEADS or not headed):
        return ("ORG", 0.7, "ampersand") if any(name.text == "&" for name in names) else ("PERSON", 0.85, "given_name")
    if size > 1 and _is_org_head(names[-1]):
        return "ORG", 0.8, "org_head"
    if size > 2 and any(name.lower in ("of", "for") for name in names):
        return ("ORG", 0.8, "org_of") if lead in _ORG_FIRST else ("PLACE", 0.6, "place_of")
    if (head in _PLACE_HEADS and size > 1) or (lead in _PLACE_FIRST and 1 < size < 4):
        return "PLACE", 0.75, "place_head"
    if head in _OTHER_HEADS:
        return "OTHER", 0.7, "other_head"
    return _by_context(run)


def _by_context(run: Run) -> tuple[EntityType, float, str]:
    """Type by initials, particles and neighbours; the weakest readings come last."""
    names, size = run.names, run.size
    if size > 1 and (any(name.lower in PARTICLES for name in names[1:]) or _has_initial(names)):
        return "PERSON", 0.75, "name_form"
    if size == 1 and _is_acronym(names[0].text):
        return "ORG", 0.55, "capitals"
    before, after = run.word(-1), run.word(0)
    if size < 4 and before in _roles():
        return "PERSON", 0.7, "role_before"
    if size < 4 and after == "," and _apposition(run):
        return "PERSON", 0.7, "role_after"
    if size < 4 and (_speaks(after) or (_speaks(before) and run.word(-2) in ("”", '"', ","))):
        return "PERSON", 0.6 if size > 1 else 0.5, "speaks"
    if size > 1 and (lookup(names[0].text) is not None or lookup(names[-1].text) is not None):
        return "ORG", 0.5, "place_and_name"
    if size < 3 and before in _PREPOSITIONS:
        return "PLACE", 0.5 if size == 1 else 0.4, "preposition"
    return _weakest(run)


def _weakest(run: Run) -> tuple[EntityType, float, str]:
    """The reading of a run that neither its words nor its neighbours explain."""
    names, size = run.names, run.size
    if size == 1 and names[0].lower in _GIVEN:
        return "PERSON", 0.5, "given_name_alone"
    if 1 < size < 4 and not any(_is_acronym(name.text) or name.text == "&" for name in names):
        return "PERSON", 0.35, "two_names"
    if size == 1 and run.word(-1) in ("the", "a", "an"):
        return "OTHER", 0.3, "thing"
    return "ORG", 0.3, "unexplained"


def _speaks(word: str) -> bool:
    """Whether a word is a form of a verb of speaking."""
    lemma = lemma_of(word) if word else None
    return lemma is not None and word != lemma and _cues().get(lemma) in _SPEECH


def _has_initial(names: Sequence[Token]) -> bool:
    """“Ada M. Varga”, “K.C. Moor”: an initial that is not the last word, and small letters in the last."""
    return any(len(n.text) < 5 and n.text.endswith(".") for n in names[:-1]) and names[-1].text[1:].islower()


def _is_acronym(word: str) -> bool:
    bare = word.replace(".", "")
    return len(bare) > 1 and bare.isupper() and bare.isalpha()


def _apposition(run: Run) -> bool:
    """Whether an age or a role follows the comma (", 43,", ", the head of", ", president of")."""
    following = run.tokens[run.end + 1 : run.end + 5]
    if following and following[0].text.isdigit() and len(following[0].text) == 2:
        return True
    return any(token.lower in _roles() for token in following if token.text[0].islower())


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217 codes as CLDR lists them: capitals that name no organisation."""
    return frozenset(Locale("en").currencies)
