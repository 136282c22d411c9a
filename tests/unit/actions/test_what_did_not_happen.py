# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""Questions, appeals to the reader, plots and bylines are no news, and nobody is spoken to who is only spoken of."""

from __future__ import annotations

import pytest

from pipeline.code.actions.unreal import frames

NOTHING = {
    "a newsroom's unanswered call": "The company did not respond to a request for comment.",
    "what nobody could verify": "The claim could not be independently verified.",
    "what an agency could not verify": "Reuters could not verify the video.",
    "a question": "Who killed Anna Petrova?",
    "a question in a quotation": '"Who killed Anna Petrova?" the caption reads.',
    "an appeal to the reader": "Read the original article on the site.",
    "advice to the reader": "Don't attack the guards.",
    "a plot": "In the film, a detective kills a smuggler in Lagos.",
    "a part in a play": "She plays a woman who murders her husband.",
    "what a firm is": "A firm that breeds insects is Dutch.",
    "a participle that only joins": "Considering that Bergen hosted nobody, it was calm.",
    "what money is good for": "The mayor has the money that can be spent by candidates.",
    "what a novel tells": "The novel follows a nurse who poisons her patients.",
    "what kinds of people can do": "In Malta, only citizens can vote.",
    "a belief about a thing": "The mayor believes that the mill is old.",
    "what a picture shows": "Photos of the fair showed a crowd of monks.",
    "what a state does by its nature": "The island is ruled by a king.",
    "days that may come back": "The city may return to the worst days of the strike.",
    "which of all is meant": "All fuel sold in the country is green.",
    "a set phrase": "It was do or die for the mayor.",
    "who is not to be named": "They were kind, asking not to be identified.",
    "who may do it, left open": "We can decide who will be allowed to enter.",
    "what it is asked how to do": "Roe worked out how the port plans to grow.",
    "an idea of a deal": "The envoy liked the idea of a peace deal.",
    "how people should be treated": "Miners should be treated with kindness.",
    "what an app lets people do": "The app allows people to pay for goods.",
    "what a word means": "The term is used where someone buys an asset.",
    "when somebody may do it": "Kim is the sole decision-maker about when to launch a missile test.",
    "a field of study": "Roe studies the ethics of designing phones.",
    "what an office is for": "The director of public prosecutions is ill.",
    "what a crowd calls for": 'Teachers chanted: "Fund our schools!"',
    "a figure of speech": "It is about bringing people to the table.",
    "what hurts a reputation": "The scandal hurt the mayor.",
    "a figure from sport": "Chad is beating its rivals at their own game.",
}


@pytest.mark.parametrize("what", NOTHING)
def test_a_reader_would_be_told_of_something_that_never_happened(coded, what):
    assert coded(NOTHING[what]) == []


HAPPENED = {
    "what a question takes for granted": ("Why did the mayor leave after gunmen killed two guards?", "killed"),
    "who asked a question": ('The judge told reporters: "Who killed Anna Petrova?"', "told"),
    "what an actor did in life": ("The star of the film was arrested in Leeds on Monday.", "arrested"),
    "what a firm did": ("A firm that bought a mill in Leeds is Dutch.", "bought"),
    "what somebody could do on a day": ("Citizens can vote in Leeds on Monday.", "vote"),
    "a belief that is a comment on somebody": ("Lawmakers believe that Peru can cope with the flood.", "believe"),
    "what happened to a film": ("Police seized the film in Leeds on Monday.", "seized"),
    "a strike that a headline puts in the present": ("Gunmen kill two guards in Leeds.", "kill"),
}


@pytest.mark.parametrize("what", HAPPENED)
def test_a_reader_would_miss(coded, what):
    text, words = HAPPENED[what]
    assert any(words in found[2] for found in coded(text))


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("The Herald Gazette said the foreign ministry had rejected the claim.", []),
        ("Dr. Ann Cole noted that Wells was in a coma.", []),
        ("The minister told army radio that the raid was over.", ["radio"]),
        ("The captain told reporters that the ship was safe.", ["reporters"]),
    ],
)
def test_who_stands_in_what_is_said_would_be_taken_for_who_is_spoken_to(coded, text, whom):
    assert [found[4] for found in coded(text) if found[0] == "ANNOUNCE"] == [whom]


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake hit northern Chile on Monday.",
        "A fire killed six people in Leeds.",
        "Inflation fell to 3 percent in May.",
        "The minister declined to comment on the raid.",
    ],
)
def test_one_happening_would_be_counted_twice(coded, text):
    assert len(coded(text)) == 1


def test_every_kind_of_frame_has_words():
    assert all(frames().values())
