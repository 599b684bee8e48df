"""What an article reports as said: quotations with their speaker, indirect speech, and quoted terms, which are neither.

One record per stretch between quotation marks (direct, partial or term) and one per reported clause (indirect). A
clause that holds partial quotations is reported by both, with the same cue.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nightdesk.transforms.facts.speakers import Speakers, Status
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs.en.cue_words import CueLine, cue_words
from nightdesk.transforms.language.packs.en.cues import ReportingCue, find_cues
from nightdesk.transforms.language.quotation_marks import quoted_spans
from nightdesk.transforms.names.gazetteer import demonyms
from nightdesk.transforms.records import Mention, Quote, Span
from nightdesk.transforms.text import word_count

_WINDOW = 400
"""Tokens read at once: longer "sentences" are lists, and the search for subjects must not cost their square."""
_SHORTEST_SENTENCE = 3
_ALONE_WORDS = 6  # a quotation without any cue counts as speech from this length on

_SPEAKING = frozenset(("say", "tell", "state", "accord"))  # families of cues that report speech, not thought

Kind = Literal["direct", "partial", "indirect", "term"]

Cues = Mapping[int, Sequence[ReportingCue]]
"""The cues of the article by the number of their sentence."""


class _Words(NamedTuple):
    """What stands around quotation marks, and what a cue says of its clause."""

    term_before: re.Pattern[str]
    adjacent_after: re.Pattern[str]
    adjacent_before: re.Pattern[str]
    modalities: Mapping[str, str]
    group_nouns: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    patterns = pack.patterns("quote_rules")
    return _Words(
        patterns["term_before"],
        patterns["adjacent_after"],
        patterns["adjacent_before"],
        pack.table("said_modalities"),
        pack.words("group_nouns"),
    )


@dataclass(slots=True)
class _Voice:
    """Who spoke, in which words the text says so."""

    cue: ReportingCue | None
    source: Span | None
    speaker: str | None
    status: Status
    rule: str


def find_quotes(doc: Doc) -> tuple[Quote, ...]:
    """Quotations, quoted terms and indirect statements in text order."""
    spans = _quotable(doc)
    cues = _all_cues(doc, spans)
    speakers = Speakers(doc)
    voices = {id(cue): _Voice(cue, cue.source, *speakers.resolve(cue.source), rule="") for cue in cues}
    by_sentence: dict[int, list[ReportingCue]] = {}
    for cue in cues:
        by_sentence.setdefault(cue.sentence_no, []).append(cue)
    quoted = _quoted(doc, spans, by_sentence, voices)
    indirect = [_indirect(doc, cue, voices[id(cue)]) for cue in cues if _is_reported(doc, cue, spans)]
    return tuple(sorted((*quoted, *indirect), key=lambda quote: (quote.start, quote.end, quote.kind)))


def _quotable(doc: Doc) -> list[Span]:
    """Quoted stretches that hold at least a word."""
    return [span for span in quoted_spans(doc.text, doc.pack) if any(letter.isalnum() for letter in doc.words(span))]


def _all_cues(doc: Doc, spans: Sequence[Span]) -> list[ReportingCue]:
    """Cues of the body, sentence by sentence, in text order."""
    found: list[ReportingCue] = []
    names: dict[int, list[Mention]] = defaultdict(list)
    for mention in doc.mentions:
        if mention.kind != "demonym":
            names[mention.sentence_no].append(mention)
    words, places = cue_words(doc.pack), demonyms(doc.pack)
    at = 0
    for sentence in doc.sentences:
        if sentence.zone not in ("body", "headline", "caption"):
            continue
        tokens = doc.tokens[sentence.sentence_no]
        while at < len(spans) and spans[at][1] <= sentence.start:
            at += 1
        near = [span for span in spans[at : at + 12] if span[0] < sentence.end]
        inside = [any(a <= token.start < b for a, b in near) for token in tokens] if near else [False] * len(tokens)
        for first in range(0, len(tokens), _WINDOW):
            part = slice(first, first + _WINDOW)
            line = CueLine(words, tokens[part], inside[part], names[sentence.sentence_no], places)
            found.extend(find_cues(line, sentence.sentence_no))
    return found


# --- quotations ----------------------------------------------------------------------------------------


def _quoted(doc: Doc, spans: Sequence[Span], cues: Cues, voices: dict[int, _Voice]) -> list[Quote]:
    """A record for each quoted stretch; a quotation without a cue continues the one before it."""
    found: list[Quote] = []
    last: tuple[_Voice, int] | None = None
    for span in spans:
        cue = _cue_of(doc, span, cues)
        voice = voices[id(cue)] if cue is not None else None
        if voice is None and _stands_alone(doc, span):
            voice = _continued(doc, span, last) or _reported_before(doc, span, cues, voices)
        kind = _kind(doc, span, voice)
        if kind != "term" and voice is not None:
            last = voice, span[1]
        found.append(_record(doc, kind, (span,), voice if kind != "term" else None))
    return found


def _cue_of(doc: Doc, span: Span, cues: Cues) -> ReportingCue | None:
    """The cue that governs a quoted stretch.

    Right after it, else right before it, else the nearest whose clause holds it (speech before thought), else the last
    one before it in its sentence.
    """
    first, last = doc.sentence_at(span[0]), doc.sentence_at(span[1] - 1)
    if first is None or last is None:
        return None
    after = [cue for cue in cues.get(last.sentence_no, ()) if cue.start >= span[1]]
    before = [cue for cue in cues.get(first.sentence_no, ()) if cue.end <= span[0]]
    return (
        _right_after(doc, span, before, after)
        or _right_before(doc, span, before)
        or _around(span, (*before[::-1], *after))
        or next((cue for cue in reversed(before) if cue.content is None and cue.family != "think"), None)
    )


def _right_after(
    doc: Doc, span: Span, before: Sequence[ReportingCue], after: Sequence[ReportingCue]
) -> ReportingCue | None:
    """The cue that follows a quotation with its source: “…,” said Varga; a participle only where no cue is before."""
    adjacent = _words(doc.pack).adjacent_after
    for cue in after:
        edge = min(cue.start, cue.source[0]) if cue.source and cue.source[0] >= span[1] else cue.start
        if not (cue.is_participle and before) and adjacent.fullmatch(doc.text, span[1], edge):
            return cue
    return None


def _right_before(doc: Doc, span: Span, before: Sequence[ReportingCue]) -> ReportingCue | None:
    """The cue that announces a quotation: Varga told reporters: “…”."""
    cue = before[-1] if before else None
    if cue is None or cue.family == "think":
        return None
    return cue if _words(doc.pack).adjacent_before.fullmatch(doc.text, cue.end, span[0]) else None


def _around(span: Span, near: Sequence[ReportingCue]) -> ReportingCue | None:
    """The cue whose clause holds a quotation; of two that stand in each other's clauses the outer one."""
    holding = [cue for cue in near if cue.content and cue.content[0] - 2 <= span[0] <= cue.content[1]]
    outer = [cue for cue in holding if not any(_holds(other, cue) for other in holding)] or holding
    return next((cue for cue in outer if cue.family != "think"), next(iter(outer), None))


