"""An engine that does what hostile texts do to a parser: hang, die, eat memory, raise. For the fault tests."""

from __future__ import annotations

import os
import time

from pipeline.code.light import LightEngine
from pipeline.records import CleanArticle, Extraction


class PoisonEngine(LightEngine):
    """The light engine, obeying orders in the text."""

    def extract_many(self, articles: list[CleanArticle]) -> list[Extraction]:
        for article in articles:
            if "HANG" in article.text:
                while True:
                    time.sleep(0.1)
            if "DIE" in article.text:
                os._exit(7)
            if "RAISE" in article.text:
                raise ValueError("what a rule trips over")
            if "EAT" in article.text:
                eaten = [bytearray(50_000_000)]
                while True:
                    eaten.append(bytearray(50_000_000))
            if "SLOW" in article.text:
                time.sleep(0.3)
        return super().extract_many(articles)
