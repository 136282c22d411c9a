"""The persons that an article names in full, and which of them a bare name means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.code.actors.beside import role_of
from pipeline.code.actors.lexicon import KnownActor, best_known, gazetteer, gendered_nouns, given_names, surnames
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from datetime import date

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.titles import Titles
    from pipeline.parse.document import Document

# Terms in the table are to the year; a holder of no stated country must be in office then, or nearly.
_SLACK = 366
# What the first mentions of somebody don't tell the later ones hardly do.
_MENTIONS = 12
_WORDS = 4  # of a name


class FullName(NamedTuple):
    """Where a name stands in full; ``head`` is None when only the headline has it."""

    text: str
    first: int
    last: int
    head: int | None


class Persons:
    """The full names of one article by their last and first words."""

    def __init__(self, document: Document, reading: Reading, titles: Titles) -> None:
        self._document, self._titles = document, titles
        self._by_last: dict[str, list[FullName]] = {}
        self._by_first: dict[str, list[FullName]] = {}
        self._by_inner: dict[str, list[FullName]] = {}
        self._heads: dict[str, list[int]] = {}
        named: list[int] = []
        for candidate in reading.candidates:
            if candidate.kind != "person" or not candidate.proper or role_of(document, candidate.head):
                continue
            named.append(candidate.head)
            first, last = titles.name_tokens(candidate.head)
            if last - first > 1:
                self._add(FullName(document.text(first, last), first, last, candidate.head))
        bare = {document[head].text for head in named}
        for entity in document.doc.ents:
            # "Ann Roe responsibility": the parse makes part of another phrase of a name
            apart = entity.label_ == "PERSON" and 1 < len(entity) <= _WORDS and entity.root.dep_ == "compound"
            if apart and entity[-1].text in bare - self._by_last.keys():
                self._add(FullName(entity.text, entity.start, entity.end, None))
        for head in named:
            self._heads.setdefault(self.name(head), []).append(head)

    def name(self, head: int) -> str:
        """The fullest name that the article has for the person named here."""
        full = self.full(head)
        return full.text if full is not None else self._document.text(*self._titles.name_tokens(head))

    def heads(self, head: int) -> list[int]:
        """Where the article names this person: here, in full for the first time, and everywhere else."""
        full = self.full(head)
        first = [head] if full is None or full.head is None else [head, full.head]
        return list(dict.fromkeys([*first, *self._heads.get(self.name(head), [])]))[:_MENTIONS]

    def _add(self, full: FullName) -> None:
        last = full.last - 1
        if self._document[last].lower_ in words("name-ends"):
            last -= 1
        places = [(self._by_last, last), (self._by_first, full.first)]
        places += [(self._by_inner, index) for index in range(full.first + 1, last)]
        for table, index in places:
            known = table.setdefault(self._document[index].text, [])
            if all(each.text != full.text for each in known):
                known.append(full)

    def full(self, head: int) -> FullName | None:
        """The full name of the person named here; None when the article has no other than this."""
        first, last = self._titles.name_tokens(head)
        word = self._document[last - 1].text
        if last - first > 1:
            return None
        found = self._by_last.get(word, [])
        if not found:
            # "Geng" of Geng Shuang, "Uma" of Uma Thurman, "Ngbanda" of Honore Ngbanda Nzambo
            found = self._by_first.get(word, []) or self._by_inner.get(word, [])
            return found[0] if len(found) == 1 else None
        if len(found) > 1 and any(
            self._document[index].lower_ in words("of-age") for index in range(core(self._document, head)[0], head)
        ):
            return None
        return self._meant(head, word, found)

    def _meant(self, head: int, word: str, found: list[FullName]) -> FullName:
        """Of several with one surname: whose gender the title tells, who is in the headline, who came first."""
        titled = self._headlined(word)
        if len(found) == 1:
            return found[0] if titled is None or titled == found[0].text else FullName(titled, 0, 0, None)
        gender = next(
            (
                told
                for index in range(core(self._document, head)[0], head)
                if (told := gendered_nouns().get(self._document[index].lower_))
            ),
            "",
        )
        if gender:
            fitting = [each for each in found if given_names().get(each.text.split()[0], gender) == gender]
            found = fitting or found
        for each in found:
            if each.text == titled:
                return each
        return found[0]

    def _headlined(self, surname: str) -> str | None:
        """The full name in the headline: a first name and this surname."""
        match = re.search(rf"\b([A-Z][a-z]+) {re.escape(surname)}\b", self._document.article.title or "")
        return match[0] if match and match[1] in given_names() else None


def known_by(name: str, day: date | None) -> KnownActor | None:
    """The office-holder who has exactly this name."""
    for start, end, known in gazetteer().find(name):
        if (start, end) == (0, len(name)) and known[0].person:
            return best_known(known, day)
    return None


def holder(
    surname: str, title: frozenset[str], country: str | None, context: str | None, day: date | None
) -> KnownActor | None:
    """ "President Clinton": the holder of that office and surname, of that country where one is given."""
    holders = [
        known
        for known in surnames().get(surname, [])
        if (country is None or known.country == country)
        and (country is not None or title & set((known.office or "").split()))
    ]
    if not holders or not title or title <= words("of-age"):
        return None
    best = best_known(holders, day, country or context)
    if country is not None or best.country == context:
        return best
    if len({known.name for known in holders}) == 1:
        return best
    if best.distance(day) > _SLACK:
        return None
    rivals = {known.name for known in holders if known.distance(day) <= best.distance(day)}
    return best if len(rivals) == 1 else None
