"""The dates of a whole story in the manner of a wire come out right, in the order of reading."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.code.dates import find_dates
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import Settings

STORY = """Insurgents seized the border town of Kirovo early Monday, a week after talks broke down, officials said Tuesday.
The town, which had some 4,000 residents before the war, changed hands twice in 2019 and again last spring.
Residents who fled over the weekend said shelling had gone on for three days. "We left at 5 a.m. on Sunday," said a 62-year-old teacher.
Envoys will meet in Geneva on Thursday, and a second round is planned for early June. The government wants a deal by the end of the year.
Trade through the crossing fell 12 percent in the first quarter, compared with a year earlier, after a two-month closure.
"""
EXPECTED = [
    ("early Monday", "2024-05-13"),
    ("a week", "P1W"),
    ("Tuesday", "2024-05-14"),
    ("2019", "2019"),
    ("last spring", "2023-SP"),
    ("the weekend", "2024-W19-WE"),
    ("three days", "P3D"),
    ("5 a.m.", "2024-05-12T05:00"),
    ("Sunday", "2024-05-12"),
    ("Thursday", "2024-05-16"),
    ("early June", "2024-06"),
    ("the end of the year", "2024"),
    ("the first quarter", "2024-Q1"),
    ("a year earlier", "2023-Q1"),
    ("two-month", "P2M"),
]


def test_every_time_of_the_story_has_its_value():
    article = CleanArticle(
        article_id="1",
        published_at=datetime(2024, 5, 14, 18, 0, tzinfo=UTC),
        received_at=datetime(2024, 5, 14, 19, 0, tzinfo=UTC),
        language="en",
        text=STORY,
    )
    found = find_dates(parse_many([article], Settings().spacy_model)[0])
    assert [(date.text, date.timex) for date in found] == EXPECTED
    assert all(date.first_day <= date.last_day for date in found if date.first_day and date.last_day)
