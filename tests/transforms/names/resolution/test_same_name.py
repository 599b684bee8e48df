"""Names: what rules say, what the trained matcher says where they do not, and what an archive makes of both."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from nightdesk.flows.models.matchers import LazyNameMatcher
from nightdesk.transforms.names.resolution.name_answers import Question
from nightdesk.transforms.names.resolution.pairs import find_matches
from nightdesk.transforms.names.resolution.resolve import ResolvedName, resolve_names
from nightdesk.transforms.names.resolution.same_name import compare_names, same_name

judge = LazyNameMatcher().judge


@pytest.mark.parametrize(
    ("a", "b", "type_", "expected"),
    [
        ("Sir Owen Pryce", "Owen Pryce", "PERSON", True),
        ("Prime Minister Pryce", "Owen Pryce", "PERSON", True),
        ("Oleksandr Zhurenko", "Aleksandr Zhurenko", "PERSON", True),
        ("George W. Moss", "George H. W. Moss", "PERSON", False),
        ("A.M. Varga", "Ada Varga", "PERSON", True),
        ("John Tessel", "Jon Tessel", "PERSON", True),
        ("Dmytro Zhurenskyy", "Dmytro Zhurensky", "PERSON", True),
        ("Mohammed al-Rashid", "Muhammad Rashid", "PERSON", True),
        ("Bill Ferris", "William Ferris", "PERSON", True),
        ("Ada M. Varga", "Ada Varga", "PERSON", True),
        ("Mario Lenz", "Maria Lenz", "PERSON", False),
        ("Owen Pryce", "Gwen Pryce", "PERSON", False),
        ("Owen Pryce", "Owen Price-Hall", "PERSON", False),
        ("Harbour Safety Agency", "HSA", "ORG", True),
        ("Ministry of Fisheries", "MoF", "ORG", True),
        ("Lumen Ferries Ltd", "Lumen Ferries", "ORG", True),
        ("Lumen Ferries", "Lumen Foods", "ORG", False),
        ("University of Avel", "Avel University", "ORG", True),
        ("Foreign Ministry", "Ministry of Foreign Affairs", "ORG", True),
        ("Lumen Motor Corporation", "Lumen", "ORG", True),
        ("Lumen Motors Co.", "Lumen Motor Company", "ORG", True),
        ("Radio ABN", "Radio ACN", "ORG", False),
        ("Channel 4 Harbour", "Channel 5 Harbour", "ORG", False),
        ("St Varga", "Saint Varga", "PLACE", True),
        ("Zhurenska", "Jurenska", "PLACE", True),
        ("EU Parliament", "European Parliament", "ORG", True),
        ("Organisation for Port Safety", "Organization for Port Safety", "ORG", True),
        ("European Council", "Council of Europe", "ORG", False),
        ("Burma", "Myanmar", "PLACE", True),
        ("Guinea", "Guinea-Bissau", "PLACE", False),
        ("North Sudan", "South Sudan", "PLACE", False),
    ],
)
def test_same_name_decides_and_explains(a: str, b: str, type_: str, expected: bool) -> None:
    same, score, reason = same_name(a, b, type_, judge)
    assert (same, bool(reason), 0 <= score <= 1) == (expected, True, True)
    assert same_name(b, a, type_, judge) == (same, score, reason)


def never(questions: object) -> list[float]:
    """A matcher that must not be asked."""
    raise AssertionError(questions)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mario Lenz", "Maria Lenz"),
        ("George W. Moss", "George H. W. Moss"),
        ("A. Varga", "Ada Varga"),
        ("Bill Ferris", "William Ferris"),
        ("Ada Varga", "Dmytro Zhurensky"),
    ],
)
def test_rules_answer_alone_where_they_are_certain(a: str, b: str) -> None:
    """What parts, initials, pet names and genders tell is no question of spelling."""
    assert same_name(a, b, "PERSON", never)


def test_spellings_are_a_question_for_the_matcher() -> None:
    """Near names that no rule decides become features; names far apart never do."""
    assert isinstance(compare_names("Dmytro Zhurenskyy", "Dmitri Jurenskij", "PERSON"), Question)
    assert not isinstance(compare_names("Dmytro Zhurenskyy", "Ada Varga", "PERSON"), Question)


NAMES = [
    ("Dmytro Zhurensky", "PERSON", 2),
    ("Dmytro Zhurenskyy", "PERSON", 5),
    ("Zhurenskiy", "PERSON", 3),
    ("EU", "ORG", 9),
    ("European Union", "ORG", 1),
]


def at_once(names: Sequence[tuple[str, str, int]]) -> tuple[ResolvedName, ...]:
    return resolve_names(names, find_matches([(type_, name) for name, type_, _ in names], judge))


def resolved(names: list[tuple[str, str, int]]) -> dict[str, ResolvedName]:
    return {item.name: item for item in at_once(names)}


def test_resolving_does_not_depend_on_order() -> None:
    expected = at_once(NAMES)
    assert all(at_once(order) == expected for order in permutations(NAMES))


def test_the_most_frequent_spelling_stands_for_a_person() -> None:
    found = resolved(NAMES)
    assert found["Dmytro Zhurensky"].canonical == found["Zhurenskiy"].canonical == "Dmytro Zhurenskyy"
    assert found["EU"].canonical == found["European Union"].canonical == "European Union"


def test_a_merge_carries_the_matcher_s_probability() -> None:
    found = resolved(NAMES)["Dmytro Zhurensky"]
    assert (found.reason, 0.8 <= found.confidence < 1) == ("spellings of one name", True)
    assert resolved(NAMES)["Dmytro Zhurenskyy"].confidence == 1


def test_a_surname_two_people_share_stays_alone() -> None:
    found = resolved([("Owen Pryce", "PERSON", 4), ("Gwen Pryce", "PERSON", 3), ("Pryce", "PERSON", 9)])
    assert found["Pryce"].canonical == "Pryce"


def test_a_bearer_found_under_two_blocks_is_one_bearer() -> None:
    """The single name shares two keys with this person: with the surname's consonants and with the given name's."""
    found = resolved([("Pryce Pryce", "PERSON", 4), ("Pryce", "PERSON", 9)])
    assert found["Pryce"].canonical == "Pryce Pryce"


def test_a_name_between_two_people_does_not_join_them() -> None:
    """Without initials it may be either; it goes to the more frequent one, and the two stay two."""
    found = resolved(
        [("George W. Moss", "PERSON", 5), ("George H. W. Moss", "PERSON", 2), ("George Moss", "PERSON", 3)]
    )
    assert found["George Moss"].canonical == found["George W. Moss"].canonical == "George W. Moss"
    assert found["George H. W. Moss"].canonical == "George H. W. Moss"
