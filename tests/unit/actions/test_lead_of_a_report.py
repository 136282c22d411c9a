"""The news of an article is what its lead tells and its headline repeats; lines for leads fire nowhere else."""

from datetime import UTC, datetime

from pipeline.code.assemble import code
from pipeline.lexicon.actions import lexicon
from pipeline.parse.document import Document
from pipeline.parse.model import load
from pipeline.records import CleanArticle, Event
from pipeline.settings import settings


def _events(text: str, title: str | None = None) -> list[Event]:
    article = CleanArticle(
        article_id="lead", received_at=datetime(2026, 1, 8, tzinfo=UTC), language="en", title=title, text=text
    )
    return code(Document(article, load(settings().spacy_model)(text)), "test").events


def _news(text: str, title: str | None = None) -> str:
    return max(_events(text, title), key=lambda event: event.confidence).action.text


def test_the_main_clause_is_the_news_and_what_it_mentions_is_not() -> None:
    text = "Police investigating the murder of a banker arrested two sailors on Monday, a judge said. The men met a lawyer."
    assert _news(text) == "arrested"


def test_what_a_headline_repeats_is_the_news() -> None:
    text = "The mayor met dockers on Monday. Rebels attacked a village near the border. The king praised the dockers."
    assert _news(text, "Rebels attack border village") == "attacked"


def test_a_caption_before_the_first_sentence_does_not_take_its_place() -> None:
    text = (
        "The port of Harwick\nRebels attacked a village on Monday. The mayor met dockers. The king praised the dockers."
    )
    assert _news(text) == "attacked"


def test_what_is_told_on_the_way_to_the_news_ranks_after_it() -> None:
    events = {
        event.action.text: event.confidence
        for event in _events(
            "The victims of Monday's bus crash were named by police on Friday. The mayor met their families."
        )
    }
    assert events["bus crash"] < min(events["named"], events["met"])


def test_lines_for_leads_fire_in_the_lead_only() -> None:
    line = "The bakery widened the gaps between its rolls."
    assert any("lead" in entry.flags for entry in lexicon().entries)
    assert [event.action.type for event in _events(line)] == ["BUSINESS"]
    later = "Rebels attacked a village. The king praised the dockers. The mayor met a judge. " + line
    assert "BUSINESS" not in [event.action.type for event in _events(later)]


def test_whoever_calls_it_an_honour_did_the_deed() -> None:
    (event,) = _events('Mr Brown claimed it was a "great honour" to meet Mr Olsen at the palace.')
    assert [actor.text for actor in event.actors] == ["Mr Brown", "Mr Olsen"]


def test_a_headline_that_stands_in_the_body_is_no_event_of_its_own() -> None:
    title = "Rebels attack port of Adra"
    assert [event.action.text for event in _events(f"{title}\nRebels attacked the port on Monday.", title)] == [
        "attacked"
    ]


def test_what_only_the_headline_in_the_body_tells_is_not_lost() -> None:
    title = "Rebels seized the port of Adra"
    found = [event.action.text for event in _events(f"{title}\nThe harbour was quiet on Tuesday.", title)]
    assert found == ["seized the port"]
