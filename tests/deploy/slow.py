"""An engine that takes its time, for workers that can't keep up; what else the text says, it obeys (HANG)."""

from __future__ import annotations

import time

from pipeline.records import CleanArticle, Extraction
from tests.faults.poison import PoisonEngine

SECONDS = 0.3


class SlowEngine(PoisonEngine):
    """Three articles a second, a coding process."""

    def extract_many(self, articles: list[CleanArticle]) -> list[Extraction]:
        time.sleep(SECONDS * len(articles))
        return super().extract_many(articles)
