"""Reporting cues in a sentence: the verb (or "according to"), the words that name its source, the clause it reports.

Works on word order alone, without a parser: subject before the verb, inverted after a quotation, inherited by a second
verb ("said …, adding that …"). What the clause is starts in ``reported``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nightdesk.transforms.language.legacy import open_table, open_words, per_additions, words
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.packs.en.reported import (
    BREAKS,
    QUOTE_MARKS,
    clause_after,
    clause_around_according,
    clause_before,
)
from nightdesk.transforms.language.packs.en.verbs import Form, lemma_of, verb_forms
from nightdesk.transforms.names.gazetteer import demonyms
from nightdesk.transforms.records import Mention, Span
from nightdesk.transforms.text import Token

_families = open_table("cue_verbs")
_role_heads = open_words("role_heads")
_AUXILIARIES = words("auxiliaries")
_NEGATIONS = words("negations")
_ADVERBS = words("verb_adverbs")
_PHRASE_STOPS = words("phrase_boundaries")
_CLAUSE_LEADS = words("clause_leads")
_DETERMINERS = words("determiners")
_PRONOUNS = words("subject_pronouns")
_NOUN_LIKE = words("noun_like_cues")
_MODALS = frozenset(("will", "would", "may", "might", "could", "can", "must", "should"))
_NOT_BEFORE_VERB = frozenset("to the a an of his her its their my our your ’s 's by as no".split())  # noqa: SIM905
_LIST_STOPS = _PHRASE_STOPS - {"and"}
_LEADS_AWAY = _CLAUSE_LEADS - {"for"}
_OPENERS = _DETERMINERS | {"he", "she", "they"}
_BARE_PRONOUNS = _PRONOUNS - _DETERMINERS
_HELPERS = _MODALS | {"did"} | _NEGATIONS
_LONGEST_PHRASE = 18  # tokens of the longest source that is read; the longest of the development set has 24
_LONGEST_APPOSITION = 22


@dataclass(slots=True)
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


@dataclass(slots=True)
class Line:
    """A sentence as the cue rules see it."""

    tokens: Sequence[Token]
    inside: Sequence[bool]  # whether a token stands between quotation marks
    names: Sequence[Mention]  # names and roles of the sentence

    def lower(self, at: int) -> str:
        """The word at a position, lower case; empty outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, first: int, last: int) -> Span:
        """Characters from the first to the last token, inclusive."""
        return self.tokens[first].start, self.tokens[last].end


@per_additions
def reporting_verbs() -> dict[str, tuple[str, str, int]]:
    """Spelling → lemma, family and form of every reporting verb."""
    families = _families()
    found = {word: (lemma, families[lemma], form) for word, (lemma, form) in verb_forms().items() if lemma in families}
    return found | {"found": ("find", "think", Form.PAST), "felt": ("feel", "think", Form.PAST)}


def find_cues(line: Line, sentence_no: int) -> list[Cue]:
    """Cues of one sentence, in order."""
    found: list[Cue] = []
    verbs = reporting_verbs()
    places = [at for at, token in enumerate(line.tokens) if token.lower in verbs or token.lower == "to"]
    for at in places:
        if line.inside[at]:
            continue
        if line.lower(at) in verbs:
            if (cue := _verb_cue(line, at, sentence_no, found)) is not None:
                found.append(cue)
        elif line.lower(at - 1) == "according":
            found.append(_according(line, at, sentence_no))
    return found


def _according(line: Line, at: int, sentence_no: int) -> Cue:
    """The cue "according to X"."""
    end = at + 1
    while end < len(line.tokens) and not line.inside[end] and end - at < _LONGEST_PHRASE:
        if line.tokens[end].text in BREAKS or line.lower(end) in _LIST_STOPS or line.tokens[end].text in ".?!":
            break
        end += 1
    end = _with_name(line, end)
    source = line.span(at + 1, end - 1) if end > at + 1 else None
    content = clause_around_according(line.tokens, at - 1, end)
    return Cue(sentence_no, *line.span(at - 1, at), "accord", "accord", source, content, False, None)


def _with_name(line: Line, end: int) -> int:
    """End of a source that a role opens and a name between commas completes ("the mayor, Ada Moss, …")."""
    if line.lower(end) != "," or line.lower(end - 1) not in _role_heads() or end + 1 >= len(line.tokens):
        return end
    start = line.tokens[end + 1].start
    stop = next((name.end for name in line.names if name.start == start and name.type == "PERSON"), None)
    return next((i + 1 for i in range(end + 1, len(line.tokens)) if line.tokens[i].end == stop), end)


