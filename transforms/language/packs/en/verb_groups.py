"""Verb groups of a sentence: which words are its verbs and how each group is built, judged from forms and neighbours.

Word order, closed word classes and verb forms only; there is no tagger behind it. Who does it and what it is done to is
read in ``clauses``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.legacy import closed_class, per_additions, table, words
from nightdesk.transforms.language.packs.en.verbs import Form, verb_forms
from nightdesk.transforms.text import Token

MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot"))
ADVERBS = words("adverbs")
_ING_NOUNS = words("ing_nouns")
NUMBER_WORDS = frozenset((*table("number_words"), *table("number_scales")))
PREPOSITIONS = words("prepositions")
_STOPS = words("phrase_stops")
OBJECT_CONTROL = words("object_control")
REPORTING = words("reporting_verbs")
DETERMINERS = closed_class("the a an its their his her our my your this these those some any every each no another")
PRONOUNS = closed_class("he she it they we i you who which that what this these those there everyone nobody")
RELATIVES = frozenset(("who", "which", "that", "what"))
SUBORDINATORS = words("clause_openers")
_PLURAL_PRONOUNS = closed_class("they we i you who which that these those")
MARKS = frozenset(".!?,;:—–…“”\"'‘’()[]")
QUOTES = frozenset("“”\"‘’'«»")
_DIVIDERS = MARKS | (SUBORDINATORS - {"and", "as"})
_NOT_BEFORE_VERB = closed_class("is are was were has have had will would of and 's ’s can could may might")
PARTICLES = closed_class("up down out off back away over in on")
_CONTRACTIONS = {"won": "will", "wo": "will", "ca": "can", "sha": "shall", "ai": "be"}
PRONOUN_PARTS = {"ll": "will", "ve": "have", "re": "are", "d": "would", "m": "am"}


def verb_groups(tokens: Sequence[Token]) -> list[Clause]:
    """Verb groups without their arguments."""
    found: list[Clause] = []
    verbal = _verbal()
    done = 0
    for place, token in enumerate(tokens):
        word = token.lower
        if (word in verbal or (not word.isalpha() and ("’" in word or "'" in word))) and place >= done:
            group = _group_at(tokens, place, found)
            if group is not None:
                found.append(group)
                done = group.head + 1
    return found


@per_additions
def _verbal() -> frozenset[str]:
    """Every word at which a verb group can begin, contractions apart."""
    return MODALS | verb_forms().keys() | {"to"}


def _group_at(tokens: Sequence[Token], place: int, before: Sequence[Clause]) -> Clause | None:
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
    if mark and tail in PRONOUN_PARTS and stem in {"i", "we", "you", "they", "he", "she", "it", "there", "who", "that"}:
        return PRONOUN_PARTS[tail], False
    return None, False


def _helped(tokens: Sequence[Token], place: int, helper: str, negated: bool) -> Clause | None:
    """A group that begins with a modal or with be, have, do: "will not have been told"."""
    group = Clause(place, place, "", "finite", negated=negated)
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


def _grow(tokens: Sequence[Token], group: Clause, helper: str) -> None:
    """Take in the verbs that follow a helper, up to the head."""
    place = group.head + 1
    while place < len(tokens):
        word = tokens[place].lower
        if word in {"“", '"', "‘"} and group.modal and not group.lemma:
            pass  # the coalition would “tighten sanctions”
        elif word in {"not", "never", "n't"} or (word == "longer" and tokens[place - 1].lower == "no"):
            group.negated = True
        elif not (word in ADVERBS or word == "no" or (word.endswith("ly") and word not in verb_forms())):
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


def _note(group: Clause, helper: str, word: str, entry: tuple[str, int]) -> None:
    """Record what one more part of a group says about voice and aspect."""
    lemma = verb_forms()[helper][0] if helper in verb_forms() else helper
    if lemma == "have":
        group.perfect = True
    elif lemma == "be":
        group.progressive = bool(entry[1] & Form.ING)
        group.passive = not group.progressive


def _infinitive(tokens: Sequence[Token], place: int) -> Clause | None:
    """ "to" with a verb in its base form; None for the preposition."""
    group = Clause(place, place, "", "infinitive")
    _grow(tokens, group, "to")
    if not group.lemma:
        return None
    before = [token.lower for token in tokens[max(0, place - 1) : place]]
    group.negated = group.negated or before == ["not"]
    return group


def _bare(tokens: Sequence[Token], place: int, entry: tuple[str, int], before: Sequence[Clause]) -> Clause | None:
    """A verb without helper, judged by its form and its neighbours."""
    lemma, form = entry
    back = skip_adverbs(tokens, place)
    previous = tokens[back].lower if back >= 0 else ""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    group = Clause(place, place, lemma, "finite")
    if place and tokens[place].text[0].isupper() and not _is_title(tokens):
        return None  # "the United States": part of a name
    if form & Form.ING:
        return _ing(group, tokens, place, previous)
    present = (
        form & Form.BASE and _is_plural_subject(tokens, back) is True and not (lemma == "set" and following == "to")
    )
    if form & (Form.PAST | Form.PARTICIPLE) and not present:
        if previous in DETERMINERS or previous in {"'s", "’s"} or _is_modifier(tokens, place, previous, form):
            return None
        group.past = True
        return _past(group, tokens, place, back, form, before)
    if not _is_present(tokens, lemma, form, back, previous, following, before):
        return None
    if previous in {"and", "or", ","} and before and form & Form.BASE:
        group.shape, group.modal = before[-1].shape, before[-1].modal  # "will set prices or release them"
    return group


def _is_title(tokens: Sequence[Token]) -> bool:
    """Whether a line is written in title case, where capitals name nothing."""
    letters = [token.text for token in tokens if token.text[0].isalpha() and len(token.text) > _SHORT]
    return sum(text[0].isupper() for text in letters) > _TITLE_SHARE * len(letters)


_SHORT = 3  # letters: shorter words stay small in titles
_TITLE_SHARE = 0.7


def skip_adverbs(tokens: Sequence[Token], place: int) -> int:
    """Index of the last token before ``place`` that is no adverb, -1 at the start."""
    back = place - 1
    while back >= 0 and (
        tokens[back].lower in ADVERBS or (tokens[back].text.islower() and tokens[back].lower.endswith("ly"))
    ):
        back -= 1
    return back


def _ing(group: Clause, tokens: Sequence[Token], place: int, previous: str) -> Clause | None:
    """A gerund or participle clause; None for -ing nouns and modifiers."""
    if previous in DETERMINERS or previous in {"'s", "’s"} or (group.lemma in {"be"} and previous == ""):
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
    opens = previous == "" or previous in SUBORDINATORS
    return opens and following.lower.endswith("s") and following.lower not in verb_forms()


def _past(
    group: Clause, tokens: Sequence[Token], place: int, back: int, form: int, before: Sequence[Clause]
) -> Clause | None:
    """A past form: finite, or a participle that describes the noun before it ("figures released by …")."""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if form == Form.PARTICIPLE:
        group.shape, group.passive = "participle", True
        return group if back >= 0 and (is_nominal(tokens[back]) or tokens[back].text == ",") else None
    if not form & Form.PARTICIPLE or tokens[place].lower in {"said", "told"}:
        return group
    opens = back < 0 or tokens[back].lower in MARKS
    has_finite = any(other.shape == "finite" for other in before)
    by_agent = following == "by" and _names_agent(tokens, place, group.lemma)
    reduced = by_agent or (opens and has_finite and following in PREPOSITIONS)
    if not opens and is_nominal(tokens[back]) and _is_object(tokens, back, before):
        reduced = True
    if reduced:
        group.shape, group.passive = "participle", True
    return group


def _names_agent(tokens: Sequence[Token], place: int, lemma: str) -> bool:
    """Whether "by" after a past form names a doer: not in "increased by 5 %" nor in "stood by its word"."""
    after = tokens[place + 2] if place + 2 < len(tokens) else None
    return after is not None and not after.text[0].isdigit() and lemma not in {"stand", "go", "come", "pass", "die"}


def _is_object(tokens: Sequence[Token], back: int, before: Sequence[Clause]) -> bool:
    """Whether the noun before a past form belongs to an earlier preposition or verb, so is not its subject."""
    for place in range(back, -1, -1):
        word = tokens[place].lower
        if before and place <= before[-1].head:
            return before[-1].lemma not in REPORTING
        if word in MARKS or (word in SUBORDINATORS and word not in {"as", "and"}):
            return False
        if word in PREPOSITIONS and place < back:
            opening = place == 0 or tokens[place - 1].lower in MARKS
            return (
                bool(before) and not opening and before[-1].shape == "finite" and _clean(tokens, before[-1].head, place)
            )
    return False


def _is_complement(tokens: Sequence[Token], back: int, before: Sequence[Clause]) -> bool:
    """Whether the noun phrase that ends at ``back`` still belongs to the verb before it."""
    if not before or before[-1].lemma in REPORTING:
        return False
    if back == before[-1].head and before[-1].lemma in {"help", "let", "make", "go", "come"}:
        return False  # "help ensure"
    return back >= before[-1].head and _clean(tokens, before[-1].head, back)


def _clean(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether no mark or subordinator stands between two tokens."""
    return not any(t.lower in _DIVIDERS for t in tokens[first + 1 : last])


