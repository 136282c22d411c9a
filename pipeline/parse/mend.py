"""Mends where the parser hangs a verb: what somebody says on who speaks, what a plan is for on the plan.

"Officials said rebels were behind the blast and called for calm": the small model lets the rebels call. "Police foiled a plot
to bomb the port": it lets the police bomb. It is done once, on the parse itself, so that every layer (who acts, who says, how
surely) reads the same tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse.attachment import words
from pipeline.parse.brackets import mend_brackets
from pipeline.parse.charges import mend_charge
from pipeline.parse.clauses import mend_clause
from pipeline.parse.closing import mend_closing, mend_who
from pipeline.parse.headlines import mend_headline
from pipeline.parse.joined import mend_joined
from pipeline.parse.loads import mend_load
from pipeline.parse.objects import mend_object
from pipeline.parse.offices import mend_offices
from pipeline.parse.tags import mend_tag
from pipeline.parse.trees import as_tree
from pipeline.parse.weekdays import mend_weekday

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_WITHIN = frozenset({"amod", "compound", "nmod", "npadvmod", "advmod"})
_STEPS = 4
_MENDS = (
    mend_joined,
    mend_tag,
    mend_object,
    mend_load,
    mend_charge,
    mend_clause,
    mend_headline,
    mend_closing,
    mend_weekday,
    mend_who,
)
"""What is looked at for each word, in this order."""


def mend(doc: Doc) -> Doc:
    """The same document with such verbs hung on the verb of saying above, or on the plan before."""
    return as_tree(doc, _mend)


def _mend(doc: Doc) -> None:
    mend_brackets(doc)
    mend_offices(doc)
    for token in doc:
        if token.text == "-" and 0 < token.i < len(doc) - 1 and token.nbor(-1).lower_ in words("prefixes"):
            _join(token)
        if token.lower_ == "flight" and token.ent_type_ == "DATE":
            token.ent_type_ = "PRODUCT"  # "Flight 17" is no day
        if (whole := _cut_in_two(token)) is not None:
            token.head, token.dep_ = whole, "compound"
        for mend_word in _MENDS:
            mend_word(token)
        noun = _plan(token) or _showing(token)
        if noun is not None:
            token.head, token.dep_ = noun, "acl"
        elif (chosen := _made(token)) is not None:
            for before in [child for child in token.lefts if child.i < chosen.i and child.dep_ in _WITHIN]:
                before.head = chosen  # "named economist Ann Roe finance minister"
            chosen.head, chosen.dep_, token.dep_ = token.head, "dobj", "oprd"
        elif (above := _charge(token) or _said_when(token) or _judged(token)) is not None:
            token.head = above
        elif (giver := _given(token)) is not None:
            token.head, token.dep_ = giver, "dative"
        elif (elected := _by_whom(token)) is not None:
            token.head, token.dep_ = elected, "agent"
        elif _pleaded(token):
            token.dep_ = "ccomp"
        elif (visitor := _visitor(token)) is not None:
            visitor.head, visitor.dep_ = token.head, "pobj" if token.head.pos_ == "ADP" else "dobj"
            for child in [child for child in token.children if child.i > visitor.i]:
                child.head = token.head
            token.head, token.dep_ = visitor, "amod"
        elif (name := _also(token)) is not None:
            name.head, name.dep_ = token.head, token.dep_
            token.head, token.dep_ = name, "compound"
        elif (mark := _as(token)) is not None:
            subject = next(child for child in mark.rights if child.dep_ == "pobj")
            token.dep_ = "advcl"
            subject.head, subject.dep_ = token, "nsubj"
            mark.head, mark.dep_ = token, "mark"
    speaks = words("speaks")
    wrong = [
        (token, saying)
        for token in doc
        if token.dep_ in ("conj", "advcl") and token.lemma_ in speaks and (saying := _saying(token)) is not None
    ]
    for token, saying in wrong:
        token.head = saying
    for token in doc:
        if (finite := _finite_above(token)) is not None:
            token.head = finite
        elif _seized(token):
            noun = next(child for child in token.lefts if child.dep_ == "nsubj")
            noun.head, noun.dep_ = token.head, "dobj"
            token.head, token.dep_ = noun, "acl"


def _cut_in_two(token: Token) -> Token | None:
    """The noun behind, where a preposition got two objects of one phrase: "on the third quarter | results"."""
    if token.dep_ != "pobj" or token.pos_ != "NOUN" or token.i + 1 >= len(token.doc):
        return None
    after = token.nbor()
    return after if after.dep_ == "pobj" and after.head.i == token.head.i and after.pos_ == "NOUN" else None


def _plan(token: Token) -> Token | None:
    """The noun right before an infinitive that says what it is for: "a plot to bomb"."""
    if token.dep_ != "advcl" or token.left_edge.lower_ != "to" or token.left_edge.i == 0:
        return None
    noun = token.left_edge.nbor(-1)
    held = noun.head == token.head and noun.dep_ in ("dobj", "nsubjpass")
    return noun if held and noun.lemma_ in words("plans") else None


def _made(token: Token) -> Token | None:
    """Who is given the office that stands behind the name: "named Ann Roe chief executive"."""
    office = token.pos_ == "NOUN" and token.dep_ in ("oprd", "dobj") and token.lemma_ in words("offices")
    if not office or token.head.lemma_ not in words("names"):
        return None
    named = [
        each for each in token.lefts if each.pos_ == "PROPN" and each.ent_type_ == "PERSON" and each.dep_ in _WITHIN
    ]
    return named[-1] if named and named[-1].i > token.head.i else None


def _charge(token: Token) -> Token | None:
    """The verb that a charge belongs to and not whom it names: "accused the rebels of killing", "by prosecutors of"."""
    noun = token.head
    if token.dep_ != "prep" or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun.head
    if noun.dep_ not in ("dobj", "pobj"):
        return None
    doing = any(child.dep_ == "pcomp" for child in token.children)
    if token.lower_ == "of" and verb.lemma_ in words("charges"):
        counted = noun.ent_type_ == "CARDINAL" or noun.lemma_ in words("counts")  # "dozens of women"
        whose = any(child.pos_ == "PROPN" for child in token.children)  # "the premier of Iceland"
        return verb if doing or not (counted or whose) else None
    return verb if doing and token.lower_ in ("for", "with") and verb.lemma_ in words("blames") else None


def _judged(token: Token) -> Token | None:
    """The deed that somebody judges, whose phrase goes on: "criticised the sale of weapons to Peru"."""
    if token.dep_ not in ("prep", "dative") or token.lower_ not in ("to", "between") or not token.i:
        return None
    verb = token.head
    if verb.lemma_ not in words("judges"):
        return None
    return next((child for child in verb.rights if child.dep_ == "dobj" and child.right_edge.i == token.i - 1), None)


def _given(token: Token) -> Token | None:
    """The verb by which a name is given leave, which is no part of the leave: "gave Peru permission"."""
    noun = token.head
    if token.dep_ != "compound" or token.tag_ != "NNP" or noun.lemma_ not in words("leave") or noun.dep_ != "dobj":
        return None
    return noun.head if noun.head.i == token.i - 1 and noun.i == token.i + 1 else None


def _said_when(token: Token) -> Token | None:
    """The verb of saying whose day stands right behind it: "said on Monday he will resign"."""
    if token.dep_ != "prep" or token.i == 0 or not any(child.ent_type_ == "DATE" for child in token.children):
        return None
    verb = token.nbor(-1)
    clause = token.head
    said = verb.pos_ == "VERB" and (verb.lemma_ in words("says") or verb.lemma_ in words("speaks"))
    return verb if said and clause.dep_ == "ccomp" and clause.head.i == verb.i else None


def _by_whom(token: Token) -> Token | None:
    """The passive verb whose doer stands behind what somebody was made: "elected president by the party"."""
    noun = token.head
    if (
        token.lower_ != "by"
        or token.dep_ not in ("prep", "agent")
        or noun.dep_ not in ("oprd", "attr", "dobj", "npadvmod")
    ):
        return None
    verb = noun.head
    passive = verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children)
    return verb if passive and noun.i > verb.i else None


def _pleaded(token: Token) -> bool:
    """Whether a clause is what is asked for and no purpose: "called for the captives to be freed"."""
    if token.dep_ != "advcl" or token.head.lemma_ not in words("pleads"):
        return False
    parts = {(child.dep_, child.lower_) for child in token.children}
    return {("mark", "for"), ("aux", "to")} <= parts and any(dep in _SUBJECTS for dep, _ in parts)


def _showing(token: Token) -> Token | None:
    """The thing that shows something: "received data indicating that all is well"."""
    if token.dep_ != "advcl" or token.tag_ != "VBG" or token.lemma_ not in words("shows") or token.i == 0:
        return None
    noun = token.nbor(-1)
    return noun if noun.dep_ == "dobj" and noun.head == token.head and noun.pos_ == "NOUN" else None


def _visitor(token: Token) -> Token | None:
    """Who is visiting in "told visiting premier Ann Roe", "talks with visiting monks"."""
    if token.lower_ != "visiting" or token.dep_ not in ("xcomp", "pcomp", "advcl") or token.head.i != token.i - 1:
        return None
    above = token.head
    if above.lemma_ not in words("receives"):
        return None
    visitor = next((child for child in token.rights if child.dep_ == "dobj"), None)
    if visitor is None or any(child.dep_ == "det" for child in visitor.lefts):
        return None
    return visitor if visitor.ent_type_ not in ("GPE", "LOC", "FAC") else None


def _also(token: Token) -> Token | None:
    """Whose second trade it is: "model and actress Ann Roe" is one person."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ not in _SUBJECTS | {"dobj", "pobj"} or token.ent_type_:
        return None
    parts = list(token.children)
    if [part.dep_ for part in parts] != ["cc", "conj"] or parts[0].lower_ != "and" or token.left_edge.i != token.i:
        return None
    name = parts[1]
    trade = token.doc[parts[0].i + 1]
    titled = trade.tag_ == "NN" and trade.text.islower() and trade.head.i == name.i and trade.dep_ == "compound"
    return name if titled and name.ent_type_ == "PERSON" else None


