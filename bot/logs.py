"""Logs: one JSON line for each thing that happened, with an id, and never what a person wrote.

A citizen is named by a short digest, so that lines can be put together without knowing who it is.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import traceback
import uuid
from collections.abc import MutableMapping
from datetime import UTC, datetime
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
    _catch_libraries(stream)


def _catch_libraries(stream: TextIO) -> None:
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one.formatter, _Line)]:
        root.removeHandler(handler)
    ours = logging.StreamHandler(stream)
    ours.setFormatter(_Line())
    ours.setLevel(logging.WARNING)
    root.addHandler(ours)


class _Line(logging.Formatter):
    """A library's line as ours are: where it comes from and its words, but none of its values.

    What a library fills into its words may be a name or a number from a page, an address or a
    statement, so the words are kept as they stand in its code.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one JSON object."""
        line: dict[str, Any] = {
            "library": record.name,
            "event": str(record.msg).splitlines()[0] if record.args else record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "place": f"{record.filename}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1]:
            line |= _where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _frames_only(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Any:
    """Replace an exception by its type and where it passed: its text may quote a person."""
    given = line.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        line.update(_where(error))
    return line


def _where(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
    return {"error": type(error).__name__, "frames": where}


def who(citizen: str) -> str:
    """Return a short name for a citizen that tells nobody who they are."""
    return hashlib.sha256(citizen.encode()).hexdigest()[:10]


def new_id() -> str:
    """Return an id for a request or a bug, short enough to be read out on the telephone."""
    return uuid.uuid4().hex[:12]
