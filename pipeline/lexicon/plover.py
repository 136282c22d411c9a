"""The PLOVER (2021) ontology: types, their modes and quad classes, and the general types beside them."""

from __future__ import annotations

from pipeline.records import QuadClass

QUAD_CLASS: dict[str, QuadClass] = {
    "AGREE": "verbal-cooperation",
    "CONSULT": "verbal-cooperation",
    "SUPPORT": "verbal-cooperation",
    "CONCEDE": "verbal-cooperation",
    "COOPERATE": "material-cooperation",
    "AID": "material-cooperation",
    "RETREAT": "material-cooperation",
    "REQUEST": "verbal-conflict",
    "ACCUSE": "verbal-conflict",
    "REJECT": "verbal-conflict",
    "THREATEN": "verbal-conflict",
    "PROTEST": "material-conflict",
    "SANCTION": "material-conflict",
    "MOBILIZE": "material-conflict",
    "COERCE": "material-conflict",
    "ASSAULT": "material-conflict",
}

MODES: dict[str, frozenset[str]] = {
    "CONSULT": frozenset({"visit", "phone", "multilateral", "third-party"}),
    "RETREAT": frozenset({"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "THREATEN": frozenset({"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {
            "seize",
            "restrict",
            "ban",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        }
    ),
    "ASSAULT": frozenset(
        {"beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives", "suicide-attack"}
        | {"heavy-weapons", "crowd-control", "unconventional", "massacre", "territory", "aerial", "drone", "cleansing"}
        | {"destroy", "abduct"}
    ),
}

GENERAL = ["ANNOUNCE", "MOVE", "ACCIDENT", "DISASTER", "DEATH", "CRIME", "COURT", "ELECT", "APPOINT", "BUSINESS", "MARKET", "HEALTH", "SCIENCE", "SPORT", "CULTURE"]
