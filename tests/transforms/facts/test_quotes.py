import pytest

from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.language.quotation_marks import quoted_spans
from nightdesk.transforms.records import Document, Quote

INTRODUCTION = "Mayor Ada Varga opened the pier on Monday. "


def find(text: str) -> list[Quote]:
    return list(analyse(Document("a", None, text, language="en")).doc.quotes)


def said(text: str) -> list[tuple[str, str, str | None]]:
    return [(q.kind, q.surface, q.speaker) for q in find(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The sea took the old one,” Varga said.",
        "“The sea took the old one,” said Varga.",
        "“The sea took the old one,” she told reporters on Monday.",
        "“The sea took the old one,” the mayor added.",
        "Varga said: “The sea took the old one.”",
        "Varga, who lives nearby, said, “The sea took the old one.”",
        '"The sea took the old one," Varga said.',
    ],
)
def test_a_direct_quotation_finds_its_speaker_on_either_side(sentence: str) -> None:
    quote = find(INTRODUCTION + sentence)[-1]
    assert (quote.kind, quote.speaker) == ("direct", "Ada Varga")
    assert quote.surface.startswith("The sea took the old one")


def test_a_quotation_without_a_cue_goes_on_with_the_same_speaker() -> None:
    text = INTRODUCTION + "“It held,” Varga said. “We will build two more.”\n“Nobody was hurt at all that night.”"
    assert [q.speaker for q in find(text)] == ["Ada Varga"] * 3
    assert [q.rule for q in find(text)] == ["quote.cue", "quote.continued", "quote.continued"]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("While Varga said the pier was safe, the harbour kept it shut.", "the pier was safe"),
        ("If Varga thinks the pier is safe, she can open it.", "the pier is safe"),
        (
            "As Varga said the pier, the tram and the quay were shut, Moss left.",
            "the pier, the tram and the quay were shut",
        ),
        ("Varga said the pier was safe, the harbour kept it shut.", "the pier was safe, the harbour kept it shut"),
    ],
)
def test_a_reported_side_clause_ends_where_the_main_clause_begins(sentence: str, content: str) -> None:
    assert content in [q.surface for q in find(INTRODUCTION + sentence)]


def test_a_partial_quotation_and_the_clause_around_it_share_their_cue() -> None:
    text = INTRODUCTION + "Varga said that the town had “no money left” for a second pier."
    indirect, partial = find(text)
    assert (indirect.kind, partial.kind) == ("indirect", "partial")
    assert indirect.cue == partial.cue
    assert indirect.surface == "the town had “no money left” for a second pier"


def test_terms_are_no_statements() -> None:
    text = INTRODUCTION + "The so-called “Harbour Pact” and a “green pier” were on the list."
    assert [(q.kind, q.speaker) for q in find(text)] == [("term", None), ("term", None)]


@pytest.mark.parametrize(
    ("sentence", "content", "speaker"),
    [
        ("Varga warned that the pier may close.", "the pier may close", "Ada Varga"),
        ("According to Varga, the pier may close.", "the pier may close", "Ada Varga"),
        ("The pier may close again, Varga said.", "The pier may close again", "Ada Varga"),
        ("She left, adding that the pier may close.", "the pier may close", "Ada Varga"),
        ("Port officials said the pier may close.", "the pier may close", "Port officials"),
    ],
)
def test_indirect_speech_gives_clause_and_speaker(sentence: str, content: str, speaker: str) -> None:
    assert ("indirect", content, speaker) in said(INTRODUCTION + sentence)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Varga — who resigned last year — said the plan was “dead in the water”.", "Ada Varga"),
        ("Varga’s deputy, Lena Osei, disagreed: “That is not what the law says.”", "Lena Osei"),
        ("Outside court, lawyer Jan Molnar said his client “has nothing to hide”.", "Jan Molnar"),
        ("“We will see,” said Owen Pryce, chief executive of Lumen.", "Owen Pryce"),
        ("Owen Pryce emerged from the talks. In a message he said that it was “a long road”.", "Owen Pryce"),
        ("Owen Pryce told Varga that the pier was “not worth a cent”.", "Owen Pryce"),
        ("The report, published by the Harbour Agency, found that “safety was neglected”.", None),
        ("“You cannot do that,” the judge told her.", "the judge"),
    ],
)
def test_the_speaker_is_who_the_sentence_says(sentence: str, speaker: str | None) -> None:
    assert find(INTRODUCTION + sentence)[-1].speaker == speaker


def test_an_unnamed_source_is_unknown_rather_than_guessed() -> None:
    quote = find("“The pier is closed for good this time,” a sign read.")[0]
    assert quote.speaker is None
    assert quote.speaker_status == "unknown"


def test_a_denial_is_negative_and_a_pledge_planned() -> None:
    denied = find(INTRODUCTION + "Varga denied that the town had paid.")[-1]
    pledged = find(INTRODUCTION + "Varga pledged that the town would pay.")[-1]
    assert (denied.polarity, pledged.modality) == ("negative", "planned")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“one two” and “three”", ["one two", "three"]),
        ('He said "one" and "two".', ["one", "two"]),
        ("«un deux»", ["un deux"]),
        ("the so-called ‘old pier’ isn’t ‘new’", ["old pier", "new"]),
        (
            "“It was never finished, as everybody in the town knows",
            ["It was never finished, as everybody in the town knows"],
        ),
        ("“short", []),
        ("“We will go on, “said Varga.", ["We will go on, "]),
    ],
)
def test_quotation_marks_are_paired_even_when_broken(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quoted_spans(text)] == expected


def test_every_piece_is_where_it_says() -> None:
    text = INTRODUCTION + "Varga said: “We had ‘no choice’ at all.” Then “nothing” happened, she added."
    for quote in find(text):
        assert text[quote.start : quote.end] == quote.surface
        assert all(quote.start <= a < b <= quote.end for a, b in quote.pieces)
