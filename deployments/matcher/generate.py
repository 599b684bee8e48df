"""Invents a newsroom's archive: articles with known copies, rewrites, independent reports and look-alike events.

The texts are no prose. Each sentence holds what the matcher sees of one: names, figures, words of the event, words of
its kind, words of the writer, with function words between. What is modelled is who shares what, and in which order:

* an *event* is a list of facts; a fact has names, figures and words of its own;
* a *report* picks facts in its own order and words each one freely: independent testimony;
* a *follow-up* mixes old facts with new ones; it is the same story;
* a *twin* is another event of the same kind, with some of the same names: a hard negative;
* a *copy* is a report trimmed or lightly edited; a *rewrite* keeps the order of facts and words of a report but
  replaces words, moves or drops sentences and damages names and figures.

Every draw comes from one seed: the same seed gives the same archive, byte for byte.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import Document

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with the truth about it."""

    document: Document
    copy: str
    origin: str
    story: str


@dataclass(slots=True)
class Fact:
    """What one sentence can tell: chunks of words that stay together."""

    chunks: list[list[str]]


@dataclass(slots=True)
class Event:
    """One event: its names and the facts about it, the most newsworthy first."""

    kind: str
    theme: list[str]  # words of the subject, shared with its twins
    names: list[str]
    facts: list[Fact]


@dataclass(slots=True)
class Archive:
    """The documents made so far, and the numbers the next ids come from."""

    documents: list[Labelled] = field(default_factory=list)
    stories: int = 0

    def add(self, sentences: list[str], copy: str | None, origin: str | None, story: str) -> Labelled:
        """Stores a text; without a copy set or origin it opens its own."""
        number = f"g{len(self.documents):06d}"
        text = "\n".join(sentences)
        row = Labelled(Document(number, None, text), copy or number, origin or number, story)
        self.documents.append(row)
        return row


