"""Medium, chain, nesting and stance of a saying, and what the records say of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.code.model import StatementDraft
from pipeline.code.statements import find_statements
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, Extraction, RawArticle
from pipeline.run import extract_batch
from pipeline.settings import settings


def parsed(text: str) -> Document:
    article = CleanArticle(
        article_id="own",
        received_at=datetime(2025, 12, 2, tzinfo=UTC),
        language="en",
        language_confidence=1.0,
        text=text,
    )
    return parse_many([article], settings().spacy_model)[0]


def only(text: str) -> tuple[Document, StatementDraft]:
    document = parsed(text)
    (draft,) = find_statements(document)
    return document, draft


def extracted(text: str) -> Extraction:
    raw = RawArticle(id="own", text=text, language="en", published_at=datetime(2025, 12, 2, tzinfo=UTC))
    (result,) = extract_batch([raw.to_json()], [datetime(2025, 12, 2, tzinfo=UTC)])
    assert isinstance(result, Extraction)
    return result


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The ministry said in a statement that the port was open.", "statement"),
        ("The general told state television that the town had fallen.", "state television"),
        ("The mayor told reporters that the bridge was closed.", "press"),
        ("The senator wrote on Telegram that the vote was a sham.", "social media"),
        ("The minister said in an interview that taxes would rise.", "interview"),
        ("A video shows soldiers leaving the village.", "video"),
        ("The mayor said that the bridge was closed.", None),
    ],
)
def test_the_medium_would_be_lost(text: str, medium: str | None):
    assert only(text)[1].medium == medium


def test_the_source_behind_the_source_would_be_lost():
    document, draft = only("An analysis by Lloyds of data from the Port Authority shows that traffic fell by a third.")
    assert draft.source_head is not None
    assert document[draft.source_head].text == "Lloyds"
    assert [document[head].text for head in draft.chain] == ["Authority"]
    assert draft.source is not None
    assert document.span(*draft.source).text.startswith("An analysis by Lloyds")


def test_a_video_would_speak_for_nobody():
    document, draft = only("The interior ministry released a video showing police entering the hall.")
    assert draft.source_head is not None
    assert document[draft.source_head].text == "ministry"


def test_a_move_that_is_condemned_would_be_announced_by_whoever_condemns_it():
    told = extracted(
        "The league condemned the move announced on Monday by Ann Roe. He denied reports that she was freed."
    )
    sources = {event.action.text: event.attribution for event in told.events}
    assert sources["announced"] is None
    assert sources["freed"] is not None


def test_a_saying_told_inside_another_would_hang_loose():
    document = parsed("The judge said that the lawyer told the court that the file was lost.")
    outer, inner = find_statements(document)
    assert outer.within is None
    assert inner.within == 0


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry said the port was open.", "report"),
        ("The group claimed that it shot down the drone.", "claim"),
        ("The ministry denied that its planes crossed the border.", "denial"),
        ("The union demanded that the board resign.", "demand"),
        ("The mayor vowed to rebuild the school.", "promise"),
        ("The judge asked whether the witness was safe.", "question"),
        ("The opposition called the vote a sham.", "opinion"),
    ],
)
def test_a_denial_would_pass_for_a_report(text: str, stance: str):
    assert only(text)[1].stance == stance


def test_an_event_would_lose_who_said_it():
    result = extracted("The army said that rebels attacked the town of Gao. Rebels captured the airport.")
    told = [event for event in result.events if "attacked" in event.action.text]
    own = [event for event in result.events if "captured" in event.action.text]
    assert told
    assert own
    assert told[0].attribution is not None
    assert told[0].attribution.source is not None
    assert told[0].attribution.source.text == "The army"
    assert told[0].attribution.cue is not None
    assert told[0].attribution.cue.text == "said"
    assert told[0].attribution.statement_id in {statement.statement_id for statement in result.statements}
    assert own[0].attribution is None


def test_hearsay_would_get_a_source():
    result = extracted("The general was said to have attacked the town of Gao.")
    told = [event for event in result.events if "attacked" in event.action.text]
    assert told
    assert told[0].attribution is not None
    assert told[0].attribution.source is None


def test_two_sayings_would_share_an_id():
    result = extracted("The army said that rebels fled. The mayor said that rebels fled. The army denied it lost men.")
    ids = [statement.statement_id for statement in result.statements]
    assert len(ids) == len(set(ids))
    assert ids == [
        statement.statement_id
        for statement in extracted(
            "The army said that rebels fled. The mayor said that rebels fled. The army denied it lost men."
        ).statements
    ]


@pytest.mark.parametrize(
    ("text", "source", "chain"),
    [
        ("The newspaper quoted a doctor as saying that soldiers had left.", "doctor", ["newspaper"]),
        ("The ministry was quoted by Tass as saying that rebels had fled.", "ministry", ["Tass"]),
        ("A court document seen by Reuters says the general ordered the raid.", "document", ["Reuters"]),
    ],
)
def test_whoever_passes_a_saying_on_would_be_taken_for_its_source(text: str, source: str, chain: list[str]):
    document, draft = only(text)
    assert draft.source_head is not None
    assert document[draft.source_head].text == source
    assert [document[head].text for head in draft.chain] == chain


@pytest.mark.parametrize(
    "text",
    [
        '"We arrested the man," police chief Ann Roe said.\n"He attacked a nurse.\n"He then fled to Oslo."',
        '"We arrested the man," police chief Ann Roe said.\n"He attacked a nurse."\n"He then fled to Oslo."',
    ],
)
def test_a_quotation_over_paragraphs_would_lose_one(text: str):
    document, draft = only(text)
    told = " ".join(document.span(*piece).text for piece in draft.content)
    assert "nurse" in told
    assert "fled" in told


def test_the_day_of_a_saying_would_be_part_of_what_is_said():
    document, draft = only("The mayor said on Monday he will resign.")
    assert [document.span(*piece).text for piece in draft.content] == ["he will resign"]


@pytest.mark.parametrize(
    ("text", "word", "within"),
    [
        ("A strike hit a market in Kharkiv on Monday, killing 12 people, the governor said.", "killing", True),
        ("The governor said a strike hit a market in Kharkiv on Monday, killing 12 people.", "killing", True),
        ("The premier said the plan would fail, adding that he was tired.", "adding", False),
        (
            "Ten people have died, officials said Friday, the latest sign of chaos as Chad expands its raids.",
            "expands",
            False,
        ),
        ("The plan failed, he said, because the army attacked the town.", "attacked", True),
        ("The premier said growth was strong - a claim disputed by the bank.", "disputed", False),
    ],
)
def test_what_a_governor_tells_would_be_the_papers_own_word(text: str, word: str, within: bool):  # noqa: FBT001 - a table
    document, draft = next((doc, drafts[0]) for doc in [parsed(text)] if (drafts := find_statements(doc)))
    at = document.token_at(text.index(word))
    assert any(first <= at < last for first, last in draft.content) is within


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("Officials in Oslo lamented the company's decision.", "decision", None),
        ("Roe denied any involvement in the killing of a clerk.", "killing", None),
        ("The bank declined to comment on Friday.", "comment", None),
        ("The mayor denied killing the clerk.", "killing", "The mayor"),
        ("Roe said the company had bought a mill in Chad.", "bought", "Roe"),
    ],
)
def test_what_a_source_only_speaks_of_would_be_its_claim(text: str, trigger: str, source: str | None):
    event = next(event for event in extracted(text).events if event.action.text.startswith(trigger))
    told = event.attribution.source.text if event.attribution and event.attribution.source else None
    assert told == source


def test_a_paper_behind_its_own_source_stands_around_what_the_source_said() -> None:
    document = parsed("Ms Harlan said the plan would fail, per The Denver Gazette.")
    paper, harlan = sorted(find_statements(document), key=lambda draft: draft.within is not None)
    assert [document.text(*draft.source or (0, 0)) for draft in (paper, harlan)] == ["The Denver Gazette", "Ms Harlan"]
    assert [document.text(*piece) for piece in harlan.content] == ["the plan would fail"]


def test_what_is_urged_next_is_no_part_of_what_was_said_before() -> None:
    document = parsed("The governor said the vote was a triumph, before urging the union to end the strike.")
    said = next(draft for draft in find_statements(document) if draft.cue and document.text(*draft.cue) == "said")
    assert [document.text(*piece) for piece in said.content] == ["the vote was a triumph"]


def test_an_operation_that_would_be_put_off_says_nothing() -> None:
    _, draft = only("He added that if the troops aren't ready, the operation would be pushed back.")
    assert draft.stance == "report"


def test_an_embedded_post_is_its_authors_and_of_its_day() -> None:
    text = "The mayor spoke.\nWe will sue the council! — Ann Roe (@annroe) May 5, 2020\nNobody was hurt."
    (statement,) = [each for each in extracted(text).statements if each.kind == "direct"]
    assert statement.source is not None
    assert (statement.source.name, statement.medium) == ("Ann Roe", "social media")
    assert statement.date is not None
    assert str(statement.date.first_day) == "2020-05-05"


def test_a_post_at_the_end_of_a_long_paragraph_does_not_take_it_all() -> None:
    report = "Police closed the bridge after two men were shot on Friday. " * 9
    assert all(each.kind != "direct" for each in extracted(f"{report}— Ann Roe (@annroe)").statements)


def test_who_denies_a_charge_would_be_said_to_tell_of_his_own_arrest():
    (arrest,) = [
        e
        for e in extracted("Crane, who denied the charge, was arrested in Ohio on Monday.").events
        if e.action.type == "COERCE"
    ]
    assert arrest.attribution is None
