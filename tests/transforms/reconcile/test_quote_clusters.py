"""One sentence, said once, quoted by several articles in different words."""

import random

import pytest

from nightdesk.transforms.reconcile.quote_clusters import (
    MOST_WORDINGS,
    Quoted,
    cluster_quotes,
    is_crowded,
)
from nightdesk.transforms.reconcile.quote_stems import stems_of


def quoted(*said: tuple[str, str | None, str]) -> list[Quoted]:
    """Quotations of (article, speaker, words)."""
    return [Quoted(f"q{number}", article, who, ((10, words),)) for number, (article, who, words) in enumerate(said)]


def found(*said: tuple[str, str | None, str]) -> list[list[str]]:
    """Words of the lines of each utterance."""
    return [[line.surface for line in utterance.sentences] for utterance in cluster_quotes(quoted(*said))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Let the cannons on the river fall quiet", "The cannons must be silent"),
        ("We will hasten our efforts to reach an accord", "We are speeding up the work on a deal"),
        ("The harbour’s position is unchanged", "The position of the harbour has not changed"),
        ("The UK will rebuild the lighthouse", "The United Kingdom is going to rebuild its lighthouse"),
    ],
)
def test_rewordings_are_one_utterance(one: str, other: str) -> None:
    """Synonyms, other endings, acronyms and turned negations do not hide that it is one sentence."""
    assert found(("a", "Mara Quill", one), ("b", "Quill", other)) == [[one, other]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will send ferries to the island", "We will not send ferries to the island"),
        ("The bridge will open in spring", "The school closed in winter"),
        ("We can do this", "We can do this"),
    ],
)
def test_other_remarks_are_not(one: str, other: str) -> None:
    """A denied sentence, another subject and words without content stay apart."""
    assert found(("a", "Mara Quill", one), ("b", "Mara Quill", other)) == []


def test_speakers_of_different_names_need_nearly_the_same_words() -> None:
    """What two people say about one subject is no utterance; the same sentence under another name is, and shows it."""
    quill = ("a", "Mara Quill", "The dam at Ostry will hold through the winter storms")
    assert found(quill, ("b", "Olaf Brandt", "I hope the dam at Ostry is inspected before the winter")) == []
    [utterance] = cluster_quotes(quoted(quill, ("b", "Olaf Brandt", quill[2]), ("c", "Mara Quill", quill[2].lower())))
    assert utterance.speaker == "Mara Quill"
    assert [line.speaker for line in utterance.sentences] == ["Mara Quill", "Olaf Brandt", "Mara Quill"]
    assert utterance.wordings == (0, 0, 0)


def test_a_quotation_is_divided_into_its_sentences() -> None:
    """Two articles quote different sentences of one speech; each finds its own partner."""
    speech = "The pumps have stopped working. Our engineers arrive on Monday with new filters."
    assert found(
        ("a", "Mara Quill", speech),
        ("b", "Mara Quill", "The pumps no longer work"),
        ("c", "Mara Quill", "Engineers will arrive with new filters"),
    ) == [["Our engineers arrive on Monday with new filters.", "Engineers will arrive with new filters"]]


def test_one_article_alone_is_no_utterance() -> None:
    """A sentence that an article quotes twice is not quoted across articles."""
    assert found(("a", None, "The dam will hold this winter"), ("a", None, "The dam will hold")) == []


def test_lines_point_to_their_characters() -> None:
    """A line starts where its sentence starts in the article's text."""
    quotes = [
        Quoted("q0", "a", None, ((40, "No. The ferry sails at dawn."),)),
        Quoted("q1", "b", None, ((7, "The ferry sails at dawn"),)),
    ]
    [utterance] = cluster_quotes(quotes)
    assert [(line.start, line.end) for line in utterance.sentences] == [(44, 68), (7, 30)]


def test_order_of_quotes_does_not_matter() -> None:
    """Shuffled quotes give the same utterances."""
    remarks = (
        "The ferry from Ostry sails at dawn",
        "At dawn the Ostry ferry sails again",
        "Brandt’s bridge needs new cables",
        "New cables are what the bridge requires",
        "Nobody drowned when the dam broke",
        "Nobody drowned in the village after the dam broke",
        "The mayor sold the lighthouse",
    )
    quotes = quoted(*((f"a{number}", None, remarks[number % 7]) for number in range(21)))
    expected = cluster_quotes(quotes)
    assert len(expected) == 5
    shuffled = random.Random(5).sample(quotes, len(quotes))
    assert cluster_quotes(shuffled) == expected


def test_stems_count_negations() -> None:
    """Prefixes that turn a word around count as a negation."""
    assert stems_of("It is unlawful") == (("legal",), 1)
    assert stems_of("They didn’t agree") == (("agree",), 1)


def test_a_story_in_which_a_cap_leaves_quotes_uncompared_says_so() -> None:
    """Sixty wordings that share a word are still compared, more are not."""
    lines = [(f"a{n}", "Ada Moss", f"The harbour costs {n} crowns and {n} pence.") for n in range(MOST_WORDINGS + 1)]
    assert is_crowded(quoted(*lines))
    assert not is_crowded(quoted(*lines[:-1]))
