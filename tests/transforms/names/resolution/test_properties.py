"""Whatever the names: comparing them is symmetric and total, and resolving does not depend on order."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.names.resolution.judgements import NameJudgement, judge_names
from nightdesk.transforms.names.resolution.name_answers import Question
from nightdesk.transforms.names.resolution.pairs import block_keys, find_matches
from nightdesk.transforms.names.resolution.resolve import ResolvedName, resolve_names
from nightdesk.transforms.names.resolution.same_name import compare_names, same_name
from nightdesk.transforms.names.resolution.sounds import begin_alike, skeleton, sound, sound_edits

PARTS = (
    "Ada", "Adah", "Mario", "Maria", "Bill", "William", "A.", "G.", "W.", "Moss", "Mosse", "Zhurenskyy", "Jurensky",
    "von", "Sir", "Jr", "Prime", "Minister", "Bank", "of", "the", "Chad", "Ltd", "North", "South", "Sudan", "EU",
    "Harbour", "Harbor", "Agency", "HSA", "St", "Saint", "4", "Motors", "Motor", "’s", "-", "Ó", "李", "",
)  # fmt: skip
names = st.one_of(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join), st.text(max_size=15))
types = st.sampled_from(("PERSON", "ORG", "PLACE"))
archives = st.lists(st.tuples(names, types, st.integers(1, 5)), max_size=8)


def near(questions: Sequence[Question]) -> list[float]:
    """A matcher that calls the nearest spellings one."""
    return [1 - sum(question.features) / 10 for question in questions]


def resolved(archive: Sequence[tuple[str, str, int]]) -> tuple[ResolvedName, ...]:
    return resolve_names(archive, find_matches([(type_, name) for name, type_, _ in archive], near))


@given(names, names, types)
def test_same_name_is_symmetric(a: str, b: str, type_: str) -> None:
    assert compare_names(a, b, type_) == compare_names(b, a, type_)
    assert same_name(a, b, type_, near) == same_name(b, a, type_, near)


@given(names, types)
def test_a_name_is_itself(name: str, type_: str) -> None:
    """Whatever it is made of, and without a question of spelling."""
    same, score, reason = same_name(name, name, type_, near)
    assert same
    assert 0 <= score <= 1
    assert reason


@given(names, types)
def test_every_name_has_a_block(name: str, type_: str) -> None:
    assert block_keys(name, type_)


@given(archives, st.randoms(use_true_random=False))
def test_resolving_is_independent_of_order(archive: list[tuple[str, str, int]], dice: object) -> None:
    shuffled = list(archive)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolved(shuffled) == resolved(archive)


@given(archives)
def test_every_name_is_resolved_once(archive: list[tuple[str, str, int]]) -> None:
    found = resolved(archive)
    assert [(name.type, name.name) for name in found] == sorted({(type_, name) for name, type_, _ in archive})
    assert all(0 <= name.confidence <= 1 and name.reason for name in found)


@given(archives, st.lists(st.tuples(st.sampled_from(("merge", "split")), types, names, names), max_size=4))
def test_judgements_rename_and_lose_nobody(
    archive: list[tuple[str, str, int]], judged: list[tuple[str, str, str, str]]
) -> None:
    counts = {(type_, name): count for name, type_, count in archive}
    judgements = [NameJudgement(verdict, type_, one, other) for verdict, type_, one, other in judged]
    found = judge_names(resolved(archive), counts, judgements)
    assert [(name.type, name.name) for name in found] == sorted(counts)


@given(names, names)
def test_sounds_are_stable_and_their_edits_symmetric(a: str, b: str) -> None:
    assert sound_edits(a, b) == sound_edits(b, a)
    assert sound_edits(a, a) == 0
    assert begin_alike(a, a)
    assert len(skeleton(a)) <= len(sound(a))
