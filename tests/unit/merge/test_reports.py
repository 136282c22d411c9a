"""What merging keeps of an article."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.merge import Report, report_of
from pipeline.records import Credit, Extraction, read

Coded = Callable[..., Extraction]


def test_the_news_of_an_article_is_what_its_headline_and_lead_tell_as_a_fact(coded: Coded, ferry: Coded) -> None:
    (main,) = (sighting for sighting in report_of(ferry("a")).sightings if sighting.main)
    assert main.action.type == "ACCIDENT"
    article = coded(
        "b",
        "Dam bursts at Zarqa",
        "Officials announced nothing.\nThe dam did not collapse in 1990.\nThe dam at Zarqa burst on Friday.\n",
        ("announced", "ANNOUNCE", {}),
        ("collapse", "DISASTER", {"polarity": "negative"}),
        ("burst", "DISASTER", {}),
    )
    (main,) = (sighting for sighting in report_of(article).sightings if sighting.main)
    assert main.lemma == "burst"


def test_a_report_goes_over_the_wire_and_back(ferry: Coded) -> None:
    report = report_of(ferry("a"))
    assert read(Report, report.to_json()) == report
    assert len(report.to_json()) < 8_000


def test_an_agency_that_only_contributed_did_not_write_the_report(ferry: Coded) -> None:
    extraction = ferry("a")
    for role, agency in (("contribution", None), ("publication", "AFP")):
        extraction.article.credits = [Credit(text="AFP", agencies=["AFP"], role=role)]
        assert report_of(extraction).agency == agency
    assert report_of(ferry("b", agency="Reuters")).agency == "Reuters"


def test_an_article_without_a_time_is_placed_by_when_it_came(ferry: Coded) -> None:
    extraction = ferry("a", hours=5)
    extraction.article.published_at = None
    assert report_of(extraction).seen == extraction.article.received_at


def test_an_article_without_text_or_events_makes_an_empty_report(coded: Coded) -> None:
    report = report_of(coded("a", "", ""))
    assert report.sightings == []
    assert report.terms == {}


def test_of_ten_thousand_events_the_surest_are_kept(coded: Coded) -> None:
    text = "\n".join(f"Rebels took village{number} on Friday." for number in range(10_000))
    extraction = coded("a", "Rebels take villages", text, ("took", "ASSAULT", {"confidence": 0.9}))
    one = extraction.events[0]
    extraction.events += [
        one.model_copy(update={"event_id": str(number), "confidence": 0.5}) for number in range(10_000)
    ]
    report = report_of(extraction)
    assert len(report.sightings) <= 120
    assert one.event_id in {sighting.event_id for sighting in report.sightings}
