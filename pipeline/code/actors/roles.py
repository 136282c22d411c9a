"""What the title or role noun of a phrase makes of who it is: the sector of an office, and whose office it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.identity import OFFICES
from pipeline.code.actors.lexicon import KnownActor, Noun, best_known
from pipeline.code.actors.names import unknown_owner
from pipeline.code.actors.phrases import core
from pipeline.code.actors.titles import Titles, complement
from pipeline.code.actors.told_of import told_of
from pipeline.code.actors.wordlists import words
from pipeline.records import Sector

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.homes import Homes
    from pipeline.code.actors.identity import Identity
    from pipeline.parse.document import Document

_BACK = 2  # sentences before in which the body of a spokesman is told of


class Roles:
    """The offices in one article's phrases; ``identity`` tells who a complement is."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        homes: Homes,
        day: date | None,
        identity: Callable[[int], Identity],
    ) -> None:
        self._document, self._reading, self._homes, self._day = document, reading, homes, day
        self._titles, self._identity = Titles(document, reading), identity

    def sector(self, token: Token, first: int) -> tuple[Sector | None, bool]:
        """The sector of the title before a name or of an apposition to it, and whether it is a weak title's."""
        start = self._titles.name_tokens(token.i)[0]
        former = self._titles.former(first, start)
        heading = self._titles.heading(token, first)
        start = start if heading is None else heading + 1
        title = self._titles.last_noun(first, start)
        degree = title is not None and title.sector in (Sector.EDU, Sector.REL)
        if (former or degree) and token.dep_ == "appos" and token.head.pos_ in ("NOUN", "PROPN"):
            office = self._titles.last_noun(core(self._document, token.head.i)[0], token.head.i + 1)
            if office is not None and not office.weak and office.sector in OFFICES:
                return office.sector, False  # "the prime minister, Prof. Jan Roe"
        courtesy = start > first and self._document[start - 1].lower_ in words("courtesy")
        if title is None or courtesy:  # "the president, Sheikh Roe"
            apposed = self._apposed(token)
            if title is None or apposed[0] is not None:
                return apposed
        sector: Sector | None = title.sector
        if title.weak:
            sector = self.weak(title, first, start, start - 1)
        else:
            body = self.owner(first, start)
            sent = self._document[start - 1].lemma_.lower() == "ambassador" and self._homes.modifier(first, start)
            if body is not None and body.sector is Sector.IGO and sector is Sector.GOV and not sent:
                return Sector.IGO, False  # "EU Trade Commissioner", not "the Chilean UN ambassador"
            rebel = sector is Sector.MIL and body is not None and body.sector is Sector.REB
            sector = Sector.REB if rebel else self.ranked(title.sector, first, start)  # "Hamas commander Ann Roe"
        if sector is None:
            return None, False
        return (self._titles.after_office(start - 1) if former and sector in OFFICES else sector), title.weak

    def weak(self, title: Noun, first: int, end: int, at: int) -> Sector | None:
        """What a spokesman or an official is without more words: of his organisation, of his nation, or nobody's."""
        owner = self.owner(first, end)
        if owner is not None:
            return owner.sector
        if title.kind != "person":
            return title.sector
        word = self._document[at].lower_
        if title.sector is Sector.GOV or word in words("for-a-nation"):
            if self._homes.modifier(first, end) is not None:
                return Sector.GOV
            if any(self._document[index].lower_ in words("governing") for index in range(first, end)):
                return Sector.GOV
        if title.sector is Sector.UNK or unknown_owner(self._document, first, end):
            return None
        return title.sector

    def ranked(self, sector: Sector, first: int, end: int) -> Sector:
        """The police's where the article has police and no army ("Brigadier Nkosi"), the opposition's of a shadow minister."""
        if sector is Sector.GOV and any(self._document[index].lower_ == "shadow" for index in range(first, end)):
            return Sector.OPP
        if sector is Sector.JUD and self._contest:
            return Sector.CVL
        named = {self._document[index].lower_ for index in range(first, end)}
        if sector is Sector.JUD and named & words("pleaders") and self._words.isdisjoint(words("courts")):
            return Sector.CVL  # "health advocates"
        if sector is Sector.SPY and not named.isdisjoint(words("police")) and "secret" not in named:
            return Sector.GOV  # "the police department's intelligence unit"
        if sector is Sector.LEG and not named.isdisjoint(words("deputies")) and "sheriff" in self._words:
            return Sector.GOV
        if sector is not Sector.MIL or not self._only_police:
            return sector
        titled = any(
            self._document.text(start, end).lower() in words("ranks") for start in range(max(first, end - 2), end)
        )
        return Sector.GOV if titled else sector

    def called_so(self, first: int, token: Token) -> bool:
        """Whether a body is only called so: the Meetei Tribe Union is no trade union, the Brampton Battalion a hockey club."""
        word = token.lower_
        named = {self._document[index].lower_.rstrip("s") for index in range(first, token.i)}
        if word in words("unions"):
            return named.isdisjoint({craft.rstrip("s") for craft in words("crafts")}) and len(named) > 0
        return word in words("troops-in-names") and self._words.isdisjoint(words("army") | words("troops"))

    @cached_property
    def _contest(self) -> bool:
        """Whether the judges of this article give prizes."""
        return not self._words.isdisjoint(words("contests")) and self._words.isdisjoint(words("courts"))

    @cached_property
    def _only_police(self) -> bool:
        return not self._words.isdisjoint(words("police")) and self._words.isdisjoint(words("army"))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(token.lower_ for token in self._document.tokens)

    def _apposed(self, token: Token) -> tuple[Sector | None, bool]:
        """ "Roe, the U.S. special envoy", "Roe is the mayor": the title that the sentence gives the name."""
        for part in told_of(token):
            first = core(self._document, part.i)[0]
            found = self._titles.last_noun(first, part.i + 1)
            if found is None:
                continue
            owner = next((child for child in part.lefts if child.dep_ == "poss"), None)
            whole = (owner or complement(part)) if found.weak else None
            if whole is not None and whole.i != token.i:
                inner = self._identity(whole.i)
                if inner.sector is not Sector.UNK:
                    over = self._titles.former(first, part.i) and inner.sector in OFFICES
                    return (self._titles.after_office(part.i) if over else inner.sector), False
                if self.of_no_state(whole, inner):
                    return (Sector.BUS if found.sector is Sector.BUS else None), False  # "the app's co-founder"
            former = self._titles.former(first, part.i)
            sector = self.weak(found, first, part.i, part.i) if found.weak else found.sector
            if not found.weak:
                body = self.owner(first, part.i)
                if body is not None and body.sector is Sector.IGO and sector is Sector.GOV:
                    sector = Sector.IGO
            if sector is not None:
                sector = self.ranked(sector, first, part.i + 1)
            return (self._titles.after_office(part.i) if former and sector in OFFICES else sector), found.weak
        return None, False

    def of_no_state(self, whole: Token, inner: Identity) -> bool:
        """Whether an office is in a body that no table knows, or over things: "vice president of growth"."""
        if inner.country is not None and inner.entity == inner.country:
            return False
        candidate = self._reading.candidate(whole.i)
        if candidate is not None and candidate.kind in ("country", "place", "people"):
            return False
        if whole.i in self._reading.nation_at or whole.ent_type_ in ("GPE", "LOC", "NORP"):
            return False
        return whole.pos_ in ("NOUN", "PROPN") and whole.lemma_.lower() not in words("states")

    def spoken_for(self, token: Token, first: int) -> Identity | None:
        """For whom somebody speaks who is only called a spokesman: the body that was told of right before."""
        start = self._titles.name_tokens(token.i)[0]
        if start != first + 1 or self._document[first].lower_ not in words("spokespersons"):
            return None
        here = self._document.sentence_number(token.i)
        for candidate in reversed(self._reading.candidates):
            if candidate.last > first or here - candidate.sentence > _BACK:
                continue
            if candidate.kind == "org" and candidate.subject:
                body = self._identity(candidate.head)
                return body if body.sector is not Sector.UNK else None
        return None

    def owner(self, first: int, head: int) -> KnownActor | None:
        """The organisation that modifies a noun: "FARC rebels", "EU foreign ministers", "a Hamas official"."""
        for index in range(head - 1, first - 1, -1):
            known = self._reading.known_at.get(index)
            if known is not None and known[0] >= first and not known[2][0].person:
                best = best_known(known[2], self._day)
                return None if self._homes.elsewhere(best) else best
        return None