def _is_present(
    tokens: Sequence[Token],
    lemma: str,
    form: int,
    back: int,
    previous: str,
    following: str,
    before: Sequence[Clause],
) -> bool:
    """Whether a present form is a verb here: "the firm plans to", "leaders support the"; not "the plans of"."""
    if following in _NOT_BEFORE_VERB and previous not in PRONOUNS:
        return False
    if previous in {"and", "or", ","}:
        last = before[-1] if before else None
        joined = last is not None and back - last.head < 9 and (last.modal or last.shape == "infinitive")
        same = last is not None and last.shape == "finite" and not last.past and back - last.head < 9
        return bool(joined and form & Form.BASE) or bool(same and form & Form.THIRD and following in _OPEN_AFTER_VERB)
    if back < 0 or not (is_nominal(tokens[back]) or previous in {")", "”", "’", '"'}):
        return False
    if previous[0].isdigit() or previous in NUMBER_WORDS:
        return False  # "three ferries", "40 ships"
    if previous not in PRONOUNS and lemma not in REPORTING and _is_complement(tokens, back, before):
        return False  # "to define security measures", "pushing the state for guarantees"
    plural = _is_plural_subject(tokens, back)
    if form & Form.THIRD:
        return plural is not True and (previous in PRONOUNS or _opens_object(tokens, back + 1))
    sure = plural is True or (plural is None and lemma in REPORTING)
    return sure and (previous in PRONOUNS or _opens_object(tokens, back + 1))


