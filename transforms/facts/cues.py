"""Reporting cues in a sentence: the verb (or "according to"), the words that name its source, and the clause it reports.

Works on word order alone, without a parser: subject before the verb, inverted after a quotation, inherited by a second
verb ("said …, adding that …").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nightdesk.transforms.facts.document import Token
from nightdesk.transforms.facts.verbs import Form, verb_forms
from nightdesk.transforms.lexicons import table, words
from nightdesk.transforms.records import Span

_AUXILIARIES = frozenset(
    [
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "will",
        "would",
        "did",
        "does",
        "do",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
    ]
)
_NEGATIONS = frozenset(
    ("not", "n't", "never", "didn’t", "didn't", "doesn’t", "doesn't", "don’t", "don't", "hasn’t", "hasn't")
)
_ADVERBS = frozenset(
    [
        "also",
        "then",
        "later",
        "again",
        "once",
        "further",
        "even",
        "still",
        "now",
        "just",
        "already",
        "both",
        "recently",
        "reportedly",
        "subsequently",
    ]
)
_COMPLEMENTISERS = frozenset(("that", "how", "whether", "why"))
_NP_STOPS = frozenset(
    [
        "and",
        "but",
        "or",
        "that",
        "which",
        "who",
        "whom",
        "when",
        "while",
        "as",
        "if",
        "because",
        "although",
        "though",
        "where",
        "then",
        "so",
        "whereas",
        "unless",
        "until",
        "than",
        "yet",
    ]
)
_CLAUSE_LEADS = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "since",
        "by",
        "for",
        "with",
        "following",
        "despite",
        "amid",
        "under",
        "from",
        "within",
        "over",
        "about",
    ]
)
_QUOTE_MARKS = frozenset('“”"«»„')
_BREAKS = frozenset(",;:()–—[]") | _QUOTE_MARKS
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "several",
        "most",
        "all",
        "one",
        "two",
        "three",
        "another",
    ]
)
_SUBJECT_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "there", "this", "these", "those"])
_FIRST_PERSON = frozenset(("i", "we", "you"))
_LONGEST_NP = 18
_LONGEST_LISTENER = 12


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in place; spans are code points, ``content`` is the reported clause when there is one."""

    sentence_no: int
    start: int
    end: int
    lemma: str
    family: str  # say, tell, state, think, quote, accord
    source: Span | None
    content: Span | None
    negated: bool
    modal: str | None


@cache
def _forms() -> dict[str, tuple[str, str, Form]]:
    """Spelling → lemma, family and form of every reporting verb."""
    families = table("cue_verbs")
    found = {
        spelling: (lemma, families[lemma], form)
        for spelling, (lemma, form) in verb_forms().items()
        if lemma in families
    }
    return found | {"found": ("find", "think", Form.PAST), "felt": ("feel", "think", Form.PAST)}


