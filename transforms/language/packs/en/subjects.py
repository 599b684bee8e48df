"""Who does what a verb says: the words before it, or whoever the verb it depends on makes the doer."""

from __future__ import annotations

from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.packs.en.noun_phrases import (
    before_aside,
    phrase_end,
    phrase_start,
    simple_phrase,
    trimmed,
)
from nightdesk.transforms.language.packs.en.word_classes import Syntax

_CLOSING = frozenset("”\"’'»")


def attach_subject(syntax: Syntax, place: int) -> None:
    """Give a clause its subject; in the passive that is what it is done to."""
    clause = syntax.clauses[place]
    if clause.shape in {"infinitive", "gerund"}:
        clause.governor = place - 1 if place else None
        span = _controlled(syntax, place)
    else:
        span = _own_pronoun(syntax, clause) or _inverted(syntax, place) or _phrase_before(syntax, place)
        if span is None and clause.shape == "finite":
            span = _inherited(syntax, place)
    if clause.passive or clause.shape == "participle":
        clause.object = span
    else:
        clause.subject = span


def _own_pronoun(syntax: Syntax, clause: Clause) -> Range | None:
    """The pronoun inside a contraction: we’ve, they’ll."""
    word = syntax.lower[clause.first].replace("’", "'")
    joined = "'" in word and not word.endswith("n't")
    return (clause.first, clause.first + 1) if joined else None


def _inverted(syntax: Syntax, place: int) -> Range | None:
    """The speaker after a quotation: “…,” said Ada Quill."""
    clause = syntax.clauses[place]
    if clause.lemma not in syntax.words.reporting or syntax.word(clause.first - 1) not in _CLOSING:
        return None
    start, limit = clause.head + 1, limit_of(syntax, place)
    return trimmed(syntax, start, phrase_end(syntax, start, limit)) if start < limit else None


def limit_of(syntax: Syntax, place: int) -> int:
    """Where the words end that can belong to a verb: at the next verb, or with the sentence."""
    return syntax.clauses[place + 1].first if place + 1 < len(syntax.clauses) else len(syntax.lower)


def _inherited(syntax: Syntax, place: int) -> Range | None:
    """The subject of the finite verb before, for "and will license", "but said"."""
    before = next((other for other in reversed(syntax.clauses[:place]) if other.shape == "finite"), None)
    return before.doer if before is not None else None


# --- infinitives and gerunds ---------------------------------------------------------------------------


def _controlled(syntax: Syntax, place: int) -> Range | None:
    """The doer of an infinitive or gerund: the noun right before it, else whom the governing verb makes it."""
    clause = syntax.clauses[place]
    governor = syntax.clauses[place - 1] if place else None
    back = syntax.before(clause.first)
    has_own = governor is None or (clause.shape == "gerund" and governor.head != back)  # not: "began selling"
    if has_own and back >= 0 and syntax.is_nominal(back):
        return simple_phrase(syntax, back)
    if governor is None:
        return None
    between = (governor.head + 1, clause.first)
    if clause.shape == "infinitive" and governor.lemma in syntax.words.object_control and between[0] < between[1]:
        return governor.object if governor.passive else trimmed(syntax, *between)
    return governor.doer


# --- finite verbs --------------------------------------------------------------------------------------


def _phrase_before(syntax: Syntax, place: int) -> Range | None:
    """The noun phrase that ends before a verb, from its clause's start; an apposition in commas is stepped over."""
    end = syntax.before(syntax.clauses[place].first) + 1
    low = syntax.clauses[place - 1].head + 1 if place else 0
    if end > low and syntax.lower[end - 1] in syntax.words.closed.relatives:
        return end - 1, end
    aside = _relative_aside(syntax, place, end)
    if aside is not None:
        end, low = aside
    end = before_aside(syntax, low, end)
    start = phrase_start(syntax, low, end)
    if aside is None and place and start == low < end:
        return _behind_verb(syntax, place - 1, end)
    return trimmed(syntax, start, end)


def _behind_verb(syntax: Syntax, place: int, end: int) -> Range | None:
    """The subject that begins right behind the verb before it, None where the words are that verb's own."""
    before = syntax.clauses[place]
    outer, low = _around_gerund(syntax, place), before.head + 1
    if outer is not None:
        return trimmed(syntax, outer, end)
    # "said the firm plans": only some verbs leave the words behind them to a clause of their own
    opens = before.lemma in syntax.words.reporting or syntax.lower[low] in syntax.words.closed.pronouns
    return trimmed(syntax, low, end) if opens or before.shape != "finite" else None


def _around_gerund(syntax: Syntax, place: int) -> int | None:
    """Where the phrase begins that holds a gerund: "[our support for rebuilding the pier] will go on"."""
    gerund, low = syntax.clauses[place], syntax.clauses[place - 1].head + 1 if place else 0
    noun = gerund.first - 2
    if gerund.shape != "gerund" or noun < low or syntax.lower[noun + 1] not in syntax.words.prepositions:
        return None
    phrase = simple_phrase(syntax, noun) if syntax.is_nominal(noun) else None
    return phrase[0] if phrase is not None and phrase[0] >= low else None


def _relative_aside(syntax: Syntax, place: int, end: int) -> Range | None:
    """(end, lowest start) of the phrase before a relative clause: "the board, which owns the pier, [sold]"."""
    subject = syntax.clauses[place - 1].subject if place else None
    if subject is None or subject[0] < 2 or syntax.word(end - 1) != "," or syntax.lower[subject[0] - 1] != ",":
        return None
    if syntax.lower[subject[0]] not in syntax.words.closed.relatives:
        return None
    return subject[0] - 1, syntax.clauses[place - 2].head + 1 if place > 1 else 0
