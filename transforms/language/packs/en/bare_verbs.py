"""Verbs without a helper: whether a word is used as a verb, judged by its form and its neighbours."""

from __future__ import annotations

from typing import NamedTuple

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.packs.en.verbs import Form
from nightdesk.transforms.language.packs.en.word_classes import MARKS, Syntax

_SHORT = 3  # letters: shorter words stay small in titles
_TITLE_SHARE = 0.7
_SAME_SUBJECT = 9  # words between two verbs that "and" joins


class _Place(NamedTuple):
    """A word that may be a verb, with its neighbours."""

    at: int
    back: int  # the last token before it that is no adverb
    previous: str  # its word
    following: str
    lemma: str
    form: int


def bare_verb(syntax: Syntax, at: int) -> Clause | None:
    """The group of a verb without helper; None where the word is a noun, an adjective or part of a name."""
    if at and syntax.tokens[at].text[0].isupper() and not _is_title(syntax):
        return None  # "the United States": part of a name
    back = syntax.before(at)
    lemma, form = syntax.words.forms[syntax.lower[at]]
    place = _Place(at, back, syntax.word(back), syntax.word(at + 1), lemma, form)
    group = Clause(at, at, lemma, "finite")
    if form & Form.ING:
        return _gerund(syntax, place, group)
    if form & (Form.PAST | Form.PARTICIPLE) and not _reads_as_base(syntax, place):
        return _past(syntax, place, group)
    return _present(syntax, place, group)


def _is_title(syntax: Syntax) -> bool:
    """Whether a line is written in title case, where capitals name nothing."""
    letters = [token.text for token in syntax.tokens if token.text[0].isalpha() and len(token.text) > _SHORT]
    return sum(text[0].isupper() for text in letters) > _TITLE_SHARE * len(letters)


def _gerund(syntax: Syntax, place: _Place, group: Clause) -> Clause | None:
    """A gerund or participle clause; None for -ing nouns and modifiers."""
    if _has_article(syntax, place) or (place.lemma == "be" and not place.previous):
        return None
    if syntax.lower[place.at] in syntax.words.ing_nouns and not _is_verbal(syntax, place):
        return None
    group.shape = "gerund"
    return group


def _is_verbal(syntax: Syntax, place: _Place) -> bool:
    """Whether a word in -ing that is often a noun is a verb here: "by meeting", "the storm hit, killing 12 people"."""
    words, following = syntax.words, place.following
    if place.previous in words.closed.before_gerund:
        return True
    has_object = following[:1].isdigit() or following.removesuffix("s") in words.numbers | words.closed.articles
    at_least = following == "at" and syntax.word(place.at + 2) == "least"
    is_verb = syntax.lower[place.at] not in words.prepositions  # "including", "following"
    return is_verb and place.previous == "," and (has_object or at_least)


def _has_article(syntax: Syntax, place: _Place) -> bool:
    """Whether an article or a possessive mark stands before the word."""
    return place.previous in syntax.words.closed.articles or place.previous in syntax.words.closed.possessives


# --- past forms ----------------------------------------------------------------------------------------


def _reads_as_base(syntax: Syntax, place: _Place) -> bool:
    """Whether a form that is past and base at once ("cut", "set") is a present: "they cut prices"."""
    if not place.form & Form.BASE or (place.lemma == "set" and place.following == "to"):
        return False
    return _is_plural(syntax, place.back) is True


def _past(syntax: Syntax, place: _Place, group: Clause) -> Clause | None:
    """A past form: finite, or a participle that describes the noun before it ("figures released by …")."""
    if _has_article(syntax, place) or _is_modifier(syntax, place):
        return None
    group.past = True
    if place.form == Form.PARTICIPLE:
        group.shape, group.passive = "participle", True
        ends_phrase = place.back >= 0 and (syntax.is_nominal(place.back) or place.previous == ",")
        return group if ends_phrase else None
    if place.form & Form.PARTICIPLE and syntax.lower[place.at] not in {"said", "told"} and _is_reduced(syntax, place):
        group.shape, group.passive = "participle", True
    return group


def _is_modifier(syntax: Syntax, place: _Place) -> bool:
    """Whether a participle stands before its noun: "of frozen assets", "two wounded men"."""
    words, following = syntax.words, place.following
    if place.form == Form.PAST or not following.isalpha() or following in words.stops:
        return False
    if place.previous in words.prepositions and place.previous not in {"as", "than"}:
        return True
    opens = place.previous == "" or (place.previous in words.subordinators and place.previous not in {"who", "which"})
    return opens and following.endswith("s") and following not in words.forms


def _is_reduced(syntax: Syntax, place: _Place) -> bool:
    """Whether a form that is past and participle at once shortens a relative clause: "figures released by …"."""
    if place.following == "by" and _names_agent(syntax, place):
        return True
    if place.back < 0 or place.previous in MARKS:
        has_finite = any(other.shape == "finite" for other in syntax.clauses)
        return has_finite and place.following in syntax.words.prepositions
    return syntax.is_nominal(place.back) and _is_object(syntax, place.back)


