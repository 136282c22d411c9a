"""docs/operations.md lists every setting and every metric, as they are: operators configure and query by it."""

from __future__ import annotations

import re
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.metrics_core import Metric

from pipeline.connection import KafkaSettings
from pipeline.ops import metrics
from pipeline.ops.canary import Canary
from pipeline.ops.exporter import CountExporter, LagExporter
from pipeline.ops.observer import Snapshot
from pipeline.settings import Settings

ROOT = Path(__file__).parents[3]
DOC = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = DOC.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shown(family: Metric) -> str:
    """Its name on the wire."""
    return f"{family.name}_total" if family.type == "counter" else family.name


def families() -> dict[str, str]:
    """Every metric of a worker and of the page, with its help."""
    assert metrics.ARTICLES  # importing it registers them
    page = CollectorRegistry()
    page.register(LagExporter(lambda: Snapshot(0.0, [], []), Canary("nowhere", "raw", "clean")))
    page.register(CountExporter(lambda _dimension: []))
    found = [*page.collect(), *(one for one in REGISTRY.collect() if one.name.startswith("dateline_"))]
    return {shown(one): one.documentation for one in found}


def test_every_metric_is_listed_with_its_meaning_and_nothing_else():
    listed = {name.strip("`"): meaning for name, _labels, meaning in rows("Metrics")}
    assert listed == families()


def test_names_say_unit_and_kind_as_prometheus_asks():
    for name in families():
        assert re.fullmatch(r"(dateline|kafka)_[a-z]+(_[a-z]+)*", name)
        assert not name.endswith(("_ms", "_milliseconds", "_minutes", "_count", "_sum", "_bucket")), name


def test_no_metric_is_listed_that_nobody_sets():
    sources = [
        path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py") if path.name != "metrics.py"
    ]
    names = [name for name in vars(metrics) if name.isupper() and not name.startswith("_")]
    assert len(names) > 20
    assert [name for name in names if not any(f"metrics.{name}." in source for source in sources)] == []


def test_every_setting_is_listed_with_its_default_and_meaning():
    listed = {name: (default, meaning) for name, default, meaning in rows("Settings")}
    for prefix, model in (("DATELINE", Settings), ("DATELINE_KAFKA", KafkaSettings)):
        for name, field in model.model_fields.items():
            default, meaning = listed.pop(f"`{prefix}_{name.upper()}`")
            assert meaning == field.description
            assert default == ("" if field.default is None else f"`{field.default}`")
    assert not listed
