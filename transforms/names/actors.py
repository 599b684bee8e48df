"""Who acts: the names behind the words of a subject, one for each party.

A pronoun is read as the subject it follows in its sentence, or as the speaker of the quotation it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nightdesk.transforms.facts.figure_predicates import head_of
from nightdesk.transforms.facts.units import class_of
from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import open_words, words
from nightdesk.transforms.language.packs.en.verb_groups import RELATIVES
from nightdesk.transforms.names.principals import led_by, named_group, principals
from nightdesk.transforms.records import Mention, Span
from nightdesk.transforms.text import Token

_ACTING = words("acting_groups")
_roles = open_words("role_heads")
_PRONOUNS = frozenset(("it", "he", "she", "they", "who", "which", "that"))
_OURS = frozenset(("we", "i", "our", "we'll", "we’ll", "i’ll", "i'll", "we’re", "we're"))
_AND = re.compile(r", and |, | and | & | nor ")
_LISTED = re.compile(r"\b(?:such as|including|like)\b")
_LEAD = re.compile(
    r"^(?:(?:only|both|neither|but|and|while|although|though|even|also|still|with) |(?:groups|a group) of )",
    re.IGNORECASE,
)
_ARTICLE_OR_MARK = re.compile(r"^an? (?=[^,]{1,40} of )|[“”\"]", re.IGNORECASE)  # "a “great number” of ports"
_BOUND = re.compile(r"\b(?:(?:more|fewer|less) than|over|at least|up to|nearly|almost|about|around) $", re.IGNORECASE)


def actors_of(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """Canonical names of the parties named by a subject and of whom they act for; else its words as written.

    ``before`` is the subject of the verb that reports this one: a pronoun stands for it.
    """
    return principals(doc, _parties(doc, span, before))


def _parties(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """The same without those they act for."""
    phrase = doc.words(span)
    first = phrase.split(" ", 1)[0].lower()
    if first in _OURS:
        speaker = speaker_at(doc, span[0])
        return (speaker,) if speaker else (phrase,)
    if phrase.lower() in RELATIVES:
        return _related(doc, span, before) or (phrase,)
    if phrase.lower() in _PRONOUNS:
        named = next((m for m in doc.mentions_in(span[0], span[0] + 1) if m.canonical), None)
        if named is not None and named.canonical:
            return (named.canonical,)
        return _parties(doc, before, None) if before is not None and before != span else (phrase,)
    return _named(doc, span) or _described(doc, span)


def _described(doc: Doc, span: Span) -> tuple[str, ...]:
    """The group a phrase means where the article names it, else its words: "more than 30 countries"."""
    phrase = _LEAD.sub("", doc.words(span))
    group = named_group(doc, phrase)
    if group is not None:
        return (group,)
    bound = _BOUND.search(doc.text, max(0, span[0] - 20), span[0]) if phrase[:1].isdigit() else None
    return (f"{bound.group()}{phrase}" if bound else _ARTICLE_OR_MARK.sub("", phrase),)


def _related(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """Who a relative pronoun means: of "Chad and Mali are the countries that …" the subject, else the noun before."""
    sentence = doc.sentence_at(span[0])
    if sentence is None:
        return ()
    earlier = doc.text[sentence.start : span[0]].rstrip(" ,")
    if before is not None and re.search(r"\b(?:is|are|was|were) (?:the|among)\b[^,]*$", earlier):
        return _parties(doc, before, None)
    named = [m for m in doc.mentions_ending(sentence.start + len(earlier)) if m.canonical]
    if named:
        return _canonicals(named[-1:])
    noun = re.search(r"(?:\b(?:the|a|an|its|their|some|several|many|other) )?[\w’'-]+(?: [\w’'-]+)?$", earlier)
    return (noun.group(),) if noun else ()


def _named(doc: Doc, span: Span) -> tuple[str, ...]:
    """The named parties of a phrase: "Britain and France", "nations such as Chad and Mali", "the French president"."""
    mentions = [m for m in doc.mentions_in(*span) if m.end <= span[1] and m.canonical and m.kind != "pronoun"]
    phrase = doc.words(span)
    listed = _LISTED.search(phrase)
    if listed:
        return _canonicals(m for m in mentions if m.start >= span[0] + listed.end())
    leaders = [m for m in mentions if m.type == "PERSON"]
    if leaders:
        return _canonicals(leaders)
    if _OWN_GOVERNMENT.fullmatch(phrase):
        led = [state for m in doc.mentions if m.end <= span[0] and (state := led_by(doc).get(m.canonical or ""))]
        return tuple(led[-1:])
    organ = _ORGAN.search(phrase)
    if organ and len(mentions) == 1 and mentions[0].kind == "demonym":
        return _canonicals(mentions)  # the Chilean parliament acts for Chile
    covered = sum(m.end - m.start for m in mentions if m.kind != "demonym")
    parts = [part for part in _AND.split(_LEAD.sub("", phrase)) if part]
    if covered and len(mentions) >= len(parts):
        names = [m for m in mentions if m.kind != "demonym"]
        rest = (
            len(re.sub(r"\b(?:the|of|republic|kingdom)\b", "", phrase, flags=re.IGNORECASE).replace(" ", "")) - covered
        )
        if rest <= _LOOSE * len(parts):
            return _canonicals(names)
    return ()


_AMOUNT = re.compile(
    r"^(?:an? |the )?[“\"]?(?:\w+ )?(?:number|majority|handful|group|couple|pair|lot|half|most|some|dozens|hundreds)"
    r"[”\"]? of ",
    re.IGNORECASE,
)
_OWN_GOVERNMENT = re.compile(r"(?:his|her) (?:government|cabinet|administration)", re.IGNORECASE)
_ORGAN = re.compile(
    r"\b(?:parliament|government|cabinet|senate|army|military|navy|leadership|authorities)$", re.IGNORECASE
)
_LOOSE = 8  # letters beside the names ("has", "and", "only") before a phrase is about something else than the names


def _canonicals(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Names in order, each once."""
    names = [m.canonical for m in mentions if m.canonical]
    return tuple(dict.fromkeys(names))


