"""Several owners and one noun: "Hungarian and Romanian officials", "the envoys of Peru, Chile and Brazil" are as many actors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.actors.identity import bare
from pipeline.code.actors.phrases import conjuncts, core
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.identity import Identity
    from pipeline.code.actors.resolve import Resolver

_NEVER = frozenset({"PERSON", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW"})
_OF = frozenset({"of", "from", "in"})


def shared_noun(resolver: Resolver, head: int) -> list[tuple[int, int, Identity]]:
    """ "Hungarian and Romanian officials": each name with the noun that they share; empty for anything else."""
    document, reading = resolver.document, resolver.reading
    token = document[head]
    first, last = core(document, head)
    owners = _owners_behind(resolver, head)
    if owners:
        return owners
    joints = [index for index in range(first + 1, head - 1) if document[index].dep_ == "cc"]
    if token.tag_ not in ("NNS", "NNPS") or len(joints) != 1:
        return []
    left, right = document[joints[0] - 1], document[joints[0] + 1]
    if not (_names_owner(reading, left) and _names_owner(reading, right)):
        return []
    if document[_owner_end(reading, right.i)].text == "-":
        return []  # "Iran and Iranian-backed partners": no noun that they share
    identity = resolver.identity(head)
    tail = document.doc[_owner_end(reading, right.i) : last].text
    found = []
    for start, end, owner in ((first, left.i + 1, left.i), (right.i, last, right.i)):
        hit = reading.nation_at.get(owner)
        country = hit.country if hit else None
        begin = hit.first if hit else owner
        named = replace(
            identity,
            name=f"{document.doc[begin : _owner_end(reading, owner)].text} {tail}",
            country=country,
            entity=f"{country}-{identity.sector.value}" if country and identity.sector is not Sector.UNK else None,
        )
        found.append((start, end, named))
    return found


def _owners_behind(resolver: Resolver, head: int) -> list[tuple[int, int, Identity]]:
    """ "The envoys of Peru and Chile": the noun with each name that stands behind it."""
    document, reading = resolver.document, resolver.reading
    token = document[head]
    if token.tag_ != "NNS":
        return []
    names = [noun for prep in token.rights if prep.lower_ in _OF for noun in prep.children if noun.dep_ == "pobj"]
    if len(names) != 1 or names[0].ent_type_ in _NEVER:
        return []
    owners = conjuncts(document, names[0].i)
    if len(owners) < 2 or any(document[owner].pos_ != "PROPN" for owner in owners):
        return []
    identity = resolver.identity(head)
    lead = document.doc[core(document, head)[0] : core(document, names[0].i)[0]].text
    found = []
    for owner in owners:
        hit = reading.nation_at.get(owner)
        country = hit.country if hit else None
        named = replace(
            identity,
            name=f"{bare(lead)} {document.span(*core(document, owner)).text}",
            country=country,
            entity=f"{country}-{identity.sector.value}" if country and identity.sector is not Sector.UNK else None,
        )
        first, last = core(document, owner)
        found.append((core(document, head)[0] if owner == owners[0] else first, last, named))
    return found


def _names_owner(reading: Reading, token: Token) -> bool:
    return token.i in reading.nation_at or token.ent_type_ in ("GPE", "NORP")


def _owner_end(reading: Reading, index: int) -> int:
    hit = reading.nation_at.get(index)
    return hit.last if hit else index + 1