def _verb_cue(line: Line, at: int, sentence_no: int, earlier: list[Cue]) -> Cue | None:
    """The cue of a verb form, None when it is a noun, has no source, or the writer speaks of himself."""
    lemma, family, form = reporting_verbs()[line.lower(at)]
    place = _skip_adverbs(line, at - 1)
    if not line.tokens[at].text.islower() or not _is_verb(line, at, place, form):
        return None
    own = _subject(line, place) or (_inverted(line, at, place) if form != Form.ING else None)
    source = own or _inherited(line, at, place, form, earlier)
    if source is None and form != Form.ING:
        return None
    if source is not None and source[1] - source[0] < 4 and _is_first_person(line, source):
        return None
    content = clause_after(line.tokens, line.inside, at, family)
    if content is None and own is not None:
        content = clause_before(line.tokens, line.inside, at, own)
    between = [line.lower(i) for i in range(place + 1, at)]
    modal = next((word for word in between if word in _MODALS), None)
    negated = lemma == "deny" or any(word in _NEGATIONS for word in between)
    return Cue(sentence_no, *line.span(at, at), lemma, family, source, content, negated, modal)


def _is_first_person(line: Line, source: Span) -> bool:
    """Whether the source is I, we or you: outside quotations that is the writer or the reader."""
    return any(token.lower in ("i", "we", "you") for token in line.tokens if (token.start, token.end) == source)


def _skip_adverbs(line: Line, at: int) -> int:
    """Number of the first token to the left that is neither auxiliary nor adverb, -1 at the sentence start."""
    while at >= 0:
        word = line.lower(at)
        if word in _AUXILIARIES or word in _ADVERBS or word in _NEGATIONS or (word.endswith("ly") and len(word) > 4):
            at -= 1
        else:
            break
    return at


def _is_verb(line: Line, at: int, place: int, form: int) -> bool:
    """Whether the spelling is a verb that reports, rather than a noun, an adjective, a passive or an infinitive."""
    close, before = line.lower(at - 1), line.lower(place)
    if close in _NOT_BEFORE_VERB or (close[:1].isdigit() and form & (Form.THIRD | Form.BASE)):
        return False
    if form & Form.ING:
        return close in ("", ",", "and", "—", "–", "-", "”", '"') or line.tokens[at - 1].text[0].isupper()
    if form & Form.PAST:
        return close not in ("is", "are", "was", "were", "be", "been", "being")
    if form & Form.THIRD:
        return at > 0 and (line.lower(at) not in _NOUN_LIKE or _may_say(line, place))
    if form & Form.PARTICIPLE:
        return close in ("has", "have", "had") or close in _ADVERBS
    plural = before.endswith("s") or before in ("they", "people", "some", "many", "who") or before.isupper()
    return plural or (place >= 0 and line.tokens[place].text.isupper()) or close in _HELPERS


def _may_say(line: Line, place: int) -> bool:
    """Whether the word before a noun-like verb form is a likely subject: a name, a pronoun or a relative."""
    if place < 0 or line.lower(place) in demonyms(ENGLISH):
        return False
    return line.tokens[place].text[0].isupper() or line.lower(place) in ("he", "she", "who", "which")


# --- the source ----------------------------------------------------------------------------------------


def _inverted(line: Line, at: int, place: int) -> Span | None:
    """The subject after the verb: “…,” said Ada Moss, the mayor; None for ordinary order."""
    if place < 0 or (line.tokens[place].text not in QUOTE_MARKS and line.tokens[place].text != ","):
        return None
    if at + 1 >= len(line.tokens) or line.inside[at + 1]:
        return None
    following = line.tokens[at + 1]
    if not (following.text[0].isupper() or following.lower in _OPENERS) or following.lower == "that":
        return None
    end = at + 1
    while end < len(line.tokens) and end - at < _LONGEST_PHRASE and line.tokens[end].text not in BREAKS:
        if line.lower(end) in _PHRASE_STOPS or line.lower(end) in _LEADS_AWAY or line.tokens[end].text in ".?!":
            break
        end += 1
    if any(line.lower(i) in _AUXILIARIES for i in range(at + 1, end)):
        return None  # a clause of its own: said the plan was dead
    return line.span(at + 1, end - 1)


