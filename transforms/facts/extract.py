"""Every fact of one article: sentences and zones first, then each finder in turn.

A pure function of the document and of what the project adds: the same text and publication date give the same facts,
with the same ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nightdesk.transforms.clean.boilerplate import find_blocks
from nightdesk.transforms.facts.commitments.find import find_commitments
from nightdesk.transforms.facts.frame import Frame, read_frame
from nightdesk.transforms.facts.quantities import find_quantities
from nightdesk.transforms.facts.quotes import find_quotes
from nightdesk.transforms.facts.statements import find_statements
from nightdesk.transforms.facts.time.find import find_dates
from nightdesk.transforms.language.detect import detect_language
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.language.packs import ENGLISH, pack_for
from nightdesk.transforms.language.sentences import MOST_SENTENCE
from nightdesk.transforms.names.document_names import MOST_BEARERS, is_crowded
from nightdesk.transforms.names.found_names import FoundName, NameFinder, with_names
from nightdesk.transforms.names.mentions import find_mentions
from nightdesk.transforms.names.project_rules import MOST_MATCHES, NO_RULES, ProjectRules, find_project_names
from nightdesk.transforms.records import Document, Extraction, Mention, RemovedBlock
from nightdesk.transforms.text import tokens

VERSION = "2026.12.1"
"""Version of the rules, on every fact row; it changes whenever any rule or lexicon may change a fact."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """An analysed article and what its frame states."""

    doc: Doc
    frame: Frame
    boilerplate: tuple[RemovedBlock, ...]
    capped: tuple[str, ...]


def version_with(rules: ProjectRules, finder: NameFinder | None) -> str:
    """The version of the extractor with what a project adds to it."""
    return "+".join(part for part in (VERSION, rules.version, finder.version if finder else "") if part)


def language_of(document: Document) -> str | None:
    """The language of an article, ISO 639-1: as stated with it, else detected; None where neither tells."""
    return document.language or detect_language(document.text, None)[0]


def analyse(
    document: Document, pack: Pack = ENGLISH, rules: ProjectRules = NO_RULES, finder: NameFinder | None = None
) -> Analysis:
    """The article with zones, dates, mentions and quotes: all that the remaining finders read."""
    blocks = find_blocks(document.text)
    pack = pack.extended(rules.lexicons)
    frame = read_frame(document.text, blocks, pack)
    reference, basis = reference_date(document, frame)
    spans = [(sentence.start, sentence.end) for sentence in frame.sentences]
    doc = Doc(
        pack=pack,
        text=document.text,
        title=document.title,
        sentences=frame.sentences,
        tokens=tuple(tokens(document.text, span) for span in spans),
        reference_date=reference,
        reference_basis=basis,
    )
    doc = doc.with_layers(dates=find_dates(doc))
    own = find_project_names(rules, doc.text)
    doc = doc.with_layers(mentions=_mentions(doc, own, finder))
    return Analysis(doc.with_layers(quotes=find_quotes(doc)), frame, tuple(blocks), _capped(doc, own))


def _capped(doc: Doc, own: Sequence[FoundName]) -> tuple[str, ...]:
    """The caps that took effect, in words."""
    caps = (
        (f"{MOST_MATCHES} matches of the project's rules", len(own) >= MOST_MATCHES),
        (f"{MOST_BEARERS} people of one name", is_crowded(doc.mentions)),
        (
            f"{MOST_SENTENCE:,} characters a sentence",
            any(sentence.end - sentence.start >= MOST_SENTENCE for sentence in doc.sentences),
        ),
    )
    return tuple(cap for cap, reached in caps if reached)


def _mentions(doc: Doc, own: Sequence[FoundName], finder: NameFinder | None) -> tuple[Mention, ...]:
    """Built-in rules, a model's names in place of theirs where there is one, the project's own rules above both."""
    mentions = find_mentions(doc)
    if finder is not None:
        mentions = with_names(doc, mentions, finder.names(doc.text), keep_names=False)
    return with_names(doc, mentions, own, keep_names=True) if own else mentions


def extract(document: Document, rules: ProjectRules = NO_RULES, finder: NameFinder | None = None) -> Extraction:
    """All facts of one article, each with offsets into ``document.text``.

    An article in a language without a pack, or in one that cannot be told, is skipped: it has no facts.
    """
    language = language_of(document)
    pack = pack_for(language)
    if pack is None:
        return _skipped(document, language)
    return _extract(document, analyse(document, pack, rules, finder))


def _skipped(document: Document, language: str | None) -> Extraction:
    return Extraction(
        article_id=document.article_id,
        reference_date=None,
        reference_basis=None,
        sentences=(),
        quotes=(),
        mentions=(),
        dates=(),
        quantities=(),
        statements=(),
        commitments=(),
        byline=document.authors,
        agency=document.agency,
        language=language,
        skipped="language",
    )


def _extract(document: Document, analysis: Analysis) -> Extraction:
    doc, frame = analysis.doc, analysis.frame
    return Extraction(
        article_id=document.article_id,
        reference_date=doc.reference_date,
        reference_basis=doc.reference_basis,
        sentences=doc.sentences,
        quotes=doc.quotes,
        mentions=doc.mentions,
        dates=doc.dates,
        quantities=find_quantities(doc),
        statements=find_statements(doc),
        commitments=find_commitments(doc),
        byline=frame.byline or document.authors,
        agency=frame.agency or document.agency,
        dateline=frame.dateline,
        publication_date=frame.publication_date,
        boilerplate=analysis.boilerplate,
        capped=analysis.capped,
        language=doc.pack.code,
    )


def reference_date(document: Document, frame: Frame) -> tuple[date | None, str | None]:
    """The day relative dates are read against and its basis: given with the document, stated in the text, unknown."""
    given = _day(document.published)
    if given is not None:
        return given, "given"
    if frame.publication_date is not None:
        return frame.publication_date, "text"
    return None, None


def _day(published: str | None) -> date | None:
    """The calendar day of an ISO 8601 instant, None for anything else."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
