"""Names the world agrees on, as an English newspaper writes them."""

import pytest

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.gazetteer import bare_name, demonyms, gazetteer, lookup
from nightdesk.transforms.text import fold


@pytest.mark.parametrize(
    ("surface", "type_", "canonical", "kind"),
    [
        ("Burma", "PLACE", "Myanmar", "name"),
        ("Trinidad and Tobago", "PLACE", "Trinidad and Tobago", "name"),
        ("Turkey", "PLACE", "Turkey", "name"),
        ("Hong Kong", "PLACE", "Hong Kong", "name"),
        ("the Kremlin", "ORG", "Government of Russia", "metonym"),
        ("NATO", "ORG", "NATO", "name"),
        ("U.S.", "PLACE", "United States", "acronym"),
        ("US", "PLACE", "United States", "acronym"),
        ("São Paulo", "PLACE", "São Paulo", "name"),
    ],
)
def test_known_names(surface: str, type_: str, canonical: str, kind: str) -> None:
    known = lookup(ENGLISH, surface)
    assert known is not None
    assert (known.type, known.kind) == (type_, kind)
    assert fold(known.canonical) == fold(canonical)


@pytest.mark.parametrize("surface", ["us", "Who", "Us", "May", "", "the", "world", "Upper East", "Central", "—"])
def test_common_words_are_no_names(surface: str) -> None:
    """A key that is also a word counts in capitals only; directions and signs never count."""
    assert lookup(ENGLISH, surface) is None


@pytest.mark.parametrize(
    ("key", "bare"),
    [
        ("the lumen group plc", "lumen"),
        ("lumen ferries ltd", "lumen ferries"),
        ("ltd", "ltd"),
        ("the", "the"),
        ("", ""),
        ("theatre union", "theatre union"),
    ],
)
def test_bare_name(key: str, bare: str) -> None:
    """Article and legal form fall away; a name that is nothing else stays."""
    assert bare_name(ENGLISH, key) == bare


def test_demonyms_lead_to_places_the_gazetteer_has() -> None:
    places = demonyms(ENGLISH)
    assert (places["dutch"], places["chileans"], places["kenyan"]) == ("Netherlands", "Chile", "Kenya")
    assert all(key == key.lower() for key in places)


def test_keys_are_folded_and_every_name_has_a_meaning() -> None:
    names = gazetteer(ENGLISH)
    assert all(known.canonical and known.type in {"PLACE", "ORG"} for known in names.values())
    assert len(names) > 2_000
    assert all(key == fold(key) for key in names)
