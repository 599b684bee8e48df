"""Archives by day: what folders, WARC files and tables hold for each source on each day, and how to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from nightdesk.flows.collect import CollectContext, Item, Received, Refused
from nightdesk.flows.collect.folder import files_below, read_below
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import Project
from nightdesk.flows.run.progress import Progress
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.transforms.clean.metadata.stated_dates import normalise_date, to_utc
from nightdesk.transforms.nights import NightCalendar


class ArchiveFile(NamedTuple):
    """A file of an archive."""

    path: Path
    root: Path  # the path it was found below, or itself
    archive_id: str  # the source its items belong to where no declared one claims them


class Dated(NamedTuple):
    """An item with the day and the source it belongs to."""

    item: Item
    day: date
    source_id: str


@dataclass
class Survey:
    """What a survey found."""

    days: dict[date, dict[str, list[ArchiveFile]]] = field(default_factory=dict)
    """{day: {source_id: files}} inside the span asked for, days in order."""
    counts: Counter[date] = field(default_factory=Counter)
    outside: Counter[date] = field(default_factory=Counter)

    def span_outside(self) -> str:
        """In words: what lies outside the span."""
        return f"{self.outside.total()} items from {min(self.outside)} to {max(self.outside)}" if self.outside else ""


class Archives:
    """Paths whose items are told apart by day and source.

    An item's day is that of its WARC-Date, else of what the carrier says about its publication, else of its file; what
    could not be read has the day of the item before it. Its source is the declared one of the same site or folder,
    else one named after the path.
    """

    def __init__(self, project: Project, paths: Sequence[Path]) -> None:
        for path in paths:
            if not path.exists():
                raise UsageError(f"{path} does not exist; name folders, WARC files or tables")
        own = sources_of_paths(paths)
        self.sources = {source.id: source for source in [*own, *project.sources]}
        self._calendar: NightCalendar = project.calendar
        self._roots = [(source.id, path.absolute()) for source, path in zip(own, paths, strict=True)]
        self._sites: dict[str, str] = {}
        for source in project.sources:
            if source.url:
                self._sites.setdefault(_site(source.url), source.id)
        self._folders = [(source.path, source.id) for source in project.sources if source.path]

    def survey(self, context: CollectContext, first: date | None, last: date, progress: Progress) -> Survey:
        """Reads everything once and notes what lies where."""
        holding = Survey()
        found: dict[date, dict[str, dict[ArchiveFile, None]]] = {}
        for place in self._places():
            for _, day, source_id in self.dated(place, context):
                is_inside = (first is None or day >= first) and day <= last
                (holding.counts if is_inside else holding.outside)[day] += 1
                if is_inside:
                    found.setdefault(day, {}).setdefault(source_id, {})[place] = None
                progress.advance()
        holding.days = {day: {source: list(places) for source, places in found[day].items()} for day in sorted(found)}
        return holding

    def read(self, places: Sequence[ArchiveFile], day: date, source_id: str, context: CollectContext) -> Iterator[Item]:
        """What these files hold for one source on one day."""
        for place in places:
            for dated in self.dated(place, context):
                if (dated.day, dated.source_id) == (day, source_id):
                    yield dated.item

    def dated(self, place: ArchiveFile, context: CollectContext) -> Iterator[Dated]:
        """The items of a file in their order; its records that are no page are left to `load` to count."""
        day = self._calendar.day_of(datetime.fromtimestamp(place.path.lstat().st_mtime, UTC))
        source = self.sources[place.archive_id]
        for item in read_below(place.path, place.root, source, context):
            if isinstance(item, Received | Refused):
                day = self._day(item) or day
                yield Dated(item, day, self._owner(item.url) or place.archive_id)

    def _places(self) -> Iterator[ArchiveFile]:
        for source_id, root in self._roots:
            for path in files_below(root) if root.is_dir() else [root]:
                yield ArchiveFile(path, root, source_id)

    def _day(self, item: Received | Refused) -> date | None:
        if isinstance(item, Received) and item.received_at:
            return self._calendar.day_of(item.received_at)
        stated = normalise_date(item.hints.published) if item.hints.published else None
        if stated is None:
            return None
        moment = to_utc(stated) if len(stated) > len("2026-03-01") else None
        return self._calendar.day_of(moment) if moment else date.fromisoformat(stated[:10])

    def _owner(self, url: str) -> str | None:
        if url.startswith(("http://", "https://")):
            return self._sites.get(_site(url))
        path = Path(url.partition("#")[0])
        return next((source_id for folder, source_id in self._folders if path.is_relative_to(folder)), None)


def _site(url: str) -> str:
    """The host of a web address, without www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
