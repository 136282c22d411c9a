from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.code.actors import Actors
from pipeline.code.actors.phrases import conjuncts, extent
from pipeline.parse.document import Document

Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        (
            "Troops stormed the last base of the rebels in the valley on Friday.",
            "base",
            "the last base of the rebels in the valley",
        ),
        ("The minister, who resigned in May, returned.", "minister", "The minister"),
        ("Ruth Okello, the trade minister, resigned.", "Okello", "Ruth Okello, the trade minister"),
        ("The court accused the mayor of fraud.", "mayor", "the mayor"),
        ("Reporters from Reuters asked questions.", "Reporters", "Reporters from Reuters"),
        ("Police and soldiers closed the road.", "Police", "Police"),
        ("At least 12 Kenyan farmers drowned.", "farmers", "At least 12 Kenyan farmers"),
        ("The Kenya Wildlife Service (KWS) closed the park.", "Service", "The Kenya Wildlife Service (KWS)"),
    ],
)
def test_a_phrase_holds_what_says_who_it_is_and_no_more(read: Read, text: str, word: str, phrase: str) -> None:
    document = read(text)
    head = next(token.i for token in document.doc if token.text == word)
    assert document.span(*extent(document, head)).text == phrase


def test_all_of_a_coordination_are_found_this_one_first(read: Read) -> None:
    document = read("Iran, Iraq and Syria signed the accord.")
    heads = Actors(document, []).conjuncts(0)
    assert [document[head].text for head in heads] == ["Iran", "Iraq", "Syria"]
    assert conjuncts(document, heads[-1]) == [heads[-1]]