def _subject(line: Line, place: int) -> Span | None:
    """The noun phrase that ends at ``place``; an apposition between commas belongs to the phrase before it."""
    if place < 0 or line.inside[place]:
        return None
    word = line.lower(place)
    if word == ")":
        bracket = next((i for i in range(place - 1, max(place - 8, -1), -1) if line.lower(i) == "("), 0)
        return _phrase(line, bracket - 1)
    if word in ("who", "which", "that"):
        return _phrase(line, place - 2 if line.lower(place - 1) == "," else place - 1)
    if word not in (",", "—", "–"):
        return _phrase(line, place)
    opening = next(
        (i for i in range(place - 1, max(place - _LONGEST_APPOSITION, -1), -1) if line.lower(i) in BREAKS), None
    )
    if opening is None or line.lower(opening) != word or not _is_apposition(line, opening, place):
        return None
    phrase = _phrase(line, opening - 1)
    return (phrase[0], line.tokens[place - 1].end) if phrase else None


def _is_apposition(line: Line, opening: int, closing: int) -> bool:
    """Whether the words between two commas describe the name before them, or name the role before them."""
    stretch = line.tokens[opening + 1 : closing]
    if not stretch:
        return False
    first = stretch[0]
    if (
        first.lower in ("who", "which", "whose")
        or first.lower in _DETERMINERS
        or first.text.isdigit()
        or first.text.isupper()
    ):
        return True
    if first.lower.endswith("ed") and lemma_of(first.lower):
        return True  # "the report, published on Monday, found"
    roles = _role_heads()
    if line.lower(opening - 1) in roles and any(name.start == first.start for name in line.names):
        return True
    return any(token.lower in roles for token in stretch)


def _phrase(line: Line, last: int) -> Span | None:
    """The noun phrase whose last token is ``last``."""
    if last < 0 or line.inside[last] or line.tokens[last].text in BREAKS or line.lower(last) in _PHRASE_STOPS:
        return None
    if line.lower(last) in _PRONOUNS:
        return line.span(last, last)
    first = last
    while first > 0 and last - first < _LONGEST_PHRASE and not _ends_phrase(line, first - 1):
        first -= 1
    while first < last and (line.lower(first) in _CLAUSE_LEADS or line.lower(first) in _ADVERBS):
        first += 1
    return line.span(first, last)


def _ends_phrase(line: Line, at: int) -> bool:
    """Whether the token cannot belong to the noun phrase to its right."""
    token = line.tokens[at]
    if line.inside[at] or token.text in BREAKS or token.lower in _BARE_PRONOUNS:
        return True
    if token.lower == "and":
        return not (at and line.tokens[at - 1].text[0].isupper() and line.tokens[at + 1].text[0].isupper())
    if token.lower in _PHRASE_STOPS or token.lower in _AUXILIARIES:
        return True
    verb = reporting_verbs().get(token.lower)
    return verb is not None and token.text.islower() and bool(verb[2] & (Form.PAST | Form.ING))


def _inherited(line: Line, at: int, place: int, form: int, earlier: list[Cue]) -> Span | None:
    """The subject a second verb shares with the first: "X met Y and said", "X left, saying"."""
    joined = place >= 0 and (line.lower(place) in ("and", "but", "or", "then", ",", "—", "–") or form & Form.ING)
    if not joined:
        return None
    speaking = [cue for cue in earlier if cue.source is not None and cue.family != "think"]
    return speaking[-1].source if speaking else _first_subject(line, at)


def _first_subject(line: Line, at: int) -> Span | None:
    """The first name or pronoun before a verb that no preposition governs; people before organisations."""
    limit = line.tokens[at].start
    starts = {token.start: i for i, token in enumerate(line.tokens[:at])}
    free = [
        name
        for name in line.names
        if name.end < limit
        and name.start in starts
        and line.lower(starts[name.start] - 1) not in _CLAUSE_LEADS | {"of", "to"}
    ]
    free.sort(key=lambda name: (name.type != "PERSON", name.type != "ORG", name.start))
    pronoun = next((i for i in range(at) if line.lower(i) in ("he", "she", "they") and not line.inside[i]), None)
    if pronoun is not None and (not free or line.tokens[pronoun].start < free[0].start):
        return line.span(pronoun, pronoun)
    if free:
        return free[0].start, free[0].end
    return _opening_noun(line, at)


def _opening_noun(line: Line, at: int) -> Span | None:
    """The words before the first verb when the sentence opens with its subject ("Residents fled and said")."""
    for i in range(min(at, 6)):
        if line.inside[i] or line.lower(i) in _CLAUSE_LEADS or line.tokens[i].text in BREAKS:
            return None
        if i and (line.lower(i) in _AUXILIARIES or (lemma_of(line.lower(i)) and line.lower(i).endswith(("ed", "s")))):
            return line.span(0, i - 1)
    return None
