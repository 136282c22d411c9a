"""Reads the lexicon's tab-separated files and says which file and line is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError
from pipeline.records import Sector

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FOLDER = Path(__file__).parent
_SECTORS = frozenset(sector.value for sector in Sector)


@dataclass(frozen=True, slots=True)
class Row:
    """One line's values by column, with where it stands; "-" is an empty value."""

    file: str
    line: int
    values: dict[str, str]

    def error(self, message: str) -> LexiconError:
        return _error(self.file, message, self.line)

    def text(self, column: str) -> str:
        """A value that must not be empty."""
        value = self.optional(column)
        if value is None:
            raise self.error(f"{column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        value = self.values[column]
        return None if value in ("", "-") else value

    def list(self, column: str) -> tuple[str, ...]:
        """The values between |."""
        return tuple(part.strip() for part in self.values[column].split("|") if part.strip() not in ("", "-"))

    def choice(self, column: str, allowed: Collection[str]) -> str:
        value = self.values[column]
        if value not in allowed:
            raise self.error(f"no such {column}: {value}; there are {', '.join(sorted(allowed))}")
        return value

    def number(self, column: str, within: tuple[float, float] | None = None) -> float:
        try:
            value = float(self.values[column])
        except ValueError as error:
            raise self.error(f"{column} is no number: {self.values[column]!r}") from error
        if within is not None and not within[0] <= value <= within[1]:
            raise self.error(f"{column} is not between {within[0]:g} and {within[1]:g}: {value:g}")
        return value

    def sector(self, column: str = "sector") -> Sector:
        return Sector(self.choice(column, _SECTORS))

    def country(self, column: str = "country") -> str | None:
        value = self.optional(column)
        if value is not None and (len(value) != 3 or not value.isupper()):
            raise self.error(f"{column} is no ISO 3166-1 alpha-3 code: {value!r}")
        return value

    def day(self, column: str, *, last: bool) -> date | None:
        """A year, month or day; a year alone is its first or its last day."""
        value = self.optional(column)
        if value is None:
            return None
        try:
            if len(value) == 4:
                return date(int(value), 12, 31) if last else date(int(value), 1, 1)
            if len(value) == 7:
                return date(int(value[:4]), int(value[5:]), 28 if last else 1)
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.error(f"{column} is no year, month or day: {value!r}") from error


def _error(file: str, message: str, line: int) -> LexiconError:
    return LexiconError(f"pipeline/lexicon/{file}, line {line}: {message}")


def rows(file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The lines of a file ("actors/nouns.tsv") whose header names exactly these columns; lines with # are comments."""
    try:
        lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(f"pipeline/lexicon/{file}: {error.strerror}") from error
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != columns:
                raise _error(file, f"the columns must be {', '.join(columns)}", number)
        elif len(cells) != len(columns):
            raise _error(file, f"{len(cells)} values for {len(columns)} columns", number)
        else:
            yield Row(file, number, dict(zip(columns, cells, strict=True)))


def weights(file: str, columns: tuple[str, ...], column: str, features: frozenset[str]) -> dict[str, float]:
    """The weight that a column gives each feature. Raises LexiconError for one that no code sets, or one without a line."""
    found: dict[str, float] = {}
    for row in rows(file, columns):
        feature = row.text("feature")
        if feature not in features:
            raise row.error(f"no code sets the feature {feature}")
        found[feature] = row.number(column)
    if missing := features - found.keys():
        raise LexiconError(f"pipeline/lexicon/{file}: no line for {', '.join(sorted(missing))}")
    return found
