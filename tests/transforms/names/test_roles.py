"""Whom a role means, and where nobody is meant."""

import pytest

from nightdesk.transforms.facts.extract import analyse, extract
from nightdesk.transforms.names.project_rules import read_rules
from nightdesk.transforms.records import Document, Mention


def roles(text: str) -> list[Mention]:
    return [m for m in analyse(Document("a", None, text, language="en")).doc.mentions if m.rule.startswith("role.")]


@pytest.mark.parametrize(
    ("text", "surface", "canonical"),
    [
        ("Kenyan President Ada Moss spoke. The president left.", "The president", "Ada Moss"),
        ("Kenyan President Ada Moss spoke. The Kenyan leader left.", "The Kenyan leader", "Ada Moss"),
        ("Kenyan President Ada Moss spoke. The Dutch president left.", "The Dutch president", None),
        ("Kenyan President Ada Moss spoke. A president left.", "A president", None),
        ("Kenyan President Ada Moss spoke. The minister left.", "The minister", None),
        ("The mayor left early.", "The mayor", None),
    ],
)
def test_the_holder_of_a_role(text: str, surface: str, canonical: str | None) -> None:
    (found,) = roles(text)
    assert (found.surface, found.canonical) == (surface, canonical)
    assert found.kind == ("role" if canonical is None else "nominal")
    assert (found.entity_id is None) == (canonical is None)


def test_of_two_holders_nobody_is_meant_where_places_differ() -> None:
    text = "Kenyan Minister Ada Moss met Kenyan Minister Owen Pryce. The Kenyan minister left."
    assert [m.canonical for m in roles(text)] == [None]


def test_a_spokesman_for_a_body_reaches_to_its_name() -> None:
    (found,) = roles("A spokesman for the Harbour Safety Agency spoke.")
    assert found.canonical == "spokesperson for Harbour Safety Agency"
    assert found.surface == "A spokesman for the Harbour Safety Agency"


@pytest.mark.parametrize("text", ["A spokesman spoke.", "A spokesman for them spoke.", "A spokesman for"])
def test_a_spokesman_of_nobody_has_no_name(text: str) -> None:
    (found,) = roles(text)
    assert (found.canonical, found.rule, found.kind) == (None, "role.spokesperson", "role")


def test_a_spokesman_of_an_owner_is_theirs() -> None:
    (found,) = roles("They asked NATO’s spokesman again.")
    assert (found.surface, found.canonical) == ("NATO’s spokesman", "spokesperson for NATO")


@pytest.mark.parametrize("text", ["Ministers met.", "They said mayor twice.", "Nobody came."])
def test_what_nothing_introduces_is_no_mention(text: str) -> None:
    assert roles(text) == []


def test_a_role_before_its_holder_is_part_of_the_name() -> None:
    assert roles("The mayor Ada Moss spoke.") == []


def test_a_project_s_own_role_is_read_in_its_articles_alone() -> None:
    """Words reach the finders through the document's pack, not through the process."""
    document = Document("a", None, "The harbourmaster left.", language="en")
    own = extract(document, read_rules({"role_heads.txt": "harbourmaster"})).mentions
    assert [m.surface for m in own] == ["The harbourmaster"]
    assert extract(document).mentions == ()