def find_cues(tokens: Sequence[Token], inside: Sequence[bool], sentence_no: int) -> list[Cue]:
    """Cues of one sentence, in order; ``inside`` says which tokens stand between quotation marks."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if inside[at]:
            continue
        if token.lower == "to" and at and tokens[at - 1].lower == "according":
            found.append(_according(tokens, inside, at, sentence_no))
        elif token.lower in _forms() and (cue := _verb_cue(tokens, inside, at, sentence_no, found)) is not None:
            found.append(cue)
    return found


# --- the source ----------------------------------------------------------------------------------------


def _according(tokens: Sequence[Token], inside: Sequence[bool], at: int, sentence_no: int) -> Cue:
    """The cue "according to X"."""
    end = at + 1
    while (
        end < len(tokens)
        and not inside[end]
        and tokens[end].text not in _BREAKS | {".", "?", "!"}
        and end - at < _LONGEST_NP
    ):
        if tokens[end].lower in _NP_STOPS - {"and"}:
            break
        end += 1
    source = (tokens[at + 1].start, tokens[end - 1].end) if end > at + 1 else None
    if at == 1:
        content = _stretch(tokens, end + 1, len(tokens))
    else:
        content = _stretch(tokens, 0, at - 1)
    return Cue(sentence_no, tokens[at - 1].start, tokens[at].end, "accord", "accord", source, content, False, None)


def _verb_cue(
    tokens: Sequence[Token], inside: Sequence[bool], at: int, sentence_no: int, earlier: list[Cue]
) -> Cue | None:
    """The cue of a verb form, None when it is a noun, has no source, or reports nothing."""
    lemma, family, form = _forms()[tokens[at].lower]
    if not tokens[at].text.islower() and at:
        return None
    place = _skip_adverbs(tokens, at - 1)
    if not _is_verb(tokens, at, place, form):
        return None
    inverted = _inverted(tokens, at, place)
    source = inverted or _subject(tokens, inside, place)
    inherited = False
    if source is None:
        source, inherited = _inherited(tokens, at, place, form, earlier), True
    if source is None and form != Form.ING:
        return None
    if family == "think" and source and source[1] - source[0] < 4 and _pronoun_at(tokens, source) in _FIRST_PERSON:
        return None
    content = _content(tokens, inside, at, lemma, family)
    if content is None and not inherited and source is not None:
        content = _content_before(tokens, inside, at, source)
    between = [token.lower for token in tokens[place + 1 : at]]
    modal = next(
        (word for word in between if word in ("will", "would", "may", "might", "could", "can", "must", "should")), None
    )
    negated = lemma == "deny" or any(word in _NEGATIONS for word in between)
    return Cue(sentence_no, tokens[at].start, tokens[at].end, lemma, family, source, content, negated, modal)


def _pronoun_at(tokens: Sequence[Token], source: Span) -> str:
    """The single word of a source, lower case."""
    return next((token.lower for token in tokens if (token.start, token.end) == source), "")


def _skip_adverbs(tokens: Sequence[Token], at: int) -> int:
    """Number of the first token to the left that is neither auxiliary nor adverb, -1 at the sentence start."""
    while at >= 0:
        word = tokens[at].lower
        if word in _AUXILIARIES or word in _ADVERBS or word in _NEGATIONS or (word.endswith("ly") and len(word) > 4):
            at -= 1
        else:
            break
    return at


def _is_verb(tokens: Sequence[Token], at: int, place: int, form: Form) -> bool:
    """Whether the spelling is a finite verb or a participle that reports, rather than a noun, adjective or infinitive."""
    before = tokens[place].lower if place >= 0 else ""
    close = tokens[at - 1].lower if at else ""
    if close in ("to", "the", "a", "an", "of", "his", "her", "its", "their", "’s", "'s", "by", "as", "not-"):
        return False
    if form & (Form.PAST | Form.ING):
        passive = close in ("is", "are", "was", "were", "be", "been", "being") and not form & Form.ING
        return not passive
    if form & Form.THIRD:
        return at > 0
    if form & Form.PARTICIPLE:
        return close in ("has", "have", "had") or close in _ADVERBS
    plural = (
        before.endswith("s")
        or before in ("they", "people", "some", "many", "who", "officials")
        or tokens[place].text.isupper()
    )
    return plural or close in ("will", "would", "may", "might", "could", "can", "did", "didn’t", "didn't")


def _inverted(tokens: Sequence[Token], at: int, place: int) -> Span | None:
    """The subject after the verb: “…,” said Ada Moss, the mayor; None for ordinary order."""
    if place >= 0 and tokens[place].text not in _QUOTE_MARKS and tokens[place].text not in (",", "—", "–"):
        return None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not (
        following.text[0].isupper() or following.lower in _DETERMINERS | {"he", "she", "they"}
    ):
        return None
    if following.lower == "that" or place < 0:
        return None
    end = at + 1
    while end < len(tokens) and end - at < _LONGEST_NP and tokens[end].text not in _BREAKS | {".", "?", "!"}:
        if tokens[end].lower in _NP_STOPS or tokens[end].lower in _CLAUSE_LEADS - {"for"}:
            break
        end += 1
    return (following.start, tokens[end - 1].end)


def _subject(tokens: Sequence[Token], inside: Sequence[bool], place: int) -> Span | None:
    """The noun phrase that ends at ``place``; an apposition between commas belongs to the phrase before it."""
    if place < 0 or inside[place]:
        return None
    word = tokens[place].lower
    if word in ("who", "which", "that"):
        antecedent = place - 2 if place and tokens[place - 1].text == "," else place - 1
        return _phrase(tokens, inside, antecedent)
    if word == ",":
        opening = next((i for i in range(place - 1, max(place - 22, -1), -1) if tokens[i].text in _BREAKS), None)
        if opening is None or tokens[opening].text != "," or not _is_apposition(tokens, opening + 1, place):
            return None
        phrase = _phrase(tokens, inside, opening - 1)
        return (phrase[0], tokens[place - 1].end) if phrase else None
    return _phrase(tokens, inside, place)


def _is_apposition(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the words between two commas describe the name before them."""
    roles = words("role_heads")
    stretch = tokens[first:end]
    if not stretch:
        return False
    if stretch[0].lower in ("who", "which", "whose") or stretch[0].lower in _DETERMINERS or stretch[0].text.isdigit():
        return True
    return any(token.lower in roles for token in stretch) or stretch[0].text.isupper()


