"""The grammar of headlines: a victim who stands before a bare participle would be told as the doer."""

from __future__ import annotations

import pytest

from pipeline.parse.mend import mend
from pipeline.parse.model import load
from pipeline.settings import Settings


def _relation(text: str, word: str) -> tuple[str, str]:
    token = next(one for one in mend(load(Settings().spacy_model)(text)) if one.text == word)
    return token.dep_, token.head.text


@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("Norwegian general assassinated in Bergen", "general", "assassinated"),
        ("Vedal sued by Malta over prices", "Vedal", "sued"),
        ("Vedal fined 1.2 million euros by Maltese watchdog", "Vedal", "fined"),
        ("Five jailed for smuggling eels", "Five", "jailed"),
        ("Mayor sacked over leak", "Mayor", "sacked"),
    ],
)
def test_whom_something_befell_would_have_done_it(text: str, subject: str, verb: str) -> None:
    assert _relation(text, subject) == ("nsubjpass", verb)


@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("Police arrested and charged a baker.", "Police", "arrested"),
        ("The rebels fired on the crowd.", "rebels", "fired"),
        ("Police shot at the crowd.", "Police", "shot"),
        ("The army sacked the general.", "army", "sacked"),
    ],
)
def test_who_did_it_would_have_suffered_it(text: str, subject: str, verb: str) -> None:
    assert _relation(text, subject) == ("nsubj", verb)


def test_the_first_of_two_names_with_a_comma_would_be_lost() -> None:
    assert _relation("India, Japan sign defence pact", "India") == ("nsubj", "sign")
    assert _relation("India, Japan sign defence pact", "Japan") == ("conj", "India")


def test_a_verb_in_s_would_be_a_noun() -> None:
    assert _relation("EU fines Meta over data breach", "Meta") == ("dobj", "fines")


def test_whom_a_king_names_would_be_nobody() -> None:
    assert _relation("The king named Ali Nasser as prime minister.", "Nasser") == ("dobj", "named")
    assert _relation("The king named Ali Nasser as prime minister.", "king") == ("nsubj", "named")


def test_a_bus_would_be_its_passengers() -> None:
    assert _relation("A bus carrying pilgrims plunged into a ravine in northern Peru on Sunday.", "bus") == (
        "nsubj",
        "plunged",
    )
    assert _relation("Bakhmut was captured by Wagner.", "Bakhmut") == ("nsubjpass", "captured")


def test_whom_a_threat_angers_would_be_threatened() -> None:
    text = "Chile's threat to annex Greenland angered Denmark."
    assert _relation(text, "Greenland") == ("dobj", "annex")
    assert _relation(text, "Denmark") == ("dobj", "angered")
