"""Commitments: actors, polarity, modality and condition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.facts.commitments.principals import led_by, named_group, principals
from nightdesk.transforms.facts.commitments.triggers import View, find_triggers
from nightdesk.transforms.facts.commitments.vocabulary import commitment_words
from nightdesk.transforms.facts.extract import analyse, extract
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import Commitment, Document


def commitments(text: str) -> tuple[Commitment, ...]:
    return extract(Document("a", None, text, "2025-03-12", language="en")).commitments


def read(text: str) -> Doc:
    return analyse(Document("a", None, text, "2025-03-12", language="en")).doc


def triggers(text: str) -> list[tuple[str, str, str]]:
    """(words, modality, polarity) of the triggers of a text of one sentence."""
    doc = read(text)
    view = View(doc, doc.sentences[0], doc.tokens[0], doc.clauses[0], commitment_words(ENGLISH))
    tokens = view.tokens
    return [(text[tokens[t.first].start : tokens[t.last].end], t.modality, t.polarity) for t in find_triggers(view)]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway promised not to sell the pier.", [("promised", "promised", "negative")]),
        ("Norway is set to open the pier.", [("is set", "planned", "positive")]),
        ("Norway is not ready to open the pier.", [("is not ready", "refused", "negative")]),
        ("Norway might open the pier.", [("might open", "considered", "positive")]),
        ("Norway cannot open the pier.", [("cannot open", "refused", "negative")]),
        ("Neither Norway nor Chile will open the pier.", [("will open", "refused", "negative")]),
        ("Norway will meet its neighbours.", [("will meet", "planned", "positive")]),
        ("The talks will take place in Oslo.", []),
        ("Norway must open the pier.", []),
        ("Norway is going to be late.", []),
        ("Norway welcomed the refusal to open the pier.", []),
        ("There was progress in plans to open the pier.", []),
        ("Norway’s refusal to open the pier was no surprise.", [("refusal", "refused", "negative")]),
        ("Norway agreed that the pier is old.", []),
        ("Norway agreed in principle to open the pier.", [("agreed", "agreed", "positive")]),
        ("Norway reaffirmed its pledge to open the pier.", [("reaffirmed", "committed", "positive")]),
    ],
)
def test_triggers(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Form, negation and what follows decide whether a word commits, and to what."""
    assert triggers(text) == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Norway pledged to open the pier by 3 May 2026.", "2026-05-03"),
        ("Norway pledged to open the pier next month.", "2025-04-30"),
        ("Norway pledged to open the pier.", None),
    ],
)
def test_due_date_is_the_last_day_of_the_time_behind_the_trigger(text: str, due: str | None) -> None:
    """A month is due at its end."""
    (found,) = commitments(text)
    assert (found.due_date.isoformat() if found.due_date else None) == due


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Norway pledged to send two ferries.", "two ferries"),
        ("Norway pledged two ferries.", "two ferries"),
        ("Norway pledged to sail.", None),
    ],
)
def test_target_is_what_the_deed_is_done_to(text: str, target: str | None) -> None:
    """The object of the deed, or of the trigger where no deed follows."""
    (found,) = commitments(text)
    assert found.target == target


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The government of Chile will open the pier.", ("The government of Chile",)),
        ("Chile met the ferry owners, who agreed to pay.", ("the ferry owners",)),
        ("The Chilean parliament agreed to pay.", ("Chile",)),
        ("Some of the islands agreed to pay.", ("Some of the islands",)),
        ("Norwegian Prime Minister Ada Quill resigned. Her government agreed to pay.", ("Norway",)),
        ("Norway said it would open the pier.", ("Norway",)),
    ],
)
def test_who_a_subject_means(text: str, actors: tuple[str, ...]) -> None:
    """Organs act for their state, pronouns mean the noun or subject before them."""
    assert [found.actors for found in commitments(text)] == [actors]


@pytest.mark.parametrize(
    "text", ["The wind will not open the pier.", "This would open the pier.", "It is set to rain."]
)
def test_what_cannot_promise_commits_nobody(text: str) -> None:
    """Things, and words for nobody in particular."""
    assert [found for found in commitments(text) if found.surface.startswith(("The wind", "This"))] == []


def test_a_group_is_meant_only_where_it_is_the_only_one_of_its_kind() -> None:
    """Garbled spellings of one name are one group."""
    doc = read("The Ferry Coalition met in Oslo.")
    assert named_group(doc, "the coalition") == "Ferry Coalition"
    assert named_group(doc, "the league") is None
    assert named_group(doc, "the pier") is None


def test_a_leader_is_followed_by_what_it_leads_once() -> None:
    """Names are not repeated, and an organ of a body is read as the body."""
    doc = read("Ada Quill, the president of Chile, met the mayor of Lima.")
    assert led_by(doc) == {"Ada Quill": "Chile"}
    assert led_by(doc) is led_by(doc)
    assert principals(doc, ["Ada Quill", "Chile", "Lima"]) == ("Ada Quill", "Chile", "Lima", "Peru")
    assert principals(doc, []) == ()


def test_a_project_adds_verbs_of_commitment() -> None:
    """An extended pack reads its own verbs, the shipped one does not."""
    own = ENGLISH.extended((("commitment_verbs", (("underwrite", "committed + any"),)),))
    assert "underwrite" in commitment_words(own).verbs
    assert "underwrite" not in commitment_words(ENGLISH).verbs


_WORDS = [
    "Norway", "Chile", "they", "who", "it", "the", "ministers", "’s", "plans", "to", "refusal", "pledged", "agreed",
    "refused", "would", "not", "will", "ready", "is", "if", "provided", "send", "ferries", "in", "May", "2026", ",",
    "“", "”", ".", "said", "unless", "neither", "nor", "no", "set", "was", "whether", "should",
]  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_text_has_commitments_inside_it(text: str) -> None:
    """No text is too odd; a trigger stands in the words of its commitment, which stand in the text."""
    for found in commitments(text):
        assert text[found.start : found.end] == found.surface
        assert found.start <= found.trigger[0] < found.trigger[1] <= found.end <= len(text)
        assert found.actors
        assert found.conditional == (found.condition is not None)
