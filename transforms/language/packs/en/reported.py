"""Where a reported clause begins and ends, beside a reporting verb that ``cues`` has found."""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.transforms.language.legacy import open_table, per_additions, words
from nightdesk.transforms.language.packs.en.verbs import Form, lemma_of, verb_forms
from nightdesk.transforms.records import Span
from nightdesk.transforms.text import Token

QUOTE_MARKS = frozenset('“”"«»„')
BREAKS = frozenset(",;:()–—[]") | QUOTE_MARKS

_ENDS = frozenset(".?!")
_BREAKS_AND_ENDS = BREAKS | _ENDS
_CLAUSE_MARKS = QUOTE_MARKS | _ENDS | {";", ":"}
_COMPLEMENTISERS = frozenset(("that", "how", "whether", "why"))
_families = open_table("cue_verbs")
_AUXILIARIES = words("auxiliaries")
_CLAUSE_LEADS = words("clause_leads")
_OPENERS = words("determiners") | words("subject_pronouns")
_SIDE_CLAUSES = frozenset(("if", "when", "while", "although", "though", "because", "since", "after", "as", "whereas"))
_LONGEST_LISTENER = 14  # tokens between the verb and "that": listener, place, day
_REACH = {"say": 18, "tell": 18, "state": 12, "think": 10}  # tokens within which the clause must show its verb


def clause_after(tokens: Sequence[Token], inside: Sequence[bool], at: int, family: str) -> Span | None:
    """The clause reported after the verb at ``at``, None when none follows."""
    if family == "quote" or at + 1 >= len(tokens):
        return None
    start = _clause_start(tokens, inside, at, family)
    if start is None:
        return None
    end = _clause_end(tokens, inside, start)
    return _stretch(tokens, start, _main_clause(tokens, inside, at, start, end) or end)


def clause_before(tokens: Sequence[Token], inside: Sequence[bool], at: int, source: Span) -> Span | None:
    """The clause before ", X said"; None when more than an adjunct follows or no clause stands there."""
    rest = [token for token in tokens[at + 1 :] if not source[0] <= token.start < source[1]]
    if rest and rest[0].text not in _ENDS | {",", "—", "–"} and not _is_adjunct(rest):
        return None
    edge = min(source[0], tokens[at].start)
    place = next((i for i, token in enumerate(tokens) if token.start >= edge), 0)
    if place < 4 or tokens[place - 1].text != ",":
        return None
    start = next((i + 1 for i in range(place - 2, -1, -1) if tokens[i].text == ";"), 0)
    if not _is_clause(tokens, inside, start, place - 1):
        return None
    return _stretch(tokens, start, place - 1)


def clause_around_according(tokens: Sequence[Token], at: int, end: int) -> Span | None:
    """The clause that "according to X" (tokens ``at`` to ``end``) belongs to: after it when it opens the clause."""
    opens = at == 0 or tokens[at - 1].lower in ("and", "but", "that")
    if opens and end < len(tokens) and tokens[end].text == ",":
        return _stretch(tokens, end + 1, len(tokens))
    return _stretch(tokens, 0, at) if at else None


def _is_clause(tokens: Sequence[Token], inside: Sequence[bool], start: int, end: int) -> bool:
    """Whether the tokens make a clause outside quotation marks: with a finite verb, not a mere adjunct."""
    first = tokens[start]
    if first.lower in _CLAUSE_LEADS or first.lower.endswith("ing") or first.lower in ("according", "asked"):
        start = next((i + 1 for i in range(start, end) if tokens[i].text == ","), end)
    return any(not inside[i] for i in range(start, end)) and any(_is_finite(tokens[i]) for i in range(start + 1, end))


def _is_adjunct(rest: Sequence[Token]) -> bool:
    """Whether what follows a reporting verb is only a listener, a place or a day ("told reporters on Monday.")."""
    if rest[0].lower in _CLAUSE_LEADS:
        return True
    return len(rest) <= 6 and not any(_is_finite(token) or token.text in QUOTE_MARKS | {":", ";"} for token in rest)


def _is_finite(token: Token) -> bool:
    """Whether a word is an auxiliary or can be a verb in the past or third person."""
    return token.text in finite_forms()


@per_additions
def finite_forms() -> frozenset[str]:
    """Auxiliaries and every past or third-person form: words that show a clause has its verb."""
    finite = Form.PAST | Form.THIRD
    return _AUXILIARIES | frozenset(word for word, (_, form) in verb_forms().items() if form & finite)


