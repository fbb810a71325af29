"""Logging: one JSON object a line, so that no value can forge another line."""

from __future__ import annotations

import logging
import sys

import structlog

#: Without the local variables, which the library adds by itself: they may hold tokens.
_EXCEPTIONS = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def configure_logs(level: str) -> None:
    """Write events of `level` and above to standard error as JSON."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_EXCEPTIONS),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
