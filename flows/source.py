"""A source as `sources.toml` declares it: its keys with their ranges and what they mean."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from nightdesk.transforms.web.urls import without_credentials

SourceKind = Literal["feed", "sitemap", "pages", "list", "folder", "table", "warc"]


COLUMNS = ("id", "url", "title", "text", "html", "published_at", "authors", "language", "section")
"""What a row of a table can say about an article."""


class Source(BaseModel):
    """One outlet or place that articles come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=80)] = Field(
        description="Short stable key, lower case; it stands on every row that came from here."
    )
    name: str | None = Field(default=None, description="Name shown to readers; the id where it is missing.")
    kind: SourceKind = Field(
        description="feed (RSS, Atom, JSON Feed), sitemap (also an index, also gzip), pages (one that links to "
        "articles), list (a file of addresses or paths), folder (of HTML, text, Markdown, JSON), table (JSONL, CSV, "
        "Parquet) or warc."
    )
    url: str | None = Field(
        default=None, description="Address of the feed, sitemap or page (kinds feed, sitemap, pages)."
    )
    path: Path | None = Field(default=None, description="Folder or file, relative to this file (the other kinds).")
    glob: str | None = Field(
        default=None, description="Which files below a folder are read, for example **/*.html; all where it is missing."
    )
    links: str | None = Field(
        default=None,
        description="CSS selector of the links to articles (kind pages); found by their form where missing.",
    )
    columns: dict[str, str] = Field(
        default={},
        description=f'Names the columns of a table, for example {{text = "body"}}; keys: {", ".join(COLUMNS)}.',
    )
    max_age_days: Annotated[int, Field(ge=1, le=36_500)] = Field(
        default=3,
        description="Addresses that a sitemap dates earlier than this many days ago are skipped (kind sitemap).",
    )
    most: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        default=1_000,
        description="Most new addresses taken in one night (kinds sitemap, pages); the others wait for the next.",
    )
    mirror: Path | None = Field(
        default=None, description="Folder laid out as host/path that answers for the web; relative to this file."
    )
    language: str | None = Field(default=None, description="ISO 639-1 language of the outlet, if it has one.")
    auth: Annotated[str, Field(pattern=r"^env:[A-Za-z_][A-Za-z0-9_]*$")] | None = Field(
        default=None,
        description="env:NAME, the variable that holds user:password or Bearer TOKEN; sent to the source's host alone, "
        "over https.",
    )
    identity: Literal["address", "guid"] = Field(
        default="address",
        description="What makes an entry the article of an earlier night: its address, or first its own id (guid), for "
        "feeds whose addresses change.",
    )
    min_articles_per_day: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="What the source brings at least, over its last seven days; less is an alarm."
    )

    @model_validator(mode="after")
    def _keys_fit_the_kind(self) -> Self:
        needed = "url" if self.kind in _WEB_KINDS else "path"
        if getattr(self, needed) is None:
            raise ValueError(f"a source of kind {self.kind} needs {needed}")
        for key, kinds in _KINDS_OF_KEY.items():
            if key in self.model_fields_set and self.kind not in kinds:
                raise ValueError(f"{key} belongs to sources of kind {' or '.join(kinds)}, not {self.kind}")
        return self

    @field_validator("url")
    @classmethod
    def _url_holds_no_secret(cls, url: str | None) -> str | None:
        if url is not None and without_credentials(url) != url:
            raise ValueError('the address holds a password; keep it in the environment and say auth = "env:NAME"')
        return url

    @field_validator("links")
    @classmethod
    def _links_is_a_selector(cls, links: str | None) -> str | None:
        from nightdesk.transforms.web.links import selector_error  # here: few projects need the parser

        if links is not None and (error := selector_error(links)):
            raise ValueError(f"not a CSS selector: {error}")
        return links

    @field_validator("columns")
    @classmethod
    def _columns_are_known(cls, columns: dict[str, str]) -> dict[str, str]:
        for name in columns:
            if name not in COLUMNS:
                nearest = difflib.get_close_matches(name, COLUMNS, n=1) or COLUMNS
                raise ValueError(f"unknown column {name!r}; did you mean {' or '.join(map(repr, nearest))}?")
        return columns

    @property
    def label(self) -> str:
        """The name for readers."""
        return self.name or self.id

    @property
    def address(self) -> str:
        """The URL or path it is read from."""
        return self.url or str(self.path)


_WEB_KINDS = ("feed", "sitemap", "pages")
_KINDS_OF_KEY = {
    "url": _WEB_KINDS,
    "path": ("list", "folder", "table", "warc"),
    "mirror": (*_WEB_KINDS, "list"),
    "glob": ("folder", "table", "warc"),
    "links": ("pages",),
    "columns": ("table",),
    "max_age_days": ("sitemap",),
    "most": ("sitemap", "pages"),
    "auth": _WEB_KINDS,
    "identity": ("feed",),
}
