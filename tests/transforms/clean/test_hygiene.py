"""Invisible characters go, visible ones stay, mojibake is undone only when certain."""

from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.clean.hygiene import clean_characters, clean_line, repair_mojibake


def test_invisible_characters_go_and_text_is_composed() -> None:
    assert clean_characters("Hafen\u00adarbeiter\u200b wa\u0308hlen\ufeff\x07\r\nheute\u00a0hier") == (
        "Hafenarbeiter wählen\nheute hier"
    )


def test_joiners_that_shape_words_stay() -> None:
    assert clean_characters("می\u200cخواهم") == "می\u200cخواهم"
    assert clean_characters("port\u200dside") == "portside"


def test_a_line_has_single_spaces() -> None:
    assert clean_line("  The \n ferry\u2003sank ") == "The ferry sank"


def test_certain_mojibake_is_repaired_and_said() -> None:
    assert repair_mojibake("Die FÃ¤hre â€“ sagte er") == ("Die Fähre – sagte er", "mojibake_repaired")


def test_plain_text_with_accents_is_left_alone() -> None:
    text = "Âge moyen à l’Île: São Paulo, Ñuñoa"
    assert repair_mojibake(text) == (text, None)


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once
