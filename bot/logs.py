"""Logs: one JSON line for each thing that happened, with an id, and never what a person wrote.

A citizen is named by a short digest, so that lines can be put together without knowing who it is.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import traceback
import uuid
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

log = structlog.get_logger("doibang")


def set_up(stream: TextIO | None = None, *, level: str = "info") -> None:
    """Make every log line of this process, ours and the libraries', one JSON object."""
    stream = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _frames_only,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=stream, level=logging.WARNING, format="%(name)s %(message)s")


def _frames_only(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Any:
    """Replace an exception by its type and where it passed: its text may quote a person."""
    given = line.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        line["error"] = type(error).__name__
        line["frames"] = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
    return line


def who(citizen: str) -> str:
    """Return a short name for a citizen that tells nobody who they are."""
    return hashlib.sha256(citizen.encode()).hexdigest()[:10]


def new_id() -> str:
    """Return an id for a request or a bug, short enough to be read out on the telephone."""
    return uuid.uuid4().hex[:12]
