"""What a whole document says about its names."""

import pytest

from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.candidates import NameCandidate
from nightdesk.transforms.names.document_names import (
    MOST_BEARERS,
    DocumentNames,
    is_crowded,
    learn_names,
    name_entities,
    settled,
)
from nightdesk.transforms.names.gazetteer import EntityType
from nightdesk.transforms.names.short_forms import short_forms, standing_name
from nightdesk.transforms.records import Document, Mention


def candidate(
    surface: str, type_: EntityType, strength: float, rule: str = "two_names", start: int = 0
) -> NameCandidate:
    kind = "acronym" if rule == "capitals" else "name"
    return NameCandidate(0, start, start + len(surface), surface, type_, kind, strength, rule)  # type: ignore[arg-type]


def learned(text: str, *candidates: NameCandidate) -> DocumentNames:
    return learn_names(analyse(Document("a", None, text, language="en")).doc, candidates)


def canonical(text: str) -> dict[str, str | None]:
    return {m.surface: m.canonical for m in analyse(Document("a", None, text, language="en")).doc.mentions}


def test_a_surname_is_explained_by_the_full_name() -> None:
    names = learned("Ada Moss spoke.", candidate("Ada Moss", "PERSON", 0.6))
    found = settled(candidate("Moss", "ORG", 0.3, "unexplained"), names)
    assert found is not None
    assert (found.type, found.rule) == ("PERSON", "surname")
    assert settled(candidate("Moss", "PLACE", 0.9, "gazetteer"), names) == candidate("Moss", "PLACE", 0.9, "gazetteer")


def test_a_short_form_takes_the_long_name() -> None:
    names = learned("", candidate("Lumen Ferries", "ORG", 0.8, "org_head"))
    found = settled(candidate("Lumen", "PERSON", 0.5, "speaks"), names)
    assert found is not None
    assert (found.type, found.canonical) == ("ORG", "Lumen Ferries")


def test_the_strongest_reading_of_a_name_counts_everywhere() -> None:
    weak = candidate("Port Varnel", "PERSON", 0.35)
    names = learned("", weak, candidate("Port Varnel", "PLACE", 0.75, "place_head"))
    found = settled(weak, names)
    assert found is not None
    assert (found.type, found.rule, found.strength) == ("PLACE", "same_name", 0.75)


def test_what_is_too_weak_everywhere_is_no_name() -> None:
    doubtful = candidate("Recently", "PERSON", 0.2, "adverb")
    assert settled(doubtful, learned("Recently it grew.", doubtful)) is None


def test_a_capital_alone_makes_no_name() -> None:
    """A word the document also writes small, or one that is a verb, has its capital from the sentence."""
    opening = NameCandidate(0, 0, 6, "Varnel", "ORG", "name", 0.3, "unexplained", opens_sentence=True)
    assert settled(opening, learned("Varnel grew. A varnel shrank.", opening)) is None
    assert settled(candidate("Say", "ORG", 0.3, "unexplained"), learned("Say so.")) is None
    assert (
        settled(opening, learned("Varnel grew.", opening, candidate("Varnel", "ORG", 0.3, "unexplained"))) is not None
    )


@pytest.mark.parametrize(("others", "expected"), [("ORG", "ORG"), ("PERSON", "PERSON"), ("PLACE", "PERSON")])
def test_an_unexplained_name_is_what_the_document_mostly_names(others: EntityType, expected: str) -> None:
    lone = candidate("Varnel", "ORG", 0.3, "unexplained")
    found = settled(lone, learned("of Varnel", lone, candidate("Zorin Quill", others, 0.6)))
    assert found is not None
    assert found.type == expected


def test_of_two_bearers_the_latest_named_is_meant() -> None:
    text = "Maria Quill spoke. Quill left. John Quill came. Quill stayed. M. Quill wrote."
    people = [m.canonical for m in analyse(Document("a", None, text, language="en")).doc.mentions]
    assert people == ["Maria Quill", "Maria Quill", "John Quill", "John Quill", "Maria Quill"]


def test_people_without_letters_keep_their_words() -> None:
    """A name that folding leaves nothing of has no parts to look up."""
    odd = candidate("\u00b7 \u00b7", "PERSON", 0.6)
    name_entities([odd], learned("", odd))
    assert odd.canonical == "\u00b7 \u00b7"


def test_more_bearers_than_are_remembered_are_declared() -> None:
    def person(number: int) -> Mention:
        name = f"Ada{'x' * number} Moss"
        return Mention(0, 0, 1, name, "PERSON", "name", name, "e", "name.title", 0.9)

    assert not is_crowded([person(number) for number in range(MOST_BEARERS)])
    assert is_crowded([person(number) for number in range(MOST_BEARERS + 1)])
    assert not is_crowded([person(0)] * 100)


# --- short forms ---------------------------------------------------------------------------------------


def test_acronyms_in_brackets_and_of_initials() -> None:
    text = "Harbour Safety Agency (HSA) and"
    agency = candidate("Harbour Safety Agency", "ORG", 0.8, "org_head")
    acronym = candidate("HSA", "ORG", 0.55, "capitals", start=23)
    found = short_forms(ENGLISH, text, [agency, acronym])
    assert found == {"hsa": "Harbour Safety Agency", "harbour": "Harbour Safety Agency"}
    assert "hsa" in short_forms(ENGLISH, "Harbour Safety Agency. The HSA", [agency, acronym])


def test_an_acronym_of_other_letters_needs_brackets_of_its_own() -> None:
    agency = candidate("Harbour Safety Agency", "ORG", 0.8, "org_head")
    acronym = candidate("AVOR", "ORG", 0.55, "capitals", start=23)
    assert "avor" in short_forms(ENGLISH, "Harbour Safety Agency (AVOR).", [agency, acronym])
    assert "avor" not in short_forms(ENGLISH, "Harbour Safety Agency (AVOR, since 1999).", [agency, acronym])


def test_a_body_without_its_country() -> None:
    """Only where one body is meant; general first words are no short forms."""
    air_force, other = (candidate(f"{country} Air Force", "ORG", 0.8, "org_head") for country in ("Chile", "Kenya"))
    assert short_forms(ENGLISH, "", [air_force])["air force"] == "Chile Air Force"
    assert "air force" not in short_forms(ENGLISH, "", [air_force, other])
    assert "ministry" not in short_forms(ENGLISH, "", [candidate("Ministry of Ferries", "ORG", 0.8, "org_of")])


@pytest.mark.parametrize(
    ("surface", "long_names", "expected"),
    [
        ("The Lumen Group plc", {}, "Lumen"),
        ("the Lumen Ferries", {}, "Lumen Ferries"),
        ("Lumen Ltd", {"lumen": "Lumen Ferries"}, "Lumen Ferries"),
        ("Ltd", {}, "Ltd"),
    ],
)
def test_standing_name(surface: str, long_names: dict[str, str], expected: str) -> None:
    assert standing_name(ENGLISH, surface, long_names) == expected


def test_groups_quoted_once_are_names_everywhere() -> None:
    text = "The “alliance of the brave” met. Later the alliance of the brave voted; an alliance of the bravest did not."
    groups = [m for m in analyse(Document("a", None, text, language="en")).doc.mentions if m.type == "ORG"]
    assert [m.surface for m in groups] == ["alliance of the brave"] * 2
    assert {m.canonical for m in groups} == {"Alliance of the brave"}
    assert canonical("They want a “pair of the brave” now and a pair of the brave later.") == {}