def _as(token: Token) -> Token | None:
    """The "as" whose clause this verb is: "fear grew as the group, or men claiming to be of it, issued videos"."""
    if token.dep_ != "conj" or token.tag_ not in _FINITE or any(child.dep_ in _SUBJECTS for child in token.lefts):
        return None
    between = [child for child in token.head.rights if child.i < token.i]
    if any(child.dep_ == "cc" for child in between) or any(child.dep_ in ("cc", "aux") for child in token.lefts):
        return None
    mark = next((child for child in between if child.dep_ == "prep" and child.lower_ == "as"), None)
    return mark if mark is not None and any(child.dep_ == "pobj" for child in mark.rights) else None


def _join(hyphen: Token) -> None:
    """Let a prefix go with its word: of "an anti-poaching group" the model may make "anti" the group."""
    prefix, word = hyphen.nbor(-1), hyphen.nbor(1)
    if prefix.head.i > prefix.i and prefix.dep_ in _WITHIN:
        return
    whole = word.head if word.dep_ in _WITHIN and word.head.i > word.i else word
    if prefix.head.i == prefix.i or prefix.head in (word, whole) or whole.is_ancestor(prefix.head):
        return
    whole.head, whole.dep_ = prefix.head, prefix.dep_
    for child in [child for child in prefix.children if child.i != hyphen.i]:
        child.head = whole
    prefix.head, prefix.dep_ = word, "amod"
    hyphen.head, hyphen.dep_ = word, "punct"


