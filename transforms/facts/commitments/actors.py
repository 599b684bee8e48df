"""Who acts: the names behind the words of a subject, one for each party.

A pronoun means the subject it follows in its sentence, or the speaker of the quotation it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nightdesk.transforms.facts.commitments.principals import led_by, named_group, principals
from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.nouns import class_of, head_of
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.records import Mention, Span
from nightdesk.transforms.text import Token

_LOOSE = 8  # letters beside the names ("has", "and", "only") before a phrase is about something else than the names
_BOUND = 20  # characters of the longest bound before a number
_NOUN_BEFORE = 60  # characters before a relative pronoun that its noun is looked for in


class _ActorClasses(NamedTuple):
    """The word classes of ``actor_classes``, where each is explained."""

    pronouns: frozenset[str]
    ours: frozenset[str]
    relatives: frozenset[str]
    who: frozenset[str]
    vague: frozenset[str]
    heads: frozenset[str]
    unit_classes: frozenset[str]


class _ActorPatterns(NamedTuple):
    """The rules of ``actors``, where each is shown by an example."""

    joint: re.Pattern[str]
    listed: re.Pattern[str]
    lead: re.Pattern[str]
    article_or_mark: re.Pattern[str]
    bound: re.Pattern[str]
    equated: re.Pattern[str]
    last_noun: re.Pattern[str]
    filler: re.Pattern[str]
    amount: re.Pattern[str]
    own_government: re.Pattern[str]
    organ: re.Pattern[str]
    after_head: re.Pattern[str]


class _ActorWords(NamedTuple):
    """What is known of the words of a subject."""

    classes: _ActorClasses
    patterns: _ActorPatterns
    acting: frozenset[str]  # nouns of those who can promise


@per_pack
def _words(pack: Pack) -> _ActorWords:
    classes = _ActorClasses(**pack.classes("actor_classes"))
    acting = pack.words("acting_groups") | pack.words("role_heads") | classes.heads
    return _ActorWords(classes, _ActorPatterns(**pack.patterns("actors")), acting)


def actors_of(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """Canonical names of the parties named by a subject and of whom they act for; else its words as written.

    ``before`` is the subject of the verb that reports this one, which a pronoun means.
    """
    return principals(doc, _parties(doc, span, before))


def _parties(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """The same without those they act for."""
    classes = _words(doc.pack).classes
    phrase = doc.words(span)
    if _first_word(phrase) in classes.ours:
        speaker = speaker_at(doc, span[0])
        return (speaker,) if speaker else (phrase,)
    if phrase.lower() in classes.relatives:
        return _related(doc, span, before) or (phrase,)
    if phrase.lower() in classes.pronouns:
        return _meant(doc, span, before) or (phrase,)
    return _named(doc, span) or _described(doc, span)


def _first_word(phrase: str) -> str:
    return phrase.split(" ", 1)[0].lower()


def _meant(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """Who a pronoun means: the name it was resolved to, else the subject before it."""
    named = next((m for m in doc.mentions_in(span[0], span[0] + 1) if m.canonical), None)
    if named is not None and named.canonical:
        return (named.canonical,)
    return _parties(doc, before, None) if before is not None and before != span else ()


def _described(doc: Doc, span: Span) -> tuple[str, ...]:
    """The group a phrase means where the article names it, else its words: "more than 30 countries"."""
    patterns = _words(doc.pack).patterns
    phrase = patterns.lead.sub("", doc.words(span))
    group = named_group(doc, phrase)
    if group is not None:
        return (group,)
    bound = patterns.bound.search(doc.text, max(0, span[0] - _BOUND), span[0]) if phrase[:1].isdigit() else None
    return (f"{bound.group()}{phrase}" if bound else patterns.article_or_mark.sub("", phrase),)


def _related(doc: Doc, span: Span, before: Span | None) -> tuple[str, ...]:
    """Who a relative pronoun means: of "Chad and Mali are the countries that …" the subject, else the noun before."""
    patterns = _words(doc.pack).patterns
    sentence = doc.sentence_at(span[0])
    if sentence is None:
        return ()
    earlier = doc.text[sentence.start : span[0]].rstrip(" ,")
    if before is not None and patterns.equated.search(earlier):
        return _parties(doc, before, None)
    named = [m for m in doc.mentions_ending(sentence.start + len(earlier)) if m.canonical]
    if named:
        return _canonicals(named[-1:])
    noun = patterns.last_noun.search(earlier)
    return (noun.group(),) if noun else ()


def _named(doc: Doc, span: Span) -> tuple[str, ...]:
    """The named parties of a phrase: "Britain and France", "nations such as Chad and Mali", "the French president"."""
    patterns = _words(doc.pack).patterns
    mentions = [m for m in doc.mentions_in(*span) if m.end <= span[1] and m.canonical and m.kind != "pronoun"]
    phrase = doc.words(span)
    if listed := patterns.listed.search(phrase):
        return _canonicals(m for m in mentions if m.start >= span[0] + listed.end())
    if leaders := [m for m in mentions if m.type == "PERSON"]:
        return _canonicals(leaders)
    if patterns.own_government.search(phrase):
        return _own_government(doc, span[0])
    if patterns.organ.search(phrase) and len(mentions) == 1 and mentions[0].kind == "demonym":
        return _canonicals(mentions)  # the Chilean parliament acts for Chile
    return _joint_names(patterns, phrase, mentions)


def _joint_names(patterns: _ActorPatterns, phrase: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The names of a phrase that holds little else, one for each of its parts."""
    names = [m for m in mentions if m.kind != "demonym"]
    parts = [part for part in patterns.joint.split(patterns.lead.sub("", phrase)) if part]
    if not names or len(mentions) < len(parts):
        return ()
    beside = len(patterns.filler.sub("", phrase).replace(" ", "")) - sum(m.end - m.start for m in names)
    return _canonicals(names) if beside <= _LOOSE * len(parts) else ()


