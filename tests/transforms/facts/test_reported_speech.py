"""Who is quoted with what: speakers on either side, kinds of quotation, polarity and modality."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document, Quote


def quotes(text: str) -> tuple[Quote, ...]:
    return extract(Document("a", None, text, "2031-03-12", language="en")).quotes


@pytest.mark.parametrize(
    "cue",
    [
        "said",
        "told reporters",
        "told the Harbour Times",
        "added",
        "replied",
        "warned",
        "explained",
        "argued",
        "insisted",
    ],
)
def test_a_verb_of_speech_after_the_quotation_leads_to_its_speaker(cue: str) -> None:
    (found,) = quotes(f"“The gate held all night,” Ada Quill {cue}.")
    assert (found.kind, found.speaker, found.speaker_status) == ("direct", "Ada Quill", "named")


@pytest.mark.parametrize("cue", ["said", "warned", "claimed", "announced", "admitted", "argued", "predicted", "noted"])
def test_a_verb_of_speech_before_a_clause_makes_indirect_speech(cue: str) -> None:
    text = f"Ada Quill {cue} that the gate had held all night."
    (found,) = quotes(text)
    assert (found.kind, found.speaker, found.surface) == ("indirect", "Ada Quill", "the gate had held all night")


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»")])
def test_any_pair_of_quotation_marks_holds_a_quotation(opening: str, closing: str) -> None:
    (found,) = quotes(f"{opening}The gate held all night,{closing} said Ada Quill.")
    assert (found.kind, found.speaker) == ("direct", "Ada Quill")
    assert found.surface.startswith("The gate held all night")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The gate held,” said Ada Quill, who keeps the lock.", "Ada Quill"),
        ("“The gate held,” Ada Quill, the lock keeper, said.", "Ada Quill"),
        ("Ada Quill said: “The gate held.”", "Ada Quill"),
        ("Ada Quill said, “The gate held.”", "Ada Quill"),
        ("“The gate,” Ada Quill said, “held all night.”", "Ada Quill"),
        ("According to Ada Quill, the gate held.", "Ada Quill"),
        ("The gate held, according to Ada Quill.", "Ada Quill"),
        ("The gate held, Ada Quill said.", "Ada Quill"),
        ("In the words of the report, “the gate held all night”, Ada Quill said.", "Ada Quill"),
    ],
)
def test_the_speaker_is_found_wherever_the_name_stands(text: str, speaker: str) -> None:
    assert speaker in [found.speaker for found in quotes(text)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("“The gate held,” said Ada Quill.", "named"),
        ("“The gate held all night long.”", "unknown"),
    ],
)
def test_the_status_says_how_well_the_speaker_is_known(text: str, status: str) -> None:
    assert [found.speaker_status for found in quotes(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “water war” went on.",
        "The “iron gate” is shut.",
        "A film named “The Gate” was shown.",
    ],
)
def test_words_set_apart_are_terms_of_nobody(text: str) -> None:
    (found,) = quotes(text)
    assert (found.kind, found.speaker) == ("term", None)


@pytest.mark.parametrize(
    "text", ["The gate held.", "Ada Quill opened the gate.", "It’s the keepers’ gate.", "The gate is 6' wide.", ""]
)
def test_plain_prose_holds_no_quotation(text: str) -> None:
    assert quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ada Quill said that the gate had held.", "positive"),
        ("Ada Quill denied that the gate had held.", "negative"),
    ],
)
def test_a_denial_is_negative(text: str, polarity: str) -> None:
    assert [found.polarity for found in quotes(text)] == [polarity]


SPEAKERS = st.sampled_from(["Ada Quill", "Owen Pryce", "Mary Tessel"])
WORDS = st.sampled_from(["The gate held all night", "We opened it at noon", "Nobody was hurt in the flood"])
FORMS = st.sampled_from(["“{w},” {s} said.", "“{w},” said {s}.", "{s} said: “{w}.”", "“{w},” {s} told reporters."])


@given(st.lists(st.tuples(SPEAKERS, WORDS, FORMS), min_size=1, max_size=4))
@settings(max_examples=50)
def test_each_of_several_quotations_keeps_its_own_speaker(parts: list[tuple[str, str, str]]) -> None:
    text = "\n".join(form.format(s=speaker, w=words) for speaker, words, form in parts)
    assert [found.speaker for found in quotes(text)] == [speaker for speaker, _, _ in parts]


@given(st.text(st.sampled_from("“”\"'‘’«»„, .\nAdaQuillsaidthat"), max_size=80))
@settings(max_examples=100)
def test_quotes_of_any_marks_are_hulls_of_their_pieces(text: str) -> None:
    for found in quotes(text):
        assert text[found.start : found.end] == found.surface
        assert found.pieces
        assert found.start == min(start for start, _ in found.pieces)
        assert found.end == max(end for _, end in found.pieces)