def _holds(outer: ReportingCue, inner: ReportingCue) -> bool:
    """Whether a cue stands inside the clause that another one reports."""
    return outer.content is not None and outer is not inner and outer.content[0] <= inner.start < outer.content[1]


def _stands_alone(doc: Doc, span: Span) -> bool:
    """Whether a quotation makes sentences of its own: nothing but marks before it in its sentence."""
    sentence = doc.sentence_at(span[0])
    lead = doc.text[sentence.start : span[0]].strip(" “\"«‘'") if sentence is not None else ""
    return not lead and _is_sentence(doc.words(span))


def _continued(doc: Doc, span: Span, last: tuple[_Voice, int] | None) -> _Voice | None:
    """The voice of the quotation before, when this one follows in the same paragraph or opens the next."""
    if last is None:
        return None
    voice, end = last
    between = doc.text[end : span[0]]
    opens_line = not between[between.rfind("\n") + 1 :].strip(" “\"«‘'")
    breaks = between.count("\n")
    if breaks > 2 or (breaks and not opens_line):
        return None
    return _Voice(voice.cue, voice.source, voice.speaker, voice.status, "continued")


def _reported_before(doc: Doc, span: Span, cues: Cues, voices: dict[int, _Voice]) -> _Voice | None:
    """The voice of the sentence before a paragraph that is one quotation, when that sentence reports speech."""
    sentence = doc.sentence_at(span[0])
    if sentence is None or not sentence.sentence_no or span[1] < sentence.end - 2:
        return None
    spoken = [cue for cue in cues.get(sentence.sentence_no - 1, ()) if cue.family in _SPEAKING]
    if not spoken:
        return None
    voice = voices[id(spoken[-1])]
    return _Voice(voice.cue, voice.source, voice.speaker, voice.status, "continued")


