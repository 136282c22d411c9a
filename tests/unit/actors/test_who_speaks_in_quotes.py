"""Nobody calls himself "he": a subscriber must not find a speaker's victim under the speaker's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.code.actors.coreference import Coreference
from pipeline.parse.document import Document

Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ('Ann Roe met Mary Moe. "She lied to all of us in May," Roe said.', "She", "Mary Moe"),
        ('Ann Roe met Mary Moe. "It was a cold day," Moe said. "She lied to all of us."', "She", "Ann Roe"),
        ('Ann Roe met Mary Moe. "It was a cold day," Moe said.\n"She lied to all of us."', "She", "Ann Roe"),
        ('A guard saw Jan Moe. "He was hurt in both arms," the guard said.', "He", "Jan Moe"),
        ('Carl Roe opposed the plan. "Nobody in this town trusts Jan Moe and his men," he said.', "he", "Carl Roe"),
    ],
)
def test_somebody_else_is_meant_inside_a_quotation(read: Read, text: str, word: str, name: str) -> None:
    document = read(text)
    index = max(token.i for token in document.doc if token.text == word)
    found = Coreference(document).antecedent(index)
    assert found is not None
    assert document.span(*found).text == name


def test_who_urges_the_governments_is_none_of_them(read: Read) -> None:
    document = read("The Roe Institute and the Moe Institute urged the governments to invest.")
    index = next(token.i for token in document.doc if token.text == "governments")
    coreference = Coreference(document)
    assert coreference.antecedent(index) is None
    assert coreference.parts(index) == []
