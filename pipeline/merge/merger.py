"""Joins the events of many articles to stories, one article after the other in the order they come.

A sighting is compared with those of the reports that are near, and joins the story of the best match, or opens one. All
state is the reports of the window with the story of each sighting: everything else can be rebuilt from these rows.
A story is open until its first report leaves the window; then it stays as it is, and later sightings open a new one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.merge.alike import ENOUGH, Features, alike, alike_within, features, settings_apart
from pipeline.merge.copies import Copies
from pipeline.merge.neighbours import Neighbours
from pipeline.merge.sketch import Sketch
from pipeline.merge.story import story_of
from pipeline.merge.trace import setting_of, trace_of
from pipeline.merge.window import Kept, Row, keep
from pipeline.records import Story, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.merge.alike import Rarity
    from pipeline.merge.report import Report
    from pipeline.merge.trace import Setting

    # a sighting, how near its article is (None: it is the same article), the days between the two, what their places say
    _Candidate = tuple[Features, float | None, float, float]

_FLOOR = 0.05  # articles with a smaller cosine are about different things
_DAYS = 30  # the most between two reports of one happening
_MENTIONS = 500  # a story with more is full
_ALL = 0.6  # of what is enough, on the mean of its mentions, before a sighting joins a story
_COMPARED = 6  # sightings of a story that a new one is compared with


class Changes(NamedTuple):
    """What an article changed: stories as they are now, ids of those nobody tells any more, articles no longer kept.

    ``rows`` are the articles whose rows are others than before.
    """

    stories: list[Story]
    gone: list[str]
    dropped: list[str]
    rows: list[str]


class Merger:
    """The stories of the last ``window`` reports."""

    def __init__(self, window: int = 10_000) -> None:
        self._window = window
        self._newest = 0
        self._rows: dict[str, Kept] = {}
        self._stories: dict[str, list[tuple[str, int]]] = {}
        self._opened: dict[str, int] = {}
        self._copies = Copies()
        self._neighbours = Neighbours()

    def add(self, report: Report, number: int | None = None) -> Changes:
        """Take an article in; one that is known is corrected, or left as it is where nothing of it is new.

        ``number`` counts what comes up, with gaps if need be.
        """
        self._newest = self._newest + 1 if number is None else number
        if self._is_known(report):
            return Changes([], [], self._drop_old(), [])
        touched = self._release(report.article_id)
        dropped = self._drop_old()
        orphans = self._copies.add(report.article_id, Sketch.from_text(report.sketch), self._newest)
        touched |= self._reroot(orphans)
        root = self._copies.root(report.article_id)
        stories = self._join(report, self._near(report, root))
        opened = {story: self._opened.setdefault(story, self._newest) for story in stories}
        # a copy is found through its root, unless it tells what that does not
        indexed = root is None or self._newest in opened.values()
        self._take(
            Row(
                report=report,
                number=self._newest,
                copy_of=root,
                stories=stories,
                opened=opened,
                indexed=indexed,
                first=self._copies.order(report.article_id),
            )
        )
        return self._changes(touched | set(stories), dropped, [*orphans, report.article_id])

    def remove(self, article_id: str, number: int | None = None) -> Changes:
        """Withdraw an article: its mentions leave their stories."""
        self._newest = self._newest if number is None else number
        touched = self._release(article_id)
        orphans = self._copies.remove(article_id)
        touched |= self._reroot(orphans)
        return self._changes(touched, self._drop_old(), orphans)

    def __contains__(self, article_id: str) -> bool:
        """Whether an article is in the window."""
        return article_id in self._rows

    @property
    def newest(self) -> int:
        """The number of the last report."""
        return self._newest

    @property
    def size(self) -> tuple[int, int]:
        """How many reports are in the window, and how many stories they tell."""
        return len(self._rows), len(self._stories)

    def story(self, story_id: str) -> Story | None:
        """A story as it is now; None where it is not told, or may not change any more."""
        return self._story(story_id) if self.opened(story_id) > self._oldest else None

    def opened(self, story_id: str) -> int:
        """The number of the report that opened a story; one out of the window where no report tells it."""
        return self._opened.get(story_id, self._oldest)

    def open_stories(self) -> list[str]:
        """The ids of the stories that may still change."""
        return [story for story, number in self._opened.items() if number > self._oldest]

    @property
    def _oldest(self) -> int:
        """The number of the last report that is out of the window."""
        return self._newest - self._window

    def row(self, article_id: str) -> Row | None:
        """What has to be kept of an article, for a table of the stream."""
        kept = self._rows.get(article_id)
        return kept.to_row() if kept else None

    def state(self) -> dict[str, Any]:
        """All there is to keep, as JSON."""
        rows = [kept.to_row().model_dump(mode="json") for kept in self._rows.values()]
        return {"window": self._window, "newest": self._newest, "rows": rows}

    @staticmethod
    def from_state(state: dict[str, Any]) -> Merger:
        """The opposite of ``state``."""
        rows = [Row.model_validate(row) for row in state["rows"]]
        return Merger.from_rows(rows, newest=state["newest"], window=state["window"])

    @staticmethod
    def from_rows(rows: Iterable[Row], *, newest: int, window: int) -> Merger:
        """The merger that has these rows: from here on it does what the one did whose they were."""
        merger = Merger(window)
        merger._newest = newest
        for row in sorted(rows, key=lambda row: row.number):
            merger._opened.update(row.opened)
            merger._copies.put(row.report.article_id, Sketch.from_text(row.report.sketch), row.copy_of, row.first)
            merger._take(row)
        return merger

    def _is_known(self, report: Report) -> bool:
        """Whether a report says nothing new; when an undated article was read is nothing that it says."""
        row = self.row(report.article_id)
        if row is None or row.number <= self._oldest:
            return False
        seen = report.seen if report.published_at else row.report.seen
        return row.report == report.model_copy(update={"seen": seen})

    def _take(self, row: Row) -> None:
        article_id = row.report.article_id
        self._rows[article_id] = keep(row)
        for place, story in enumerate(row.stories):
            self._stories.setdefault(story, []).append((article_id, place))
        if row.indexed:
            self._neighbours.add(article_id, row.report.terms, row.number)

    def _near(self, report: Report, root: str | None) -> dict[str, float]:
        """The reports that may tell the same happenings, with how near they are; the root of a copy is as near as can be."""
        near = self._neighbours.near(report.terms, _FLOOR)
        if root in self._rows:
            near = {root: 1.0, **{article_id: cosine for article_id, cosine in near.items() if article_id != root}}
        return near

    def _join(self, report: Report, near: dict[str, float]) -> list[str]:
        """The story of each sighting; the main one chooses first."""
        rarity = cache(self._neighbours.rarity)
        traces = [trace_of(sighting) for sighting in report.sightings]
        told = self._told_nearby(report, setting_of(traces), near, rarity)
        stories = [""] * len(report.sightings)
        for place in sorted(range(len(stories)), key=lambda place: not report.sightings[place].main):
            here = features(traces[place], rarity)
            story = self._best(here, told) or self._new(report.sightings[place].event_id)
            stories[place] = story
            told.setdefault(story, []).append((here, None, 0.0, 0.0))
        return stories

    def _told_nearby(
        self, report: Report, setting: Setting, near: dict[str, float], rarity: Rarity
    ) -> dict[str, list[_Candidate]]:
        """The open stories of near reports, each with the sightings to compare with, those of the nearest reports first."""
        told: dict[str, list[_Candidate]] = {}
        for article_id, cosine in near.items():
            row = self._rows[article_id]
            days = abs((report.seen - row.seen).total_seconds()) / 86_400
            if days > _DAYS:
                continue
            apart = settings_apart(setting, row.setting)
            for trace, story in zip(row.traces, row.stories, strict=True):
                candidates = told.setdefault(story, [])
                if len(candidates) < _COMPARED and self._is_open(story):
                    candidates.append((features(trace, rarity), cosine, days, apart))
        return told

    def _new(self, event_id: str) -> str:
        """The id of the story that this event opens: always the same, unless an old one has it that takes no more."""
        story = stable_id("story", event_id)
        if story in self._stories and not self._is_open(story):
            return stable_id("story", event_id, self._newest)
        return story

    def _is_open(self, story: str) -> bool:
        return self._opened[story] > self._oldest and len(self._stories[story]) < _MENTIONS

    @staticmethod
    def _best(here: Features, told: dict[str, list[_Candidate]]) -> str | None:
        best, most = None, ENOUGH
        for story, candidates in told.items():
            each = [_evidence(here, candidate) for candidate in candidates]
            evidence = max(each, default=0.0)
            # like one mention and unlike the rest, it would chain one happening to the next
            if evidence > most and sum(each) > _ALL * ENOUGH * len(each):
                best, most = story, evidence
        return best

    def _reroot(self, orphans: list[str]) -> set[str]:
        """Give the copies of a text that is gone their new root; the stories that this changes."""
        touched: set[str] = set()
        for orphan in orphans:
            row = self._rows[orphan]
            row.copy_of = self._copies.root(orphan)
            touched.update(row.stories)
            if row.copy_of is None and not row.indexed:
                row.indexed = True
                self._neighbours.add(orphan, row.terms, row.number)
        return touched

    def _drop_old(self) -> list[str]:
        """Let the reports go that are out of the window."""
        dropped = []
        while self._rows:
            row = next(iter(self._rows.values()))
            if row.number > self._oldest:
                break
            self._release(row.article_id)
            self._copies.forget(row.article_id)
            dropped.append(row.article_id)
        return dropped

    def _release(self, article_id: str) -> set[str]:
        """Take a report out of its stories; those of them that are open."""
        row = self._rows.pop(article_id, None)
        if row is None:
            return set()
        self._neighbours.remove(article_id)
        told = {story for story in row.stories if self._opened[story] > self._oldest}
        for story in set(row.stories):
            self._stories[story] = [mention for mention in self._stories[story] if mention[0] != article_id]
            if not self._stories[story]:
                del self._stories[story], self._opened[story]
        return told

    def _changes(self, touched: set[str], dropped: list[str], rows: list[str]) -> Changes:
        told = sorted(touched & self._stories.keys(), key=lambda story: (self._opened[story], story))
        stories = [self._story(story) for story in told if self._opened[story] > self._oldest]
        return Changes(stories, sorted(touched - self._stories.keys()), dropped, rows)

    def _story(self, story: str) -> Story:
        return story_of(story, [self._rows[article_id].told(place) for article_id, place in self._stories[story]])


def _evidence(here: Features, candidate: _Candidate) -> float:
    there, near, days, setting = candidate
    return (alike_within(here, there) if near is None else alike(here, there, near, days, setting)) or 0.0
