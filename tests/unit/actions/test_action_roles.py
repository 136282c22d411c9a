# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""Who did it to whom, in the shapes a wire writes."""

from __future__ import annotations

import pytest

CASES = {
    "hundreds-of-whom-demand": (
        "Police used water cannon to disperse hundreds of demonstrators demanding the release of a clerk.",
        "REQUEST",
        ["hundreds"],
        ["clerk"],
    ),
    "convicted-for-plotting": (
        "A court rejected an appeal by two activists against their convictions for plotting to kill a mayor.",
        "ASSAULT",
        ["their"],
        ["mayor"],
    ),
    "in-favor-of": ("The court ruled in favor of Nebraska.", "COURT", ["court"], ["Nebraska"]),
    "in-exchange-for": ("Senators agreed to the deal in exchange for tax cuts.", "AGREE", ["Senators"], []),
    "active": ("Rebels attacked a barracks.", "ASSAULT", ["Rebels"], ["barracks"]),
    "passive-with-by": ("A barracks was attacked by rebels.", "ASSAULT", ["rebels"], ["barracks"]),
    "passive-without-by": ("Two reporters were arrested on Friday.", "COERCE", [], ["reporters"]),
    "conjoined-verbs": ("Gunmen stopped a bus and kidnapped nine pupils.", "ASSAULT", ["Gunmen"], ["pupils"]),
    "conjoined-objects": ("The king praised the nurses and the firemen.", "SUPPORT", ["king"], ["nurses", "firemen"]),
    "control": ("The minister agreed to visit Hanoi.", "AGREE", ["minister"], ["Hanoi"]),
    "object-control": ("The king ordered the troops to leave the town.", "REQUEST", ["king"], ["troops"]),
    "raising": ("The general is said to have captured the town.", "ASSAULT", ["general"], ["town"]),
    "relative": ("The soldiers who attacked the village fled.", "ASSAULT", ["soldiers"], ["village"]),
    "relative-object": ("Police freed the man that rebels kidnapped.", "ASSAULT", ["rebels"], ["man"]),
    "reduced-relative": ("A village attacked by rebels lies in ruins.", "ASSAULT", ["rebels"], ["village"]),
    "participle": ("Storming the palace, the rebels killed a guard.", "ASSAULT", ["rebels"], ["palace"]),
    "possessor-of-noun": ("Russia's attack on Kharkiv went on.", "ASSAULT", ["Russia"], ["Kharkiv"]),
    "noun-of-by": ("The arrest of two reporters by police drew anger.", "COERCE", ["police"], ["reporters"]),
    "between": ("Talks between Peru and Chile opened on Monday.", "CONSULT", ["Peru", "Chile"], ["Peru", "Chile"]),
    "light-verb": ("The rebels launched a new attack on the port.", "ASSAULT", ["rebels"], ["port"]),
    "light-verb-passive": ("Talks were held with the union on Monday.", "CONSULT", ["union"], []),
    "preposition-by-verb": ("The bishop called on the rebels to disarm.", "REQUEST", ["bishop"], ["rebels"]),
    "dative": ("Sweden sent Ukraine tents.", "AID", ["Sweden"], ["Ukraine"]),
    "abstract-object": ("Japan rejected an offer from Korea.", "REJECT", ["Japan"], ["Korea"]),
    "abstract-possessor": ("Japan rejected Korea's offer.", "REJECT", ["Japan"], ["Korea"]),
    "receiver-as-subject": ("The island received food from Chile.", "AID", ["Chile"], ["island"]),
    "asked-for-somebody": ("The group called for the captives to be freed.", "REQUEST", ["group"], []),
    "asked-for-to-do": ("The group called for the army to free the captives.", "REQUEST", ["group"], ["army"]),
    "asked-in-the-passive": ("The rebels said the captives should be released.", "REQUEST", ["rebels"], []),
    "asked-in-the-passive-by": (
        "The union demanded that the rebels be disarmed by the army.",
        "REQUEST",
        ["union"],
        ["army"],
    ),
    "deed-condemned": ("Norway condemned the shelling of a school by rebels.", "ACCUSE", ["Norway"], ["rebels"]),
    "deed-of-nobody-condemned": ("Norway condemned the attack on the school.", "ACCUSE", ["Norway"], []),
    "met-for-a-purpose": ("The board will meet on Tuesday to sell its truck arm.", "AGREE", ["board"], []),
    "measure-behind-by": (
        "Roe was fined for wrecking a reef of 32 by 3 meters (105 by 10 feet).",
        "SANCTION",
        [],
        ["Roe"],
    ),
    "gapped-passive": (
        "Two clerks were injured and one killed in an ambush by rebels.",
        "ASSAULT",
        ["rebels"],
        ["one"],
    ),
    "how-often": ("She was hit in the head and stabbed dozens of times.", "ASSAULT", [], ["She"]),
    "who-was-of-two": ("The report names Ann Roe and Jo Doe, who was jailed in May.", "COERCE", [], ["Doe"]),
    "who-were-of-two": ("The report names Ann Roe and Jo Doe, who were jailed in May.", "COERCE", [], ["Roe", "Doe"]),
    "participle-of-what-nobody-suffers": (
        "Some 340,000 people protested at the ministry.",
        "PROTEST",
        ["people"],
        ["ministry"],
    ),
    "reason-of-blame": ("Roe criticised the budget for not helping working families.", "ACCUSE", ["Roe"], []),
    "grounds": ("The council called for a ban on grounds it violates the law.", "REQUEST", ["council"], []),
    "town-of-a-protest": ("Opponents of the bill held demonstrations in Paris.", "PROTEST", ["Opponents"], []),
    "country-of-a-protest": ("Some 340,000 students demonstrated in Peru.", "PROTEST", ["students"], ["Peru"]),
    "plural-that-opens": ("Rockets were fired from Lebanon at the port.", "ASSAULT", [], ["port"]),
    "flight-with-a-number": ("Flight 17 was shot down over the valley.", "ASSAULT", [], ["Flight"]),
    "aid-from": ("The island depends on aid from Norway.", "AID", ["Norway"], []),
    "inquiry-by": ("Roe faces an investigation by the council.", "ACCUSE", ["council"], ["Roe"]),
    "died": ("Nine nurses died in the valley on Monday.", "DEATH", [], ["nurses"]),
    "died-in-a-crash": ("Nine nurses died in a train crash.", "ACCIDENT", [], ["nurses"]),
    "lost-their-lives": ("Five soldiers lost their lives in a raid by rebels.", "ASSAULT", ["rebels"], ["soldiers"]),
    "age-that-is-somebody": ("Police shot a 17-year-old in the park.", "ASSAULT", ["Police"], ["old"]),
    "age-that-acts": ("A 16-year-old stabbed a clerk.", "ASSAULT", ["old"], ["clerk"]),
    "age-of-a-thing": ("The 150-year-old bridge was bombed by rebels.", "ASSAULT", ["rebels"], ["bridge"]),
    "what-a-shooting-did": ("Police are investigating a shooting that wounded three men.", "ASSAULT", [], ["men"]),
    "what-a-shooting-did-twice": ("A shooting killed a man and wounded another.", "ASSAULT", [], ["man"]),
    "crash-of-nobody": ("A crash killed two people.", "ACCIDENT", [], ["people"]),
    "called-to-a-fire": ("Crews were called to a blaze on Monday.", "ACCIDENT", [], []),
    "purpose-of-a-protest": (
        "Miners blocked a road to demand the mayor's resignation.",
        "PROTEST",
        ["Miners"],
        ["mayor"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_roles_are_filled_from_the_parse(coded, case):
    text, type_, actors, recipients = CASES[case]
    found = [(kind, who, whom) for kind, _, _, who, whom, _ in coded(text)]
    assert (type_, actors, recipients) in found


def test_coordinated_places_are_an_event_each(coded):
    found = coded("Russian forces captured the city of Bakhmut, a rail hub, as well as Soledar in the north.")
    assert [(whom, places[0]) for _, _, _, _, whom, places in found] == [
        (["Bakhmut"], "Bakhmut"),
        (["Soledar"], "Soledar"),
    ]


def test_a_weapon_is_no_attacker(coded):
    (found,) = coded("The troops shelled the village with howitzers.")
    assert found[3:5] == (["troops"], ["village"])


def test_one_happening_is_one_event(coded):
    assert len(coded("The army launched an offensive against the rebels.")) == 1
    assert len(coded("Nine people were killed in an air strike on the camp.")) == 1


def test_what_an_attack_did_would_be_a_second_attack(coded):
    assert [found[4] for found in coded("A bombing that killed nine people shook the city.")] == [["people"]]
    assert [found[0] for found in coded("Police are investigating a crash that killed two people.")] == [
        "ACCUSE",
        "ACCIDENT",
    ]


def test_police_who_come_would_be_speaking(coded):
    assert [found[0] for found in coded("Officers responded to a robbery on Monday.")] == ["CRIME"]
    assert [found[0] for found in coded("Officers responded to the robbery on Monday.")] == []


def test_how_it_happened_gives_the_mode(coded):
    (found,) = coded("Nine people were killed in an air strike on the camp.")
    assert found[:2] == ("ASSAULT", "aerial")


MEANINGS = {
    "The premier fired his finance minister.": "APPOINT",
    "The militants fired a missile at the port.": "ASSAULT",
    "Airport workers struck over pay on Friday.": "PROTEST",
    "A missile struck a hospital in the town.": "ASSAULT",
    "The president will meet the emir on Sunday.": "AGREE",
    "The president met the emir on Sunday.": "CONSULT",
    "The minister will not meet the strikers.": "REJECT",
    "The rebels vowed to avenge their leader.": "THREATEN",
    "The governor promised to help the farmers.": "AGREE",
    "The envoy said the rebels must disarm.": "REQUEST",
    "A tornado ripped through the town.": "DISASTER",
    "A bus crashed into a wall.": "ACCIDENT",
    "The liberals won the election.": "ELECT",
    "Oil prices fell on Tuesday.": "MARKET",
}


@pytest.mark.parametrize("text", MEANINGS)
def test_the_same_verb_means_what_its_arguments_say(coded, text):
    assert coded(text)[0][0] == MEANINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "The company met its target for the year.",
        "The committee killed the bill in May.",
        "The museum charges a fee for tours.",
        "Doctors fight cancer with light.",
        "The fire season began early.",
        "The attack was long.",
    ],
)
def test_idioms_and_bare_topics_are_no_events(coded, text):
    assert coded(text) == []


def test_a_comment_counts_only_where_nothing_else_happens(coded):
    assert [found[0] for found in coded("The mayor said the bread was good.")] == ["ANNOUNCE"]
    assert [found[0] for found in coded("The mayor said rebels attacked the bakery.")] == ["ASSAULT"]


def test_a_thousand_words_without_a_stop_are_coded_in_time(coded):
    assert coded("The rebels attacked the town and " * 400 + "left.")
