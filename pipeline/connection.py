"""How every client reaches Kafka: one place for addresses, TLS, SASL and client ids.

Secrets come from files (``DATELINE_KAFKA_SASL_PASSWORD_FILE``), so that none stands in an environment listing.
"""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import UsageError


class KafkaSettings(BaseSettings):
    """Options of the connection, from ``DATELINE_KAFKA_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_KAFKA_", extra="ignore")

    client_id: str = Field(default="dateline", description="What the broker's quotas and logs know this client as.")
    rack: str | None = Field(default=None, description="This machine's rack, for fetching from the nearest replica.")
    tls_ca_file: Path | None = Field(default=None, description="The CA bundle; naming it turns TLS on.")
    tls_cert_file: Path | None = Field(default=None, description="This client's certificate, for mutual TLS.")
    tls_key_file: Path | None = Field(default=None, description="This client's private key, for mutual TLS.")
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        default=None, description="Naming it turns SASL on."
    )
    sasl_username: str | None = Field(default=None, description="The SASL user.")
    sasl_password_file: Path | None = Field(default=None, description="A file that holds the SASL password.")


@cache
def kafka_settings() -> KafkaSettings:
    """The connection's settings. Raises UsageError naming the variable that is wrong."""
    try:
        return KafkaSettings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise UsageError(f"DATELINE_KAFKA_{name}: {first['msg']}") from error


def tls_context(options: KafkaSettings) -> ssl.SSLContext | None:
    """The TLS context, or None where no CA bundle is named. Raises UsageError for a file that can't be used."""
    if options.tls_ca_file is None:
        return None
    try:
        context = ssl.create_default_context(cafile=str(options.tls_ca_file))
        if options.tls_cert_file is not None:
            context.load_cert_chain(str(options.tls_cert_file), options.tls_key_file and str(options.tls_key_file))
    except OSError as error:
        raise UsageError(f"the TLS files of DATELINE_KAFKA_TLS_* can't be used: {error}") from error
    return context


def sasl_password(options: KafkaSettings) -> str:
    """The password from its file, without the newline at its end. Raises UsageError when it can't be read."""
    if options.sasl_password_file is None:
        raise UsageError("DATELINE_KAFKA_SASL_PASSWORD_FILE: SASL needs a file that holds the password")
    try:
        return options.sasl_password_file.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise UsageError(f"DATELINE_KAFKA_SASL_PASSWORD_FILE: {error}") from error


def client_options(bootstrap: str, options: KafkaSettings | None = None, *, role: str = "") -> dict[str, Any]:
    """Keyword arguments for any aiokafka client of that broker; ``role`` tells clients of one process apart."""
    options = options or kafka_settings()
    context = tls_context(options)
    found: dict[str, Any] = {
        "bootstrap_servers": bootstrap,
        "client_id": "-".join(part for part in (options.client_id, role) if part),
        "security_protocol": ("SASL_" if options.sasl_mechanism else "") + ("SSL" if context else "PLAINTEXT"),
        "ssl_context": context,
    }
    if options.sasl_mechanism:
        found["sasl_mechanism"] = options.sasl_mechanism
        found["sasl_plain_username"] = options.sasl_username
        found["sasl_plain_password"] = sasl_password(options)
    return found