def speaker_at(doc: Doc, place: int) -> str | None:
    """The speaker of the quotation or reported clause around a place."""
    quote = doc.quote_at(place)
    return quote.speaker if quote is not None else None


def can_act(doc: Doc, span: Span, surely: bool = False) -> bool:
    """Whether a subject is somebody who can promise: a name, a person, a state, an organisation, a pronoun for one.

    ``surely``: the verb itself ("refused", "pledged") says so, whatever the noun.
    """
    phrase = _LEAD.sub("", doc.words(span))
    first = phrase.split(" ", 1)[0].lower()
    if phrase.lower() in RELATIVES:
        earlier = doc.text[max(0, span[0] - 60) : span[0]].rstrip(" ,")
        noun = head_of(earlier)
        end = span[0] - (1 if doc.text[span[0] - 2] != "," else 2)
        named = bool(doc.mentions_ending(end))
        return named or phrase.lower() == "who" or noun in _ACTING or class_of(noun) in {"country", "person"}
    if first in _OURS or phrase.lower() in _PRONOUNS:
        return True
    if phrase.lower() in {"this", "these", "those", "what", "there"}:
        return False
    if surely:
        return True
    phrase = _AMOUNT.sub("", phrase)
    head = head_of(re.split(r" (?:of|from|in|at|for|on|with|who|which|such|including|other|,)\b", phrase)[0])
    if (
        head in _ACTING
        or head in _roles()
        or class_of(head) in {"country", "person"}
        or head in {"other", "side", "chief"}
    ):
        return True
    return any(
        m.end == span[1] or m.end == span[0] + len(phrase)
        for m in doc.mentions_in(span[0], span[1] + 1)
        if m.kind != "demonym"
    )


def antecedent(tokens: Sequence[Token], groups: Sequence[Clause], place: int) -> Span | None:
    """The subject of the nearest earlier finite verb of the sentence that is no pronoun.

    What is the object of another verb ("admitted the costs involved in it, but they …") is passed over.
    """
    objects = {group.object for group in groups if not group.passive}
    for group in reversed(groups[:place]):
        doer = group.object if group.passive else group.subject
        if doer and group.shape == "finite" and doer not in objects:
            start, end = tokens[doer[0]].start, tokens[doer[1] - 1].end
            if tokens[doer[0]].lower not in _PRONOUNS | _OURS:
                return start, end
    return None
