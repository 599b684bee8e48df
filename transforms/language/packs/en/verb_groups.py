"""Verb groups of a sentence: which words are its verbs, and how each group is built from helpers and a head.

Word order, closed word classes and verb forms only; there is no tagger behind it. Verbs without a helper are judged in
``bare_verbs``; who does it and what it is done to is read in ``clauses``.
"""

from __future__ import annotations

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.packs.en.bare_verbs import bare_verb
from nightdesk.transforms.language.packs.en.verbs import Form
from nightdesk.transforms.language.packs.en.word_classes import Syntax

RELATIVES = frozenset(("who", "which", "that", "what"))


def read_verb_groups(syntax: Syntax) -> None:
    """Append the verb groups of a sentence to its clauses, without their arguments."""
    done = 0
    openings = syntax.words.openings
    for place, word in enumerate(syntax.lower):
        if word in openings and place >= done:
            group = _group_at(syntax, place)
            if group is not None:
                syntax.clauses.append(group)
                done = group.head + 1


def _group_at(syntax: Syntax, place: int) -> Clause | None:
    """The group that begins at a token, None where the token is no verb."""
    word = syntax.lower[place]
    if word in syntax.words.helpers:
        return _helped(syntax, place)
    return _infinitive(syntax, place) if word == "to" else bare_verb(syntax, place)


def _helped(syntax: Syntax, place: int) -> Clause | None:
    """A group that begins with a modal or with be, have, do: "will not have been told"."""
    words = syntax.words
    helper, negated = words.helpers[syntax.lower[place]]
    group = Clause(place, place, "", "finite", negated=negated)
    if helper in words.closed.modals:
        group.modal = helper
    else:
        form = words.form(helper)
        group.lemma, group.past = words.lemma(helper), bool(form & Form.PAST)
        if form & Form.ING or helper == "been":
            group.shape = "gerund" if form & Form.ING else "participle"
    _grow(syntax, group, helper)
    return group if group.lemma else None


def _infinitive(syntax: Syntax, place: int) -> Clause | None:
    """ "to" with a verb in its base form; None for the preposition."""
    group = Clause(place, place, "", "infinitive")
    _grow(syntax, group, "to")
    group.negated = group.negated or syntax.word(place - 1) == "not"
    return group if group.lemma else None


def _grow(syntax: Syntax, group: Clause, helper: str) -> None:
    """Take in the verbs that follow a helper, up to the head."""
    words = syntax.words
    for place in range(group.head + 1, len(syntax.lower)):
        word = syntax.lower[place]
        if _is_negation(syntax, place):
            group.negated = True
        elif not _is_stepped_over(syntax, group, word):
            if not _continues(syntax, helper, word):
                return
            _note(syntax, group, helper, word)
            group.head, group.lemma, helper = place, words.lemma(word), word
            if group.lemma not in {"be", "have"}:
                return


def _is_negation(syntax: Syntax, place: int) -> bool:
    """Whether a word inside a group denies it: not, never, no longer."""
    word = syntax.lower[place]
    return word in {"not", "never", "n't"} or (word == "longer" and syntax.lower[place - 1] == "no")


def _is_stepped_over(syntax: Syntax, group: Clause, word: str) -> bool:
    """Whether a word may stand inside a group: an adverb, or a mark as in "would “tighten sanctions”"."""
    if word in {"“", '"', "‘"}:
        return bool(group.modal and not group.lemma)
    return word in syntax.words.adverbs or word == "no" or (word.endswith("ly") and word not in syntax.words.forms)


def _continues(syntax: Syntax, helper: str, word: str) -> bool:
    """Whether the form of a word continues a group after a helper."""
    words = syntax.words
    form = words.form(word)
    if helper in words.closed.modals or helper in {"do", "does", "did", "to"}:
        return bool(form & Form.BASE)
    if words.lemma(helper) == "have":
        return bool(form & Form.PARTICIPLE)
    return bool(form & (Form.ING | Form.PARTICIPLE)) and word not in {"following", "including"}


def _note(syntax: Syntax, group: Clause, helper: str, word: str) -> None:
    """Record what one more part of a group says about voice and aspect."""
    lemma = syntax.words.lemma(helper)
    if lemma == "have":
        group.perfect = True
    elif lemma == "be":
        group.progressive = bool(syntax.words.form(word) & Form.ING)
        group.passive = not group.progressive
