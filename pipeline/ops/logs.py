"""The workers' log: one line an incident on standard error, with its fields; JSON where nobody watches a terminal."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any

import structlog

log: Any = structlog.get_logger()


class Sparing:
    """Warnings of a kind that may come in floods: the first few of each kind and minute, then how many were left unsaid."""

    def __init__(self, most: int = 10, seconds: float = 60.0) -> None:
        self._most, self._seconds = most, seconds
        self._kinds: dict[str, tuple[float, int]] = {}  # since when, how many

    def warn(self, event: str, kind: str, **fields: Any) -> None:
        """Log it, unless there were too many of its kind; kinds must be few."""
        now = time.monotonic()
        since, count = self._kinds.get(kind, (now, 0))
        unsaid = max(0, count - self._most) if now - since >= self._seconds else 0
        if now - since >= self._seconds:
            since, count = now, 0
        self._kinds[kind] = (since, count + 1)
        if count < self._most:
            log.warning(event, **fields, **({"unsaid_before": unsaid} if unsaid else {}))


class _Seldom(logging.Filter):
    """A library that says the same again and again (while a broker is away, say) is heard every few seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        key = (record.name, str(record.msg))
        now = time.monotonic()
        if now - self._said.get(key, -self._seconds) < self._seconds:
            return False
        if len(self._said) > 1000:
            self._said.clear()
        self._said[key] = now
        return True


def set_up_logs(level: str = "info", **fields: Any) -> None:
    """Send Dateline's log, and the warnings of the libraries, to standard error; ``fields`` go into every line."""
    number = logging.getLevelNamesMapping()[level.upper()]
    show = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, show],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(**fields)
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            show,
        ],
        foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
    )
    handler.setFormatter(formatter)
    handler.addFilter(_Seldom(10))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(number, logging.WARNING))