def _own_government(doc: Doc, before: int) -> tuple[str, ...]:
    """The state of "his government": what the last leader named before leads."""
    led = led_by(doc)
    earlier = (m for m in reversed(doc.mentions_in(0, before)) if m.end <= before)
    return next(((state,) for m in earlier if (state := led.get(m.canonical or ""))), ())


def _canonicals(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Names in order, each once."""
    return tuple(dict.fromkeys(m.canonical for m in mentions if m.canonical))


def speaker_at(doc: Doc, place: int) -> str | None:
    """The speaker of the quotation or reported clause around a place."""
    quote = doc.quote_at(place)
    return quote.speaker if quote is not None else None


def can_act(doc: Doc, span: Span, surely: bool = False) -> bool:
    """Whether a subject is somebody who can promise: a name, a person, a state, an organisation, a pronoun for one.

    ``surely``: the verb itself ("refused", "pledged") says so, whatever the noun.
    """
    words = _words(doc.pack)
    phrase = words.patterns.lead.sub("", doc.words(span))
    low = phrase.lower()
    if low in words.classes.relatives:
        return low in words.classes.who or _can_noun_before_act(doc, span)
    if _first_word(phrase) in words.classes.ours or low in words.classes.pronouns:
        return True
    if low in words.classes.vague:
        return False
    return surely or _can_noun_act(doc, span, words.patterns.amount.sub("", phrase))


def _can_noun_before_act(doc: Doc, span: Span) -> bool:
    """Whether the noun that a relative pronoun follows is somebody."""
    earlier = doc.text[max(0, span[0] - _NOUN_BEFORE) : span[0]].rstrip(" ,")
    end = span[0] - (1 if doc.text[max(0, span[0] - 2)] != "," else 2)
    return bool(doc.mentions_ending(end)) or _is_somebody(doc, head_of(doc.pack, earlier))


def _can_noun_act(doc: Doc, span: Span, phrase: str) -> bool:
    """Whether the head of a phrase is somebody, or a name closes it."""
    if _is_somebody(doc, head_of(doc.pack, _words(doc.pack).patterns.after_head.split(phrase)[0])):
        return True
    ends = (span[1], span[0] + len(phrase))
    return any(m.end in ends for m in doc.mentions_in(span[0], span[1] + 1) if m.kind != "demonym")


def _is_somebody(doc: Doc, noun: str) -> bool:
    words = _words(doc.pack)
    return noun in words.acting or class_of(doc.pack, noun) in words.classes.unit_classes


def antecedent(pack: Pack, tokens: Sequence[Token], earlier: Sequence[Clause]) -> Span | None:
    """The subject of the last of some finite verbs that is no pronoun.

    What is the object of another verb ("admitted the costs involved in it, but they …") is passed over.
    """
    classes = _words(pack).classes
    objects = {group.object for group in earlier if not group.passive}
    for group in reversed(earlier):
        doer = group.object if group.passive else group.subject
        is_pronoun = doer is not None and tokens[doer[0]].lower in classes.pronouns | classes.ours
        if doer and group.shape == "finite" and doer not in objects and not is_pronoun:
            return tokens[doer[0]].start, tokens[doer[1] - 1].end
    return None
