"""Where a sentence has something else than its event: where another deed was, where it is told, felt or judged, or what caused it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.dates.families import of_noun
from pipeline.code.places.references import is_home, is_person
from pipeline.code.places.words import words
from pipeline.code.statements.lexicon import verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.model import CodedAction

# Types whose object, when it is a place, is where they happened.
ON_PLACES = frozenset({"ASSAULT", "MOVE", "DISASTER", "ACCIDENT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "CRIME", "AID"})  # fmt: skip
# Types that happen somewhere even when their sentence does not say where; words are said anywhere.
HAPPENING = ON_PLACES | {"DEATH", "CONSULT", "ELECT", "COURT", "SPORT", "CULTURE", "HEALTH", "COOPERATE"}
# What befalls people befalls them where its cause did: "drowned after a boat sank off Crete".
_SUFFERED = frozenset({"ACCIDENT", "DISASTER", "DEATH", "HEALTH"})
EARLIER = frozenset({"after", "following", "since", "before"})
# Punished people are punished in court.
IN_COURT = frozenset({("SANCTION", "convict")})
# What is demanded or refused is coded with its place (PLOVER), what is only spoken of is not.
_WORDS = frozenset({"ACCUSE", "SUPPORT", "ANNOUNCE", "THREATEN"})


def is_happening(action: CodedAction, trigger: Token) -> bool:
    """Whether it is something that happens somewhere even where nothing says so; who "was jailed" was so in court."""
    return action.type in HAPPENING or (trigger.pos_ == "VERB" and (action.type, action.mode) in IN_COURT)


def is_suffered(action: CodedAction) -> bool:
    """Whether it befell somebody by something that is told beside it."""
    return action.type in _SUFFERED or (action.type == "ASSAULT" and not action.actors)


def is_apart(word: Token, trigger: Token, action: CodedAction) -> bool:
    """Whether the sentence has something else there."""
    if is_beside(word, trigger, action):
        return True
    content = next((part for part in (trigger, *trigger.ancestors) if is_content(part)), None)
    outside = content is not None and content.i != word.i and not content.is_ancestor(word)
    if content is not None and outside and not _tells_as_local(word, content):
        return True
    votes = action.type == "ELECT"
    if votes or action.type not in HAPPENING:  # "voted on a text that deplores a raid in Oslo"
        return _of_another(word, trigger, range(action.first, action.last) if votes else range(0))
    return _of_other_deed(word, trigger, action)


def _of_another(word: Token, trigger: Token, own: range) -> bool:
    """Whether the word's clause is not the trigger's own, nor one above it: of what is told beside words and decisions."""
    if any(ancestor.dep_ == "relcl" and ancestor.head.i in own for ancestor in word.ancestors):
        return False  # "win an election that ends his rule in Peru"
    for ancestor in word.ancestors:
        if ancestor.i == trigger.i or ancestor.is_ancestor(trigger):
            return False
        if ancestor.dep_ == "appos" and ancestor.head.pos_ == "PROPN" and is_person(ancestor):
            return True  # "Ann Roe, a professor at York": she may say it anywhere
        if ancestor.i != word.head.i and is_cause(ancestor, happening=False):
            return True
        if ancestor.lemma_ in words().settled:
            return True  # "a trader living in Austria"
        if ancestor.pos_ != "VERB" or ancestor.tag_ == "VBG":
            continue  # "ministers, meeting in Oslo, agreed"
        if ancestor.dep_ == "acl" and ancestor.tag_ in {"VB", "VBN"} and not is_person(ancestor.head):
            continue  # "a decision to shrink two bars sold in Peru upset fans"
        return True
    return False


def _of_other_deed(word: Token, trigger: Token, action: CodedAction) -> bool:
    """Whether the word is where somebody else was, or what went before or is aimed at: "a nurse who worked in Leeds was shot"."""
    if action.type == "COURT" and "court" in (word.lower_, word.head.lower_):
        return False  # "after he gave evidence at Oslo court, they pleaded guilty"
    aim = next((part for part in trigger.ancestors if part.dep_ == "prep" and (is_aim(part) or is_charge(part))), None)
    if aim is not None and not aim.is_ancestor(word):
        return True
    since = next(
        (part for part in (trigger, *trigger.ancestors) if part.dep_ == "advcl" and _marked(part, "since")), None
    )
    if since is not None and since.i != word.i and not since.is_ancestor(word):
        return True  # "since the truce ended, they have bombed a pipeline in Meta"
    suffered = is_suffered(action)
    parties = {*action.actors, *action.recipients}
    for verb in word.ancestors:
        if verb.i == trigger.i or verb.is_ancestor(trigger):
            return False
        if not suffered and verb.i != word.head.i and is_cause(verb, happening=True):
            return True
        if _comes_after(verb, trigger):
            return True
        if verb.pos_ != "VERB":
            continue
        if verb.dep_ == "relcl" and verb.head.lemma_ in words().times:
            return True  # "erupted the day that talks began in Oslo"
        if verb.dep_ in ("relcl", "acl"):
            beside = verb.head.i == trigger.head.i  # "a girl who was filmed in Oslo slapping a guard"
            return verb.tag_ != "VBG" and not beside and (verb.head.i in parties or is_person(verb.head))
        if verb.dep_ == "pcomp" or (verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp")):
            return True
        if verb.dep_ == "advcl" and not suffered and (tells_before(verb) or _meanwhile(verb)):
            return True
    return False


def _comes_after(part: Token, trigger: Token) -> bool:
    """Whether the event is told to have come after this: "The bombing came hours after an attack in Leeds"."""
    verb = part.head
    if trigger.head.i != verb.i or trigger.dep_ != "nsubj" or verb.lemma_ not in words().comes:
        return False
    return tells_before(part) or (part.dep_ == "dobj" and verb.lemma_ == "follow")


def is_content(clause: Token) -> bool:
    """Whether this is what somebody says, so that where it is said is not where it was: "told reporters in Oslo that"."""
    return clause.dep_ == "ccomp" and clause.head.i != clause.i and clause.head.lemma_ in _sayings()


@cache
def _sayings() -> frozenset[str]:
    return frozenset(verbs()) | {"hear"}


def _tells_as_local(word: Token, content: Token) -> bool:
    """Whether people of the place say it: "police in Leeds said a man was stabbed", not "a court in Leeds heard"."""
    return any(
        each.dep_ == "nsubj" and each.head.i == content.head.i and each.lemma_.lower() in words().locals
        for each in word.ancestors
    )


def is_charge(preposition: Token) -> bool:
    """Whether it leads to what somebody is charged with: "appeared in court accused of stabbing a guard"."""
    return preposition.lower_ in ("of", "with", "for") and preposition.head.lemma_ in words().charges


def is_cause(preposition: Token, *, happening: bool) -> bool:
    """Whether what stands behind it was elsewhere: "sued over a fire in Dhaka"."""
    return preposition.dep_ == "prep" and tells_cause(preposition, happening=happening)


def is_beside(word: Token, trigger: Token, action: CodedAction) -> bool:
    """Whether somebody is at home there, or something is felt there, or talked of or judged, and not done there."""
    if (
        is_home(word)
        or _only_felt_there(word, trigger)
        or (action.type == "COERCE" and _is_of_crime(word, trigger))
        or (action.type not in ON_PLACES and _is_of_issue(word, trigger))
    ):
        return True
    return action.type in _WORDS and action.mode != "investigate" and _is_spoken_of(word, trigger, action)


def _only_felt_there(word: Token, trigger: Token) -> bool:
    """Whether people are there who feel or suspect it: "suspicions in Oslo that tankers sold oil"."""
    if word.dep_ != "pobj":
        return False
    feeling = word.head.head
    return feeling.lemma_ in words().minds and feeling.i != trigger.i and not trigger.is_ancestor(feeling)


def _is_of_crime(word: Token, trigger: Token) -> bool:
    """Whether the crime was there that somebody is held for: "arrested two suspects in a shooting in Leeds"."""
    between: list[Token] = []
    for part in word.ancestors:
        if part.i == trigger.i:
            nouns = [part.lemma_.lower() for part in between if part.pos_ == "NOUN"]
            return words().held_in.isdisjoint(nouns) and any("harm" in of_noun(noun) for noun in nouns)
        between.append(part)
    return False


def _is_of_issue(word: Token, trigger: Token) -> bool:
    """Whether an issue that is talked of is there: "discussed the situation in Iraq"."""
    if word.dep_ != "pobj" or trigger.lemma_ in words().issues:
        return False
    issue = word.head.head
    talked_of = issue.dep_ in ("dobj", "nsubjpass") and issue.head.i == trigger.i
    return talked_of and issue.lemma_ in words().issues


def _is_spoken_of(word: Token, trigger: Token, action: CodedAction) -> bool:
    """Whether what is blamed, welcomed or asked for is there, and not who speaks: "condemned a raid in Kano"."""
    under = next((each for each in word.ancestors if each.head.i == trigger.i and each.i != trigger.i), None)
    if under is None:
        where = any(child.lower_ == "where" for child in trigger.lefts)
        relative = (
            trigger.dep_ == "relcl" and not where and (trigger.head.i == word.i or trigger.head.is_ancestor(word))
        )
        return relative and not is_person(trigger.head)  # "the attack in Kano, which Abuja condemned"
    if under.i in action.recipients:
        return False  # "told media in Kano"
    deed = under.dep_ == "prep" and any(
        child.dep_ == "pcomp" for child in under.children
    )  # "accused him of spying in Kano"
    return deed or (under.dep_ in ("dobj", "nsubjpass", "ccomp", "xcomp") and not is_person(under))


def tells_cause(word: Token, *, happening: bool) -> bool:
    """Whether a preposition leads to what something is done because of, or talked on."""
    if word.lower_ == "on":  # "talks on the war in Sudan", not "on the sidelines of a summit in Oslo"
        return any(child.dep_ == "pobj" and child.lemma_ in words().issues for child in word.children)
    if word.lower_ == "for" and any(child.lemma_ == "time" for child in word.children):
        return False  # "met for the first time in Oslo"
    return word.lower_ in words().causes or (not happening and word.lower_ in words().causes_of_words)


def is_aim(preposition: Token) -> bool:
    """Whether it leads to what is protested at, talked of, or the like, which is elsewhere."""
    if preposition.lower_ == "at":
        return preposition.head.pos_ == "VERB" and any(child.pos_ == "NOUN" for child in preposition.children)
    return preposition.lower_ in words().causes and preposition.lower_ != "for"  # "is in Oslo for a visit"


def _meanwhile(clause: Token) -> bool:
    """Whether others did it at that time: "fired missiles while leaders met in Oslo", "even as they met"."""
    marks = [child for child in clause.children if child.dep_ == "mark"]
    marked = any(
        one.lower_ == "while" or (one.lower_ == "as" and one.i and one.nbor(-1).lower_ == "even") for one in marks
    )
    return marked and any(child.dep_ in ("nsubj", "nsubjpass") and child.pos_ != "PRON" for child in clause.children)


def _marked(clause: Token, mark: str) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == mark for child in clause.children)


def tells_before(part: Token) -> bool:
    """Whether a part of the sentence tells what went before: "expelled two envoys after a clerk was killed in Lyon"."""
    marks = {part.lower_} if part.dep_ == "prep" else {one.lower_ for one in part.children if one.dep_ == "mark"}
    return part.dep_ in ("prep", "advcl") and not marks.isdisjoint(EARLIER)
