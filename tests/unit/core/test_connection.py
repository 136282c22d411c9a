"""TLS, SASL and client ids reach every client, and a wrong file is one sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from faust.types.auth import AuthProtocol

from pipeline.connection import KafkaSettings, client_options
from pipeline.errors import UsageError
from pipeline.stream.app import credentials


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    names = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "ca.pem")]
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=kafka", *names]
    subprocess.run(request, check=True, capture_output=True)
    return folder / "ca.pem"


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("s3cret\n")
    return path


def test_without_settings_the_connection_is_plain():
    options = client_options("kafka:9092", KafkaSettings(), role="reader")
    assert (options["security_protocol"], options["ssl_context"]) == ("PLAINTEXT", None)
    assert options["client_id"] == "dateline-reader"
    assert credentials(KafkaSettings()) is None


def test_a_ca_file_turns_tls_on_for_our_clients_and_for_fausts(certificate: Path):
    options = KafkaSettings(tls_ca_file=certificate)
    assert client_options("kafka:9093", options)["security_protocol"] == "SSL"
    assert credentials(options).protocol is AuthProtocol.SSL


def test_a_mechanism_turns_sasl_on_with_the_password_of_a_file(certificate: Path, password: Path):
    options = KafkaSettings(
        tls_ca_file=certificate, sasl_mechanism="SCRAM-SHA-512", sasl_username="wire", sasl_password_file=password
    )
    found = client_options("kafka:9093", options)
    assert found["security_protocol"] == "SASL_SSL"
    assert (found["sasl_mechanism"], found["sasl_plain_username"]) == ("SCRAM-SHA-512", "wire")
    assert found["sasl_plain_password"] == "s3cret"  # noqa: S105  the test's own
    assert credentials(options).protocol is AuthProtocol.SASL_SSL
    assert credentials(options).password == "s3cret"  # noqa: S105  the test's own


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(UsageError, match="DATELINE_KAFKA_TLS"):
        client_options("kafka:9093", KafkaSettings(tls_ca_file=tmp_path / "none.pem"))
    with pytest.raises(UsageError, match="DATELINE_KAFKA_SASL_PASSWORD_FILE"):
        client_options("kafka:9093", KafkaSettings(sasl_mechanism="PLAIN"))
    with pytest.raises(UsageError, match="DATELINE_KAFKA_SASL_PASSWORD_FILE"):
        client_options("kafka:9093", KafkaSettings(sasl_mechanism="PLAIN", sasl_password_file=tmp_path / "none"))
