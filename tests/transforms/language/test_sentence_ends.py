"""Where sentences end, for any text: nothing lost, nothing twice, and abbreviations end none."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.language.sentences import sentences
from nightdesk.transforms.text import fold, tokens, word_count

PARTS = (
    "Mr.", "Dr.", "U.S.", "a.m.", "J.", "Inc.", "No.", "5", "3.5", "…", "?!", "“", "”", '"', "’s", "(", ")", "The",
    "weir", "burst", ".", "!", "?", "\n", "\n\n", "  ", "\t", "\u00a0", "\u2028", "İ", "ß", "東京。", "e.g.", "-", "—",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PARTS), max_size=30).map(" ".join), st.text(max_size=120))
PLAIN = ("The weir burst.", "Nobody was hurt!", "Who opened the gate?", "Twelve barges sank.", "It rained all day…")


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(TEXTS)
@settings(max_examples=100)
def test_sentences_of_any_text_are_in_order_and_apart(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(TEXTS)
@settings(max_examples=100)
def test_every_character_but_white_space_is_in_a_sentence(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(TEXTS)
@settings(max_examples=100)
def test_no_sentence_begins_or_ends_with_white_space(text: str) -> None:
    assert all(sentence == sentence.strip() for sentence in split(text))


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=8))
@settings(max_examples=50)
def test_plain_sentences_are_found_as_they_were_joined(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts
    assert split("\n".join(parts)) == parts


@given(st.lists(st.sampled_from(PLAIN), max_size=4).map(" ".join), TEXTS)
@settings(max_examples=50)
def test_an_empty_line_parts_two_texts(first: str, second: str) -> None:
    assert split(f"{first}\n\n{second}") == [*split(first), *split(second)]


@given(TEXTS)
@settings(max_examples=100)
def test_tokens_of_any_text_are_in_order_and_lose_nothing(text: str) -> None:
    found = tokens(text, (0, len(text)))
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(token.text for token in found) == "".join(text.split())


@given(TEXTS)
@settings(max_examples=50)
def test_tokens_of_a_stretch_stay_inside_it(text: str) -> None:
    middle = len(text) // 2
    for token in tokens(text, (middle, len(text))):
        assert middle <= token.start < token.end <= len(text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert "  " not in folded


@given(st.lists(st.sampled_from(["weir", "1,200", "two-hour", "don’t", "O’Neill"]), max_size=12))
def test_a_word_counts_once(words: list[str]) -> None:
    assert word_count(" ".join(words)) == len(words)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Quill opened the gate.",
        "Mrs. Quill opened the gate.",
        "Dr. Quill opened the gate.",
        "Prof. Quill opened the gate.",
        "Gen. Quill opened the gate.",
        "Sen. Quill opened the gate.",
        "St. Varga is a village.",
        "J. Quill opened the gate.",
        "J. R. Quill opened the gate.",
        "The U.S. Coast Guard opened the gate.",
        "It rose 3.5 percent.",
        "It cost $1.2 million.",
        "It opened at 5.30 p.m. on Monday.",
        "Visit www.weir.example for more.",
        "“Stop!” he said.",
        "“Who?” she asked.",
        "Lumen Inc. opened the gate.",
        "It opened on Feb. 3 at noon.",
        "The boats, e.g. barges, sank.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The weir burst. Nobody was hurt.", 2),
        ("The weir burst! Nobody was hurt.", 2),
        ("Did the weir burst? Nobody knows.", 2),
        ("The weir burst… Nobody was hurt.", 2),
        ("“The weir burst.” Nobody was hurt.", 2),
        ("(The weir burst.) Nobody was hurt.", 2),
        ("“The weir burst.”Nobody was hurt.", 2),
        ("It was 2030. Nobody was hurt.", 2),
        ("The weir burst\nNobody was hurt", 2),
        ("Weir bursts\n\nThe weir burst. Nobody was hurt.", 3),
        ("A. B. C.", 1),
        ("...", 1),
        (" ", 0),
    ],
)
def test_a_stop_a_mark_or_a_line_break_ends_a_sentence(text: str, count: int) -> None:
    assert len(split(text)) == count
    assert "".join("".join(split(text)).split()) == "".join(text.split())
