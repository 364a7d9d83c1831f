"""The child: reads framed files from its input, answers framed JSON, within limits of its own.

    python -m bot.reader_process.child

A frame is four bytes of length, big-endian, and that many bytes. It ends when its input ends, so it
never outlives its parent. Limits: memory, processor time for each file, open files, and no file may
grow. It is given no keys, no database and no address of one.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

from bot.reading.look import look
from bot.reading.seen import TOO_LARGE, Seen

MEMORY = 1536 * 1024 * 1024
"""Address space in bytes: the libraries take a third of it, the largest picture another."""

PROCESSOR_SECONDS = 4
OPEN_FILES = 32
LENGTH_BYTES = 4


def main() -> None:
    """Answer file after file until the input ends."""
    answers = _take_output()
    _limit()
    while (content := read_frame(sys.stdin.buffer)) is not None:
        _limit_processor()
        write_frame(answers, json.dumps(_looked_at(content).as_record()).encode())


def read_frame(source: BinaryIO) -> bytes | None:
    """Return the next frame; None where the input ended, also in the middle of one."""
    head = source.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    body = source.read(length) if len(head) == LENGTH_BYTES else b""
    return body if len(head) == LENGTH_BYTES and len(body) == length else None


def write_frame(target: BinaryIO, body: bytes) -> None:
    """Send one frame."""
    target.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
    target.flush()


def _looked_at(content: bytes) -> Seen:
    try:
        return look(content, clock=_stopwatch())
    except MemoryError:
        return Seen(problem=TOO_LARGE)


def _stopwatch() -> Callable[[], float]:
    """Return a clock of seconds of work, in which waiting for a processor counts for less.

    So a busy machine reads nearly as much as an idle one, and still keeps nobody waiting for long.
    """
    worked, began = time.process_time(), time.monotonic()
    return lambda: max(time.process_time() - worked, 0.65 * (time.monotonic() - began))


def _take_output() -> BinaryIO:
    """Keep the way back for answers alone: whatever a library prints goes to the errors."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor() -> None:
    """Let this file have PROCESSOR_SECONDS more than was used before; then the kernel ends us."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + PROCESSOR_SECONDS
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))


if __name__ == "__main__":
    main()
