"""Which words of a sentence are one span of capitals, and which names a span holds."""

import pytest

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.candidates import CapitalisedSpan, NameCandidate
from nightdesk.transforms.names.capitalised_spans import capitalised_spans
from nightdesk.transforms.names.span_names import names_in
from nightdesk.transforms.text import tokens


def spans(text: str) -> list[str]:
    words = tokens(text, (0, len(text)))
    return [text[words[first].start : words[end - 1].end] for first, end in capitalised_spans(ENGLISH, words)]


def candidates(text: str) -> list[NameCandidate]:
    words = tokens(text, (0, len(text)))
    found = capitalised_spans(ENGLISH, words)
    return [name for first, end in found for name in names_in(CapitalisedSpan(ENGLISH, words, first, end, 0))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they met Ada Moss there", ["Ada Moss"]),
        ("they met Lena von der Moor there", ["Lena von der Moor"]),
        ("they met Lena von der there", ["Lena"]),
        ("the Ministry of Trade and Industry said", ["Ministry of Trade and Industry"]),
        ("the Bank of the South said", ["Bank of the South"]),
        ("Ada Moss and Owen Pryce said", ["Ada Moss", "Owen Pryce"]),
        ("the Ministry of Trade and Kenyan envoys", ["Ministry of Trade", "Kenyan"]),
        ("in the Gulf of Tamsin today", ["Gulf of Tamsin"]),
        ("the Secretary of State left", ["Secretary of State"]),
        ("the Secretary of Lumen left", ["Secretary", "Lumen"]),
        ("the Rivals of Lumen left", ["Rivals", "Lumen"]),
        ("by Moss & Pryce today", ["Moss & Pryce"]),
        ("met Mr. Moss today", ["Mr. Moss"]),
        ("met al-Rashid today", ["al-Rashid"]),
        ("in Number 10 today", ["Number 10"]),
        ("in Lumen 10 today", ["Lumen"]),
        ("in Lumen of", ["Lumen"]),
        ("nobody here", []),
        ("", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they met European Commission President Lena Moor", ["European Commission", "Lena Moor"]),
        ("they met Dutch Ada Moss", ["Dutch", "Ada Moss"]),
        ("two UK NATO staff", ["UK", "NATO"]),
        ("a UK-France-led force", ["UK", "France"]),
        ("it cost US$5", []),
        ("it was Monday", []),
        ("the Paeonians came", []),
        ("in EUR only", []),
        ("a Boeing 787 landed", ["Boeing"]),
        ("the Rome Summit began", ["Rome"]),
        ("the Harbour Safety Agency Maria Moss knew", ["Harbour Safety Agency", "Maria Moss"]),
        ("the Chilean Air Force flew", ["Chilean Air Force"]),
        ("Mayor Ada Moss Urged Dutch", ["Ada Moss"]),
    ],
)
def test_names_inside_a_span(text: str, expected: list[str]) -> None:
    """Titles, demonyms, known names and currencies part a span; what is no name gives none."""
    assert [name.surface for name in candidates(text)] == expected


def test_a_title_gives_its_bearer_a_role_and_a_place() -> None:
    (person,) = candidates("Italy’s Prime Minister Ada Moss")[1:]
    assert (person.type, person.rule, person.roles) == ("PERSON", "title", [("prime minister", "Italy")])
    (known, chief) = candidates("they met European Commission President Lena Moor")
    assert (known.type, chief.roles) == ("ORG", [("president", "European Commission")])
    assert candidates("they met Mr. Moss")[0].roles == []


def test_a_building_one_enters_is_a_place() -> None:
    assert [name.type for name in candidates("they went to the White House today")] == ["PLACE"]
    assert [name.type for name in candidates("but the White House denied it")] == ["ORG"]


@pytest.mark.parametrize(
    ("text", "rule", "type_"),
    [
        ("sold the MP3 today", "model", "OTHER"),
        ("met Maria Varnel today", "given_name", "PERSON"),
        ("by Maria & Varnel today", "ampersand", "ORG"),
        ("the Varnel Agency today", "org_head", "ORG"),
        ("the University of Varnel today", "org_of", "ORG"),
        ("the Gulf of Varnel today", "place_of", "PLACE"),
        ("on Lake Varnel today", "place_head", "PLACE"),
        ("met Zorin de Varnel today", "name_form", "PERSON"),
        ("met Zorin V. Varnel today", "name_form", "PERSON"),
        ("the HSVA today", "capitals", "ORG"),
        ("the minister Varnel today", "role_before", "PERSON"),
        ("met Varnel, 43, today", "role_after", "PERSON"),
        ("met Varnel, the mayor of a town", "role_after", "PERSON"),
        ("as Varnel said today", "speaks", "PERSON"),
        ("in Varnel today", "preposition", "PLACE"),
        ("whom Maria met", "given_name_alone", "PERSON"),
        ("whom Zorin Varnel met", "two_names", "PERSON"),
        ("whom the Varnel met", "thing", "OTHER"),
        ("whom Varnel met", "unexplained", "ORG"),
    ],
)
def test_the_first_rule_that_fits_gives_the_type(text: str, rule: str, type_: str) -> None:
    """Its own words come before its neighbours, and a guess comes last."""
    (found,) = candidates(text)
    assert (found.rule, found.type) == (rule, type_)


def test_a_single_word_that_speaks_is_less_sure_than_two() -> None:
    (one,), (two,) = candidates("as Varnel said today"), candidates("as Zorin Varnel said today")
    assert one.strength < two.strength


def test_a_word_like_an_adverb_is_doubted_at_the_start_only() -> None:
    assert [(c.rule, c.strength) for c in candidates("Connelly runs")] == [("adverb", 0.2)]
    assert [c.rule for c in candidates("whom Connelly met")] != ["adverb"]
