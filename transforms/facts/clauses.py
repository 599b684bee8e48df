"""Verb groups of a sentence: which words are its verbs, how they are built, who does it and what it is done to.

Word order, closed word classes and verb forms only; there is no parser behind it. What a group means for polarity and
time is decided in ``statements``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nightdesk.transforms.facts.document import Analysed, Token
from nightdesk.transforms.facts.verbs import Form, verb_forms
from nightdesk.transforms.lexicons import words

Shape = Literal["finite", "infinitive", "gerund", "participle"]
Range = tuple[int, int]  # token indices, end exclusive

MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot"))
_ADVERBS = words("adverbs")
_ING_NOUNS = words("ing_nouns")
PREPOSITIONS = words("prepositions")
_STOPS = words("phrase_stops")
_OBJECT_CONTROL = words("object_control")
_REPORTING = words("reporting_verbs")
DETERMINERS = frozenset(
    "the a an its their his her our my your this these those some any every each no another".split()
)
_PRONOUNS = frozenset("he she it they we i you who which that what this these those there everyone nobody".split())
_RELATIVES = frozenset(("who", "which", "that", "what"))
_SUBORDINATORS = frozenset(
    "that which who whom whose what when where while if unless whether because although though as since after before until"
    " but and or than".split()
)
_PLURAL_PRONOUNS = frozenset("they we i you who which that these those".split())
_MARKS = frozenset(".!?,;:—–…“”\"'‘’()[]")
_QUOTES = frozenset("“”\"‘’'«»")
_NOT_BEFORE_VERB = frozenset("is are was were has have had will would of and 's ’s can could may might".split())
_PARTICLES = frozenset("up down out off back away over in on".split())
_CONTRACTIONS = {"won": "will", "wo": "will", "ca": "can", "sha": "shall", "ai": "be"}
_PRONOUN_PARTS = {"ll": "will", "ve": "have", "re": "are", "d": "would", "m": "am"}


@dataclass(slots=True)
class Group:
    """One verb with its helpers; indices are token numbers of the sentence."""

    first: int
    head: int
    lemma: str
    shape: Shape
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    past: bool = False
    modal: str | None = None
    negated: bool = False
    subject: Range | None = None  # who does it
    object: Range | None = None  # what it is done to
    governor: int | None = None  # index (in the list of groups) of the verb an infinitive or gerund depends on


_latest: tuple[object, tuple[tuple[Group, ...], ...]] = (None, ())


def groups_of(doc: Analysed) -> tuple[tuple[Group, ...], ...]:
    """Verb groups of every sentence of an article, in its order; those of the latest article are remembered."""
    global _latest
    tokens, groups = _latest
    if tokens is not doc.tokens:
        groups = tuple(tuple(find_groups(sentence)) for sentence in doc.tokens)
        _latest = (doc.tokens, groups)
    return groups


def find_groups(tokens: Sequence[Token]) -> list[Group]:
    """Verb groups in order, with subject and object where the word order shows them."""
    groups = _groups(tokens)
    for place in range(len(groups)):
        _attach_subject(tokens, groups, place)
    for place in range(len(groups)):
        _attach_object(tokens, groups, place)
    _attach_openers(groups)
    return groups


# --- verb groups ---------------------------------------------------------------------------------------


def _groups(tokens: Sequence[Token]) -> list[Group]:
    """Verb groups without their arguments."""
    found: list[Group] = []
    verbal = _verbal()
    place = 0
    while place < len(tokens):
        word = tokens[place].lower
        if word not in verbal and "’" not in word and "'" not in word:
            place += 1
            continue
        group = _group_at(tokens, place, found)
        if group is None:
            place += 1
        else:
            found.append(group)
            place = group.head + 1
    return found


@cache
def _verbal() -> frozenset[str]:
    """Every word at which a verb group can begin, contractions apart."""
    return MODALS | verb_forms().keys() | {"to"}


def _group_at(tokens: Sequence[Token], place: int, before: Sequence[Group]) -> Group | None:
    """The group that begins at a token, None where the token is no verb."""
    word = tokens[place].lower
    helper, negated = _helper(word)
    if helper is not None:
        return _helped(tokens, place, helper, negated)
    if word == "to":
        return _infinitive(tokens, place)
    entry = verb_forms().get(word)
    if entry is None:
        return None
    return _bare(tokens, place, entry, before)


@cache
def _helper(word: str) -> tuple[str | None, bool]:
    """(modal or form of be, have, do; negated) of a helper, contractions included; (None, False) otherwise."""
    if word in MODALS:
        return ("can", True) if word == "cannot" else (word, False)
    entry = verb_forms().get(word)
    if entry and entry[0] in {"be", "have", "do"}:
        return word, False
    stem, mark, tail = word.replace("’", "'").rpartition("'")
    if mark and tail == "t" and stem.endswith("n"):
        base = _CONTRACTIONS.get(stem[:-1], stem[:-1]) if stem != "won" else "will"
        return base, True
    if (
        mark
        and tail in _PRONOUN_PARTS
        and stem in {"i", "we", "you", "they", "he", "she", "it", "there", "who", "that"}
    ):
        return _PRONOUN_PARTS[tail], False
    return None, False


def _helped(tokens: Sequence[Token], place: int, helper: str, negated: bool) -> Group | None:
    """A group that begins with a modal or with be, have, do: "will not have been told"."""
    group = Group(place, place, "", "finite", negated=negated)
    group.modal = helper if helper in MODALS else None
    last_helper = helper
    if group.modal is None:
        entry = verb_forms()[helper]
        group.lemma, group.past = entry[0], bool(entry[1] & Form.PAST)
        if entry[1] & Form.ING or helper == "been":
            group.shape = "gerund" if entry[1] & Form.ING else "participle"
    _grow(tokens, group, last_helper)
    if group.modal and not group.lemma:
        return None
    return group


def _grow(tokens: Sequence[Token], group: Group, helper: str) -> None:
    """Take in the verbs that follow a helper, up to the head."""
    place = group.head + 1
    while place < len(tokens):
        word = tokens[place].lower
        if word in {"not", "never", "n't"} or (word == "longer" and tokens[place - 1].lower == "no"):
            group.negated = True
        elif not (word in _ADVERBS or word == "no" or (word.endswith("ly") and word not in verb_forms())):
            following = _next_part(word, helper)
            if following is None:
                return
            entry = verb_forms()[word]
            _note(group, helper, word, entry)
            group.head, group.lemma, helper = place, entry[0], word
            if entry[0] not in {"be", "have"}:
                return
        place += 1


def _next_part(word: str, helper: str) -> int | None:
    """The form in which a word continues a group after a helper, None where it does not."""
    entry = verb_forms().get(word)
    if entry is None:
        return None
    if helper in MODALS or helper in {"do", "does", "did", "to"}:
        return Form.BASE if entry[1] & Form.BASE else None
    lemma = verb_forms()[helper][0]
    if lemma == "have":
        return Form.PARTICIPLE if entry[1] & Form.PARTICIPLE else None
    if entry[1] & Form.ING and word not in {"following", "including"}:
        return Form.ING
    return Form.PARTICIPLE if entry[1] & Form.PARTICIPLE else None


def _note(group: Group, helper: str, word: str, entry: tuple[str, int]) -> None:
    """Record what one more part of a group says about voice and aspect."""
    lemma = verb_forms()[helper][0] if helper in verb_forms() else helper
    if lemma == "have":
        group.perfect = True
    elif lemma == "be":
        group.progressive = bool(entry[1] & Form.ING)
        group.passive = not group.progressive


def _infinitive(tokens: Sequence[Token], place: int) -> Group | None:
    """ "to" with a verb in its base form; None for the preposition."""
    group = Group(place, place, "", "infinitive")
    _grow(tokens, group, "to")
    if not group.lemma:
        return None
    before = [token.lower for token in tokens[max(0, place - 1) : place]]
    group.negated = group.negated or before == ["not"]
    return group


def _bare(tokens: Sequence[Token], place: int, entry: tuple[str, int], before: Sequence[Group]) -> Group | None:
    """A verb without helper, judged by its form and its neighbours."""
    lemma, form = entry
    back = _skip_adverbs(tokens, place)
    previous = tokens[back].lower if back >= 0 else ""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    group = Group(place, place, lemma, "finite")
    if form & Form.ING:
        return _ing(group, tokens, place, previous)
    if form & (Form.PAST | Form.PARTICIPLE) and not (form & Form.BASE and _is_plural_subject(tokens, back) is True):
        if previous in DETERMINERS or previous in {"'s", "’s"} or _is_modifier(tokens, place, previous, form):
            return None
        group.past = True
        return _past(group, tokens, place, back, form, before)
    if not _is_present(tokens, lemma, form, back, previous, following, before):
        return None
    if previous in {"and", "or", ","} and before and form & Form.BASE:
        group.shape, group.modal = before[-1].shape, before[-1].modal  # "will set prices or release them"
    return group


def _skip_adverbs(tokens: Sequence[Token], place: int) -> int:
    """Index of the last token before ``place`` that is no adverb, -1 at the start."""
    back = place - 1
    while back >= 0 and (
        tokens[back].lower in _ADVERBS or (tokens[back].text.islower() and tokens[back].lower.endswith("ly"))
    ):
        back -= 1
    return back


def _ing(group: Group, tokens: Sequence[Token], place: int, previous: str) -> Group | None:
    """A gerund or participle clause; None for -ing nouns and modifiers."""
    if previous in DETERMINERS or previous in {"'s", "’s"} or group.lemma in {"be"} and previous == "":
        return None
    if tokens[place].lower in _ING_NOUNS and previous not in {"for", "by", "of", "from", "after", "before", "without"}:
        return None
    group.shape = "gerund"
    return group


def _is_modifier(tokens: Sequence[Token], place: int, previous: str, form: int) -> bool:
    """Whether a participle stands before its noun: "of frozen assets", "two wounded men"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if form == Form.PAST or following is None or not following.lower.isalpha() or following.lower in _STOPS:
        return False
    if previous in PREPOSITIONS and previous not in {"as", "than"}:
        return True
    return previous in {"and", "or", ""} and following.lower.endswith("s") and following.lower not in verb_forms()