_OPEN_AFTER_VERB = DETERMINERS | closed_class("to that on for in at by with from into about up down out it them us")


def _opens_object(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows the verb at or after ``place`` can follow a verb."""
    ahead = place
    while ahead < len(tokens) and tokens[ahead].lower in ADVERBS:
        ahead += 1
    after = tokens[ahead + 1] if ahead + 1 < len(tokens) else None
    if after is None:
        return True
    return not (after.lower in _NOT_BEFORE_VERB or after.lower in {")", "-"})


def is_nominal(token: Token) -> bool:
    """Whether a word can end a noun phrase."""
    word = token.lower
    return word in PRONOUNS or (word[0].isalnum() and word not in _STOPS and word not in PREPOSITIONS)


def _is_plural_subject(tokens: Sequence[Token], place: int) -> bool | None:
    """True for a plural, False for a singular, None where the word does not show it."""
    if place < 0:
        return None
    word = tokens[place].lower
    if word in _PLURAL_PRONOUNS:
        return None if word in {"who", "which", "that"} else True
    if word in PRONOUNS:
        return False
    joined = any(token.lower == "and" for token in tokens[max(0, place - 3) : place])
    if word in {"people", "police", "men", "women", "children"} or (word.endswith("s") and not word.endswith("ss")):
        return True if tokens[place].text[0].islower() or joined else None
    return True if joined else False if tokens[place].text[0].islower() else None
