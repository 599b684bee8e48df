"""The question rule on two marked figures of one story."""

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.marked_figures import compare_marked
from nightdesk.transforms.records import Document, Span


def compare(text_a: str, span_a: Span, text_b: str, span_b: Span) -> tuple[str, str]:
    """The marked figures of two undated texts."""
    facts_a, facts_b = (extract(Document("", None, text, None, language="en")) for text in (text_a, text_b))
    return compare_marked(facts_a, span_a, facts_b, span_b)


def relation(marked_a: str, marked_b: str) -> str:
    """Compare two texts whose figure stands between brackets."""
    texts, spans = [], []
    for marked in (marked_a, marked_b):
        start, end = marked.index("["), marked.index("]") - 1
        texts.append(marked.replace("[", "").replace("]", ""))
        spans.append((start, end))
    return compare(texts[0], spans[0], texts[1], spans[1])[0]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("[18] envoys joined the talks.", "Around [20] envoys joined the talks.", "compatible"),
        ("[18] envoys joined the talks.", "[30] envoys joined the talks.", "contested"),
        ("Envoys of [18] states attended.", "[18] leaders took part.", "compatible"),
        ("[30] envoys joined the talks.", "A [30]-day truce began.", "not_comparable"),
        ("[30] envoys joined the talks.", "More than [30] envoys are expected to join the talks.", "not_comparable"),
        ("[30] envoys joined the talks.", "[30] envoys were arrested.", "not_comparable"),
        ("Turnout was [61 percent].", "Turnout reached [64 percent].", "contested"),
        ("Turnout was [61 percent].", "The party won [64 percent] of the seats.", "not_comparable"),
        ("The pier cost [€20 million].", "The pier cost [€200 million].", "scale_error"),
        ("The pier cost [€20 million].", "The pier cost [$20 million].", "contested"),
        ("Sales rose to [3.2%] in March.", "Sales stood at [2.9%] in February.", "not_comparable"),
        ("The mill will cut [1,200] jobs.", "The mill has cut [1,200] jobs.", "not_comparable"),
        ("The barge carried [300 tonnes] of coal.", "The barge carried [300] crates.", "not_comparable"),
        ("[Hundreds] of people were evacuated.", "Some [640] people were evacuated.", "compatible"),
        ("[12] soldiers were killed.", "[12] miners were killed.", "not_comparable"),
        ("[1.2 million] people were displaced.", "[1,214,300] people were displaced.", "compatible"),
    ],
)
def test_relation(a: str, b: str, expected: str) -> None:
    """Only answers to one question are compared; the comparison is the same from both sides."""
    assert relation(a, b) == expected
    assert relation(b, a) == expected


def test_a_span_without_a_figure_is_not_comparable() -> None:
    """Marked words that hold no figure compare with nothing."""
    assert compare("The pier burnt.", (4, 8), "Two piers burnt.", (0, 3))[0] == "not_comparable"