def _past(
    group: Group, tokens: Sequence[Token], place: int, back: int, form: int, before: Sequence[Group]
) -> Group | None:
    """A past form: finite, or a participle that describes the noun before it ("figures released by …")."""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if form == Form.PARTICIPLE:
        group.shape, group.passive = "participle", True
        return group if back >= 0 and (_is_nominal(tokens[back]) or tokens[back].text == ",") else None
    if not form & Form.PARTICIPLE or tokens[place].lower in {"said", "told"}:
        return group
    opens = back < 0 or tokens[back].lower in _MARKS
    has_finite = any(other.shape == "finite" for other in before)
    reduced = following == "by" or (opens and has_finite and following in PREPOSITIONS)
    if not opens and _is_nominal(tokens[back]) and _is_object(tokens, back, before):
        reduced = True
    if reduced:
        group.shape, group.passive = "participle", True
    return group


def _is_object(tokens: Sequence[Token], back: int, before: Sequence[Group]) -> bool:
    """Whether the noun before a past form belongs to an earlier preposition or verb, so that it cannot be its subject."""
    for place in range(back, -1, -1):
        word = tokens[place].lower
        if before and place <= before[-1].head:
            return before[-1].lemma not in _REPORTING
        if word in _MARKS or (word in _SUBORDINATORS and word not in {"as", "and"}):
            return False
        if word in PREPOSITIONS and place < back:
            opening = place == 0 or tokens[place - 1].lower in _MARKS
            return (
                bool(before) and not opening and before[-1].shape == "finite" and _clean(tokens, before[-1].head, place)
            )
    return False


