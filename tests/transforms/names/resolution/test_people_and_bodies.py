"""The rules that need no matcher: people by parts, organisations by words and initials, places by the gazetteer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.names.resolution.bodies import (
    abbreviates,
    compare_organisations,
    compare_places,
    word_parts,
)
from nightdesk.transforms.names.resolution.name_answers import NameAnswer, Question, decided
from nightdesk.transforms.names.resolution.pairs import block_keys, is_single
from nightdesk.transforms.names.resolution.people import compare_people, person_parts
from nightdesk.transforms.names.resolution.resolve import resolve_names, standing


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Quill", ("ada", "quill")),
        ("ADA QUILL", ("ada", "quill")),
        ("Dr. Ada Quill", ("ada", "quill")),
        ("Sir Owen Pryce", ("owen", "pryce")),
        ("Prime Minister Owen Pryce", ("owen", "pryce")),
        ("President Quill", ("quill",)),
        ("José Álvarez", ("jose", "alvarez")),
    ],
)
def test_titles_case_and_accents_are_no_part_of_a_personal_name(name: str, parts: tuple[str, ...]) -> None:
    assert person_parts(name) == parts


@given(st.text(max_size=30))
def test_any_name_has_at_least_one_part(name: str) -> None:
    assert person_parts(name)
    assert isinstance(word_parts(name), tuple)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ada Quill", "Ada Quill", True),
        ("Dr. Ada Quill", "Ada Quill", True),
        ("Ada Quill", "A. Quill", True),
        ("Ada M. Quill", "Ada Quill", True),
        ("Bill Pryce", "William Pryce", True),
        ("Ada M. Quill", "Ada T. Quill", False),
        ("Ada Quill", "Owen Quill", False),
        ("Ada Quill", "Ada Brandt", False),
    ],
)
def test_people_are_compared_part_by_part(a: str, b: str, same: bool) -> None:
    for answer in (compare_people(a, b), compare_people(b, a)):
        assert isinstance(answer, NameAnswer)
        found, score, reason = decided(answer)
        assert (found, 0 <= score <= 1, bool(reason)) == (same, True, True)


@pytest.mark.parametrize(
    ("short", "long", "does"),
    [
        ("HSA", "Harbour Safety Agency", True),
        ("MOF", "Ministry of Fisheries", True),
        ("MF", "Ministry of Fisheries", True),
        ("UNO", "United Nations Organisation", True),
        ("HSB", "Harbour Safety Agency", False),
        ("HS", "Harbour Safety Agency", False),
        ("HSAX", "Harbour Safety Agency", False),
        ("Harbour", "Harbour Safety Agency", False),
    ],
)
def test_a_word_of_capitals_abbreviates_the_name_whose_initials_it_has(short: str, long: str, does: bool) -> None:
    assert abbreviates(short, long) is does


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Lumen Ferries Ltd", "Lumen Ferries", True),
        ("The Lumen Ferries", "Lumen Ferries", True),
        ("LUMEN FERRIES", "Lumen Ferries", True),
        ("HSA", "Harbour Safety Agency", True),
        ("Lumen Ferries", "Tessel Tramways", False),
        ("Channel 4", "Channel 5", False),
        ("North Ulm Council", "South Ulm Council", False),
    ],
)
def test_organisations_are_compared_by_words_and_initials(a: str, b: str, same: bool) -> None:
    for answer in (compare_organisations(a, b), compare_organisations(b, a)):
        assert isinstance(answer, NameAnswer)
        assert decided(answer)[0] is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Burma", "Myanmar", True),
        ("USA", "United States", True),
        ("Norway", "Norway", True),
        ("Niger", "Nigeria", False),
        ("Norway", "Oslo", False),
        ("North Sudan", "South Sudan", False),
    ],
)
def test_places_of_the_gazetteer_are_one_where_it_says_so(a: str, b: str, same: bool) -> None:
    for answer in (compare_places(a, b), compare_places(b, a)):
        assert isinstance(answer, NameAnswer)
        assert decided(answer)[0] is same


@pytest.mark.parametrize(("name", "single"), [("Quill", True), ("Ada Quill", False), ("President Quill", True)])
def test_a_single_name_of_a_person_matches_no_pair(name: str, single: bool) -> None:
    assert is_single(name, "PERSON") is single
    assert is_single(name, "ORG") is False


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Ada Quill", "A. Quill", "PERSON"),
        ("Dmytro Zhurenskyy", "Dmytro Zhurensky", "PERSON"),
        ("Lumen Ferries Ltd", "Lumen Ferries", "ORG"),
        ("Burma", "Myanmar", "PLACE"),
    ],
)
def test_spellings_that_may_be_one_meet_in_a_block(a: str, b: str, kind: str) -> None:
    assert block_keys(a, kind) & block_keys(b, kind)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"Ada Quill": 9, "A. Quill": 1}, "Ada Quill"),
        ({"Dmytro Zhurenskyy": 1, "Dmytro Zhurensky": 7}, "Dmytro Zhurensky"),
    ],
)
def test_the_commoner_spelling_is_the_one_of_the_group(counts: dict[str, int], expected: str) -> None:
    assert standing(counts, counts) == expected
    assert standing(reversed(counts), counts) == expected


NAMES = ["Ada Quill", "A. Quill", "Ada M. Quill", "Owen Pryce", "O. Pryce", "Sir Owen Pryce"]
ARCHIVES = st.lists(st.tuples(st.sampled_from(NAMES), st.just("PERSON"), st.integers(1, 9)), unique_by=lambda n: n[0])


@given(ARCHIVES)
@settings(max_examples=50)
def test_without_matches_every_full_name_keeps_its_own_spelling(archive: list[tuple[str, str, int]]) -> None:
    found = resolve_names(archive, [])
    assert [r.name for r in found] == sorted({name for name, _, _ in archive})
    assert {r.type for r in found} <= {"PERSON"}


def test_a_question_is_asked_only_where_rules_leave_it_open() -> None:
    assert isinstance(compare_people("Dmytro Zhurenskyy", "Dmitri Jurensky"), Question)
    assert isinstance(compare_people("Ada Quill", "Ada Quill"), NameAnswer)
