"""Words that commit: verbs, adjectives, modals and nouns of promising and refusing, found in the verbs of a sentence.

A trigger says what is committed and by which words; who acts and on which condition is read in ``find``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nightdesk.transforms.facts.commitments.vocabulary import CommitmentWords, Commits, Polarity
from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.records import Sentence
from nightdesk.transforms.text import Token

_GAP = 4  # tokens between a trigger and its deed
_REACH = 5  # tokens between a verb and the noun of commitment that is its object


@dataclass(slots=True)
class Trigger:
    """What a verb group or noun phrase commits to, before actors and condition are known."""

    first: int  # token of the first trigger word
    last: int  # token of the last
    modality: str
    polarity: Polarity
    subject: Range | None
    group: int | None  # its number among the verb groups; None for a noun
    sure: bool = True  # whether its words say that their subject is somebody; not so for a bare modal


@dataclass(slots=True)
class View:
    """One sentence with its verbs."""

    doc: Doc
    sentence: Sentence
    tokens: Sequence[Token]
    groups: Sequence[Clause]
    words: CommitmentWords

    def word(self, place: int) -> str:
        """The token in lower case, empty beyond the sentence."""
        return self.tokens[place].lower if 0 <= place < len(self.tokens) else ""

    def is_nobody(self, subject: Range | None) -> bool:
        """Whether the subject itself denies: "neither Chad nor Mali", "no state"."""
        return subject is not None and self.word(subject[0]) in self.words.classes.nobody


def find_triggers(view: View) -> list[Trigger]:
    """Every trigger of a sentence in order."""
    return sorted((*_verb_triggers(view), *_noun_triggers(view)), key=lambda trigger: trigger.first)


def _verb_triggers(view: View) -> Iterator[Trigger]:
    """Triggers that are verbs: pledged to, is ready to, will send."""
    for place, group in enumerate(view.groups):
        trigger = _adjective(view, place, group) or _verb(view, place, group) or _modal(view, place, group)
        if trigger is not None:
            yield trigger


def _phrase(view: View, group: Clause) -> tuple[str, int]:
    """The verb with its particle, and the particle's token: rule out, set aside, stop short."""
    if group.lemma in view.words.with_particle:
        for ahead in range(group.head + 1, min(len(view.tokens), group.head + 3)):
            pair = f"{group.lemma} {view.word(ahead)}"
            if pair in view.words.verbs:
                return pair, ahead
    return group.lemma, group.head


def _verb(view: View, place: int, group: Clause) -> Trigger | None:
    """A verb of commitment in a form that states it."""
    classes = view.words.classes
    name, last = _phrase(view, group)
    doer = group.subject or group.object
    if name in classes.set and group.past and view.word(last + 1) in classes.to:
        return Trigger(group.first, last, "planned", "positive", doer, place, sure=False)
    commits = view.words.verbs.get(name)
    if commits is None or not _is_stated(view, place, name, last, commits):
        return None
    modality, polarity = _sense(view, group, last, commits)
    return Trigger(group.first, last, modality, polarity, doer, place)


def _is_stated(view: View, place: int, name: str, last: int, commits: Commits) -> bool:
    """Whether the form of the verb and what follows it make it a commitment."""
    group, classes = view.groups[place], view.words.classes
    if group.shape in {"participle", "infinitive"} or (group.passive and name not in classes.passive):
        return False
    if group.modal in classes.considering or not _continues(view, _past_time(view, last), commits.needs):
        return False
    if commits.polarity == "negative" and _is_silence(view, place, last):
        return False
    return group.shape != "gerund" or commits.needs == "to"


def _sense(view: View, group: Clause, last: int, commits: Commits) -> tuple[str, Polarity]:
    """Modality and polarity of a verb with its adverbs and negations."""
    classes, (modality, polarity, _) = view.words.classes, commits
    adverbs = [token.lower for token in view.tokens[max(0, group.first - 1) : group.head]]
    if modality in {"pledged", "committed"} and not classes.firmly.isdisjoint(adverbs):
        modality = "pledged_firm"
    if polarity == "positive" and view.word(last + 1) in classes.no:
        return modality, "negative"  # "promised not to"
    if group.negated or view.is_nobody(group.subject):
        return ("open_to", "positive") if polarity == "negative" else ("refused", "negative")
    return modality, polarity


def _past_time(view: View, last: int) -> int:
    """The last token of a time between the trigger and its deed: "agreed on Thursday to …"."""
    leads = view.words.classes.time_leads
    for mention in view.doc.dates_in(view.tokens[last].start, view.sentence.end):
        if mention.start > view.tokens[last].start:
            between = [n for n, token in enumerate(view.tokens) if last < n and token.start < mention.start]
            inside = [n for n, token in enumerate(view.tokens) if mention.start <= token.start < mention.end]
            if len(between) <= 1 and inside and all(view.word(n) in leads for n in between):
                return inside[-1]
    return last


def _is_silence(view: View, place: int, last: int) -> bool:
    """Whether what is refused is only to speak: "declined to name"."""
    after = view.groups[place + 1] if place + 1 < len(view.groups) else None
    if after is None or after.shape != "infinitive" or after.first - last > _GAP:
        return False
    return after.lemma in view.words.silence


def _continues(view: View, last: int, needs: str) -> bool:
    """Whether what follows the trigger is a deed: an infinitive, or where allowed an object."""
    classes = view.words.classes
    following = [token.lower for token in view.tokens[last + 1 : last + 1 + _GAP]]
    if not following:
        return False
    if needs == "commitment":
        return not classes.promises.isdisjoint(following)
    opens = following[0] in classes.to or (
        following[0] in classes.before_to and not classes.to.isdisjoint(following[1:])
    )
    if needs == "to":
        return opens
    if needs == "aid":
        return opens or not view.words.aid.isdisjoint(following)
    return following[0] not in classes.no_deed


