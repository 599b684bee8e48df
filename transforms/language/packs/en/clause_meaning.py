"""What the verbs of a sentence mean: whether it is so, when, how surely, and in which mode it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nightdesk.transforms.language.clause import Clause, Time
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs.en.word_classes import Syntax, Words, word_pairs

_DOUBT_REACH = 6  # words before a verb in which a word of doubt is read


@dataclass(frozen=True, slots=True)
class _Meanings:
    """The words that bear on what a verb means."""

    negative_subjects: Words
    negative_governors: Words
    doubtful_modals: Words
    doubt_words: Words
    expecting_verbs: Words
    planning_verbs: Words
    realised_governors: Words
    causing_governors: Words
    ranks: Words
    prospects: Words
    modalities: Mapping[str, str]


@per_pack
def _meanings(pack: Pack) -> _Meanings:
    return _Meanings(
        negative_subjects=pack.word_class("negative_subjects"),
        negative_governors=pack.words("negative_governors"),
        doubtful_modals=pack.word_class("doubtful_modals"),
        doubt_words=pack.word_class("doubt_words"),
        expecting_verbs=pack.word_class("expecting_verbs"),
        planning_verbs=pack.word_class("planning_verbs"),
        realised_governors=pack.words("realised_governors"),
        causing_governors=pack.words("causing_governors"),
        ranks=pack.word_class("ranks"),
        prospects=pack.word_class("prospects"),
        modalities=word_pairs(pack, "modalities"),
    )


def attach_meaning(pack: Pack, syntax: Syntax) -> None:
    """Note polarity, time, certainty and modality of every clause; needs subjects, objects and governors."""
    words = _meanings(pack)
    has_doubt = not words.doubt_words.isdisjoint(syntax.lower)  # few sentences have: not asked at every verb
    for clause in syntax.clauses:
        governor = syntax.clauses[clause.governor] if clause.governor is not None else None
        clause.polarity = "NEG" if _is_negative(words, syntax, clause, governor) else "POS"
        clause.time = _time(words, syntax, clause, governor)
        clause.doubtful = _is_doubtful(words, clause, governor) or (has_doubt and _follows_doubt(words, syntax, clause))
        clause.modality = words.modalities.get(clause.modal or "", "asserted")


def _is_negative(words: _Meanings, syntax: Syntax, clause: Clause, governor: Clause | None) -> bool:
    """Whether the text says that it is not so: "did not", "no one was", "refused to", "without paying"."""
    if clause.negated:
        return True
    if clause.shape not in {"infinitive", "gerund"}:
        doer = clause.doer
        return clause.shape == "finite" and doer is not None and syntax.lower[doer[0]] in words.negative_subjects
    if syntax.word(clause.first - 1) in words.negative_governors:
        return True
    beside = governor is not None and governor.head == clause.first - 1 and not governor.negated
    return beside and governor is not None and governor.lemma in words.negative_governors


def _time(words: _Meanings, syntax: Syntax, clause: Clause, governor: Clause | None) -> Time:
    """When it happens, as the verb says: infinitives look ahead unless their governor says that it has begun."""
    if clause.modal:
        return "PAST" if clause.perfect else "PRESENT" if clause.modal == "can" else "FUTURE"
    if clause.shape == "infinitive":
        if governor is not None and _is_realised(words, syntax, governor, clause):
            return governor.time
        return "PAST" if clause.perfect else "FUTURE"
    if clause.shape == "gerund":
        return _time_of_gerund(words, syntax, clause, governor)
    return "PAST" if clause.past or clause.perfect or clause.shape == "participle" else "PRESENT"


def _time_of_gerund(words: _Meanings, syntax: Syntax, clause: Clause, governor: Clause | None) -> Time:
    """The time of its governor; ahead for "plans of …" and "considers …"."""
    before = syntax.lower[max(0, clause.first - 2) : clause.first]
    if "of" in before and not words.prospects.isdisjoint(before):
        return "FUTURE"
    if governor is None:
        return "NONE"
    return "FUTURE" if governor.lemma in words.planning_verbs else governor.time


def _is_realised(words: _Meanings, syntax: Syntax, governor: Clause, clause: Clause) -> bool:
    """Whether an infinitive speaks of its governor's time: "began to sell", "fell to close at", "the first to sign"."""
    if governor.lemma in words.realised_governors:
        return governor.head >= clause.first - 2 and not governor.passive
    if governor.lemma in words.causing_governors:
        return True
    return governor.lemma == "be" and not words.ranks.isdisjoint(syntax.lower[governor.head + 1 : clause.first])


def _is_doubtful(words: _Meanings, clause: Clause, governor: Clause | None) -> bool:
    """Whether the verbs leave open that it is so."""
    if clause.modal in words.doubtful_modals:
        return True
    return clause.shape == "infinitive" and governor is not None and governor.lemma in words.expecting_verbs


def _follows_doubt(words: _Meanings, syntax: Syntax, clause: Clause) -> bool:
    """Whether a word before the verb leaves open that it is so."""
    return not words.doubt_words.isdisjoint(syntax.lower[max(0, clause.first - _DOUBT_REACH) : clause.first])
