"""Logs as events with fields: one JSON object a line for machines, or coloured lines for a terminal."""

from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_config(style: str, level: str = "INFO") -> dict[str, Any]:
    """A `LOGGING` setting that writes to standard error in `style`, "json" or "console".

    SECURITY: where something broke, the lines of code and nothing of what they held: a password is in there somewhere.
    Looking at what they held can also break in its turn, and asks the database, while every other line waits.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    machines = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    people = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    lines = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *(machines if style == "json" else people)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {"()": structlog.stdlib.ProcessorFormatter, "processors": lines, "foreign_pre_chain": SHARED},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.security.DisallowedHost": {"level": "ERROR"},
            "daphne": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
