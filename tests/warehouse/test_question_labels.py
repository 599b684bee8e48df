"""The words for a question: made by a view, from the fields that are stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.verdicts import reconcile
from nightdesk.transforms.records import Claim, Document, StoryQuestion
from nightdesk.warehouse.publishing.marts import build_marts
from nightdesk.warehouse.tables.questions import PendingStory, store_questions


def question(*texts: str) -> StoryQuestion:
    """The one question that the only figure of each text answers."""
    claims = []
    for number, text in enumerate(texts):
        (figure,) = extract(Document("a", None, text, None, language="en")).quantities
        claims.append(Claim(f"q{number}", f"a{number}", f"a{number}", None, text, figure))
    (found,) = reconcile(claims)
    return found


def labels(warehouse: duckdb.DuckDBPyConnection, questions: Sequence[StoryQuestion]) -> list[str]:
    """Stores the questions and reads their words."""
    origins = {answer.quantity_id: ("ferry", "ferry") for each in questions for answer in each.claims}
    store_questions(warehouse, 1, [(PendingStory("story-ferry", "f"), questions)], origins, "1")
    build_marts(warehouse)
    return [label for (label,) in warehouse.execute("select label from intermediate.questions").fetchall()]


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (("Turnout was 61 percent.",), "share in per cent, Turnout: turnout"),
        (("The pier is 300 metres long.",), "metre, pier"),
        (("Veldria will cut 30 jobs.",), "job, Veldria: cut (planned)"),
        (
            ("Veldria will pay €900 million.", "Veldria will pay €480 million."),
            "amount in EUR, Veldria: pay (planned)",
        ),
        (("26 people were injured.", "Twenty persons were injured."), "people: injure"),
    ],
)
def test_label(warehouse: duckdb.DuckDBPyConnection, texts: tuple[str, ...], label: str) -> None:
    """What is counted in which unit, whose it is, what happened, and whether it has happened yet."""
    assert labels(warehouse, [question(*texts)]) == [label]


def test_every_counted_noun_is_said_and_a_subject_only_where_shared(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Nouns are joined by "or"; figures that name different subjects leave it out."""
    hurt = replace(question("26 sailors were injured."), heads=("member", "sailor"))
    assert labels(warehouse, [hurt]) == ["member or sailor: injure"]
    cut = replace(question("Veldria will cut 30 jobs."), subject=None)
    assert labels(warehouse, [cut]) == ["job: cut (planned)"]


def test_the_day_comes_last(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Day and month are written out."""
    asked = replace(question("26 barges sank."), as_of=date(2025, 3, 5))
    assert labels(warehouse, [asked]) == ["barge: sink, 5 March 2025"]