def _phrase(tokens: Sequence[Token], inside: Sequence[bool], last: int) -> Span | None:
    """The noun phrase whose last token is ``last``."""
    if last < 0 or inside[last] or tokens[last].text in _BREAKS or tokens[last].lower in _NP_STOPS:
        return None
    if tokens[last].lower in _SUBJECT_PRONOUNS:
        return tokens[last].start, tokens[last].end
    first = last
    while first > 0 and last - first < _LONGEST_NP and not _ends_phrase(tokens, inside, first - 1):
        first -= 1
    while first < last and (tokens[first].lower in _CLAUSE_LEADS or tokens[first].lower in _ADVERBS):
        first += 1
    return tokens[first].start, tokens[last].end


def _ends_phrase(tokens: Sequence[Token], inside: Sequence[bool], at: int) -> bool:
    """Whether the token cannot belong to the noun phrase to its right."""
    token = tokens[at]
    if inside[at] or token.text in _BREAKS or token.lower in _SUBJECT_PRONOUNS - {"this", "these", "those"}:
        return True
    if token.lower == "and":
        return not (at and tokens[at - 1].text[0].isupper() and tokens[at + 1].text[0].isupper())
    if token.lower in _NP_STOPS or token.lower in _AUXILIARIES:
        return True
    return token.lower in _forms() and token.text.islower() and bool(_forms()[token.lower][2] & (Form.PAST | Form.ING))


def _inherited(tokens: Sequence[Token], at: int, place: int, form: Form, earlier: list[Cue]) -> Span | None:
    """The subject a second verb shares with the first: "X met Y and said", "X left, saying"."""
    joined = place >= 0 and (tokens[place].lower in ("and", "but", "or", "then", ",", "—", "–") or form & Form.ING)
    if not joined and place >= 0:
        return None
    if earlier and earlier[-1].source is not None:
        return earlier[-1].source
    return _first_subject(tokens, at)


def _first_subject(tokens: Sequence[Token], at: int) -> Span | None:
    """The first name or pronoun of the sentence that stands before a verb."""
    for place, token in enumerate(tokens[:at]):
        if token.text[0].isupper() and token.text[0].isalpha() and (place or token.lower in ("he", "she", "they")):
            end = place
            while end + 1 < at and tokens[end + 1].text[0].isupper():
                end += 1
            return token.start, tokens[end].end
        if (
            place == 0
            and token.text[0].isupper()
            and token.lower not in _CLAUSE_LEADS
            and token.lower not in words("not_names")
        ):
            return token.start, token.end
    return None


# --- the content ---------------------------------------------------------------------------------------


def _content(tokens: Sequence[Token], inside: Sequence[bool], at: int, lemma: str, family: str) -> Span | None:
    """The clause reported after the verb, None when none follows."""
    if family == "quote" or at + 1 >= len(tokens):
        return None
    start = _clause_start(tokens, inside, at, family)
    if start is None:
        return None
    return _stretch(tokens, start, _clause_end(tokens, inside, start))


