"""Who copies whom."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.merge.copies import Copies
from pipeline.merge.sketch import sketch_of


def text(seed: int, words: int = 240) -> list[str]:
    chance = random.Random(seed)
    return [f"w{chance.randrange(3_000)}" for _ in range(words)]


def versions() -> dict[str, str]:
    """Four editions of each of three texts."""
    found = {}
    for seed in range(3):
        words = text(seed)
        found |= {
            f"{seed} whole": " ".join(words),
            f"{seed} cut": " ".join(words[:150]),
            f"{seed} longer": " ".join(["breaking", "news", *words, "with", "agencies"]),
            f"{seed} edited": " ".join(f"new{place}" if place % 12 == 0 else word for place, word in enumerate(words)),
        }
    return found


def groups(copies: Copies, names: list[str]) -> set[frozenset[str]]:
    roots = {name: copies.root(name) or name for name in names}
    return {frozenset(name for name in names if roots[name] == root) for root in roots.values()}


@given(st.permutations(sorted(versions())))
def test_editions_are_found_whichever_comes_first(order: list[str]) -> None:
    copies, texts = Copies(), versions()
    for number, name in enumerate(order):
        copies.add(name, sketch_of(texts[name]), number)
    assert groups(copies, order) == {frozenset(name for name in order if name[0] == seed) for seed in "012"}
    for name in order:
        root = copies.root(name)
        assert root is None or (copies.root(root) is None and order.index(root) < order.index(name))


def test_a_copy_of_a_copy_points_to_the_first() -> None:
    copies, words = Copies(), text(1, 400)
    parts = {"first": words[:200], "second": words[:390], "third": words[150:]}
    for number, (name, part) in enumerate(parts.items()):
        copies.add(name, sketch_of(" ".join(part)), number)
    assert [copies.root(name) for name in ("first", "second", "third")] == [None, "first", "first"]


def test_when_the_first_is_withdrawn_the_earliest_copy_stands_for_it() -> None:
    copies, words = Copies(), " ".join(text(1))
    for number, name in enumerate(("first", "second", "third")):
        copies.add(name, sketch_of(words), number)
    assert copies.remove("first") == ["second", "third"]
    assert [copies.root(name) for name in ("second", "third")] == [None, "second"]
    copies.add("fourth", sketch_of(words), 3)
    assert copies.root("fourth") == "second"
    assert copies.remove("nobody knows this") == []


def test_a_corrected_original_stays_the_original() -> None:
    copies, words = Copies(), text(1)
    copies.add("first", sketch_of(" ".join(words)), 3)
    copies.add("reprint", sketch_of(" ".join(words)), 4)
    assert copies.add("first", sketch_of(" ".join([*words[:100], "corrected", *words[103:]])), 5) == []
    assert copies.root("first") is None
    assert copies.root("reprint") == "first"


def test_an_article_that_becomes_another_text_lets_its_copies_go() -> None:
    copies = Copies()
    copies.add("first", sketch_of(" ".join(text(1))), 3)
    copies.add("reprint", sketch_of(" ".join(text(1))), 4)
    assert copies.add("first", sketch_of(" ".join(text(2))), 5) == ["reprint"]
    assert copies.root("first") is copies.root("reprint") is None


def test_copies_of_a_forgotten_text_still_name_it_and_are_found_through_each_other() -> None:
    copies, words = Copies(), " ".join(text(1))
    copies.add("first", sketch_of(words), 3)
    copies.add("second", sketch_of(words), 4)
    copies.forget("first")
    copies.add("third", sketch_of(words), 5)
    assert copies.root("second") == copies.root("third") == "first"


def test_an_original_that_comes_again_after_its_time_is_no_copy_of_itself() -> None:
    copies, texts = Copies(), versions()
    copies.add("0 whole", sketch_of(texts["0 whole"]), 1)
    copies.add("0 longer", sketch_of(texts["0 longer"]), 2)
    assert copies.root("0 longer") == "0 whole"
    copies.forget("0 whole")
    copies.add("0 whole", sketch_of(texts["0 whole"]), 3)
    assert copies.root("0 whole") == "0 longer"
    assert copies.root("0 longer") is None
