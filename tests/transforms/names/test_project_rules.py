"""A project's own names and patterns."""

import re
import time

import pytest

from nightdesk.transforms.facts.extract import VERSION, extract, version_with
from nightdesk.transforms.names.found_names import FoundName
from nightdesk.transforms.names.project_rules import (
    MOST_MATCHES,
    NO_RULES,
    ProjectRules,
    find_project_names,
    read_rules,
)
from nightdesk.transforms.records import Document, Mention

FILES = {
    "organisations.txt": "# whom we follow\nthe yellow boats = Yellow Boats Movement\nMerle  # also a bird\n",
    "people.txt": "Źofia Kø = Zofia Ko\n",
    "patterns.toml": "[[patterns]]\nname = 'ship'\npattern = 'MV [A-Z][a-z]+'\ntype = 'OTHER'\n",
}


def names(text: str, rules: ProjectRules) -> list[tuple[str, str, str | None]]:
    return [(m.surface, m.type, m.canonical) for m in mentions(text, rules) if m.kind == "name"]


def mentions(text: str, rules: ProjectRules) -> tuple[Mention, ...]:
    return extract(Document("a", None, text, None, language="en"), rules).mentions


def test_rules_are_found_where_their_characters_are() -> None:
    """Listed names as whole words, patterns as they match, offsets in code points behind any letters."""
    text = "ÜÜ 🚢 Źofia Kø saw the yellow boats and MV Merle, no Merles."
    found = find_project_names(read_rules(FILES), text)
    assert [(text[name.start : name.end], name.rule) for name in found] == [
        ("Źofia Kø", "user.lexicon"),
        ("the yellow boats", "user.lexicon"),
        ("MV Merle", "user.ship"),
    ]


def test_rules_win_over_what_is_built_in() -> None:
    """A name the project lists displaces what the built-in rules read in its place, and takes part in other facts."""
    text = "“We sail,” Merle said on Monday. London agreed."
    assert ("Merle", "ORG", "Merle") in names(text, read_rules(FILES))
    assert ("London", "PLACE", "London") in names(text, read_rules(FILES))
    rules = read_rules({"people.txt": "Merle = Ada Merle"})
    assert extract(Document("a", None, text, None, language="en"), rules).quotes[0].speaker == "Ada Merle"


def test_version_names_the_rules() -> None:
    """Equal rules, equal version; other rules, another; none, the extractor's own."""
    rules = read_rules(FILES)
    assert version_with(NO_RULES, None) == VERSION
    assert version_with(rules, None) == f"{VERSION}+{read_rules(dict(reversed(FILES.items()))).version}"
    assert read_rules({"people.txt": "Ada Moss"}).version != rules.version
    assert read_rules({"role_heads.txt": "warden"}).version != read_rules({"honorifics.txt": "warden"}).version


def test_words_added_for_one_article_are_gone_for_the_next() -> None:
    """The rules are a value: whoever extracts without them gets what the shipped words give, before and after."""
    rules = read_rules({"cue_verbs.txt": "kvetch = say", "units.txt": "teus = teu\nteu = teu"})
    document = Document("a", None, "Ada Moss kvetched that 400 teus were gone.", None, language="en")
    plain = extract(document)
    own = extract(document, rules)
    assert [quote.cue_lemma for quote in own.quotes] == ["kvetch"]
    assert [figure.unit_class for figure in own.quantities] == ["teu"]
    assert extract(document) == plain != own == extract(document, rules)


def test_an_own_word_overrules_a_shipped_one() -> None:
    text = Document("a", None, "Behind the quay stood 12 leaders.", None, language="en")
    assert extract(text).quantities[0].unit_class == "country"
    rules = read_rules({"unit_classes.txt": "leader = person"})
    assert extract(text, rules).quantities[0].unit_class == "person"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("cue_verb.txt", "kvetch = say", "nearest known: 'cue_verbs.txt'"),
        ("cue_verbs.txt", "# ours\nkvetch = sya", "cue_verbs.txt, line 2: unknown class 'sya' (nearest known: 'say')"),
        ("cue_verbs.txt", "point out = say", "no verb in its base form"),
        ("units.txt", "teu = kilometer", "nearest known: 'kilometre'"),
        ("commitment_verbs.txt", "covenant = promissed + to", "nearest known: 'promised'"),
        ("commitment_verbs.txt", "covenant = promised to", "has 3 parts"),
        ("role_heads.txt", "warden = x", "not written as a word"),
        ("honorifics.txt", "!", "not written as a word"),
        ("units.txt", "teu", "not written as word = class"),
        ("patterns.toml", "[[patterns]]\nname='a'\npattern='x'\ntipe='ORG'", "nearest known: 'type'"),
        ("notes.md", "hello", "no such file of rules"),
        ("people.txt", "Ada Moss\n= Moss", "line 2"),
        ("patterns.toml", "patterns = 3", "written as"),
        ("patterns.toml", "[[patterns", "patterns.toml"),
        ("patterns.toml", "[[patterns]]\nname='a'\npattern='x'\ntype='SHIP'", "none of"),
        ("patterns.toml", "[[patterns]]\nname='a'\npattern='x'\ntipe='ORG'", "unknown key tipe"),
        ("patterns.toml", "[[patterns]]\nname='a'\npattern='('\ntype='ORG'", "pattern 1"),
        ("patterns.toml", "[[patterns]]\nname='a'\npattern='(?=x)'\ntype='ORG'", "invalid perl operator"),
        ("patterns.toml", "[[patterns]]\nname='a'\npattern='x*'\ntype='ORG'", "everywhere"),
        ("patterns.toml", "[[patterns]]\nname='a'\ntype='ORG'", "are needed"),
    ],
)
def test_mistakes_are_named_with_their_place(file: str, text: str, message: str) -> None:
    """Nothing is skipped in silence."""
    with pytest.raises(ValueError, match=rf"^{re.escape(file)}") as caught:
        read_rules({file: text})
    assert message in str(caught.value)


def test_no_pattern_can_hang_a_night() -> None:
    """A pattern that takes a backtracking engine for ever is done at once."""
    rules = read_rules({"patterns.toml": "[[patterns]]\nname='a'\npattern='(a+)+b'\ntype='ORG'"})
    started = time.process_time()
    assert find_project_names(rules, "a" * 20_000) == ()
    assert time.process_time() - started < 2


class Model:
    """A model that knows one name."""

    version = "model1"

    def names(self, text: str) -> list[FoundName]:
        at = text.index("Quill")
        return [FoundName(at, at + 5, "PERSON", None, "model", 0.5)]


def test_a_model_replaces_names_and_leaves_the_rest() -> None:
    """Names are the model's alone; roles and demonyms stay; the project's rules stand above both."""
    text = "Quill met Ada Moss and the Norwegian minister on the Merle."
    found = extract(Document("a", None, text, None, language="en"), read_rules(FILES), Model()).mentions
    assert [(m.surface, m.rule) for m in found if m.kind == "name"] == [("Quill", "model"), ("Merle", "user.lexicon")]
    assert "Norwegian" in {m.surface for m in found if m.kind == "demonym"}
    assert version_with(NO_RULES, Model()) == f"{VERSION}+model1"


def test_an_article_at_the_cap_of_matches_says_so() -> None:
    """What is beyond the cap is left out, and the extraction declares it; an ordinary article declares nothing."""
    rules = read_rules({"places.txt": "Quayle"})
    many = extract(Document("a", None, "Quayle met Quayle. " * MOST_MATCHES, None, language="en"), rules)
    assert len(many.capped) == 1
    assert extract(Document("a", None, "Quayle met Quayle.", None, language="en"), rules).capped == ()
