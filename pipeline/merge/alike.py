"""How much speaks for two sightings being one happening.

Record linkage after Fellegi and Sunter (1969): each field that agrees or disagrees adds its weight, agreement on something
rare more than on something everybody shares, and the sum has to pass a threshold. The weights are round numbers: they say
which evidence outweighs which, not more.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.merge.trace import Name, Setting, Trace

    Rarity = Callable[[str], float]

ENOUGH = 3.0

_WORDS, _NAMES = 4.0, 2.0  # for two sentences of the same words, for the same actors and recipients
_NEAR, _NEAR_ZERO, _NEAR_MOST = 10.0, 0.15, 2.0  # articles on one topic share that cosine: from there it counts
_NEWS, _NEWS_NEAR = 1.5, 10.0  # for what both articles report, and for how near they are
_DAY, _NEWS_DAY, _DAYS_MOST = 0.12, 0.1, 1.5  # against, for each day beyond the first between two reports
_OTHERS, _NEWS_OTHERS = -1.0, -0.5  # where both name somebody, and nobody the same
_TOLD_ALIKE = 0.3  # as much of the words has to be shared before two types are one happening in passing
_SAID_AGAIN = 0.4  # or two sentences of one article
_STRANGERS = -1.5  # in two articles' news, for each side where both give names, and none is another's
_OTHER_SIDE = -0.8  # for each side, who acts and who is acted on, where both name somebody and nobody the same
_SPEAKER, _SAID = 0.3, 0.3  # as much of the names and of the other words has to be shared before two sayings are one
_UNRELATED = -0.3  # where it was coded as something else
_DESCRIBED = 0.4  # what a description ("two men") says of who it is, next to a name
_SAME_SETTING, _OTHER_TOWNS, _OTHER_SETTING = 0.2, -0.4, -1.5  # a town of both articles, towns of one region, of others
_OTHER_DAYS, _NIGHT = -0.4, 2  # two articles whose days are all further apart than a weekend's news
_SAME_AGE, _OTHER_AGE = 0.7, -1.2
_WORDS_TELL, _NAMES_TELL = 8.0, 3.0  # as rare has what is shared to be, summed, to count in full: "a man" is nobody
_ASIDE = -0.7  # what did not or may happen is told with less care

# Types that hold so much (leave and return, rise and fall) that they say little without the verb.
_WIDE = frozenset({"ANNOUNCE", "MOVE", "BUSINESS", "MARKET", "CULTURE", "SPORT", "SCIENCE"})
# What one coder calls a death another calls a crime: types of one family may be one happening, others may not.
_FAMILIES = (
    frozenset({"ASSAULT", "DEATH", "CRIME", "ACCIDENT", "DISASTER"}),
    frozenset({"COERCE", "SANCTION", "COURT", "CRIME", "ACCUSE"}),
    frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "CONCEDE", "AID"}),
    frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST"}),
    frozenset({"BUSINESS", "MARKET", "COERCE", "RETREAT"}),
    frozenset({"MOVE", "RETREAT", "MOBILIZE", "CONSULT"}),
    frozenset({"ELECT", "APPOINT", "RETREAT"}),
)
_RELATED = frozenset(pair for family in _FAMILIES for pair in product(family, repeat=2))


class Features(NamedTuple):
    """A trace made ready for comparing: its words and names with how rare each is."""

    trace: Trace
    words: dict[str, float]
    names: dict[str, float]


def features(trace: Trace, rarity: Rarity) -> Features:
    """The features of a sighting, given how rare a word is now; a name is as rare as its rarest word."""
    words = {word: rarity(word) for word in trace.words}
    names = {
        name.key: max(map(rarity, name.words)) * (1.0 if name.proper else _DESCRIBED)
        for name in trace.names
        if name.words
    }
    return Features(trace, words, names)


def settings_apart(ours: Setting, theirs: Setting) -> float:
    """Evidence from where and when two articles are set: what local papers tell of every town is worded alike everywhere."""
    days = _OTHER_DAYS if _days_apart(ours, theirs) > _NIGHT else 0.0
    if not ours.places or not theirs.places:
        return days
    if not ours.places.isdisjoint(theirs.places):
        return days + _SAME_SETTING
    return days + (_OTHER_SETTING if ours.regions.isdisjoint(theirs.regions) else _OTHER_TOWNS)


def _days_apart(ours: Setting, theirs: Setting) -> int:
    """The days between the nearest two that the articles name; 0 where one names none."""
    return min((abs(one - other) for one in ours.days for other in theirs.days), default=0)


def alike(one: Features, other: Features, near: float, days: float, setting: float = 0.0) -> float | None:
    """The evidence that two sightings of different articles are one happening, None where they can't be.

    ``near`` is how near their articles are (0..1), ``days`` the time between them. What two articles report is taken for one
    happening on less than any two events in them: coders differ in what they make of a removal (a ban, a business move), and
    articles are nearest in their news. ``setting`` is what their places say (``settings_apart``).
    """
    here, there = one.trace, other.trace
    news = here.main and there.main
    action = _action(here, there)
    if here.denied != there.denied or here.hypothetical != there.hypothetical or (action is None and not news):
        return None
    day = _day(here, there)
    shared_names, shared_words = _shared(one.names, other.names), _shared(one.words, other.words)
    names, words = _part(shared_names, one.names, other.names), _part(shared_words, one.words, other.words)
    if day is None or (here.type == there.type and _reversed(here, there)):
        return None
    if not news and here.type != there.type and words < _TOLD_ALIKE:
        return None  # in a story's background much is about the same people
    saying = here.type == there.type == "ANNOUNCE"
    if saying and not news and (names < _SPEAKER or _overlap(_unnamed(one), _unnamed(other)) < _SAID):
        return None  # everybody says something, and much of it: only the same of the same speaker is one
    evidence = _WORDS * words * min(shared_words / _WORDS_TELL, 1.0)
    evidence += _NAMES * names * min(shared_names / _NAMES_TELL, 1.0)
    evidence += day + _place(here, there) + setting
    if here.ages and there.ages:
        evidence += _OTHER_AGE if here.ages.isdisjoint(there.ages) else _SAME_AGE
    evidence += _UNRELATED if action is None else action
    evidence += _NEWS + _NEWS_NEAR * near if news else min(_NEAR * (near - _NEAR_ZERO), _NEAR_MOST)
    evidence -= min((_NEWS_DAY if news else _DAY) * max(0.0, days - 1), _DAYS_MOST)
    if one.names and other.names and not names:
        evidence += _NEWS_OTHERS if news else _OTHERS
    if here.type == there.type:
        evidence += _STRANGERS * _strangers(here, there) if news else _OTHER_SIDE * _sides_apart(here, there)
    if here.numbers and there.numbers:
        evidence += -0.3 if here.numbers.isdisjoint(there.numbers) else 0.7  # a toll rises; a sum is a sum
    if here.denied or here.hypothetical:  # and so is the other: they differ in neither
        evidence += _ASIDE
    return evidence


def alike_within(one: Features, other: Features) -> float | None:
    """As ``alike``, for two sightings of one article.

    It tells its news again further down, in the same terms and of the same people; two triggers of one sentence are two.
    """
    here, there = one.trace, other.trace
    if here.type != there.type or here.mode != there.mode or here.denied != there.denied:
        return None
    if here.sentence == there.sentence or (here.lemma != there.lemma and here.type in _WIDE):
        return None
    day, names = _day(here, there), _overlap(one.names, other.names)
    if day is None or ((one.names or other.names) and not names):
        return None
    words = _overlap(one.words, other.words)
    told = _overlap(_unnamed(one), _unnamed(other)) if here.type == "ANNOUNCE" else words
    if told < _SAID_AGAIN and not (here.main or there.main):
        return None
    return _WORDS * words + _NAMES * names + (_action(here, there) or 0.0) + day + _place(here, there)


def _reversed(here: Trace, there: Trace) -> bool:
    """Whether who acts in one is acted on in the other, and nobody stands on the same side: Peru's visit is not Chile's."""
    sides = {(name.key, name.acts) for name in here.names}
    same = any((name.key, name.acts) in sides for name in there.names)
    return not same and any((name.key, not name.acts) in sides for name in there.names)


def _sides_apart(here: Trace, there: Trace) -> int:
    """On how many of the two sides others stand."""
    return sum(
        {name.key for name in ours}.isdisjoint(name.key for name in theirs) for ours, theirs in _sides(here, there)
    )


def _strangers(here: Trace, there: Trace) -> int:
    """On how many of the two sides stand others, each by name: a longer name and a shorter one of it are one."""
    return sum(
        all(name.proper for name in (*ours, *theirs)) and not any(_one_name(a, b) for a, b in product(ours, theirs))
        for ours, theirs in _sides(here, there)
    )


def _sides(here: Trace, there: Trace) -> Iterator[tuple[list[Name], list[Name]]]:
    """Who stands in each on the side that acts, and on the one acted on, where both name somebody."""
    for acts in (True, False):
        ours, theirs = ([name for name in each.names if name.acts is acts] for each in (here, there))
        if ours and theirs:
            yield ours, theirs


def _one_name(one: Name, other: Name) -> bool:
    ours, theirs = set(one.words), set(other.words)
    return one.key == other.key or ours <= theirs or theirs <= ours


def _unnamed(one: Features) -> dict[str, float]:
    """The words without those of the names: of two sayings the speaker's tell nothing."""
    names = {word for name in one.trace.names for word in name.words}
    return {word: rarity for word, rarity in one.words.items() if word not in names}


