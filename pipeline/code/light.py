"""An engine without a parser: a trigger word makes an event. For load and fault tests of the stream, not for use.

It reads a few hundred times as many articles a second as the default engine, with records of the same shape, so that
the broker, the tables and the guarantees are what a test loads. It is chosen by ``DATELINE_ENGINE=light``.
"""

from __future__ import annotations

import re

from pipeline import __version__
from pipeline.lexicon.plover import QUAD_CLASS
from pipeline.records import Action, ActorMention, CleanArticle, Event, Extraction, Span, Statement, stable_id

_TRIGGERS = {"attack": "ASSAULT", "met": "CONSULT", "protest": "PROTEST", "agreed": "AGREE", "sent aid": "AID"}
_TRIGGER = re.compile(r"\b(" + "|".join(_TRIGGERS) + r")(?:ed|s)?\b")
_COUNTRIES = {"France": "FRA", "Kenya": "KEN", "Peru": "PER", "Japan": "JPN", "Norway": "NOR"}
_COUNTRY = re.compile(r"\b(" + "|".join(_COUNTRIES) + r")\b")
_SENTENCE = re.compile(r"[^.\n]+[.\n]?")
_SAID = re.compile(r"\bsaid\b")


class LightEngine:
    """One event a trigger word, the sentence's first country acting on its second; "said" makes a statement."""

    name = f"dateline/{__version__} light"
    languages = frozenset({"en"})

    def extract_many(self, articles: list[CleanArticle]) -> list[Extraction]:
        return [self._extract(article) for article in articles]

    def _extract(self, article: CleanArticle) -> Extraction:
        events, statements = [], []
        for sentence in _SENTENCE.finditer(article.text):
            span = _span(sentence, 0)
            countries = [
                ActorMention(**_span(found, span.start).model_dump(), name=found[1], country=_COUNTRIES[found[1]])
                for found in _COUNTRY.finditer(span.text)
            ]
            said = _SAID.search(span.text)
            if said:
                statements.append(
                    Statement(
                        statement_id=stable_id("statement", article.article_id, span.start),
                        source=countries[0] if countries else None,
                        cue=_span(said, span.start),
                        content=[span],
                        kind="indirect",
                        stance="report",
                    )
                )
            events += [_event(article, span, found, countries) for found in _TRIGGER.finditer(span.text)]
        return Extraction(article=article, statements=statements, events=events)


def _event(article: CleanArticle, sentence: Span, trigger: re.Match[str], countries: list[ActorMention]) -> Event:
    span, kind = _span(trigger, sentence.start), _TRIGGERS[trigger[1]]
    return Event(
        event_id=Event.make_id(article.article_id, span, kind),
        article_id=article.article_id,
        url=article.url,
        source=article.source,
        published_at=article.published_at,
        sentence=sentence,
        action=Action(**span.model_dump(), lemma=trigger[1], type=kind, quad_class=QUAD_CLASS[kind], ontology="plover"),
        actors=countries[:1],
        recipients=countries[1:2],
        certainty="certain",
        polarity="positive",
        factuality=3.0,
        time_relation="past",
        confidence=0.5,
        extractor=LightEngine.name,
    )


def _span(match: re.Match[str], base: int) -> Span:
    return Span(start=base + match.start(), end=base + match.end(), text=match[0])
