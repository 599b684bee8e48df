"""Whatever the text: names are found without an exception, and where they say they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.candidates import CapitalisedSpan
from nightdesk.transforms.names.capitalised_spans import capitalised_spans
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.names.span_names import names_in
from nightdesk.transforms.records import Document, Mention
from nightdesk.transforms.text import tokens

WORDS = (
    "Ada", "Moss", "Varga", "von", "der", "Leyen", "Prime", "Minister", "of", "for", "the", "The", "Bank", "South",
    "Kenya", "Dutch", "UK", "NATO", "(HSA)", "Harbour", "Agency", "said", "that", "Secretary", "State", "Mr.", "J.",
    "a", "spokesman", "president", "its", "’s", ",", ".", "“", "”", "&", "and", "Connelly", "Rapidly", "A380", "US",
    "$5", "al-Rashid", "City", "Number", "10", "UK-France-led", "White", "House", "to", "\n", "alliance", "brave",
    "ß", "İ", "ﬁ", "Ωmega", "李", "é", "-", "''", "Ltd", "in", "43", "leader",
)  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
texts = st.one_of(
    st.text(max_size=200), sentences, st.tuples(sentences, st.text(max_size=20), sentences).map("\n".join)
)


def mentions(text: str) -> tuple[Mention, ...]:
    return analyse(Document("a", None, text, language="en")).doc.mentions


@given(texts)
def test_any_text_has_mentions_in_order_where_they_say(text: str) -> None:
    found = mentions(text)
    assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
        assert 0 < mention.confidence <= 1


@given(texts)
def test_a_canonical_name_and_its_entity_come_together(text: str) -> None:
    for mention in mentions(text):
        assert (mention.canonical is None) == (mention.entity_id is None)
        assert mention.canonical != ""
        assert mention.canonical is not None or mention.kind == "role"


@given(sentences)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    assert mentions(text) == mentions(text)


@given(texts)
def test_spans_of_capitals_are_in_order_and_apart(text: str) -> None:
    words = tokens(text, (0, len(text)))
    last = 0
    for first, end in capitalised_spans(ENGLISH, words):
        assert last <= first < end <= len(words)
        assert words[first].text != words[first].lower
        last = end


@given(texts)
def test_the_names_of_a_span_stand_inside_it_in_order(text: str) -> None:
    words = tokens(text, (0, len(text)))
    for first, end in capitalised_spans(ENGLISH, words):
        found = names_in(CapitalisedSpan(ENGLISH, words, first, end, 0))
        place = words[first].start
        for candidate in found:
            assert place <= candidate.start < candidate.end <= words[end - 1].end
            place = candidate.end


@given(st.text(max_size=30))
def test_anything_can_be_looked_up(surface: str) -> None:
    known = lookup(ENGLISH, surface)
    assert known is None or known.canonical


@pytest.mark.parametrize("text", ["", "\n", "’s", "The", "Mr.", "”", "Of of Of", "''' '''", "(", "Ⅷ Ⅸ", "𝔄𝔡𝔞 𝔐𝔬𝔰𝔰"])
def test_scraps_are_read(text: str) -> None:
    """What an emptied page leaves names at most what it says."""
    assert all(text[m.start : m.end] == m.surface for m in mentions(text))


@given(sentences)
def test_a_surname_never_names_a_person_that_lacks_it(text: str) -> None:
    """A person's canonical name holds every part of the words that were written, or begins with their initials."""
    for mention in mentions(text):
        if mention.rule == "name.surname":
            written = set(mention.surface.lower().split())
            assert mention.canonical is not None
            assert written & set(mention.canonical.lower().split())
