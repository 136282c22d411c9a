# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""Whatever text comes, actions stay inside it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.code.actions import find_actions
from pipeline.lexicon.plover import GENERAL, MODES, PLOVER
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings as options

WORDS = st.sampled_from(
    [
        "the",
        "rebels",
        "attacked",
        "of",
        "by",
        "and",
        "who",
        "a",
        "minister",
        ",",
        ".",
        "said",
        "will",
        "not",
        "to",
        "meet",
        '"',
        "Kyiv",
        "with",
        "on",
        "talks",
        "strike",
        "in",
        "it",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120)))
def test_heads_and_spans_lie_inside_any_text(text):
    article = CleanArticle(article_id="p", received_at=datetime.now(UTC), text=text, language="en")
    document = parse_many([article], options().spacy_model)[0]
    for action in find_actions(document):
        assert 0 <= action.first < action.last <= len(document)
        assert all(0 <= head < len(document) for head in (*action.actors, *action.recipients, *action.places))
        who, whom = set(action.actors), set(action.recipients)
        assert who == whom or not who & whom  # those who meet are both
        assert action.type in PLOVER or action.type in GENERAL
        assert action.mode is None or action.mode in MODES[action.type]
        assert 0 <= action.confidence <= 1
