"""The same article gives the same facts: twice, in any company, and whatever the seed of Python's hashes."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.describe import describe

ARTICLES = (
    "ULM (Reuters) – The weir above Ulm Mill burst on Friday, and 42 people were hurt, the fire service said. "
    "“We heard a crash,” said lock keeper Ines Varga, “and then the water came.” Norway and Chile offered to send "
    "dredgers if the council agrees. Prime Minister Ada Quill said repairs would cost about €4.2 million.",
    "Weir bursts\nBy Tomas Brandt\n14 March 2031\nThe Harbour Safety Agency (HSA) said more than 30 barges sank. The "
    "HSA refused to name the owner. Quill promised not to raise the toll before June 2032, and 12 of 40 towns agreed.",
    "Owen Pryce and Ada Quill met in Oslo last week. He said she would not resign. “No,” she said. It rained 3.5 cm.",
)
PUBLISHED = "2031-03-14T10:00:00+00:00"
PROGRAM = """
import sys
from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document
for text in sys.stdin.read().split("\\0"):
    print(extract(Document("a", None, text, "2031-03-14T10:00:00+00:00", language="en")))
"""


def document(text: str) -> Document:
    return Document("a", None, text, PUBLISHED, language="en")


def facts_with_seed(seed: str) -> str:
    """What another interpreter with this seed of its hashes prints of all articles."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input="\0".join(ARTICLES),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout


def test_another_hash_seed_gives_the_same_facts() -> None:
    found = facts_with_seed("1")
    assert found.count("Extraction(") == len(ARTICLES)
    assert "Ines Varga" in found
    assert facts_with_seed("4242") == found


@pytest.mark.parametrize("text", ARTICLES)
def test_a_second_extraction_gives_the_same_facts(text: str) -> None:
    assert extract(document(text)) == extract(document(text))


@pytest.mark.parametrize("text", ARTICLES)
def test_the_id_of_an_article_changes_none_of_its_facts(text: str) -> None:
    assert replace(extract(replace(document(text), article_id="b")), article_id="a") == extract(document(text))


@given(st.permutations(ARTICLES))
@settings(max_examples=6)
def test_what_was_read_before_changes_nothing(order: list[str]) -> None:
    fresh = {text: extract(document(text)) for text in ARTICLES}
    assert {text: extract(document(text)) for text in order} == fresh


@given(st.permutations(ARTICLES))
@settings(max_examples=6)
def test_a_description_is_the_same_in_any_company(order: list[str]) -> None:
    together = describe([Document(str(number), None, text) for number, text in enumerate(order)])
    for text, found in zip(order, together, strict=True):
        (alone,) = describe([Document("x", None, text)])
        assert (alone.text_key, alone.bands.tolist()) == (found.text_key, found.bands.tolist())


@pytest.mark.parametrize("text", ARTICLES)
def test_every_fact_stands_in_the_sentence_it_names(text: str) -> None:
    found = extract(document(text))
    for fact in (*found.mentions, *found.dates, *found.quantities, *found.statements, *found.commitments):
        sentence = found.sentences[fact.sentence_no]
        assert sentence.start <= fact.start < fact.end <= sentence.end
        assert text[fact.start : fact.end] == fact.surface


@pytest.mark.parametrize("text", ARTICLES)
def test_facts_of_each_kind_are_in_text_order(text: str) -> None:
    found = extract(document(text))
    for facts in (found.mentions, found.dates, found.quantities, found.quotes, found.sentences):
        places = [(fact.start, fact.end) for fact in facts]
        assert places == sorted(places)


@pytest.mark.parametrize("language", ["de", "fr", "xx"])
def test_an_article_in_a_language_without_a_pack_is_skipped_and_says_so(language: str) -> None:
    found = extract(replace(document(ARTICLES[0]), language=language))
    assert (found.skipped, found.language) == ("language", language)
    assert (found.mentions, found.quantities, found.quotes, found.dates, found.commitments) == ((), (), (), (), ())