def _adjective(view: View, place: int, group: Clause) -> Trigger | None:
    """ "is ready to", "remain cautious about", "are expected to"."""
    last = _adjective_place(view, group)
    commits = view.words.adjectives.get(view.word(last)) if last is not None else None
    if last is None or commits is None or not _leads_on(view, last):
        return None
    modality, polarity, _ = commits
    if group.negated:
        modality, polarity = ("refused", "negative") if polarity == "positive" else ("open_to", "positive")
    following = view.groups[place + 1] if place + 1 < len(view.groups) else None
    if modality in {"expected", "offered"} and following and following.lemma in view.words.classes.befalling:
        return None
    doer = group.object if group.passive else group.subject
    return Trigger(group.first, last, modality, polarity, doer, place)


def _adjective_place(view: View, group: Clause) -> int | None:
    """Where the adjective or participle of a verb stands, None where the verb takes none."""
    if group.passive or group.lemma in view.words.classes.progressive:
        return group.head
    return _skip(view, group.head + 1) if group.lemma in view.words.classes.being else None


def _skip(view: View, place: int) -> int:
    """The next token that is no adverb."""
    while _is_adverb(view.words, view.word(place)):
        place += 1
    return place


def _is_adverb(words: CommitmentWords, word: str) -> bool:
    ends_so = word.endswith(tuple(words.classes.adverb_endings)) and word not in words.adjectives
    return ends_so or word in words.classes.unstressed


def _leads_on(view: View, last: int) -> bool:
    """Whether the adjective goes on to a deed: ready to, open to, cautious about, set for."""
    return last + 1 == len(view.tokens) or view.word(last + 1) in view.words.classes.leading_on


def _modal(view: View, place: int, group: Clause) -> Trigger | None:
    """ "will send", "would not accept", "may supply", "cannot send"."""
    if group.modal is None or not _is_deed(view, group):
        return None
    classes = view.words.classes
    if group.negated or view.is_nobody(group.subject):
        if group.modal not in classes.promising | classes.able:
            return None
        return Trigger(group.first, group.head, "refused", "negative", group.subject, place, sure=False)
    if group.modal in classes.considering:
        return Trigger(group.first, group.head, "considered", "positive", group.subject, place)
    if group.modal in classes.obliging:
        return None
    modality = "offered" if group.modal in classes.offering else "promised"
    modality = "planned" if group.lemma in classes.gathering else modality
    return Trigger(group.first, group.head, modality, "positive", group.subject, place)


def _is_deed(view: View, group: Clause) -> bool:
    """Whether a verb behind a modal is something that its subject may promise to do."""
    classes = view.words.classes
    if group.first == group.head and "’" not in view.tokens[group.head].text:
        return False  # only joined to a modal before
    if group.perfect or group.passive or group.lemma in view.words.non_actions:
        return False
    if group.progressive and group.lemma in classes.going:
        return False
    return not (group.lemma in classes.taking and view.word(group.head + 1) in classes.taken)


def _noun_triggers(view: View) -> Iterator[Trigger]:
    """Triggers that are nouns: "Ada’s refusal to", "has no plans to", "readiness to"."""
    words = view.words
    if words.noun_words.isdisjoint([token.lower for token in view.tokens]):
        return
    for match in words.noun.finditer(view.doc.text, view.sentence.start, view.sentence.end):
        commits = words.nouns.get(match.group().lower())
        first, last = _token_range(view.tokens, match)
        if commits and first is not None and _is_promised(view, match.group().lower(), first, last):
            yield Trigger(first, max(first, last - 1), commits.modality, commits.polarity, _owner(view, first), None)


def _token_range(tokens: Sequence[Token], match: re.Match[str]) -> tuple[int | None, int]:
    """The first token of a phrase, None where it begins behind all, and its last."""
    first = next((n for n, token in enumerate(tokens) if token.start >= match.start()), None)
    last = next((n for n, token in enumerate(tokens) if token.end >= match.end()), len(tokens) - 1)
    return first, last


def _is_promised(view: View, phrase: str, first: int, last: int) -> bool:
    """Whether the noun is somebody's own and goes on to a deed."""
    classes, words = view.words.classes, phrase.split()
    before = _verb_before(view, first)
    after = next((group for group in view.groups if group.first >= last), None)
    if before is not None and first - before.head <= _REACH and before.lemma in classes.handling:
        return False  # the object of a verb of commitment, which is the trigger itself
    if before is not None and (before.modal in classes.not_promised or before.lemma in classes.seeking):
        return False  # what is demanded or sought is not yet promised
    if words[0] in classes.owned and len(words) > 1 and (before is None or before.lemma not in classes.having):
        return False  # "progress in plans to …" says nothing of whose they are
    return after is not None and (after.first - last <= _GAP - 1 or words[-1] not in classes.to)


def _verb_before(view: View, first: int) -> Clause | None:
    """The last verb before a token."""
    return next((group for group in reversed(view.groups) if group.head < first), None)


def _owner(view: View, first: int) -> Range | None:
    """Whose promise it is: the possessor before the noun, else the subject of the verb before it."""
    for place in range(first - 1, max(-1, first - 4), -1):
        if view.word(place) in view.words.classes.possessive:
            start = _possessor_start(view.tokens, place)
            return (start, place) if start < place else None
    before = _verb_before(view, first)
    return None if before is None else before.object if before.passive else before.subject


def _possessor_start(tokens: Sequence[Token], end: int) -> int:
    """The first token of the name before a possessive: a word, and the capitalised words before it."""
    start = end
    while start > 0 and tokens[start - 1].text[0].isalnum() and (start == end or tokens[start - 1].text[0].isupper()):
        start -= 1
    return start
