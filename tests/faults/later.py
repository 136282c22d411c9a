"""A later version of the light engine, which calls an attack something else: for replays."""

from __future__ import annotations

from pipeline.code.light import LightEngine
from pipeline.records import CleanArticle, Event, Extraction


class LaterEngine(LightEngine):
    """Codes attacks as COERCE."""

    name = LightEngine.name + " later"

    def extract_many(self, articles: list[CleanArticle]) -> list[Extraction]:
        return [self._changed(extraction) for extraction in super().extract_many(articles)]

    def _changed(self, extraction: Extraction) -> Extraction:
        for event in extraction.events:
            event.action.type = "COERCE"
            event.event_id = Event.make_id(event.article_id, event.action, "COERCE")
            event.extractor = self.name
        return extraction
