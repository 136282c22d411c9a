"""The PLOVER (2021) ontology: types and modes, what they take from CAMEO, and the general types beside them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from pipeline.errors import LexiconError
from pipeline.records import GeneralType, QuadClass

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

PLOVER = frozenset(QUAD_CLASS)

GENERAL: tuple[str, ...] = get_args(GeneralType)

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
        {
            "beat",
            "torture",
            "execute",
            "sexual",
            "assassinate",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
            "massacre",
            "territory",
            "aerial",
            "drone",
            "cleansing",
            "destroy",
            "abduct",
        }
    ),
}

CONTEXTS = frozenset(
    {
        "military",
        "diplomatic",
        "economic",
        "legal",
        "election",
        "refugees",
        "terrorism",
        "health",
        "disaster",
        "crime",
        "corruption",
        "human-rights",
        "intelligence",
        "cyber",
        "peacekeeping",
        "humanitarian",
        "political",
        "environment",
        "labour",
        "religion",
        "transport",
        "education",
        "science",
        "sport",
        "culture",
        "cbrn",
    }
)

# The class of CAMEO's roots as event data sets publish it: comments and appeals (01, 02) are neither side's.
_ROOTS: list[tuple[str, QuadClass | None]] = [
    ("01 02", None),
    ("03 04 05", "verbal-cooperation"),
    ("06 07 08", "material-cooperation"),
    ("09 10 11 12 13 16", "verbal-conflict"),
    ("14 15 17 18 19 20", "material-conflict"),
]
_QUAD_OF_ROOT = {root: quad for roots, quad in _ROOTS for root in roots.split()}


def _read() -> tuple[dict[str, float], dict[str, str]]:
    """``cameo.tsv``: Goldstein's scale by class, and the class of each type and mode that has no narrower one."""
    path = Path(__file__).with_name("cameo.tsv")
    scale: dict[str, float] = {}
    class_of: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], start=2):
        fields = line.split("\t")
        if len(fields) != 3 or not fields[0].isdigit():
            raise LexiconError(f"{path.name}:{number}: a line is class, Goldstein value and types, separated by tabs")
        code, value, types = fields
        if value:
            scale[code] = float(value)
        for name in types.split():
            type_, _, mode = name.partition("/")
            if type_ not in PLOVER or (mode and mode not in MODES.get(type_, ())):
                raise LexiconError(f"{path.name}:{number}: {name} is no type and mode of PLOVER")
            class_of[name] = code
    return scale, class_of


_GOLDSTEIN, _CAMEO = _read()


def cameo(action_type: str, mode: str | None) -> str:
    """CAMEO's class of a type and mode; empty for general types."""
    return _CAMEO.get(f"{action_type}/{mode}") or _CAMEO.get(action_type, "")


def quad_class(action_type: str, cameo_class: str) -> QuadClass | None:
    """The quad class of an action: that of its CAMEO class's root, else that of its type; none for general types."""
    if action_type not in PLOVER:
        return None
    return _QUAD_OF_ROOT[cameo_class[:2]] if cameo_class else QUAD_CLASS[action_type]


def goldstein(cameo_class: str) -> float | None:
    """Goldstein's intensity of a CAMEO class, that of its nearest parent where it has none of its own."""
    for length in range(len(cameo_class), 1, -1):
        value = _GOLDSTEIN.get(cameo_class[:length])
        if value is not None:
            return value
    return None