def _action(here: Trace, there: Trace) -> float | None:
    """Evidence from what was done, or None where it can't be the same."""
    same = here.type == there.type
    if here.lemma == there.lemma:
        return 1.0 if same else 0.3
    if same:
        if here.type in _WIDE:
            return 0.0
        return 0.7 if here.mode == there.mode else 0.3
    return _UNRELATED if (here.type, there.type) in _RELATED else None


def _day(here: Trace, there: Trace) -> float | None:
    """Evidence from when it happened, or None where it can't be the same; ranges (a week) agree where they touch."""
    if here.days is None or there.days is None:
        return 0.0
    gap = (max(here.days[0], there.days[0]) - min(here.days[1], there.days[1])).days
    if gap <= 0:
        exact = here.days[0] == here.days[1] and there.days[0] == there.days[1]
        return 0.6 if exact else 0.2
    if gap <= 2:  # a night, a time zone, "on Sunday" of what the weekend brought
        return 0.0 if gap == 1 else -0.5
    return None


def _place(here: Trace, there: Trace) -> float:
    """Evidence from where it happened."""
    if here.country and there.country and here.country != there.country:
        return -1.0
    if here.place is None or there.place is None:
        return 0.1 if here.country and here.country == there.country else 0.0
    if here.place == there.place:
        return 0.7
    if here.exact and there.exact:
        return -0.8  # two streets of one town
    return 0.2 if here.admin1 and here.admin1 == there.admin1 else -0.5


def _overlap(one: dict[str, float], other: dict[str, float]) -> float:
    """What two weighted sets share, 0..1."""
    return _part(_shared(one, other), one, other)


def _shared(one: dict[str, float], other: dict[str, float]) -> float:
    """The weight of what two weighted sets share."""
    return sum(weight for item, weight in one.items() if item in other)


def _part(shared: float, one: dict[str, float], other: dict[str, float]) -> float:
    """What is shared of the mean of both weights, 0..1, so that a short one in a long one counts."""
    whole = (sum(one.values()) * sum(other.values())) ** 0.5
    return min(shared / whole, 1.0) if whole else 0.0