def _clause_start(tokens: Sequence[Token], inside: Sequence[bool], at: int, family: str) -> int | None:
    """Where the reported clause begins: after "that", after the listener, or right after the verb."""
    limit = min(at + 1 + _LONGEST_LISTENER, len(tokens))
    for place in range(at + 1, limit):
        token = tokens[place]
        if inside[place] or token.text in _QUOTE_MARKS | {".", ";", ":"}:
            break
        if token.lower in _COMPLEMENTISERS and (place > at + 1 or token.lower != "that" or place + 1 < len(tokens)):
            return place + 1 if token.lower == "that" else place
    following = tokens[at + 1]
    if (
        following.text in _BREAKS | {".", "?", "!"}
        or following.lower in _CLAUSE_LEADS
        or following.lower in ("to", "of", "and")
    ):
        return None
    if family == "tell":
        return _after_listener(tokens, inside, at)
    return at + 1 if _has_clause(tokens, inside, at + 1, family) else None


def _after_listener(tokens: Sequence[Token], inside: Sequence[bool], at: int) -> int | None:
    """Start of the clause after one or two words of listener ("told reporters the deal was near")."""
    for place in (at + 2, at + 3):
        if place < len(tokens) and not inside[place] and tokens[place].lower in _DETERMINERS | _SUBJECT_PRONOUNS:
            return place if _has_clause(tokens, inside, place, "say") else None
    return None


def _has_clause(tokens: Sequence[Token], inside: Sequence[bool], start: int, family: str) -> bool:
    """Whether a subject and then a finite verb follow; for thoughts the subject must be short."""
    reach = 16 if family == "say" else 9
    forms = verb_forms()
    opener = tokens[start]
    nominal = opener.text[0].isupper() or opener.text[0].isdigit() or opener.lower in _DETERMINERS | _SUBJECT_PRONOUNS
    if not nominal and family != "say":
        return False
    for token in tokens[start + 1 : start + reach]:
        if token.text in ";:.?!":
            return False
        if token.lower in _AUXILIARIES:
            return True
        entry = forms.get(token.lower)
        if entry is not None and entry[1] & (Form.PAST | Form.THIRD) and token.text.islower():
            return True
        if entry is not None and entry[1] & Form.BASE and opener.lower in ("they", "we", "you", "i", "people"):
            return True
    return False


def _clause_end(tokens: Sequence[Token], inside: Sequence[bool], start: int) -> int:
    """Token number where the clause ends: at the sentence end, or before a further reporting verb."""
    for place in range(start + 2, len(tokens) - 1):
        if inside[place] or not tokens[place].text.islower():
            continue
        entry = _forms().get(tokens[place].lower)
        before = tokens[place - 1].lower
        if (
            entry is not None
            and before in ("and", "but", ",")
            and entry[2] & (Form.PAST | Form.ING)
            and entry[1] != "think"
        ):
            cut = place - 1
            return cut - 1 if tokens[cut - 1].text == "," else cut
        if tokens[place].lower == "according" and before == ",":
            return place - 1
    return len(tokens)


def _content_before(tokens: Sequence[Token], inside: Sequence[bool], at: int, source: Span) -> Span | None:
    """The clause before ", X said"; None when nothing or only a quotation stands there."""
    edge = min(source[0], tokens[at].start)
    place = next((i for i, token in enumerate(tokens) if token.start >= edge), 0)
    if place < 3 or tokens[place - 1].text != ",":
        return None
    if all(inside[i] or not tokens[i].text[0].isalnum() for i in range(place)):
        return None
    stop = next((i + 1 for i in range(place - 2, -1, -1) if tokens[i].text in (";",)), 0)
    return _stretch(tokens, stop, place - 1)


def _stretch(tokens: Sequence[Token], first: int, end: int) -> Span | None:
    """Characters of the tokens without marks at either end, None when fewer than two words remain."""
    while first < end and tokens[first].text in _BREAKS - {"("}:
        first += 1
    while end > first and tokens[end - 1].text in _BREAKS - {")"} | {".", "?", "!"}:
        end -= 1
    if sum(1 for token in tokens[first:end] if token.text[0].isalnum()) < 2:
        return None
    return tokens[first].start, tokens[end - 1].end
