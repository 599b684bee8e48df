"""People, organisations and places in one sentence each: what is a name, of which type, and where it ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.names.mentions import entity_id
from nightdesk.transforms.records import Document, Mention


def mentions(text: str) -> tuple[Mention, ...]:
    return analyse(Document("a", None, text, language="en")).doc.mentions


def names(text: str) -> dict[str, str]:
    return {m.surface: m.type for m in mentions(text) if m.kind == "name"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Quill opened the lock.", "Ada Quill"),
        ("The lock was opened by Ada Quill.", "Ada Quill"),
        ("Mr Quill opened the lock.", "Mr Quill"),
        ("Dr. Ada Quill opened the lock.", "Ada Quill"),
        ("“It held,” said Ada Quill.", "Ada Quill"),
        ("The lock of Ada van der Berg was opened.", "Ada van der Berg"),
        ("Ada M. Quill opened the lock.", "Ada M. Quill"),
        ("J. R. Quill opened the lock.", "J. R. Quill"),
        ("Jean-Luc Quill opened the lock.", "Jean-Luc Quill"),
        ("Mary O’Dell opened the lock.", "Mary O’Dell"),
        ("José Álvarez opened the lock.", "José Álvarez"),
    ],
)
def test_a_person_is_found_with_the_whole_name(text: str, name: str) -> None:
    people = [surface for surface, kind in names(text).items() if kind == "PERSON"]
    assert len(people) == 1
    assert name.endswith(people[0])
    assert people[0].split()[-1] == name.split()[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Safety Agency shut the lock.", "Harbour Safety Agency"),
        ("The Ministry of Fisheries shut the lock.", "Ministry of Fisheries"),
        ("Lumen Ferries Ltd shut the lock.", "Lumen Ferries Ltd"),
        ("The University of Ulmstead shut the lock.", "University of Ulmstead"),
        ("The Bank of Ulmstead shut the lock.", "Bank of Ulmstead"),
        ("The Ulmstead Rowing Association shut the lock.", "Ulmstead Rowing Association"),
        ("The United Nations shut the lock.", "United Nations"),
        ("The European Commission shut the lock.", "European Commission"),
        ("The Ulmstead Football Club shut the lock.", "Ulmstead Football Club"),
        ("The Green Party shut the lock.", "Green Party"),
        ("The Supreme Court shut the lock.", "Supreme Court"),
    ],
)
def test_an_organisation_is_known_by_its_head_word(text: str, name: str) -> None:
    found = names(text)
    assert any(surface.removeprefix("The ") == name and kind == "ORG" for surface, kind in found.items()), found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The lock in Norway is shut.", "Norway"),
        ("The lock in Oslo is shut.", "Oslo"),
        ("The lock in New Zealand is shut.", "New Zealand"),
        ("The lock in South Africa is shut.", "South Africa"),
        ("The lock on Lake Ardo is shut.", "Lake Ardo"),
        ("The lock in Ulm Street is shut.", "Ulm Street"),
        ("The lock near Varnel Island is shut.", "Varnel Island"),
        ("The lock on Mount Tessel is shut.", "Mount Tessel"),
        ("The lock in Port Varnel is shut.", "Port Varnel"),
        ("The lock in Los Angeles is shut.", "Los Angeles"),
    ],
)
def test_a_place_is_known_by_the_gazetteer_or_its_head_word(text: str, name: str) -> None:
    assert names(text).get(name) == "PLACE"


@pytest.mark.parametrize(
    "text",
    [
        "The lock is shut.",
        "Yesterday it rained.",
        "On Monday the lock was shut.",
        "However, the lock was shut in March.",
        "Nobody came.",
        "“No,” they said.",
        "It was so. And then it was not. But who knows?",
        "12 of 15 locks are shut.",
        "",
    ],
)
def test_sentence_openers_days_and_months_are_no_names(text: str) -> None:
    assert names(text) == {}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Ada Quill opened the lock. Quill then left.", "Ada Quill"),
        ("Ada Quill opened the lock. Ms Quill then left.", "Ada Quill"),
        ("Prime Minister Ada Quill opened the lock. Prime Minister Quill then left.", "Ada Quill"),
    ],
)
def test_a_surname_later_on_is_the_person_of_the_full_name(text: str, canonical: str) -> None:
    people = [m for m in mentions(text) if m.type == "PERSON" and m.kind == "name"]
    assert len(people) == 2
    assert {m.canonical for m in people} == {canonical}
    assert len({m.entity_id for m in people}) == 1


def test_two_people_of_one_surname_are_two_entities() -> None:
    found = mentions("Ada Quill met Owen Quill. Owen Quill left.")
    by_name = {m.surface: m.entity_id for m in found if m.kind == "name"}
    assert by_name["Ada Quill"] != by_name["Owen Quill"]


@pytest.mark.parametrize(
    ("text", "short", "canonical"),
    [
        ("The Harbour Safety Agency (HSA) met. The HSA shut the lock.", "HSA", "Harbour Safety Agency"),
        ("The Ulm Rowing Association (URA) met. The URA shut the lock.", "URA", "Ulm Rowing Association"),
    ],
)
def test_an_acronym_in_brackets_stands_for_the_name_before_it(text: str, short: str, canonical: str) -> None:
    found = [m for m in mentions(text) if m.surface == short]
    assert found
    assert {m.canonical for m in found} == {canonical}


@pytest.mark.parametrize(
    ("text", "surface", "canonical"),
    [
        ("Dutch engineers shut the lock.", "Dutch", "Netherlands"),
        ("Chilean engineers shut the lock.", "Chilean", "Chile"),
        ("Norwegian engineers shut the lock.", "Norwegian", "Norway"),
        ("French engineers shut the lock.", "French", "France"),
        ("The Peruvian engineers shut the lock.", "Peruvian", "Peru"),
    ],
)
def test_a_demonym_points_to_its_country(text: str, surface: str, canonical: str) -> None:
    found = [m for m in mentions(text) if m.kind == "demonym"]
    assert [(m.surface, m.type, m.canonical) for m in found] == [(surface, "PLACE", canonical)]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("The U.S. shut the lock.", "United States"),
        ("The US shut the lock.", "United States"),
        ("The UK shut the lock.", "United Kingdom"),
        ("Britain shut the lock.", "United Kingdom"),
        ("The United Kingdom shut the lock.", "United Kingdom"),
        ("The Netherlands shut the lock.", "Netherlands"),
    ],
)
def test_spellings_of_one_state_have_one_canonical_name(text: str, canonical: str) -> None:
    assert canonical in {m.canonical for m in mentions(text)}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ada Quill", "ada quill", True),
        ("Ada Quill", "Ada  Quill", True),
        ("José Álvarez", "Jose Alvarez", True),
        ("Ada Quill", "Ada Quell", False),
        ("Ada Quill", "Quill", False),
    ],
)
def test_an_entity_id_ignores_case_accents_and_spaces_only(a: str, b: str, same: bool) -> None:
    assert (entity_id("PERSON", a) == entity_id("PERSON", b)) is same


def test_an_entity_id_depends_on_the_type() -> None:
    assert len({entity_id(kind, "Lumen") for kind in ("PERSON", "ORG", "PLACE")}) == 3  # type: ignore[arg-type]


FIRST = st.sampled_from(["Ada", "Owen", "Mary", "Peter", "Anna"])
LAST = st.sampled_from(["Quill", "Pryce", "Tessel", "Varga", "Brandt", "Kaldor"])
TEMPLATES = st.sampled_from(
    ["{} opened the lock.", "The lock was opened by {}.", "“It held,” said {}.", "A speech by {} followed."]
)


@given(FIRST, LAST, TEMPLATES)
@settings(max_examples=50)
def test_forename_and_surname_are_one_person_wherever_they_stand(first: str, last: str, template: str) -> None:
    text = template.format(f"{first} {last}")
    (found,) = [m for m in mentions(text) if m.type == "PERSON" and m.kind == "name"]
    assert (found.surface, found.canonical) == (f"{first} {last}", f"{first} {last}")


@given(FIRST, LAST, st.lists(TEMPLATES, min_size=2, max_size=5))
@settings(max_examples=30)
def test_the_same_name_is_the_same_entity_throughout(first: str, last: str, parts: list[str]) -> None:
    text = " ".join(part.format(f"{first} {last}") for part in parts)
    found = [m for m in mentions(text) if m.type == "PERSON" and m.kind == "name"]
    assert len(found) == len(parts)
    assert len({m.entity_id for m in found}) == 1
