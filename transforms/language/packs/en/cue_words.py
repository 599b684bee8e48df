"""The words that reporting cues and reported clauses are read from, and one sentence as their rules see it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs.en.verbs import Form, verb_forms
from nightdesk.transforms.language.packs.en.word_classes import Words, word_pairs
from nightdesk.transforms.records import Mention, Span
from nightdesk.transforms.text import Token


@dataclass(frozen=True, slots=True)
class CueWords:
    """What the rules for cues look up."""

    forms: Mapping[str, tuple[str, int]]
    verbs: Mapping[str, tuple[str, str, int]]  # spelling → lemma, family and form of a reporting verb
    openings: Words  # every word a cue can be found at: its verbs, and "to" behind "according"
    role_heads: Words
    auxiliaries: Words
    negations: Words
    adverbs: Words
    phrase_stops: Words
    clause_leads: Words
    determiners: Words
    pronouns: Words
    noun_like: Words
    modals: Words
    not_before_verb: Words
    third_persons: Words
    complementisers: Words
    side_clauses: Words
    finite: Words  # auxiliaries and every past or third-person form: words that show a clause has its verb
    stepped_over: Words  # helpers and adverbs between a subject and its verb
    source_stops: Words  # words that end a source behind its verb
    speech_breaks: Words  # past and -ing forms of verbs of speaking, which end the clause of the verb before


@per_pack
def cue_words(pack: Pack) -> CueWords:
    """The words of cues in a pack."""
    families, forms = pack.table("cue_verbs"), verb_forms(pack)
    verbs = {word: (lemma, families[lemma], form) for word, (lemma, form) in forms.items() if lemma in families}
    past = {word: (lemma, families[lemma], Form.PAST) for word, lemma in word_pairs(pack, "cue_spellings").items()}
    auxiliaries = pack.words("auxiliaries")
    spoken = (word for word, (_, family, form) in verbs.items() if family != "think" and form & (Form.PAST | Form.ING))
    return CueWords(
        forms=forms,
        verbs=verbs | past,
        openings=frozenset((*verbs, *past, "to")),
        role_heads=pack.words("role_heads"),
        auxiliaries=auxiliaries,
        negations=pack.words("negations"),
        adverbs=pack.words("verb_adverbs"),
        phrase_stops=pack.words("phrase_boundaries"),
        clause_leads=pack.words("clause_leads"),
        determiners=pack.words("determiners"),
        pronouns=pack.words("subject_pronouns"),
        noun_like=pack.words("noun_like_cues"),
        modals=pack.word_class("cue_modals"),
        not_before_verb=pack.word_class("not_before_cue"),
        third_persons=pack.word_class("third_persons"),
        complementisers=pack.word_class("complementisers"),
        side_clauses=pack.word_class("side_clauses"),
        finite=auxiliaries | {word for word, (_, form) in forms.items() if form & (Form.PAST | Form.THIRD)},
        stepped_over=auxiliaries | pack.words("verb_adverbs") | pack.words("negations"),
        source_stops=pack.words("phrase_boundaries") | (pack.words("clause_leads") - {"for"}),
        speech_breaks=frozenset(spoken),
    )


@dataclass(slots=True)
class CueLine:
    """A sentence as the cue rules see it."""

    words: CueWords
    tokens: Sequence[Token]
    inside: Sequence[bool]  # whether a token stands between quotation marks
    names: Sequence[Mention]  # names and roles of the sentence
    demonyms: Container[str]  # adjectives of places, which are no subject

    def lower(self, at: int) -> str:
        """The word at a position, lower case; empty outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, first: int, last: int) -> Span:
        """Characters from the first to the last token, inclusive."""
        return self.tokens[first].start, self.tokens[last].end

    def is_finite(self, at: int) -> bool:
        """Whether a word is an auxiliary or can be a verb in the past or third person."""
        return self.tokens[at].text in self.words.finite
