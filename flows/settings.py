"""What can be set: the keys of `settings.toml` and of `sources.toml`, with their ranges and what they mean."""

from __future__ import annotations

import ipaddress
import re
from importlib.metadata import version
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

ENV_PREFIX = "NIGHTDESK_"
PROGRAM_VERSION = version("nightdesk")


class Settings(BaseSettings):
    """How a project's nights run."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_prefix=ENV_PREFIX)

    engine: Literal["prefect", "plain"] = Field(
        default="prefect", description="Run nights as Prefect flow runs, or plainly without Prefect's engine."
    )
    executor: Annotated[str, Field(pattern=r"^(process:[1-9]\d*|(tcp|tls)://[^\s/@]+:\d+)$")] = Field(
        default="process:2",
        description="Where batches of pure work run: process:N for N local worker processes, or the scheduler of a "
        "Dask cluster, tcp://host:8786 or tls://host:8786 (pip install 'nightdesk[dask]').",
    )
    warehouse: Annotated[str, Field(pattern=r"^(file|ducklake:postgres:.+)$")] = Field(
        default="file",
        description="Where the working tables are: file, nightdesk.duckdb in the project folder; or a DuckLake, "
        "ducklake:postgres:host=… dbname=…, with its catalogue in PostgreSQL (pip install 'nightdesk[ducklake]').",
    )
    lake_folder: str = Field(
        default="lake",
        description="Folder for the Parquet files of a DuckLake, relative to the project; shared storage if you like.",
    )
    schedule: str = Field(
        default="0 4 * * *",
        description="When nights are due: cron, five fields, in time_zone, at most once a day; 'nightdesk serve' "
        "starts them, any other scheduler is set to the same times.",
    )
    time_zone: str = Field(
        default="UTC",
        description="IANA time zone of the schedule, for example Europe/London: nights follow its clock and its days.",
    )
    stale_after_h: Annotated[float, Field(gt=0, le=168)] = Field(
        default=12.0,
        description="A scheduled night that would start later than this many hours skips itself; the next catches up.",
    )
    notify: tuple[SecretStr, ...] = Field(
        default=(),
        description="Who is told when a night fails or needs a look: addresses of webhooks (https://...) or of Apprise "
        "(mailto://..., ntfy://...); best kept in the environment.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="How a run tells what it does on standard error: for people, or a JSON object a line.",
    )
    backend: Annotated[str, Field(pattern=r"^(rules|spacy:.+|gliner:.+)$")] = Field(
        default="rules",
        description="What finds names: rules (built in, no model), spacy:PIPELINE or gliner:MODEL, which are loaded "
        "from this machine (pip install 'nightdesk[models]').",
    )
    memory_limit: Annotated[str, Field(pattern=r"^\d+(\.\d+)?(MB|GB)$")] = Field(
        default="4GB", description="The most memory the database may use, for example 4GB."
    )
    max_item_bytes: Annotated[int, Field(ge=1_000, le=1_000_000_000)] = Field(
        default=10_000_000, description="Items larger than this many bytes are rejected as too_large."
    )
    clean_timeout_s: Annotated[float, Field(gt=0, le=600)] = Field(
        default=20.0, description="Seconds one page may take to clean before a simpler extraction is tried."
    )
    revisit_days: Annotated[int, Field(ge=0, le=365)] = Field(
        default=3, description="Days for which an article is read again to notice edits and withdrawals."
    )
    keep_editions: Annotated[int, Field(ge=1, le=10_000)] = Field(
        default=14, description="How many published editions stay in the editions folder."
    )
    keep_captures_days: Annotated[int, Field(ge=0, le=36_500)] = Field(
        default=0,
        description="Days for which bytes as received are kept, whole nights at a time; 0: for ever. What was made of "
        "them stays; only reprocess --stage clean and replays read them again.",
    )
    publish_texts: Literal["nowhere", "edition", "everywhere"] = Field(
        default="edition",
        description="Where full texts of articles go, which are others' copyright: nowhere; edition, your own file, in "
        "which every fact can be checked; everywhere, also into what publish --to writes.",
    )
    matcher: Literal["shipped", "own"] = Field(
        default="shipped",
        description="Which trained matcher scores pairs of articles; own: the one that label --retrain wrote here.",
    )
    contact: str = Field(
        default="", description="E-mail or web address at which publishers reach you; without it nothing is fetched."
    )
    user_agent: Annotated[str, Field(pattern=r"^[ -~]*$")] = Field(
        default="", description="How requests name themselves; empty: Nightdesk, its version and the contact."
    )
    concurrent_sources: Annotated[int, Field(ge=1, le=64)] = Field(
        default=8, description="Sources read at the same time; one host is never asked twice at a time."
    )
    delay_s: Annotated[float, Field(ge=0, le=600)] = Field(
        default=2.0, description="Least seconds between two requests to one host; more if it is slow or asks for more."
    )
    fetch_deadline_s: Annotated[float, Field(gt=0, le=3600)] = Field(
        default=60.0, description="Seconds one answer may take in all, from resolving the name to the last byte."
    )
    fetch_silence_s: Annotated[float, Field(gt=0, le=3600)] = Field(
        default=20.0, description="Seconds a host may stay silent within an answer."
    )
    fetch_min_bytes_per_s: Annotated[float, Field(ge=0)] = Field(
        default=100.0, description="Least bytes a second of an answer, on average after its first ten seconds."
    )
    fetch_window_s: Annotated[float, Field(gt=0)] = Field(
        default=21_600.0, description="Seconds after which a night fetches no more; the rest waits for the next one."
    )
    retry_nights: Annotated[int, Field(ge=0, le=30)] = Field(
        default=3, description="Nights on which an address that failed in passing is tried again."
    )
    full_fetch_days: Annotated[int, Field(ge=0, le=365)] = Field(
        default=7, description="Days after which an address is fetched whole even if it says that nothing changed."
    )
    max_decoded_bytes: Annotated[int, Field(ge=1_000, le=1_000_000_000)] = Field(
        default=20_000_000, description="Fetched items larger than this once decompressed are rejected as too_large."
    )
    respect_tdm: bool = Field(
        default=True, description="Pages that reserve text and data mining (TDMRep) are rejected as tdm_reserved."
    )
    allow_networks: tuple[str, ...] = Field(
        default=(), description='Networks that may be fetched from though they are private, for example "10.2.0.0/16".'
    )

    @field_validator("warehouse")
    @classmethod
    def _warehouse_holds_no_secret(cls, warehouse: str) -> str:
        if re.search(r"password|passfile|://", warehouse, re.IGNORECASE):
            raise ValueError("name the database as host=… dbname=… user=…; the password belongs in ~/.pgpass")
        return warehouse

    @field_validator("schedule")
    @classmethod
    def _schedule_is_cron(cls, schedule: str) -> str:
        from nightdesk.transforms.nights import why_no_schedule  # here: most calls never look at the schedule

        if why := why_no_schedule(schedule):
            raise ValueError(f"{schedule!r} {why}")
        return schedule

    @field_validator("time_zone")
    @classmethod
    def _time_zone_is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{name!r} is no IANA time zone; Europe/London is one") from None
        return name

    @field_validator("allow_networks")
    @classmethod
    def _networks_are_networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ipaddress.ip_network(network)  # says what is wrong with it
        return networks

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line over environment over file over defaults."""
        return (init_settings, env_settings)