def _names_agent(syntax: Syntax, place: _Place) -> bool:
    """Whether "by" after a past form names a doer: not in "increased by 5 %" nor in "stood by its word"."""
    agent = syntax.word(place.at + 2)
    return agent != "" and not agent[0].isdigit() and place.lemma not in syntax.words.closed.by_without_agent


def _is_object(syntax: Syntax, back: int) -> bool:
    """Whether the noun before a past form belongs to an earlier preposition or verb, so is not its subject."""
    words = syntax.words
    verb = syntax.clauses[-1] if syntax.clauses else None
    for place in range(back, -1, -1):
        word = syntax.lower[place]
        if verb is not None and place <= verb.head:
            return verb.lemma not in words.reporting
        if word in MARKS or (word in words.subordinators and word not in {"as", "and"}):
            return False
        if word in words.prepositions and place < back:
            return _governs_finite(syntax, verb, place)
    return False


def _governs_finite(syntax: Syntax, verb: Clause | None, preposition: int) -> bool:
    """Whether a preposition goes on with a finite verb before it, with nothing that divides them."""
    if verb is None or verb.shape != "finite" or preposition == 0 or syntax.lower[preposition - 1] in MARKS:
        return False
    return _undivided(syntax, verb.head, preposition)


def _undivided(syntax: Syntax, first: int, last: int) -> bool:
    """Whether no mark or subordinator stands between two tokens."""
    return syntax.words.dividers.isdisjoint(syntax.lower[first + 1 : last])


# --- present forms -------------------------------------------------------------------------------------


def _present(syntax: Syntax, place: _Place, group: Clause) -> Clause | None:
    """A present form, finite or joined to the verb before it; None where it is a noun."""
    if place.following in syntax.words.closed.not_behind_verb and place.previous not in syntax.words.closed.pronouns:
        return None
    if place.previous in {"and", "or", ","}:
        return _joined(syntax, place, group)
    return group if _has_subject(syntax, place) and not _is_noun_here(syntax, place) else None


def _joined(syntax: Syntax, place: _Place, group: Clause) -> Clause | None:
    """A verb that shares the helper or subject of the one before: "will set prices or release them"."""
    last = syntax.clauses[-1] if syntax.clauses else None
    if last is None or place.back - last.head >= _SAME_SUBJECT:
        return None
    if place.form & Form.BASE and (last.modal or last.shape == "infinitive"):
        group.shape, group.modal = last.shape, last.modal
        return group
    same = last.shape == "finite" and not last.past and place.form & Form.THIRD
    closed = syntax.words.closed
    if not same or (place.following not in closed.articles and place.following not in closed.behind_verb):
        return None
    if place.form & Form.BASE:
        group.shape, group.modal = last.shape, last.modal
    return group


def _has_subject(syntax: Syntax, place: _Place) -> bool:
    """Whether what stands before a present form can be its subject."""
    previous, words = place.previous, syntax.words
    if place.back < 0 or not (syntax.is_nominal(place.back) or previous in {")", "”", "’", '"'}):
        return False
    if previous[0].isdigit() or previous in words.numbers:
        return False  # "three ferries", "40 ships"
    # "to define security measures", "pushing the state for guarantees"
    free = previous in words.closed.pronouns or place.lemma in words.reporting
    return free or not _is_complement(syntax, place.back)


def _is_complement(syntax: Syntax, back: int) -> bool:
    """Whether the noun phrase that ends at ``back`` still belongs to the verb before it."""
    verb = syntax.clauses[-1] if syntax.clauses else None
    if verb is None or verb.lemma in syntax.words.reporting:
        return False
    if back == verb.head and verb.lemma in syntax.words.closed.before_bare_verb:
        return False  # "help ensure"
    return back >= verb.head and _undivided(syntax, verb.head, back)


def _is_noun_here(syntax: Syntax, place: _Place) -> bool:
    """Whether number or what follows speaks against a verb: "the plans of", "security measures"."""
    plural = _is_plural(syntax, place.back)
    if place.form & Form.THIRD:
        agrees = plural is not True
    else:
        agrees = plural is True or (plural is None and place.lemma in syntax.words.reporting)
    return not agrees or not (place.previous in syntax.words.closed.pronouns or _opens_object(syntax, place.back + 1))


def _opens_object(syntax: Syntax, place: int) -> bool:
    """Whether what follows the verb at or after ``place`` can follow a verb."""
    while syntax.word(place) in syntax.words.adverbs:
        place += 1
    after = syntax.word(place + 1)
    return after not in syntax.words.closed.not_behind_verb and after not in {")", "-"}


def _is_plural(syntax: Syntax, place: int) -> bool | None:
    """True for a plural subject, False for a singular, None where the word does not show it."""
    closed, word = syntax.words.closed, syntax.word(place)
    if word in closed.plural_pronouns:
        return None if word in closed.relatives else True
    if not word or word in closed.pronouns:
        return False if word else None
    joined = "and" in syntax.lower[max(0, place - 3) : place]
    small = syntax.tokens[place].text[0].islower()
    if word in closed.plural_nouns or (word.endswith("s") and not word.endswith("ss")):
        return True if small or joined else None
    return True if joined else False if small else None