def _finite_above(token: Token) -> Token | None:
    """The verb that a finite one goes on from, where it hangs on an infinitive: "accused Chad of helping and called"."""
    above = token.head
    if token.dep_ != "conj" or token.tag_ not in _FINITE or above.i > token.i:
        return None
    goes_on = any(child.dep_ in ("dobj", "xcomp", "ccomp") for child in token.rights)
    reduced = (
        above.tag_ == "VBN" and above.dep_ == "acl" and goes_on
    )  # "for talks mediated by Egypt and agreed to meet"
    if above.tag_ not in ("VB", "VBG") and not reduced:
        return None
    if any(child.dep_ in _SUBJECTS for child in token.lefts) or any(child.dep_ == "aux" for child in token.lefts):
        return None
    if any(child.tag_ in ("MD", *_FINITE) for child in above.lefts if child.dep_ == "aux"):
        return None  # "did not meet and called"
    for _ in range(_STEPS):
        if above.head.i == above.i:
            return None
        above = above.head
        if above.tag_ == token.tag_ and above.pos_ in ("VERB", "AUX"):
            return above
    return None


def _seized(token: Token) -> bool:
    """Whether it tells what was done to the noun before it: "held captive miners abducted in May"."""
    if token.tag_ != "VBN" or token.dep_ != "ccomp" or token.head.pos_ != "VERB" or token.head.i > token.i:
        return False
    if token.head.lemma_ in words("says") | words("has"):
        return False
    left = [child for child in token.lefts if child.dep_ != "punct"]
    if len(left) != 1 or left[0].dep_ != "nsubj" or left[0].i != token.i - 1 or left[0].pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(child.dep_ in ("dobj", "attr") for child in (*token.rights, *token.head.rights))


def _saying(token: Token) -> Token | None:
    """The verb of saying that the verb goes on from; None where it hangs well."""
    if any(child.dep_ in _SUBJECTS for child in token.lefts):
        return None
    clause = token.head
    for _ in range(_STEPS):
        if clause.dep_ == "ccomp":
            break
        if clause.dep_ not in ("conj", "xcomp") or clause.head.i == clause.i:
            return None
        clause = clause.head
    saying = clause.head
    if clause.dep_ != "ccomp" or saying.lemma_ not in words("says") or not saying.i < clause.i < token.i:
        return None
    if token.dep_ == "conj":
        alike = token.tag_ in _FINITE and token.tag_ == saying.tag_
    else:
        alike = token.tag_ == "VBG" and token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","
    adds = token.dep_ == "advcl" and token.lemma_ in words("adds")
    return saying if alike and (adds or _speechless(clause)) else None


def _speechless(clause: Token) -> bool:
    """Whether what is said is that something is so, or was done to somebody: its subject speaks of nothing."""
    subject = next((child for child in clause.lefts if child.dep_ in _SUBJECTS), None)
    if subject is None or (subject.pos_ == "PRON" and subject.dep_ != "expl" and subject.lower_ not in ("it", "there")):
        return False  # "said he was ill and called for calm" is the same person's either way
    return clause.lemma_ == "be" or subject.dep_ in ("nsubjpass", "expl") or subject.tag_ in ("NN", "NNS", "CD")
