"""Who: names, titles, offices and pronouns resolved to actors with country and sector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.actors.clausal import GENDERED
from pipeline.code.actors.coreference import Coreference
from pipeline.code.actors.counted import members, part_of, uncounted
from pipeline.code.actors.identity import Identity
from pipeline.code.actors.magnitudes import magnitude
from pipeline.code.actors.phrases import conjuncts, core, extent
from pipeline.code.actors.resolve import Resolver
from pipeline.code.actors.shared import shared_noun
from pipeline.code.actors.wordlists import words
from pipeline.parse.document import Document
from pipeline.records import ActorMention, PlaceMention, Sector, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Actors", "magnitude"]

_NEVER = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL"})


class Actors:
    """The actors of one article: coreference and office-holders are worked out once."""

    def __init__(self, document: Document, places: list[PlaceMention]) -> None:
        self._document = document
        self._coreference = Coreference(document, places)
        self._resolver = Resolver(document, self._coreference.reading, places)
        self._found: dict[int, ActorMention | None] = {}

    def mention(self, head: int) -> ActorMention | None:
        """The actor whose phrase has this head; None when it can't be one ("the week")."""
        if head not in self._found:
            self._found[head] = self._mention(head)
        return self._found[head]

    def mentions(self, head: int) -> list[ActorMention]:
        """As ``mention``, but "Hungarian and Romanian officials" are two, and so are "they" who are two."""
        mention = self.mention(head)
        if mention is None:
            return []
        antecedent = self._coreference.resolve(head)
        if antecedent is not None:
            parts = [part for part in conjuncts(self._document, antecedent.head) if part < antecedent.last]
            if len(parts) > 1:
                return [self._one_of(mention, part) for part in parts]
            return [
                mention.model_copy(update={"name": part.name, "country": part.country, "entity": part.entity})
                for _, _, part in shared_noun(self._resolver, antecedent.head)
            ] or [mention]
        apart = self._coreference.parts(head)
        if apart:
            return [self._one_of(mention, part.head) for part in apart]
        split = shared_noun(self._resolver, head)
        told = [self._of(first, last, identity, None) for first, last, identity in split] or [mention]
        return told + [one for each in members(self._document, head) if (one := self.mention(each)) is not None]

    def persons(self) -> frozenset[int]:
        """The heads of the names that are somebody's, whatever the recogniser takes them for."""
        candidates = [each for each in self._coreference.reading.candidates if each.proper]
        pronouns = [token.i for token in self._document.tokens if token.lower_ in GENDERED]
        meant = {found.key for index in pronouns if (found := self._coreference.resolve(index)) is not None}
        return frozenset(
            each.head
            for each in candidates
            if each.kind == "person" or (each.perhaps and each.key in meant)  # "Bettie Page ... her rep"
        )

    def antecedent(self, index: int) -> tuple[int, int] | None:
        """The tokens of the name that a pronoun or "the city" stands for."""
        return self._coreference.antecedent(index)

    def conjuncts(self, head: int) -> list[int]:
        """The heads of a coordinated phrase, this one first."""
        return conjuncts(self._document, head)

    def _mention(self, head: int) -> ActorMention | None:
        token = self._document[head]
        if token.ent_type_ in _NEVER or token.lower_ in words("no-one") or token.is_punct or token.is_space:
            return None
        if any(child.lower_ == "no" and child.dep_ == "det" for child in token.lefts) or self._nobody(token):
            return None  # "no group has claimed responsibility"
        antecedent = self._coreference.resolve(head)
        if antecedent is None:
            if token.lower_ in ("it", "which", "that") or token.dep_ == "expl":
                return None
            return self._of(*extent(self._document, head), self._identity(head), None)
        identity = self._antecedent_identity(antecedent.head, antecedent.first, antecedent.last)
        first, last = (head, head + 1) if token.pos_ in ("PRON", "ADV") else extent(self._document, head)
        if token.pos_ == "NOUN" and identity.sector is Sector.UNK:
            identity = replace(identity, sector=self._resolver.identity(head).sector)
        begin, end = antecedent.first, antecedent.last
        if not antecedent.proper:
            begin, end = extent(self._document, antecedent.head)
        return self._of(first, last, identity, self._document.span(begin, end))

    def _nobody(self, token: Token) -> bool:
        """ "No-one", which is three words here; "each other" and "one another" are those who are named already."""
        before = tuple(self._document[index].lower_ for index in range(max(0, token.i - 2), token.i))
        pair = (before[-1] if before else "", token.lower_)
        return (token.lower_ == "one" and before == ("no", "-")) or pair in (("each", "other"), ("one", "another"))

    def _identity(self, head: int) -> Identity:
        """Who the phrase is; "its forces" and "his troops" are at home where their owner is."""
        for child in self._document[head].lefts:
            if child.dep_ == "poss" and child.tag_ == "PRP$":
                owner = self._coreference.resolve(child.i)
                if owner is not None:
                    return self._resolver.owned(head, self._resolver.identity(owner.head))
        whole = part_of(self._document[head])
        owner = self._coreference.resolve(whole.i) if whole is not None else None
        if owner is not None:  # "one of them"
            of_all = self._resolver.identity(owner.head)
            return replace(of_all, name=uncounted(of_all.name))
        return self._resolver.identity(head)

    def _antecedent_identity(self, head: int, first: int, last: int) -> Identity:
        identity = self._resolver.identity(head)
        several = any(child.dep_ == "conj" and child.i < last for child in self._document[head].rights)
        # "the two leaders": the span holds both, and no one id or country is theirs.
        return Identity(self._document.span(first, last).text, None, None, identity.sector) if several else identity

    def _one_of(self, mention: ActorMention, part: int) -> ActorMention:
        """One of those that a plural mention stands for."""
        identity = self._resolver.identity(part)
        return mention.model_copy(
            update={
                "name": identity.name,
                "entity": identity.entity,
                "country": identity.country,
                "sector": identity.sector,
                "coref": self._document.span(*core(self._document, part)),
            }
        )

    def _of(self, first: int, last: int, identity: Identity, coref: Span | None) -> ActorMention:
        known = self._coreference.reading.known_at.get(last - 1)
        span = self._document.span(first, last if known is None else max(last, known[1]))  # "Doctors Without Borders"
        return ActorMention(
            **span.model_dump(),
            name=identity.name or span.text,
            entity=identity.entity,
            country=identity.country,
            sector=identity.sector,
            coref=coref,
        )
