"""Names of a model or a project among the mentions of the built-in rules."""

from nightdesk.transforms.facts.extract import Analysis, analyse
from nightdesk.transforms.names.found_names import FoundName, with_names
from nightdesk.transforms.records import Document

TEXT = "Ada Moss of Kenya met the Dutch minister. Moss left."


def read(text: str = TEXT) -> Analysis:
    return analyse(Document("a", None, text, language="en"))


def test_a_found_name_displaces_what_it_overlaps() -> None:
    doc = read().doc
    found = with_names(doc, doc.mentions, [FoundName(4, 17, "ORG", "Moss of Kenya", "user.x", 1.0)], keep_names=True)
    assert [m.surface for m in found if m.start < 18] == ["Moss of Kenya"]
    assert [m.surface for m in found if m.start > 18] == [m.surface for m in doc.mentions if m.start > 18]


def test_without_the_names_of_the_rules_roles_and_demonyms_stay() -> None:
    doc = read().doc
    assert {m.kind for m in with_names(doc, doc.mentions, [], keep_names=False)} == {"demonym", "role"}
    assert with_names(doc, doc.mentions, [], keep_names=True) == doc.mentions


def test_a_found_name_is_resolved_like_others() -> None:
    """By the mentions, the gazetteer, a longer found name; else it is itself."""
    doc = read().doc
    names = [FoundName(0, 8, "PERSON", None, "m", 0.5), FoundName(42, 46, "PERSON", None, "m", 0.5)]
    by_rules = with_names(doc, doc.mentions, names, keep_names=True)
    assert [m.canonical for m in by_rules if m.rule == "m"] == ["Ada Moss", "Ada Moss"]
    alone = with_names(doc, [], [*names, FoundName(12, 17, "PLACE", None, "m", 0.5)], keep_names=False)
    assert [m.canonical for m in alone] == ["Ada Moss", "Kenya", "Ada Moss"]
    (other,) = with_names(doc, [], [FoundName(12, 17, "PERSON", None, "m", 0.5)], keep_names=False)
    assert other.canonical == "Kenya"


def test_a_name_between_sentences_is_left_out() -> None:
    doc = read("Ada Moss came.\n\n\nMoss left.").doc
    assert with_names(doc, [], [FoundName(15, 16, "ORG", None, "m", 0.5)], keep_names=False) == ()


def test_every_name_points_to_its_characters() -> None:
    doc = read("ÜÜ 🚢 Źofia Kø left. Kø stayed.").doc
    start = doc.text.index("Źofia")
    for mention in with_names(
        doc, doc.mentions, [FoundName(start, start + 8, "PERSON", None, "m", 0.5)], keep_names=True
    ):
        assert doc.text[mention.start : mention.end] == mention.surface
