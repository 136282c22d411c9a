"""The workers' log: one line an incident on standard error, with its fields; JSON where nobody watches a terminal."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import MutableMapping
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
    """A library that says the same again and again (while a broker is away, say) is heard more and more seldom."""

    def __init__(self, seconds: float, longest: float) -> None:
        super().__init__()
        self._seconds, self._longest = seconds, longest
        self._said: dict[tuple[str, str], tuple[float, float, float]] = {}  # heard, tried, the pause after it was heard

    def filter(self, record: logging.LogRecord) -> bool:
        key = (record.name, str(record.msg))
        now = time.monotonic()
        heard, tried, pause = self._said.get(key, (float("-inf"), float("-inf"), self._seconds))
        if now - tried > 2 * self._seconds:  # it was over: what comes now is another incident
            heard, pause = float("-inf"), self._seconds / 2
        if len(self._said) > 1000:
            self._said.clear()
        if now - heard < pause:
            self._said[key] = (heard, now, pause)
            return False
        self._said[key] = (now, now, min(2 * pause, self._longest))
        return True


def set_up_logs(level: str = "info", **fields: Any) -> None:
    """Send Dateline's log, and the warnings of the libraries, to standard error; ``fields`` go into every line."""
    number = logging.getLevelNamesMapping()[level.upper()]
    show = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()

    def named(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {**fields, **line}  # not as context variables: the clients' threads would not have them

    shared: list[Any] = [
        named,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, show],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
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
    handler.addFilter(_Seldom(10, longest=600))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(number, logging.WARNING))
