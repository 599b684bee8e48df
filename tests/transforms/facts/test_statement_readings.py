"""Statements by their wordings: subject, object, polarity, time, certainty and who says so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document, Statement


def statements(text: str) -> tuple[Statement, ...]:
    return extract(Document("a", None, text, "2031-03-12", language="en")).statements


def of(text: str, predicate: str) -> Statement:
    (found,) = [statement for statement in statements(text) if statement.predicate == predicate]
    return found


@pytest.mark.parametrize(
    ("text", "polarity", "time"),
    [
        ("Engineers repaired the gate.", "POS", "PAST"),
        ("Engineers have repaired the gate.", "POS", "PAST"),
        ("Engineers are repairing the gate.", "POS", "PRESENT"),
        ("Engineers will repair the gate.", "POS", "FUTURE"),
        ("Engineers did not repair the gate.", "NEG", "PAST"),
        ("Engineers have not repaired the gate.", "NEG", "PAST"),
        ("Engineers will not repair the gate.", "NEG", "FUTURE"),
        ("Engineers refused to repair the gate.", "NEG", "PAST"),
        ("Nobody repaired the gate.", "NEG", "PAST"),
    ],
)
def test_polarity_and_time_are_those_of_the_clause(text: str, polarity: str, time: str) -> None:
    found = of(text, "repair")
    assert found.polarity == polarity
    assert found.time == time or "refused" in text


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Engineers repaired the gate.", "CERTAIN"),
        ("Engineers did not repair the gate.", "CERTAIN"),
        ("Engineers may repair the gate.", "UNCERTAIN"),
        ("Engineers might have repaired the gate.", "UNCERTAIN"),
        ("Engineers could repair the gate.", "UNCERTAIN"),
        ("Engineers may have repaired the gate.", "UNCERTAIN"),
    ],
)
def test_what_may_be_is_uncertain(text: str, certainty: str) -> None:
    assert of(text, "repair").certainty == certainty


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Engineers repaired the gate.", "Engineers", "the gate"),
        ("The gate was repaired by engineers.", "engineers", "The gate"),
        ("Two engineers from Oslo repaired the gate.", "Two engineers from Oslo", "the gate"),
        ("Yesterday engineers repaired the old gate.", "engineers", "the old gate"),
        ("Ada Quill, an engineer, repaired the gate.", "Ada Quill", "the gate"),
        ("Ada Quill and Owen Pryce repaired the gate.", "Ada Quill and Owen Pryce", "the gate"),
    ],
)
def test_who_does_what_is_found_in_active_and_passive(text: str, subject: str, object_: str) -> None:
    found = of(text, "repair")
    assert [text[slice(*span)] if span else None for span in (found.subject, found.object)] == [subject, object_]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Quill said engineers had repaired the gate.", "Ada Quill"),
        ("“Engineers repaired the gate,” Ada Quill said.", "Ada Quill"),
        ("According to Ada Quill, engineers repaired the gate.", "Ada Quill"),
        ("Engineers repaired the gate.", None),
    ],
)
def test_a_reported_statement_names_who_says_so(text: str, speaker: str | None) -> None:
    assert of(text, "repair").attributed_to == speaker


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Engineers repaired the gate on Monday.", "2031-03-10"),
        ("Engineers repaired the gate yesterday.", "2031-03-11"),
        ("Engineers repaired the gate on 3 February 2031.", "2031-02-03"),
    ],
)
def test_a_statement_has_the_day_of_its_sentence(text: str, day: str) -> None:
    found = of(text, "repair")
    assert found.first_day is not None
    assert (found.first_day.isoformat(), found.last_day) == (day, found.first_day)


@pytest.mark.parametrize("text", ["", "The gate.", "Twelve of forty.", "Oslo", "“”", "..."])
def test_without_a_verb_nothing_is_stated(text: str) -> None:
    assert statements(text) == ()


SUBJECTS = st.sampled_from(["Engineers", "Ada Quill", "The council", "Two keepers"])
OBJECTS = st.sampled_from(["the gate", "three barges", "the old bridge"])


@given(SUBJECTS, OBJECTS)
@settings(max_examples=20)
def test_active_and_passive_say_the_same(subject: str, object_: str) -> None:
    active, passive = f"{subject} repaired {object_}.", f"{object_.capitalize()} were repaired by {subject.lower()}."
    spans = []
    for text in (active, passive):
        found = of(text, "repair")
        spans.append([text[slice(*span)].lower() if span else None for span in (found.subject, found.object)])
    assert spans[0] == spans[1] == [subject.lower(), object_]


@given(
    st.lists(
        st.sampled_from(["Engineers", "repaired", "the", "gate", "not", "who", ",", "was", "“", "to"]), max_size=20
    )
)
@settings(max_examples=50)
def test_arguments_of_any_words_stand_in_the_sentence_beside_the_verb(words: list[str]) -> None:
    text = " ".join(words)
    for found in statements(text):
        assert text[found.start : found.end] == found.surface
        for span in (found.subject, found.object):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
            assert span is None or span[1] <= found.start or span[0] >= found.end
