"""Partners by shared terms: who is found, who is near enough, and in which order."""

from __future__ import annotations

import numpy as np
import pytest

from nightdesk.transforms.stories.blocking import LEAST_CLOSENESS, MOST_PARTNERS, Postings, Texts, nearest

DAY = "2031-05-10"


def found(
    held: list[list[int]], published: list[str] | None = None, seen: list[str] | None = None, mass: float = 10.0
) -> list[tuple[int, int]]:
    """Partners of the first text, which is the fresh one, by the terms that each text holds."""
    count = len(held)
    texts = Texts(
        published=np.array(published or [DAY] * count, "datetime64[D]"),
        seen=np.array(seen or [DAY] * count, "datetime64[D]"),
        mass=np.full(count, mass),
        is_fresh=np.arange(count) == 0,
    )
    rows = [(term, text) for text, terms in enumerate(held) for term in terms]
    postings = Postings(
        term=np.array([term for term, _ in rows], np.uint64),
        text=np.array([text for _, text in rows], np.int64),
        weight=np.ones(len(rows)),
    )
    return [(text, other) for text, other in nearest(texts, postings, 14).tolist()]


def test_partners_come_nearest_first_and_ties_by_their_place() -> None:
    """More shared terms are nearer; a text is no partner of itself, and two texts that are not fresh do not meet."""
    assert found([[1, 2, 3], [1, 2], [1, 2, 3], [2, 3]]) == [(0, 2), (0, 1), (0, 3)]


def test_one_shared_term_is_not_enough() -> None:
    """Whatever it weighs."""
    assert found([[1, 2, 3], [1], [4, 5]]) == []


def test_texts_that_share_little_of_what_they_hold_are_no_partners() -> None:
    """Two terms of weight 1 against the least closeness."""
    assert found([[1, 2], [1, 2]], mass=1.9 / LEAST_CLOSENESS) == [(0, 1)]
    assert found([[1, 2], [1, 2]], mass=2.1 / LEAST_CLOSENESS) == []


def test_at_most_so_many_partners() -> None:
    """The nearest stay."""
    assert len(found([[1, 2]] * (MOST_PARTNERS + 5))) == MOST_PARTNERS


@pytest.mark.parametrize(
    ("published", "seen", "meet"),
    [
        (("2031-05-10", "2031-05-24"), ("2031-05-10", "2031-06-24"), True),  # a fortnight by publication
        (("2031-05-10", "2031-05-25"), ("2031-05-10", "2031-05-10"), False),
        (("2031-05-10", "NaT"), ("2031-05-20", "2031-05-10"), True),  # by the day first seen where one is unknown
        (("2031-05-10", "NaT"), ("2031-05-10", "2031-05-25"), False),
        (("NaT", "NaT"), ("2031-05-10", "2031-05-10"), True),
    ],
)
def test_partners_lie_within_the_window(published: tuple[str, str], seen: tuple[str, str], meet: bool) -> None:
    """By days of publication where both are known, else by the days first seen."""
    assert bool(found([[1, 2], [1, 2]], list(published), list(seen))) is meet


def test_no_texts_and_no_terms_give_no_pairs() -> None:
    """The first night of an archive, and a text without words."""
    assert found([[]]) == []
    assert found([[], []]) == []
