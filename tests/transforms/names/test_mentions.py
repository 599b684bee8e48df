from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.records import Document, Mention


def find(text: str) -> list[Mention]:
    return list(analyse(Document("a", None, text, language="en")).doc.mentions)


def names(text: str) -> list[tuple[str, str, str | None]]:
    return [(m.surface, m.type, m.canonical) for m in find(text) if m.kind in ("name", "acronym", "metonym")]


def test_a_surname_alone_means_the_person_named_in_full() -> None:
    text = "Prime Minister Ada Varga met the unions on Monday. Varga left early. Later Varga returned."
    assert names(text) == [("Ada Varga", "PERSON", "Ada Varga")] + [("Varga", "PERSON", "Ada Varga")] * 2


def test_what_stands_before_a_title_is_a_name_of_its_own() -> None:
    text = "They met European Commission President Lena de Moor and British Foreign Secretary Owen Pryce in Geneva."
    assert names(text) == [
        ("European Commission", "ORG", "European Commission"),
        ("Lena de Moor", "PERSON", "Lena de Moor"),
        ("Owen Pryce", "PERSON", "Owen Pryce"),
        ("Geneva", "PLACE", "Geneva"),
    ]


def test_aliases_acronyms_and_metonyms_have_one_canonical_name() -> None:
    text = "Kiev and the UK spoke. The EU, U.S. officials and the Kremlin disagreed. Britain waited."
    assert [canonical for _, _, canonical in names(text)] == [
        "Kyiv", "United Kingdom", "European Union", "United States", "Government of Russia", "United Kingdom",
    ]  # fmt: skip


def test_an_acronym_in_brackets_is_bound_to_the_name_before_it() -> None:
    text = "The Harbour Safety Agency (HSA) closed the pier. On Friday the HSA opened it."
    assert {canonical for _, _, canonical in names(text)} == {"Harbour Safety Agency"}


def test_capitals_that_only_open_a_sentence_are_no_names() -> None:
    assert names("Rain fell all night. Although rivers rose, nobody fled. Officials waited.") == []


def test_titles_set_in_capitals_yield_only_names_the_body_knows() -> None:
    text = "Varga Opens New Pier As Storm Season Nears Coast\nAda Varga opened the pier at noon, and many people came."
    assert names(text)[0] == ("Varga", "PERSON", "Ada Varga")
    assert len(names(text)) == 2


def test_a_role_stands_for_the_person_who_holds_it() -> None:
    text = "Dutch Prime Minister Pieter Vos spoke first. The Dutch prime minister left. Kenyan envoys stayed."
    nominal = [m for m in find(text) if m.kind == "nominal"]
    assert [(m.surface, m.canonical) for m in nominal] == [("The Dutch prime minister", "Pieter Vos")]


def test_a_spokesperson_is_an_entity_of_their_own() -> None:
    text = "A spokeswoman for Mayor Ada Varga spoke. Later Varga’s spokeswoman left. The spokeswoman was tired."
    roles = [m.canonical for m in find(text) if m.rule == "role.spokesperson"]
    assert roles == ["spokesperson for Ada Varga"] * 3


def test_a_role_nobody_is_known_to_hold_has_no_canonical_name() -> None:
    assert [m.canonical for m in find("The finance minister left without a word.") if m.kind == "role"] == [None]


def test_every_mention_is_where_it_says_and_the_same_each_time() -> None:
    text = "“Señor Ruiz” of the World Health Organization flew to São Paulo; the WHO’s Ruiz spoke."
    first = find(text)
    assert all(text[m.start : m.end] == m.surface for m in first)
    assert first == find(text)


def test_a_surname_that_ends_like_an_adverb_is_known_from_the_full_name() -> None:
    found = names("Ada Connelly runs the port. Connelly says it grows. Recently it grew.")
    assert [canonical for _, _, canonical in found] == ["Ada Connelly", "Ada Connelly"]


def test_the_rest_of_a_known_long_name_means_the_same() -> None:
    found = names("The United States Air Force ordered tankers. The Air Force will wait.")
    assert len({canonical for _, _, canonical in found}) == 1


def test_an_acronym_alone_in_brackets_may_abbreviate_another_language() -> None:
    found = names("She heads the State Harbour Agency (AVOR). AVOR sold a pier.")
    assert {canonical for _, _, canonical in found} == {"State Harbour Agency"}


def test_a_place_before_a_known_acronym_is_a_name_of_its_own() -> None:
    assert [canonical for _, _, canonical in names("Two UK NATO staff left.")] == ["United Kingdom", "NATO"]
