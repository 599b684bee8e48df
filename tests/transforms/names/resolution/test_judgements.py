"""Judgements on names: stronger than the rules, the last one counts."""

from nightdesk.transforms.names.resolution.judgements import NameJudgement, judge_names
from nightdesk.transforms.names.resolution.resolve import resolve_names

NAMES = [("Ada Quill", "PERSON", 9), ("Quill", "PERSON", 4), ("Mara Brandt", "PERSON", 2), ("Ostry Dam", "PLACE", 3)]
RESOLVED = resolve_names(NAMES, [])
COUNTS = {(type_, name): count for name, type_, count in NAMES}
MERGE = NameJudgement("merge", "PERSON", "Mara Brandt", "Quill")
SPLIT = NameJudgement("split", "PERSON", "Quill", None)


def canonical(*judgements: NameJudgement) -> dict[str, str]:
    """Name → the name it stands for."""
    judged = judge_names(RESOLVED, COUNTS, judgements)
    return {name.name: name.canonical for name in judged}


def test_without_judgements_the_rules_stand() -> None:
    """Nothing judged, nothing changed."""
    assert judge_names(RESOLVED, COUNTS, []) == RESOLVED


def test_merged_names_join_their_groups() -> None:
    """Whoever was one with either name is one with both, under the most frequent name."""
    assert canonical(MERGE) == {
        "Ada Quill": "Ada Quill",
        "Quill": "Ada Quill",
        "Mara Brandt": "Ada Quill",
        "Ostry Dam": "Ostry Dam",
    }


def test_a_split_name_stands_alone() -> None:
    """The rest of its group stays together, also when the group was called by the name split off."""
    assert canonical(SPLIT)["Quill"] == "Quill"
    split = canonical(MERGE, NameJudgement("split", "PERSON", "Ada Quill", None))
    assert (split["Ada Quill"], split["Quill"], split["Mara Brandt"]) == ("Ada Quill", "Quill", "Quill")


def test_the_later_judgement_counts() -> None:
    """A merge after a split joins again; a split after a merge parts again."""
    assert canonical(SPLIT, MERGE)["Quill"] == canonical(SPLIT, MERGE)["Mara Brandt"]
    assert canonical(MERGE, SPLIT)["Quill"] == "Quill"


def test_unknown_names_wait() -> None:
    """A judgement on a name the archive lacks, or of another type, changes nothing."""
    assert canonical(NameJudgement("merge", "PERSON", "Ada Quill", "Nobody")) == canonical()
    assert canonical(NameJudgement("split", "ORG", "Quill", None)) == canonical()
