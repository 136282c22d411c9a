"""Reads the tab-separated files of ``pipeline/lexicon/places`` and says which file and line is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline.lexicon
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(pipeline.lexicon.__file__).parent / "places"


@dataclass(frozen=True, slots=True)
class Row:
    """One line's values by column, with where it stands."""

    file: str
    line: int
    values: dict[str, str]

    def error(self, message: str) -> LexiconError:
        return LexiconError(f"pipeline/lexicon/places/{self.file}, line {self.line}: {message}")

    def text(self, column: str) -> str:
        """A value that must not be empty."""
        value = self.values[column]
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        return self.values[column] or None

    def list(self, column: str) -> tuple[str, ...]:
        """The values between |."""
        return tuple(part.strip() for part in self.values[column].split("|") if part.strip())

    def number(self, column: str) -> float:
        try:
            return float(self.values[column])
        except ValueError as error:
            raise self.error(f"{column} is no number: {self.values[column]!r}") from error


def rows(file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The lines of a file whose header names exactly these columns; lines that begin with # are comments."""
    try:
        lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(f"pipeline/lexicon/places/{file}: {error.strerror}") from error
    header = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = tuple(cells)
            if header != columns:
                raise LexiconError(f"pipeline/lexicon/places/{file}, line {number}: the columns must be {columns}")
            continue
        if len(cells) != len(columns):
            raise LexiconError(
                f"pipeline/lexicon/places/{file}, line {number}: {len(cells)} values, {len(columns)} columns"
            )
        yield Row(file, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