class Newsroom:
    """Draws events and texts from one random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.kinds = _table("events.txt")
        pieces = _table("pieces.txt")
        self.syllables, self.function = pieces["syllables"], pieces["function"]
        self.common = sorted(ENGLISH.words("common_words"))
        self.rare = sorted({self._invent(3) for _ in range(6000)})
        self.places = sorted({self._invent(2).capitalize() for _ in range(300)})

    def _invent(self, syllables: int) -> str:
        return "".join(self.random.choice(self.syllables) for _ in range(syllables + self.random.randint(0, 1)))

    def archive(self, topics: int) -> list[Labelled]:
        """Documents of ``topics`` topics, each with an event and, mostly, a twin, shuffled."""
        archive = Archive()
        for _ in range(topics):
            event = self._event()
            self._cover(archive, event)
            for _ in range(self.random.choice((0, 1, 1, 2, 3))):
                self._cover(archive, self._twin(event))
        self.random.shuffle(archive.documents)
        return archive.documents

    # --- events ---

    def _event(self) -> Event:
        kind = self.random.choice(sorted(self.kinds))
        names = [self._name() for _ in range(self.random.randint(3, 9))]
        theme = self.random.sample(self.rare, self.random.randint(2, 8)) + self.random.sample(self.common, 8)
        return Event(kind, theme, names, self._facts(kind, theme, names, self.random.randint(6, 22)))

    def _twin(self, event: Event) -> Event:
        """Another event of the kind: some of the same names and a few of the same background facts."""
        shared_names, shared_facts = self.random.choice(((0.0, 0.3), (0.2, 0.15), (0.5, 0.25), (0.7, 0.4)))
        kept = [name for name in event.names if self.random.random() < shared_names]
        names = [self._name() for _ in range(self.random.randint(2, 5))] + kept
        self.random.shuffle(names)
        facts = self._facts(event.kind, event.theme, names, self.random.randint(6, 18))
        background = [
            self._elsewhere(fact, event.names, kept) for fact in event.facts if self.random.random() < shared_facts
        ]
        told = facts + background
        self.random.shuffle(told)
        return Event(event.kind, event.theme, names, told)

    def _elsewhere(self, fact: Fact, names: list[str], kept: list[str]) -> Fact:
        """A fact as it would be told of a twin: its figures and the names that the twin does not share are others."""
        chunks = [[self._in_place_of(word, names, kept) for word in chunk] for chunk in fact.chunks]
        return Fact(chunks)

    def _in_place_of(self, word: str, names: list[str], kept: list[str]) -> str:
        if word[:1].isdigit():
            return self._figure()
        return self._name() if word in names and word not in kept else word

    def _name(self) -> str:
        if self.random.random() < 0.35:
            return self.random.choice(self.places)
        return " ".join(self._invent(2).capitalize() for _ in range(self.random.choice((1, 2, 2))))

    def _facts(self, kind: str, theme: list[str], names: list[str], count: int) -> list[Fact]:
        return [self._fact(kind, theme, names) for _ in range(count)]

    def _fact(self, kind: str, theme: list[str], names: list[str]) -> Fact:
        """A few words of the kind and the subject, names, a figure."""
        draw = self.random
        words = draw.sample(self.kinds[kind], draw.randint(1, 4)) + draw.sample(self.common, draw.randint(2, 5))
        words += draw.sample(self.rare, draw.randint(0, 3)) + draw.sample(theme, draw.randint(0, 3))
        words += [draw.choice(names[: 1 + int(len(names) * draw.random())]) for _ in range(draw.choice((0, 1, 1, 2)))]
        words += [self._figure()] * (draw.random() < 0.4)
        draw.shuffle(words)
        return Fact(_chunks(words, draw))

    def _figure(self) -> str:
        draw = self.random
        return str(draw.choice((draw.randint(2, 30), draw.randint(30, 900), draw.randint(1000, 90000))))

    # --- reports ---

    def _cover(self, archive: Archive, event: Event) -> None:
        """Independent reports of an event, with follow-ups, copies and rewrites."""
        archive.stories += 1
        story = f"s{archive.stories}"
        loyalty = self.random.uniform(0.4, 0.7)  # how much of a fact's own words a writer keeps
        for number in range(self.random.choice((1, 1, 1, 1, 2, 3, 4, 10))):
            told = self._follow_up(event) if number > 2 and self.random.random() < 0.25 else event
            sentences = self._report(told, loyalty)
            row = archive.add(sentences, None, None, story)
            for _ in range(self.random.choice((0, 0, 0, 1, 3))):
                archive.add(self._copy(sentences), row.copy, row.origin, story)
            for _ in range(self.random.choice((0, 0, 0, 1, 3))):
                archive.add(self._rewrite(sentences), None, row.origin, story)

    def _follow_up(self, event: Event) -> Event:
        names = [*event.names, self._name()]
        new = self._facts(event.kind, event.theme, names, self.random.randint(2, 8))
        return Event(event.kind, event.theme, names, new + event.facts[: self.random.randint(3, 10)])

    def _report(self, event: Event, loyalty: float) -> list[str]:
        """Facts by newsworthiness with a writer's own order, words, names and padding."""
        draw = self.random
        ranked = sorted(enumerate(event.facts), key=lambda entry: entry[0] + draw.gauss(0, 3))
        chosen = [fact for _, fact in ranked[: draw.randint(3, max(4, len(ranked)))]]
        chosen.sort(key=lambda fact: event.facts.index(fact) + draw.gauss(0, 10))
        own_names = [self._name() for _ in range(draw.randint(0, 5))] + draw.sample(self.places, 3)
        title = self._word_out(event.facts[0], loyalty, event.kind, 0, own_names)
        lead = self._word_out(event.facts[0], loyalty, event.kind, 2, own_names)
        body = [self._word_out(fact, loyalty, event.kind, draw.randint(1, 7), own_names) for fact in chosen]
        nothing = Fact([])
        for _ in range(int(len(body) * draw.uniform(0, 0.8))):
            padding = self._word_out(nothing, 0.0, event.kind, draw.randint(6, 14), own_names)
            body.insert(draw.randint(1, len(body)), padding)
        return [title, lead, *body]

    def _word_out(self, fact: Fact, loyalty: float, kind: str, own: int, own_names: list[str]) -> str:
        """A fact in a writer's words: some of its chunks, in any order, among words of the writer's own."""
        draw = self.random
        chunks = [chunk for chunk in fact.chunks if draw.random() < _loyalty(chunk, loyalty)]
        pool = draw.choice((self.common, self.common, self.rare, self.kinds[kind]))
        mine = [[draw.choice(pool if draw.random() < 0.5 else self.common)] for _ in range(own)]
        mine += [[draw.choice(own_names)]] * (own > 0 and draw.random() < 0.6)
        told = chunks + mine or [draw.sample(self.common, 3)]
        draw.shuffle(told)
        return self._sentence([word for chunk in told for word in chunk])

    def _sentence(self, words: list[str]) -> str:
        pieces: list[str] = []
        for word in words:
            pieces += [self.random.choice(self.function)] * self.random.choice((0, 1, 1, 2)) + [word]
        text = " ".join(pieces)
        return text[:1].upper() + text[1:] + "."

    # --- copies and rewrites ---

    def _copy(self, sentences: list[str]) -> list[str]:
        """Trimmed, lightly edited or syndicated under a new line."""
        draw = self.random
        kept = list(sentences)
        if draw.random() < 0.4:
            kept = kept[: max(4, int(len(kept) * draw.uniform(0.4, 0.9)))]
        if draw.random() < 0.5:
            kept = [self._misspell(sentence) if draw.random() < 0.15 else sentence for sentence in kept]
        if draw.random() < 0.4:
            kept.append(self._sentence(draw.sample(self.common, 8)))
        return kept

    def _misspell(self, sentence: str) -> str:
        at = self.random.randrange(1, max(2, len(sentence) - 2))
        return sentence[:at] + sentence[at + 1 :]

    def _rewrite(self, sentences: list[str]) -> list[str]:
        """Same order of facts, other words; some rewrites keep half, move sentences and damage names."""
        draw = self.random
        harshness = draw.choice((0.05, 0.1, 0.2, 0.3, 0.4))
        damaged = {name: self._damage(name) for name in self._names_in(sentences) if draw.random() < 0.12}
        kept = list(sentences)
        if draw.random() < 0.35:
            kept = [sentence for sentence in kept if draw.random() < draw.uniform(0.5, 0.9)] or kept
        for _ in range(draw.choice((0, 0, 0, 1, 2))):
            kept.insert(draw.randrange(len(kept)), kept.pop(draw.randrange(len(kept))))
        return [self._reword(sentence, harshness, damaged) for sentence in kept]

    def _names_in(self, sentences: list[str]) -> list[str]:
        return sorted({word.strip(".") for line in sentences for word in line.split()[1:] if word[:1].isupper()})

    def _damage(self, name: str) -> str:
        return self.random.choice((self._misspell(name), self.random.choice(self.common), name[:1] + self._invent(2)))

    def _reword(self, sentence: str, harshness: float, damaged: dict[str, str]) -> str:
        draw = self.random
        words = [damaged.get(word, word) for word in sentence.rstrip(".").split()]
        words = [self._other_word(word) if draw.random() < harshness else word for word in words]
        for _ in range(draw.choice((0, 0, 1, 2))):
            at = draw.randrange(len(words))
            words.insert(max(0, at - draw.randint(1, 3)), words.pop(at))
        words = [word for word in words if draw.random() > harshness / 6]
        return " ".join(words or ["so"]) + "."

    def _other_word(self, word: str) -> str:
        """A synonym as far as the matcher can tell; figures and names change more rarely."""
        if word in self.function:
            return self.random.choice(self.function)
        if word[:1].isupper() or word[:1].isdigit():
            return word if self.random.random() < 0.7 else self._damage(word)
        return self.random.choice(self.common)


def _loyalty(chunk: list[str], loyalty: float) -> float:
    """Names are kept where words are changed."""
    return loyalty + 0.25 if any(word[:1].isupper() for word in chunk) else loyalty


def _chunks(words: list[str], draw: random.Random) -> list[list[str]]:
    """The words in runs of one or two: writers move phrases, not words."""
    chunks: list[list[str]] = []
    while words:
        size = draw.choice((1, 1, 2))
        chunks, words = [*chunks, words[:size]], words[size:]
    return chunks


def _table(name: str) -> dict[str, list[str]]:
    """The ``key: words`` lines of a data file beside this one."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if not line.startswith("#"))
    return {key: words.split() for key, _, words in pairs}
