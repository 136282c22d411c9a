"""The reports of the window as a merger holds them: what is compared unpacked, what is only told again packed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.merge.report import Report, Sighting
from pipeline.merge.story import Told
from pipeline.merge.trace import Setting, Trace, setting_of, trace_of
from pipeline.records import Record, read

if TYPE_CHECKING:
    from datetime import datetime


class Row(Record):
    """A report of the window: the how manieth it was, whose text it copies, the story of each of its sightings.

    ``opened`` says with which report each story began, ``indexed`` whether other reports are compared with this one,
    ``first`` which report its text came with first: a correction keeps that.
    """

    report: Report
    number: int
    copy_of: str | None
    stories: list[str]
    opened: dict[str, int]
    indexed: bool
    first: int


@dataclass(slots=True)
class Kept:
    """A row in a fraction of the memory that records of pydantic take: some 10 KB a sighting."""

    number: int
    article_id: str
    source: str | None
    agency: str | None
    published_at: datetime | None
    seen: datetime
    copy_of: str | None
    stories: list[str]
    opened: dict[str, int]
    indexed: bool
    first: int
    traces: list[Trace]
    setting: Setting
    packed: list[bytes]
    sketch: str
    terms: dict[str, float]

    def told(self, place: int) -> Told:
        """The mention that the sighting at this place makes."""
        sighting = read(Sighting, self.packed[place])
        return Told(self.article_id, self.source, self.agency, self.published_at, self.seen, sighting, self.copy_of)

    def to_row(self) -> Row:
        """The opposite of ``keep``."""
        report = Report(
            article_id=self.article_id,
            source=self.source,
            agency=self.agency,
            published_at=self.published_at,
            seen=self.seen,
            sketch=self.sketch,
            terms=self.terms,
            sightings=[read(Sighting, packed) for packed in self.packed],
        )
        return Row(
            report=report,
            number=self.number,
            copy_of=self.copy_of,
            stories=self.stories,
            opened=self.opened,
            indexed=self.indexed,
            first=self.first,
        )


def keep(row: Row) -> Kept:
    """A row packed."""
    report = row.report
    traces = [trace_of(sighting) for sighting in report.sightings]
    return Kept(
        number=row.number,
        article_id=report.article_id,
        source=report.source,
        agency=report.agency,
        published_at=report.published_at,
        seen=report.seen,
        copy_of=row.copy_of,
        stories=row.stories,
        opened=row.opened,
        indexed=row.indexed,
        first=row.first,
        traces=traces,
        setting=setting_of(traces),
        # copied, since orjson's bytes hold on to eight times the memory they need
        packed=[bytes(memoryview(sighting.to_json())) for sighting in report.sightings],
        sketch=report.sketch,
        terms=report.terms,
    )