def _clean(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether no mark or subordinator stands between two tokens."""
    return not any(t.lower in _MARKS or t.lower in _SUBORDINATORS - {"and", "as"} for t in tokens[first + 1 : last])


def _is_present(
    tokens: Sequence[Token],
    lemma: str,
    form: int,
    back: int,
    previous: str,
    following: str,
    before: Sequence[Group],
) -> bool:
    """Whether a present form is a verb here: "the firm plans to", "leaders support the"; not "the plans of"."""
    if following in _NOT_BEFORE_VERB and previous not in _PRONOUNS:
        return False
    if previous in {"and", "or", ","}:
        last = before[-1] if before else None
        joined = last is not None and back - last.head < 9 and (last.modal or last.shape == "infinitive")
        same = last is not None and last.shape == "finite" and not last.past and back - last.head < 9
        return bool(joined and form & Form.BASE) or bool(same and form & Form.THIRD and following in _OPEN_AFTER_VERB)
    if back < 0 or not (_is_nominal(tokens[back]) or previous in {")", "”", "’", '"'}):
        return False
    plural = _is_plural_subject(tokens, back)
    if form & Form.THIRD:
        return plural is not True and (previous in _PRONOUNS or _opens_object(tokens, back + 1))
    sure = plural is True or (plural is None and lemma in _REPORTING)
    return sure and (previous in _PRONOUNS or _opens_object(tokens, back + 1))


_OPEN_AFTER_VERB = DETERMINERS | frozenset(
    "to that on for in at by with from into about up down out it them us".split()
)


def _opens_object(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows the verb at or after ``place`` can follow a verb."""
    ahead = place
    while ahead < len(tokens) and tokens[ahead].lower in _ADVERBS:
        ahead += 1
    after = tokens[ahead + 1] if ahead + 1 < len(tokens) else None
    if after is None:
        return True
    return not (after.lower in _NOT_BEFORE_VERB or after.lower in {")", "-"})


def _is_nominal(token: Token) -> bool:
    """Whether a word can end a noun phrase."""
    word = token.lower
    return word in _PRONOUNS or (word[0].isalnum() and word not in _STOPS and word not in PREPOSITIONS)


def _is_plural_subject(tokens: Sequence[Token], place: int) -> bool | None:
    """True for a plural, False for a singular, None where the word does not show it."""
    if place < 0:
        return None
    word = tokens[place].lower
    if word in _PLURAL_PRONOUNS:
        return None if word in {"who", "which", "that"} else True
    if word in _PRONOUNS:
        return False
    joined = any(token.lower == "and" for token in tokens[max(0, place - 3) : place])
    if word in {"people", "police", "men", "women", "children"} or (word.endswith("s") and not word.endswith("ss")):
        return True if tokens[place].text[0].islower() or joined else None
    return True if joined else False if tokens[place].text[0].islower() else None


# --- arguments -----------------------------------------------------------------------------------------


def _attach_subject(tokens: Sequence[Token], groups: list[Group], place: int) -> None:
    """Find who does it: the words before a finite verb, or whoever the governing verb makes the doer."""
    group = groups[place]
    if group.shape in {"infinitive", "gerund"}:
        _attach_controlled(tokens, groups, place)
        return
    span = _own_pronoun(tokens, group) or _inverted(tokens, groups, place) or _phrase_before(tokens, groups, place)
    if group.shape == "participle":
        group.object = span
        return
    if span is None and place:
        span = _inherited(groups, place)
    if group.passive:
        group.object = span
    else:
        group.subject = span


def _own_pronoun(tokens: Sequence[Token], group: Group) -> Range | None:
    """The pronoun inside a contraction: we’ve, they’ll."""
    tail = tokens[group.first].lower.replace("’", "'").rpartition("'")[2]
    return (
        (group.first, group.first + 1)
        if tail in _PRONOUN_PARTS and len(tail) < len(tokens[group.first].lower)
        else None
    )


def _inverted(tokens: Sequence[Token], groups: Sequence[Group], place: int) -> Range | None:
    """The speaker after a quotation: “…,” said Ada Quill."""
    group = groups[place]
    back = group.first - 1
    if group.lemma not in _REPORTING or back < 0 or tokens[back].text not in {"”", '"', "’", "'", "»"}:
        return None
    limit = groups[place + 1].first if place + 1 < len(groups) else len(tokens)
    start = group.head + 1
    return _trimmed(tokens, start, _phrase_end(tokens, start, limit)) if start < limit else None


def _inherited(groups: Sequence[Group], place: int) -> Range | None:
    """The subject of the finite verb before, for "and will license", "but said"."""
    for other in reversed(groups[:place]):
        if other.shape == "finite":
            return other.object if other.passive else other.subject
    return None


def _attach_controlled(tokens: Sequence[Token], groups: list[Group], place: int) -> None:
    """The doer of an infinitive or gerund."""
    group = groups[place]
    governor = place - 1 if place else None
    group.governor = governor
    back = _skip_adverbs(tokens, group.first)
    if group.shape == "gerund" and back >= 0 and _is_nominal(tokens[back]) and not _follows_verb(groups, place, back):
        span: Range | None = _simple_phrase(tokens, back)
    elif governor is None:
        span = (
            _simple_phrase(tokens, back)
            if group.shape == "infinitive" and back >= 0 and _is_nominal(tokens[back])
            else None
        )
    else:
        other = groups[governor]
        between = (other.head + 1, group.first)
        if group.shape == "infinitive" and other.lemma in _OBJECT_CONTROL and between[0] < between[1]:
            span = other.object if other.passive else _trimmed(tokens, *between)
        else:
            span = other.subject if not other.passive else other.object
    if group.passive:
        group.object = span
    else:
        group.subject = span


def _follows_verb(groups: Sequence[Group], place: int, back: int) -> bool:
    """Whether the token before a group is the verb before it ("began selling")."""
    return place > 0 and groups[place - 1].head == back


def _phrase_before(tokens: Sequence[Token], groups: Sequence[Group], place: int) -> Range | None:
    """The noun phrase that ends before a verb, from its clause's start; an apposition in commas is stepped over."""
    group = groups[place]
    end = _skip_adverbs(tokens, group.first) + 1
    low = groups[place - 1].head + 1 if place else 0
    if end > low and tokens[end - 1].lower in _RELATIVES:
        return end - 1, end
    end = _before_aside(tokens, low, end)
    start = end
    while start > low:
        word = tokens[start - 1].lower
        if word in _MARKS and word not in {"’", "'", "(", ")"} and not _is_quoted_name(tokens, start - 1, end):
            break
        if word in _SUBORDINATORS and not _joins_names(tokens, start - 1, end):
            break
        start -= 1
    if (
        start == low
        and place
        and low < end
        and groups[place - 1].shape == "finite"
        and not _joins(tokens, low, groups[place - 1])
    ):
        return None
    return _trimmed(tokens, start, end)


def _joins(tokens: Sequence[Token], low: int, before: Group) -> bool:
    """Whether the words after a verb can open a clause of their own: "said the firm plans"."""
    return before.lemma in _REPORTING or tokens[low].lower in _PRONOUNS


def _joins_names(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether "and" or "or" joins two nouns of one subject, not two clauses."""
    if tokens[place].lower not in {"and", "or", "as"} or place + 1 >= end or place == 0:
        return False
    return _is_nominal(tokens[place - 1]) and tokens[place - 1].lower not in verb_forms()


def _is_quoted_name(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a quotation mark belongs to a quoted name inside the phrase."""
    return tokens[place].text in _QUOTES and any(token.text in _QUOTES for token in tokens[place + 1 : end])


def _before_aside(tokens: Sequence[Token], low: int, end: int) -> int:
    """The end of the phrase before an aside: "the firm, based in Oslo, [said]", "the union (EU) [said]"."""
    if end <= low:
        return end
    if tokens[end - 1].text == "”" and end - low > 2 and tokens[end - 2].text not in ",.!?":
        opening = next((n for n in range(end - 2, low, -1) if tokens[n].text == "“"), None)
        return opening if opening is not None else end
    if tokens[end - 1].text == ")":
        for place in range(end - 2, low, -1):
            if tokens[place].text == "(":
                return place
    if tokens[end - 1].text == ",":
        for place in range(end - 2, low, -1):
            if tokens[place].text == ",":
                return place
    return end


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Range | None:
    """A phrase without the marks, conjunctions and opening adverbials around it; None when nothing is left."""
    while start < end and (
        tokens[start].lower in _MARKS or tokens[start].lower in _SUBORDINATORS or tokens[start].lower in _ADVERBS
    ):
        start += 1
    while end > start and (tokens[end - 1].lower in _MARKS - {")"} or tokens[end - 1].lower in _ADVERBS):
        end -= 1
    if start < end and tokens[start].lower in PREPOSITIONS:
        for place in range(start + 2, end):  # "On Saturday the group": the phrase begins at its determiner
            if tokens[place].lower in DETERMINERS or tokens[place].lower in _PRONOUNS:
                start = place
                break
    return (start, end) if start < end else None


def _simple_phrase(tokens: Sequence[Token], last: int) -> Range | None:
    """The noun phrase that ends at a token, up to the next preposition, mark or conjunction."""
    start = last
    while start > 0:
        word = tokens[start - 1].lower
        if word in _MARKS or word in PREPOSITIONS or word in _SUBORDINATORS:
            break
        start -= 1
        if word in DETERMINERS:
            break
    return _trimmed(tokens, start, last + 1)


def _attach_object(tokens: Sequence[Token], groups: list[Group], place: int) -> None:
    """Find what it is done to, or for a passive who does it ("by …")."""
    group = groups[place]
    limit = groups[place + 1].first if place + 1 < len(groups) else len(tokens)
    start = group.head + 1
    while start < limit and (tokens[start].lower in _PARTICLES or tokens[start].lower in _ADVERBS):
        start += 1
    if group.passive:
        group.subject = _agent(tokens, group.head + 1, limit)
        return
    if (
        group.lemma == "be"
        or start >= limit
        or tokens[start].lower in PREPOSITIONS
        or tokens[start].lower in _SUBORDINATORS
    ):
        return
    if tokens[start].lower in _MARKS - _QUOTES:
        return
    span = _trimmed(tokens, start, _phrase_end(tokens, start, limit))
    group.object = span if span != group.subject else None


def _phrase_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    """The end of a noun phrase that begins at ``start``: before the next preposition other than "of", mark or clause."""
    end = start
    while end < limit:
        word = tokens[end].lower
        if end > start and (
            word in PREPOSITIONS - {"of"} or word in _SUBORDINATORS - {"and", "or"} or word in _MARKS - _QUOTES
        ):
            break
        end += 1
    return end


def _agent(tokens: Sequence[Token], start: int, limit: int) -> Range | None:
    """The phrase after "by" behind a passive."""
    for place in range(start, limit):
        word = tokens[place].lower
        if word in _MARKS or word in _SUBORDINATORS:
            return None
        if word == "by" and place + 1 < limit and not tokens[place + 1].text[0].isdigit():
            return _trimmed(tokens, place + 1, _phrase_end(tokens, place + 1, limit))
    return None


def _attach_openers(groups: list[Group]) -> None:
    """Give verbs that open the sentence ("Describing the plan, Ada …") the subject of the first finite verb."""
    main = next((group for group in groups if group.shape == "finite" and (group.subject or group.object)), None)
    if main is None:
        return
    doer = main.object if main.passive else main.subject
    for group in groups:
        if group is main:
            break
        if group.shape in {"gerund", "infinitive"} and group.subject is None and not group.passive:
            group.subject = doer
