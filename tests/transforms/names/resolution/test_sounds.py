"""How names sound across romanisations, and what the matcher sees of two of them."""

import pytest

from nightdesk.transforms.names.resolution.bodies import abbreviates, word_parts
from nightdesk.transforms.names.resolution.features import (
    PERSON_FEATURES,
    WORD_FEATURES,
    are_near,
    person_features,
    word_features,
)
from nightdesk.transforms.names.resolution.pairs import block_keys, is_single
from nightdesk.transforms.names.resolution.people import person_parts
from nightdesk.transforms.names.resolution.sounds import skeleton, sound, sound_alike


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("zhurenskyy", "zhurenskiy"),
        ("zhurenska", "jurenska"),
        ("khan", "kan"),
        ("gamal", "kamal"),
        ("stephen", "stefen"),
        ("wladimir", "vladimir"),
        ("tsarin", "zarin"),
        ("alexander", "aleksander"),
        ("john", "jon"),
        ("mohammed", "mohamed"),
    ],
)
def test_spellings_of_one_sound(a: str, b: str) -> None:
    assert sound(a) == sound(b)
    assert sound_alike(a, b) == sound_alike(b, a) == 0.95


@pytest.mark.parametrize(("a", "b"), [("varga", "moss"), ("lee", "low"), ("quill", "brandt"), ("", "varga")])
def test_other_names_sound_otherwise(a: str, b: str) -> None:
    assert sound_alike(a, b) == 0


def test_consonants_survive_vowels_and_doubling() -> None:
    assert skeleton("muhammad") == skeleton("mohamed")
    assert skeleton("") == ""


def test_features_are_distances() -> None:
    """Equal names have none, lengths apart; others have some; both orders agree."""
    ada, eda, owen = ("ada", "varga"), ("eda", "varga"), ("owen", "pryce")
    lengths = {name: value for name, value in zip(PERSON_FEATURES, person_features(ada, ada), strict=True) if value}
    assert lengths.keys() <= {"surname_short", "given_short"}
    assert person_features(ada, eda) == person_features(eda, ada)
    assert sum(person_features(ada, owen)) > sum(person_features(ada, eda)) > sum(person_features(ada, ada))
    assert len(word_features(("lumen",), ("lumin",), True)) == len(WORD_FEATURES)
    assert word_features(("lumen", "x"), ("lumenx",), False)[WORD_FEATURES.index("is_joined")] == 1


def test_near_names_deserve_a_closer_look() -> None:
    assert are_near(("dmytro", "zhurensky"), ("dmitri", "jurensky"))
    assert not are_near(("dmytro", "zhurensky"), ("ada", "moss"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Sir Owen Pryce", ("owen", "pryce")),
        ("Prime Minister Ada M. Varga’s", ("ada", "m", "varga")),
        ("Lena von der Moor Jr.", ("lena", "moor")),
        ("Sir", ("sir",)),
        ("—", ("—",)),
        ("", ("",)),
    ],
)
def test_person_parts(name: str, parts: tuple[str, ...]) -> None:
    """Never none: a name of signs is its own part."""
    assert person_parts(name) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("The Organisation for Port Safety Ltd", ("organization", "port", "safety")),
        ("St. Varga", ("saint", "varga")),
        ("Ltd", ("ltd",)),
        ("—", ()),
    ],
)
def test_word_parts(name: str, parts: tuple[str, ...]) -> None:
    assert word_parts(name) == parts


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("HSA", "Harbour Safety Agency", True),
        ("MoF", "Ministry of Fisheries", True),
        ("MF", "The Ministry of Fisheries", True),
        ("M.F.", "Ministry of Fisheries", True),
        ("MX", "Ministry of Fisheries", False),
        ("M", "Moss", False),
        ("Moss", "Ministry of Safe Seas", False),
        ("HSA", "HSA", False),
        ("", "Harbour Safety Agency", False),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected


def test_names_meet_where_they_may_be_one() -> None:
    assert block_keys("Dmytro Zhurensky", "PERSON") & block_keys("Dmitri Jurenskij", "PERSON")
    assert block_keys("Zhurensky", "PERSON") & block_keys("Dmytro Zhurensky", "PERSON")
    assert block_keys("Lumen Ferries", "ORG") & block_keys("Lumen", "ORG")
    assert block_keys("EU", "ORG") & block_keys("European Union", "ORG")
    assert block_keys("Burma", "PLACE") & block_keys("Myanmar", "PLACE")
    assert block_keys("Harbour Safety Agency", "ORG") & {"hsa"}
    assert not block_keys("Ada Varga", "PERSON") & block_keys("Owen Pryce", "PERSON")
    assert is_single("Prime Minister Moss", "PERSON")
    assert not is_single("Moss", "ORG")
