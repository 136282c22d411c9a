"""The manifests agree with each other and with the program, and keep to the restricted security profile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import COMMANDS, dateline
from pipeline.settings import Settings

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"
KUSTOMIZATION: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
MANIFESTS: list[dict[str, Any]] = [
    manifest for name in KUSTOMIZATION["resources"] for manifest in yaml.safe_load_all((FOLDER / name).read_text())
]
PODS = [manifest for manifest in MANIFESTS if manifest["kind"] in ("Deployment", "Job")]


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {manifest["metadata"]["name"]: manifest for manifest in MANIFESTS if manifest["kind"] == kind}


BUILT_IN = [
    manifest for manifest in MANIFESTS if manifest["kind"] != "ScaledObject"
]  # KEDA's own kind has no schema there


@pytest.mark.parametrize("version", ["1.29", "1.37"])
@pytest.mark.parametrize("manifest", BUILT_IN, ids=lambda one: f"{one['kind']}-{one['metadata']['name']}")
def test_a_cluster_takes_the_manifest_and_drops_none_of_its_fields(manifest: dict[str, Any], version: str):
    assert kubernetes_validate.validate(manifest, version, strict=True) == version


def test_a_misspelt_field_would_be_found():
    (worker,) = (one for one in PODS if one["metadata"]["name"] == "dateline-worker")
    wrong = worker | {"spec": worker["spec"] | {"replica": 2}}
    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(wrong, "1.37", strict=True)


def test_every_manifest_file_is_applied():
    files = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(KUSTOMIZATION["resources"]) == files


@pytest.mark.parametrize("manifest", PODS, ids=lambda manifest: manifest["metadata"]["name"])
def test_a_pod_is_admitted_under_the_restricted_profile(manifest: dict[str, Any]):
    spec = manifest["spec"]["template"]["spec"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
    for container in spec["containers"]:
        security = container["securityContext"]
        assert security["allowPrivilegeEscalation"] is False
        assert security["readOnlyRootFilesystem"] is True
        assert security["capabilities"]["drop"] == ["ALL"]
        assert container["resources"]["limits"]["memory"]
        assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in spec["volumes"]}


@pytest.mark.parametrize("manifest", PODS, ids=lambda manifest: manifest["metadata"]["name"])
def test_a_container_starts_a_command_that_exists_with_options_it_knows(manifest: dict[str, Any]):
    (container,) = manifest["spec"]["template"]["spec"]["containers"]
    command, *options = container["args"]
    assert command in COMMANDS
    shown = CliRunner().invoke(dateline, [command, "--help"]).output
    assert all(option in shown for option in options if option.startswith("--"))


def test_probes_ask_ports_that_the_container_opens():
    for deployment in of_kind("Deployment").values():
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        ports = {port["name"] for port in container["ports"]}
        probes = [value for name, value in container.items() if name.endswith("Probe")]
        assert probes
        assert all(probe["httpGet"]["port"] in ports for probe in probes)


def test_selectors_find_their_pods():
    labels = {name: item["spec"]["template"]["metadata"]["labels"] for name, item in of_kind("Deployment").items()}
    for name, deployment in of_kind("Deployment").items():
        assert deployment["spec"]["selector"]["matchLabels"] == labels[name]
    for name, budget in of_kind("PodDisruptionBudget").items():
        assert budget["spec"]["selector"]["matchLabels"] == labels[name]
    for name, service in of_kind("Service").items():
        assert service["spec"]["selector"] == labels[name]


def test_scaling_follows_the_lag_of_the_workers_own_group_up_to_its_partitions():
    literals = dict(pair.split("=", 1) for pair in KUSTOMIZATION["configMapGenerator"][0]["literals"])
    (scaled,) = of_kind("ScaledObject").values()
    metadata = scaled["spec"]["triggers"][0]["metadata"]
    assert scaled["spec"]["scaleTargetRef"]["name"] in of_kind("Deployment")
    assert scaled["spec"]["maxReplicaCount"] == int(literals["DATELINE_PARTITIONS"])
    assert metadata["bootstrapServers"] == literals["DATELINE_BOOTSTRAP"]
    assert metadata["consumerGroup"] == Settings.model_fields["group"].default
    assert metadata["topic"] == f"{Settings.model_fields['topic_prefix'].default}.articles.raw"


def test_every_setting_in_the_manifests_is_one_that_the_program_reads():
    literals = [pair.split("=", 1)[0] for pair in KUSTOMIZATION["configMapGenerator"][0]["literals"]]
    known = {f"DATELINE_{name.upper()}" for name in Settings.model_fields}
    assert set(literals) <= known
