"""Clauses: which words are verbs, in whatever text, and where each clause and quotation stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.packs.en.verbs import verb_forms
from nightdesk.transforms.language.quotation_marks import quoted_spans
from nightdesk.transforms.records import Document
from nightdesk.transforms.text import tokens

HELPERS = ("will", "have", "been", "not", "to", "that", "who", "by", "and", ",", "“", "”", "(", "n’t", "wan't", "we'll")
WORDS = st.sampled_from([*HELPERS, *sorted(verb_forms(ENGLISH))[::40], "ferries", "Ada", "the", "12"])
SENTENCES = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=120))


def read(text: str) -> tuple[Clause, ...]:
    return ENGLISH.clauses(tokens(text, (0, len(text))))


def verbs(text: str) -> list[str]:
    return [clause.lemma for clause in read(text)]


@given(SENTENCES)
@settings(max_examples=300, deadline=None)
def test_clauses_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    size = len(tokens(text, (0, len(text))))
    clauses = read(text)
    assert [clause.head for clause in clauses] == sorted({clause.head for clause in clauses})
    for number, clause in enumerate(clauses):
        assert 0 <= clause.first <= clause.head < size
        assert clause.lemma
        assert clause.governor is None or 0 <= clause.governor < number
        for phrase in (clause.subject, clause.object):
            assert phrase is None or 0 <= phrase[0] < phrase[1] <= size


@given(SENTENCES)
@settings(max_examples=300, deadline=None)
def test_quotations_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    spans = quoted_spans(text)
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(SENTENCES)
@settings(max_examples=100, deadline=None)
def test_facts_of_any_text_are_where_they_say(text: str) -> None:
    found = extract(Document("a", None, text, "2025-03-12", language="en"))
    for fact in (*found.statements, *found.quotes, *found.quantities, *found.dates):
        assert text[fact.start : fact.end] == fact.surface


@pytest.mark.parametrize("word", ["wan't", "n't", "n’t", "isn't", "won’t", "ain't", "'s"])
def test_a_contraction_alone_is_no_error(word: str) -> None:
    assert all(clause.lemma for clause in read(f"The pier {word} closed."))


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The storm hit the pier, killing 12 people and injuring dozens.", ["hit", "kill", "injure"]),
        ("The storm hit the pier, killing at least 12 people.", ["hit", "kill"]),
        ("The killing shocked the town.", ["shock"]),
        ("Ferries sank, including two trawlers.", ["sink"]),
        ("The quake, which injured dozens, lasted a minute.", ["injure", "last"]),
        ("Varga said that allied countries agreed.", ["say", "agree"]),
        ("The board cannot sell it.", ["sell"]),
        ("They won’t sell it.", ["sell"]),
    ],
)
def test_which_words_are_verbs(text: str, lemmas: list[str]) -> None:
    assert verbs(text) == lemmas


def test_a_passive_is_about_what_it_is_done_to() -> None:
    (clause,) = read("Three ferries were sold by the board.")
    assert clause.doer == clause.object == (0, 2)
    assert clause.subject == (5, 7)


@pytest.mark.parametrize(
    ("text", "modality", "doubtful"),
    [
        ("The board may sell the pier.", "possible", True),
        ("The board must sell the pier.", "demanded", False),
        ("The board will sell the pier.", "planned", False),
        ("The board sold the pier.", "asserted", False),
    ],
)
def test_modality_and_doubt(text: str, modality: str, doubtful: bool) -> None:
    (clause,) = read(text)
    assert (clause.modality, clause.doubtful) == (modality, doubtful)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The storm closed the pier on Saturday.", "2025-03-08"),
        ("The pier will close on Saturday.", "2025-03-15"),
        ("The board began to sell tickets on Saturday.", "2025-03-08"),
        ("The pier is set to close on Saturday.", "2025-03-15"),
    ],
)
def test_the_clause_says_which_saturday_is_meant(text: str, day: str) -> None:
    (found,) = extract(Document("a", None, text, "2025-03-12", language="en")).dates
    assert str(found.first_day) == day


@pytest.mark.parametrize(
    ("text", "predicate", "status"),
    [
        ("The storm hit the pier, killing 12 people.", "die", "actual"),
        ("The mill will send 12 ferries.", "send", "planned"),
        ("Artur Will scored 13 points.", "score", "actual"),
        ("The mill could send 12 ferries.", "send", "expected"),
        ("The mill is cutting 300 jobs.", "cut", "planned"),
        ("About 30 countries are expected to take part.", "participate", "expected"),
        ("Nine ships sank, including two trawlers.", "participate", "actual"),
        ("The gas leak left 40 people hospitalised.", "injure", "actual"),
        ("About 40 people were hospitalized.", "injure", "actual"),
        ("Prices fell to 5 percent.", "level", "actual"),
        ("Prices fell by 5 percent.", "change", "actual"),
    ],
)
def test_a_figure_takes_its_predicate_and_status_from_its_clause(text: str, predicate: str, status: str) -> None:
    figure = extract(Document("a", None, text, "2025-03-12", language="en")).quantities[-1]
    assert (figure.predicate, figure.status) == (predicate, status)
