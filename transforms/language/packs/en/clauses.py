"""The clauses of an English sentence: its verbs with who does it, what it is done to, when, and whether it is so."""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.language.packs.en.clause_meaning import attach_meaning
from nightdesk.transforms.language.packs.en.noun_phrases import phrase_end, trimmed
from nightdesk.transforms.language.packs.en.subjects import attach_subject, limit_of
from nightdesk.transforms.language.packs.en.verb_groups import read_verb_groups
from nightdesk.transforms.language.packs.en.word_classes import MARKS, STOPPING_MARKS, Syntax, grammar_words
from nightdesk.transforms.text import Token


def read_clauses(pack: Pack, tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """Clauses in order of their verbs, with subject and object where the word order shows them."""
    syntax = Syntax(grammar_words(pack), tokens, [token.lower for token in tokens], [])
    read_verb_groups(syntax)
    for place in range(len(syntax.clauses)):
        attach_subject(syntax, place)
    for place in range(len(syntax.clauses)):
        _attach_object(syntax, place)
    _attach_openers(syntax.clauses)
    attach_meaning(pack, syntax)
    return tuple(syntax.clauses)


def _attach_object(syntax: Syntax, place: int) -> None:
    """Find what it is done to, or for a passive who does it ("by …")."""
    clause, words, lower = syntax.clauses[place], syntax.words, syntax.lower
    limit = limit_of(syntax, place)
    start = clause.head + 1
    if clause.passive:
        clause.subject = _agent(syntax, start, limit)
        return
    while start < limit and (lower[start] in words.closed.particles or lower[start] in words.adverbs):
        start += 1
    if clause.lemma != "be" and start < limit and _opens_object(syntax, lower[start]):
        span = trimmed(syntax, start, phrase_end(syntax, start, limit))
        clause.object = span if span != clause.subject else None


def _opens_object(syntax: Syntax, word: str) -> bool:
    """Whether a noun phrase can begin with a word."""
    words = syntax.words
    return word not in words.prepositions and word not in words.subordinators and word not in STOPPING_MARKS


def _agent(syntax: Syntax, start: int, limit: int) -> Range | None:
    """The phrase after "by" behind a passive."""
    for place in range(start, limit):
        word = syntax.lower[place]
        if word in MARKS or word in syntax.words.subordinators:
            return None
        if word == "by" and place + 1 < limit and not syntax.lower[place + 1][0].isdigit():
            return trimmed(syntax, place + 1, phrase_end(syntax, place + 1, limit))
    return None


def _attach_openers(clauses: Sequence[Clause]) -> None:
    """Give verbs that open the sentence ("Describing the plan, Ada …") the subject of the first finite verb."""
    main = next((clause for clause in clauses if clause.shape == "finite" and (clause.subject or clause.object)), None)
    if main is None:
        return
    for clause in clauses[: clauses.index(main)]:
        if clause.shape in {"gerund", "infinitive"} and clause.subject is None and not clause.passive:
            clause.subject = main.doer
