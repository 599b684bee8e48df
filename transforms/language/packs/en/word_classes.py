"""The words that the grammar of English reads, and one sentence as its rules see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs.en.verbs import verb_forms
from nightdesk.transforms.text import Token

Words = frozenset[str]

QUOTES = frozenset("“”\"‘’'«»")
MARKS = frozenset(".!?,;:—–…“”\"'‘’()[]")
STOPPING_MARKS = MARKS - QUOTES
_NO_FORM = ("", 0)


def word_pairs(pack: Pack, name: str) -> dict[str, str]:
    """The members of a class written ``word:meaning``."""
    return dict(pair.split(":") for pair in pack.word_class(name))


@dataclass(frozen=True, slots=True)
class ClosedClasses:
    """Classes of ``word_classes.txt`` by the names of its lines."""

    modals: Words
    articles: Words
    pronouns: Words
    relatives: Words
    plural_pronouns: Words
    plural_nouns: Words
    possessives: Words
    particles: Words
    not_behind_verb: Words
    behind_verb: Words
    before_gerund: Words
    by_without_agent: Words
    before_bare_verb: Words
    comparing: Words


@dataclass(frozen=True, slots=True)
class GrammarWords:
    """What the rules for verbs and their arguments look up."""

    closed: ClosedClasses
    forms: Mapping[str, tuple[str, int]]
    helpers: Mapping[str, tuple[str, bool]]  # helper or contraction → (the helper it is, whether it is negated)
    adverbs: Words
    ing_nouns: Words
    prepositions: Words
    stops: Words
    object_control: Words
    reporting: Words
    subordinators: Words
    numbers: Words
    openings: Words = field(init=False)  # every word at which a verb group can begin
    dividers: Words = field(init=False)
    phrase_openings: Words = field(init=False)
    phrase_ends: Words = field(init=False)

    def __post_init__(self) -> None:
        joined = self.subordinators - {"and", "or"}
        object.__setattr__(self, "openings", self.forms.keys() | self.helpers.keys() | {"to"})
        object.__setattr__(self, "dividers", MARKS | (self.subordinators - {"and", "as"}))
        object.__setattr__(self, "phrase_openings", self.closed.articles | self.closed.pronouns)
        object.__setattr__(self, "phrase_ends", (self.prepositions - {"of"}) | joined | STOPPING_MARKS)

    def lemma(self, word: str) -> str:
        """The lemma of a verb form, the word itself where it is none."""
        return self.forms.get(word, (word, 0))[0]

    def form(self, word: str) -> int:
        """The forms that a word can be, as bits of `Form`; 0 for no verb."""
        return self.forms.get(word, _NO_FORM)[1]


@per_pack
def grammar_words(pack: Pack) -> GrammarWords:
    """The words of the grammar in a pack."""
    return GrammarWords(
        closed=ClosedClasses(*(pack.word_class(name.name) for name in fields(ClosedClasses))),
        forms=verb_forms(pack),
        numbers=frozenset(pack.table("number_words").keys() | pack.table("number_scales").keys()),
        helpers=dict(_helpers(pack)),
        adverbs=pack.words("adverbs"),
        ing_nouns=pack.words("ing_nouns"),
        prepositions=pack.words("prepositions"),
        stops=pack.words("phrase_stops"),
        object_control=pack.words("object_control"),
        reporting=pack.words("reporting_verbs"),
        subordinators=pack.words("clause_openers"),
    )


def _helpers(pack: Pack) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Modals, forms of be, have and do, and their contractions with "not" or a pronoun, in both apostrophes."""
    modals = pack.word_class("modals") - {"cannot"}
    plain = modals | {word for word, (lemma, _) in verb_forms(pack).items() if lemma in {"be", "have", "do"}}
    yield from ((word, (word, False)) for word in plain)
    yield "cannot", ("can", True)
    negated = {f"{word}n't": word for word in plain | pack.word_class("negated_directly")}
    ends = word_pairs(pack, "contracted_helpers")
    pronouns = pack.word_class("pronouns_contracted")
    joined = {f"{word}'{end}": helper for word in pronouns for end, helper in ends.items()}
    for spelling, helper in (negated | word_pairs(pack, "contracted") | joined).items():
        for apostrophe in "'’":
            yield spelling.replace("'", apostrophe), (helper, spelling.endswith("n't"))


@dataclass(slots=True)
class Syntax:
    """One sentence while its clauses are read: its words, and the clauses found so far."""

    words: GrammarWords
    tokens: Sequence[Token]
    lower: Sequence[str]
    clauses: list[Clause]

    def word(self, place: int) -> str:
        """The word at a token number, lower case; empty outside the sentence."""
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def before(self, place: int) -> int:
        """Number of the last token before a place that is no adverb, -1 at the start."""
        back, lower, adverbs = place - 1, self.lower, self.words.adverbs
        while back >= 0 and (
            lower[back] in adverbs or (lower[back].endswith("ly") and self.tokens[back].text.islower())
        ):
            back -= 1
        return back

    def is_nominal(self, place: int) -> bool:
        """Whether the word at a place can end a noun phrase."""
        word = self.lower[place]
        words = self.words
        return word in words.closed.pronouns or (
            word[0].isalnum() and word not in words.stops and word not in words.prepositions
        )
