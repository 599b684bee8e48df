"""Commitments: actors, polarity, modality and condition."""

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Commitment, Document


def commitments(text: str) -> tuple[Commitment, ...]:
    return extract(Document("a", None, text, "2025-03-12", language="en")).commitments


@pytest.mark.parametrize(
    ("text", "actors", "polarity", "modality"),
    [
        ("Norway firmly pledged to send two ferries.", ("Norway",), "positive", "pledged_firm"),
        ("Norway and Chile agreed to share the pier.", ("Norway", "Chile"), "positive", "agreed"),
        ("Only Norway and Chile have offered to host the talks.", ("Norway", "Chile"), "positive", "offered"),
        ("The mill refused to pay the fine.", ("The mill",), "negative", "refused"),
        ("Norway ruled out sending ferries.", ("Norway",), "negative", "refused"),
        ("Norway has not ruled out sending ferries.", ("Norway",), "positive", "open_to"),
        ("Norway has no plans to send ferries.", ("Norway",), "negative", "refused"),
        ("Norway is reluctant to send ferries.", ("Norway",), "negative", "hesitant"),
        ("Norway will not send ferries.", ("Norway",), "negative", "refused"),
        ("The minister said Norway would send ferries.", ("Norway",), "positive", "offered"),
        (
            "Nations such as Norway and Chile remain wary about sending ferries.",
            ("Norway", "Chile"),
            "negative",
            "hesitant",
        ),
    ],
)
def test_commitment(text: str, actors: tuple[str, ...], polarity: str, modality: str) -> None:
    """Verbs, adjectives, modals and nouns of commitment are read with their actors."""
    (found,) = commitments(text)
    assert (found.actors, found.polarity, found.modality) == (actors, polarity, modality)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Norway offered to send ferries if the storm ends.", "if the storm ends"),
        ("Norway would send ferries, subject to a vote.", "subject to a vote"),
        ("Norway is ready to send ferries should Chile agree to it.", "should Chile agree to it"),
        ("Norway is willing to send ferries in the event of a storm.", "in the event of a storm"),
    ],
)
def test_condition(text: str, condition: str) -> None:
    """A condition is read with its words, and its own verbs are no commitments."""
    (found,) = commitments(text)
    assert found.conditional
    assert found.condition is not None
    assert text[found.condition[0] : found.condition[1]] == condition


@pytest.mark.parametrize(
    "text",
    [
        "Norway declined to comment.",
        "Norway sent two ferries in 2013.",
        "It was unclear whether Norway would send ferries.",
        "Norway denied that it had agreed to sell the pier.",
        "Prices will rise.",
        "Norway urged its neighbours to open the pier.",
    ],
)
def test_no_commitment(text: str) -> None:
    """Silence, deeds done, doubts, denials, forecasts and calls on others commit nobody."""
    assert commitments(text) == ()


def test_we_is_the_speaker() -> None:
    """In a quotation "we" is whoever speaks."""
    (found,) = commitments("“We will rebuild the pier,” said Ada Quill.")
    assert found.actors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        # a leader acts for a state or an organisation, wherever the title stands
        ("Norwegian Prime Minister Ada Quill agreed to send ferries.", ("Ada Quill", "Norway")),
        ("Ada Quill, the president of Chile, agreed to send ferries.", ("Ada Quill", "Chile")),
        (
            "European Commission President Ada Quill spoke in Oslo. “We will send ferries,” Quill said.",
            ("Ada Quill", "European Union"),
        ),
        # a capital acts for its country
        ("Lima refused to open the port.", ("Lima", "Peru")),
        # a group noun means the one group of its kind
        ("The Ferry Coalition met in Oslo. The coalition pledged to send boats.", ("Ferry Coalition",)),
        ("The Ferry Coalition met in Oslo. The allies pledged to send boats.", ("Ferry Coalition",)),
        ("The Ferry League and the Tram League met. The league pledged to send boats.", ("The league",)),
        # "our support" is that of whoever speaks
        ("“Our support for rebuilding the pier will continue,” Ada Quill said.", ("Ada Quill",)),
        # the object of a verb is not whom "they" means
        ("Chad admitted the costs involved in it, but they remain open to buying ferries.", ("Chad",)),
        # an amount of somebody
        ("A “great number” of countries are willing to send boats.", ("great number of countries",)),
        # bounds belong to the number they bound
        ("More than 30 islands agreed to share the pier.", ("More than 30 islands",)),
    ],
)
def test_actors_and_whom_they_act_for(text: str, actors: tuple[str, ...]) -> None:
    """Who acts by name, then the body behind it where the article or the gazetteer tells."""
    (found,) = commitments(text)
    assert found.actors == actors


def test_time_may_stand_between_promise_and_deed() -> None:
    """ "agreed on Thursday to open" is a commitment like "agreed to open"."""
    (found,) = commitments("Norway agreed on Thursday to open two sluices.")
    assert (found.actors, found.action) == (("Norway",), "open two sluices")


def test_only_refusing_to_speak_is_no_commitment() -> None:
    """One may pledge to name somebody; who declines to name anybody refuses no deed."""
    (found,) = commitments("Norway pledged to name an auditor.")
    assert found.action == "name an auditor"
    assert commitments("Norway declined to name an auditor.") == ()
