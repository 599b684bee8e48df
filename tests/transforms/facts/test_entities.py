from itertools import permutations

import pytest

from nightdesk.transforms.facts.entities import resolve_names, same_name


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
        ("EU Parliament", "European Parliament", "ORG", True),
        ("Organisation for Port Safety", "Organization for Port Safety", "ORG", True),
        ("European Council", "Council of Europe", "ORG", False),
        ("Burma", "Myanmar", "PLACE", True),
        ("Guinea", "Guinea-Bissau", "PLACE", False),
        ("North Sudan", "South Sudan", "PLACE", False),
    ],
)
def test_same_name_decides_and_explains(a: str, b: str, type_: str, expected: bool) -> None:
    same, score, reason = same_name(a, b, type_)
    assert (same, bool(reason), 0 <= score <= 1) == (expected, True, True)
    assert same_name(b, a, type_) == (same, score, reason)


NAMES = [
    ("Dmytro Zhurensky", "PERSON", 2),
    ("Dmytro Zhurenskyy", "PERSON", 5),
    ("Zhurenskiy", "PERSON", 3),
    ("EU", "ORG", 9),
    ("European Union", "ORG", 1),
]


def test_resolving_does_not_depend_on_order() -> None:
    expected = resolve_names(NAMES)
    assert all(resolve_names(order) == expected for order in permutations(NAMES))


def test_the_most_frequent_spelling_stands_for_a_person() -> None:
    canonical = {item.name: item.canonical for item in resolve_names(NAMES)}
    assert canonical["Dmytro Zhurensky"] == canonical["Zhurenskiy"] == "Dmytro Zhurenskyy"
    assert canonical["EU"] == canonical["European Union"] == "European Union"


def test_a_surname_two_people_share_stays_alone() -> None:
    found = resolve_names([("Owen Pryce", "PERSON", 4), ("Gwen Pryce", "PERSON", 3), ("Pryce", "PERSON", 9)])
    assert {item.name: item.canonical for item in found}["Pryce"] == "Pryce"