def _is_sentence(words_: str) -> bool:
    """Whether quoted words make a sentence: a capital first, and several words."""
    return words_.lstrip("… [")[:1].isupper() and words_.count(" ") >= 2


def _kind(doc: Doc, span: Span, voice: _Voice | None) -> Kind:
    """Direct, partial or term."""
    text = doc.words(span)
    size = word_count(text)
    sentence = doc.sentence_at(span[0])
    named = _words(doc.pack).term_before.search(doc.text, max(0, span[0] - 40), span[0])
    if sentence is None or sentence.zone not in ("body", "caption") or named:
        return "term"
    if size <= 6 and _is_name(doc.pack, text):
        return "term"
    if voice is None:
        alone = size >= _ALONE_WORDS and _is_sentence(text) and text.rstrip()[-1:] in ".!?,…"
        return "direct" if alone else "term"
    return "direct" if _is_sentence(text) and size >= _SHORTEST_SENTENCE else "partial"


def _is_name(pack: Pack, text: str) -> bool:
    """Whether a quoted stretch is a title or the name of a group ("Northern Lights", "alliance of the brave")."""
    found = re.findall(r"[^\W\d_][\w’'-]*", text)
    long = [word for word in found if len(word) > 3]
    capitals = sum(word[0].isupper() for word in found)
    if capitals > 1 and long and all(word[0].isupper() for word in long):
        return True
    return len(found) > 2 and found[0].lower() in _words(pack).group_nouns and found[1] == "of"


def _is_reported(doc: Doc, cue: ReportingCue, spans: Sequence[Span]) -> bool:
    """Whether a cue reports a clause that is more than one quotation."""
    if cue.content is None:
        return False
    start, end = cue.content
    quoted = sum(min(end, b) - max(start, a) for a, b in spans if a < end and b > start)
    return quoted < 0.8 * (end - start)


def _indirect(doc: Doc, cue: ReportingCue, voice: _Voice) -> Quote:
    """The record of a reported clause."""
    return _record(doc, "indirect", (cue.content or (cue.start, cue.end),), voice)


def _record(doc: Doc, kind: Kind, pieces: tuple[Span, ...], voice: _Voice | None) -> Quote:
    """The record of a quotation or clause."""
    start, end = pieces[0][0], pieces[-1][1]
    sentence = doc.sentence_at(start)
    cue = voice.cue if voice is not None else None
    rule = "indirect" if kind == "indirect" else "term" if kind == "term" else (voice and voice.rule) or "cue"
    return Quote(
        sentence_no=sentence.sentence_no if sentence is not None else 0,
        start=start,
        end=end,
        surface=doc.text[start:end],
        kind=kind,
        pieces=pieces,
        source=voice.source if voice is not None else None,
        cue=(cue.start, cue.end) if cue is not None else None,
        cue_lemma=cue.lemma if cue is not None else None,
        speaker=voice.speaker if voice is not None else None,
        speaker_status=voice.status if voice is not None else "unknown",
        polarity="negative" if cue is not None and cue.negated else "positive",
        modality=_modality(doc.pack, cue),
        rule=f"quote.{rule}",
        confidence=_confidence(kind, voice),
    )


def _modality(pack: Pack, cue: ReportingCue | None) -> str:
    """How firmly the cue presents what it reports."""
    if cue is None:
        return "asserted"
    modalities = _words(pack).modalities
    return modalities.get(cue.modal or "") or modalities.get(cue.lemma, "asserted")


def _confidence(kind: Kind, voice: _Voice | None) -> float:
    """Rough trust in kind and speaker: lower for continuations, for sources without a name and for indirect speech."""
    if voice is None:
        return 0.6
    named = 0.9 if voice.status == "named" else 0.75 if voice.speaker else 0.5
    return round(named - (0.1 if kind == "indirect" else 0.0) - (0.1 if voice.rule == "continued" else 0.0), 2)
