"""What one set of facts has that another has not."""

from datetime import date

from nightdesk.transforms.facts.differences import compare

ROW = {"article_id": "a", "start": 4, "surface": "30 barges", "value": 30.0, "rule": "count"}
KEY = ("article_id", "start")


def test_equal_facts_have_no_difference() -> None:
    """Ignored fields are not asked; tuples and lists, dates and their texts are the same."""
    one = {**ROW, "pieces": (1, 2), "day": date(2025, 3, 1)}
    other = {**ROW, "pieces": [1, 2], "day": "2025-03-01", "rule": "other"}
    found = compare("figures", [one], [other], KEY, {"rule"})
    assert found.is_equal
    assert (found.kind, found.same) == ("figures", 1)


def test_a_changed_fact_shows_the_fields_that_differ() -> None:
    """Nothing else is repeated."""
    found = compare("figures", [ROW], [{**ROW, "value": 31.0}], KEY, ())
    (changed,) = found.changed
    assert (changed.before, changed.after) == ({"value": 30.0}, {"value": 31.0})
    assert (changed.article_id, changed.surface) == ("a", "30 barges")
    assert (found.same, found.is_equal) == (0, False)


def test_added_and_removed_facts_are_whole_and_in_order() -> None:
    """What is only on one side is shown with all its fields, by article and words."""
    others = [{**ROW, "start": 90 - n, "surface": f"{n} barges"} for n in range(3)]
    found = compare("figures", [ROW], [ROW, *others], KEY, ())
    assert [each.surface for each in found.added] == ["0 barges", "1 barges", "2 barges"]
    assert all(each.before is None for each in found.added)
    assert found.same == 1
    back = compare("figures", [ROW, *others], [ROW], KEY, ())
    assert [each.before for each in back.removed] == [each.after for each in found.added]
    assert back.added == ()


def test_facts_without_a_surface_show_what_says_most() -> None:
    """A commitment has an action, a quote its words."""
    found = compare("commitments", [], [{"article_id": "a", "start": 1, "action": "send ferries"}], KEY, ())
    assert found.added[0].surface == "send ferries"