@per_additions
def _speech_breaks() -> frozenset[str]:
    """Past and -ing forms of the verbs of speaking, which end the clause of the verb before."""
    families = _families()
    spoken = Form.PAST | Form.ING
    return frozenset(
        word
        for word, (lemma, form) in verb_forms().items()
        if form & spoken and families.get(lemma, "think") != "think"
    )


def _clause_start(tokens: Sequence[Token], inside: Sequence[bool], at: int, family: str) -> int | None:
    """Where the reported clause begins: after "that", after the listener, or right after the verb."""
    place = _complementiser(tokens, inside, at)
    if place is not None:
        return place + 1 if tokens[place].lower == "that" else place
    following = tokens[at + 1]
    if following.text in _BREAKS_AND_ENDS or following.lower in ("to", "of", "and", "or", "but", "not"):
        return None
    if following.lower in _CLAUSE_LEADS:
        return None
    if family == "tell":
        return next((p for p in (at + 2, at + 3) if _has_clause(tokens, inside, p, family)), None)
    return at + 1 if _has_clause(tokens, inside, at + 1, family) else None


def _complementiser(tokens: Sequence[Token], inside: Sequence[bool], at: int) -> int | None:
    """Position of the "that", "how", "whether" or "why" that belongs to the verb; no other verb stands between."""
    for place in range(at + 1, min(at + 1 + _LONGEST_LISTENER, len(tokens) - 1)):
        token = tokens[place]
        if inside[place] or token.text in _CLAUSE_MARKS:
            return None
        if token.lower in _COMPLEMENTISERS:
            return place
        if place > at + 1 and _is_finite(token) and tokens[place - 1].lower not in ("a", "the", "his", "her", "in"):
            return None
    return None


def _has_clause(tokens: Sequence[Token], inside: Sequence[bool], start: int, family: str) -> bool:
    """Whether a subject and then a finite verb follow; thoughts need a subject that looks like one."""
    if start >= len(tokens) or inside[start]:
        return False
    opener = tokens[start]
    nominal = not opener.text.islower() or opener.lower in _OPENERS
    if not nominal and family not in ("say", "state"):
        return False
    for token in tokens[start + 1 : start + _REACH.get(family, 9)]:
        if token.text in _ENDS or token.text in (";", ":"):
            return False
        if _is_finite(token):
            return True
        if opener.lower in ("they", "we", "you", "i", "people") and lemma_of(token.lower) == token.lower:
            return True
    return False


def _clause_end(tokens: Sequence[Token], inside: Sequence[bool], start: int) -> int:
    """Token number where the clause ends: at the sentence end, or before a further verb of speaking."""
    breaks = _speech_breaks()
    for place in range(start + 2, len(tokens) - 1):
        token = tokens[place]
        if inside[place]:
            continue
        if token.text == "according" and tokens[place - 1].text == ",":
            return place - 1
        if token.text in breaks and tokens[place - 1].lower in ("and", "but", ","):
            cut = place - 1
            return cut - 1 if tokens[cut - 1].text == "," else cut
    return len(tokens)


def _main_clause(tokens: Sequence[Token], inside: Sequence[bool], at: int, start: int, end: int) -> int | None:
    """Where the main clause begins behind a sentence that opens with its side clause ("While X said …, Y …")."""
    if tokens[0].lower not in _SIDE_CLAUSES or any(token.text == "," for token in tokens[:at]):
        return None
    told = False
    for place in range(start + 1, end - 1):
        told = told or _is_finite(tokens[place])
        following = tokens[place + 1]
        if told and tokens[place].text == "," and not inside[place] and _opens_clause(following):
            return place
    return None


def _opens_clause(token: Token) -> bool:
    """Whether a word can open a clause with its subject: a name, a pronoun or a determiner."""
    return token.text[0].isupper() or token.lower in _OPENERS


def _stretch(tokens: Sequence[Token], first: int, end: int) -> Span | None:
    """Characters of the tokens without marks at either end, None when fewer than two words remain."""
    while first < end and tokens[first].text in BREAKS - {"("}:
        first += 1
    while end > first and tokens[end - 1].text in (BREAKS - {")"}) | _ENDS:
        end -= 1
    if sum(1 for token in tokens[first:end] if token.text[0].isalnum()) < 2:
        return None
    marks = sum(1 for token in tokens[first:end] if token.text in QUOTE_MARKS)
    if marks % 2 and end < len(tokens) and tokens[end].text in QUOTE_MARKS:
        end += 1  # a quotation that ends the clause keeps its closing mark
    return tokens[first].start, tokens[end - 1].end
