# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""Words of conflict and dealings count only in that sense; each case is an event that a reader would not find in the text."""

from __future__ import annotations

import pytest

MATCH = (
    "Lund beat Turku 2-1 in the cup final on Sunday. The striker headed the first goal after a corner, but the visitors "
    "attacked from the kick-off and the goalkeeper saved twice before half-time. The coach moved his midfielder forward and "
    "the team took control in the second half. They stormed the penalty area, and the referee gave a penalty. Turku had ousted "
    "the champions in the semifinal and will meet the league winners in the next tournament."
)
MARKET = (
    "Shares closed higher in Oslo on Monday as the benchmark index gained 2 percent. Traders said the rally by bank stocks had "
    "attacked old resistance, and oil futures retreated from a high of 70 dollars a barrel. Bond yields surrendered early gains "
    "and the currency hit a low against the euro. Analysts expect earnings to support the market this session, dealers said."
)
CAMPAIGN = (
    "The Republican candidate met his Democratic rival in the second debate of the presidential campaign on Monday. "
    "He attacked her again and again, and voters saw a battle of two nominees. A senator who lost the primary said that the "
    "attacks on her record would decide the election, but polls showed no change."
)
CONFLICT = {"ASSAULT", "RETREAT", "PROTEST", "COERCE", "THREATEN", "CONSULT", "SUPPORT"}


@pytest.mark.parametrize("text", [MATCH, MARKET], ids=["a match", "the stock market"])
def test_a_subscriber_to_conflicts_would_be_told_of_a(coded, text):
    assert not CONFLICT & {found[0] for found in coded(text)}


def test_a_candidate_would_be_taken_for_a_gunman(coded):
    assert "ASSAULT" not in {found[0] for found in coded(CAMPAIGN)}
    shot = coded(f"{CAMPAIGN} A gunman attacked the senator's bus with a knife.")
    assert [found[0] for found in shot if "gunman" in found[3]] == ["ASSAULT"]


def test_a_riot_at_a_match_would_be_missed(coded):
    found = coded(f"{MATCH} Police fired tear gas at supporters who attacked a bus outside the stadium.")
    assert [each[0] for each in found if "attacked" in each[2] or "fired" in each[2]] == ["ASSAULT", "ASSAULT"]


NO = {
    "a threat in what others plan": ("Witnesses feared that the rebels were planning to attack a village.", "THREATEN"),
    "a threat in a promise not to attack": ("The insurgents agreed not to attack polling stations.", "THREATEN"),
    "a threat in consent to what another did": ("The envoys acquiesced in the army's attack on the town.", "THREATEN"),
    "a promise in what would be better": ("It is better to meet the strikers than to wait.", "AGREE"),
    "support in praise of one's own": ("The company expressed confidence in its strategy.", "SUPPORT"),
    "an agreement in an opinion": ('"It was a lovely evening," the planner agreed.', "AGREE"),
    "an accusation in a noun": ("The accused within the family had received a letter.", "ACCUSE"),
    "a demand in orders of goods": ("Japan's machinery orders rose 9 percent in May.", "REQUEST"),
    "a demand in a hope": ("We hope the market will recover.", "REQUEST"),
    "a protest in the month of March": ("The firm has earned more since March in Canada.", "PROTEST"),
    "a protest at a party's rally": ("The party's final campaign rally took place in Durban.", "PROTEST"),
    "a blow that was not returned": ("The soldiers fended off the blows without retaliating.", "ASSAULT"),
    "violence in a speech": ("The club called it a defamatory attack on the referee by the coach.", "ASSAULT"),
    "an attack in an oversight": ("Inspectors looked for weapons of mass destruction.", "ASSAULT"),
    "a visit by a traveller": ("Ann Roe travelled to Peru without telling her parents.", "CONSULT"),
    "a release from hospital": ("Anna Petrova was released from hospital on Monday.", "RETREAT"),
    "a demand on oneself": ("He said he needs to take a rest.", "REQUEST"),
    "a demand in an effort": ("The soldiers were pushing to break the ring.", "REQUEST"),
    "prisoners in the footage": ("The department released only some of the footage.", "RETREAT"),
    "an offer in readiness": ("The town is ready to move on.", "AGREE"),
    "an execution in a suicide": ("The prisoner hanged himself in his cell.", "ASSAULT"),
    "a demand in a market": ("The demand for workers led employers to raise wages.", "REQUEST"),
    "a militia in a committee": ("The governor created a task force on housing.", "MOBILIZE"),
    "criticism in gunfire": ("The pilot came under intense enemy fire.", "ACCUSE"),
    "a refusal in what has not come about": ("The two leaders have not met since 1994.", "REJECT"),
    "a deal in a book": ("The novelist discussed the weather.", "CONSULT"),
}


@pytest.mark.parametrize("what", NO)
def test_a_reader_would_be_told_of(coded, what):
    text, wrong = NO[what]
    assert wrong not in {found[0] for found in coded(text)}


YES = {
    "a threat in announced force": ("The army will attack the rebels, the general said.", "THREATEN"),
    "an agreement on what will be done": ("The leaders agreed that talks should go on.", "AGREE"),
    "consultation with one other": ("The president discussed the strike with the premier.", "CONSULT"),
    "the journey of somebody whose office is named elsewhere": (
        "President Mary Robinson is ill. Robinson travelled to Oslo on Monday.",
        "CONSULT",
    ),
    "the attack of a date's relative clause": (
        "The town mourned after a mortar attack on Friday that killed four children.",
        "ASSAULT",
    ),
    "a crackdown": ("The crackdown on dissidents drew criticism.", "COERCE"),
    "a clash of words": ("The two ministers clashed over the budget.", "ACCUSE"),
    "who was caught again": ("Two escaped inmates were captured near the lake.", "COERCE"),
    "who joined militants": ("The student joined a militant group abroad.", "MOBILIZE"),
}


@pytest.mark.parametrize("what", YES)
def test_a_reader_would_miss(coded, what):
    text, right = YES[what]
    assert right in {found[0] for found in coded(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Labour's Anna Reid held the seat, beating the Conservative challenger by 312 votes.", "ELECT"),
        ("Biden took a large lead by defeating Sanders in Illinois with the help of older voters.", "ELECT"),
        (
            "The ruling is a blow to the bank. We won the first round, the attorney general said after the lawsuit.",
            "COURT",
        ),
        ("The champions beat the visitors by two goals.", "SPORT"),
    ],
)
def test_a_vote_or_a_case_would_be_a_match(coded, text, kind):
    assert kind in {found[0] for found in coded(text)}
    assert kind == "SPORT" or "SPORT" not in {found[0] for found in coded(text)}


def test_a_coach_who_is_sacked_would_be_missed_in_a_match_report(coded):
    found = coded(f"{MATCH} The club fired its coach on Monday, after it had dropped two strikers.")
    assert [(each[3], each[4]) for each in found if each[0] == "APPOINT"] == [(["club"], ["coach"])]


def test_what_only_sets_the_scene_would_be_what_they_are_in(coded):
    assert coded("The director is in negotiations to make a film.")[0][0] == "CONSULT"
    fronted = coded("In negotiations of this kind, people were ready to wait.")
    assert "were" not in {found[2] for found in fronted}
