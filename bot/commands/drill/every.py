"""All drills, one after the other, each in a process of its own.

A drill that has only to wait until its town is quiet lets the next one begin.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

LULL = "only waiting is left"
GRACE = 60.0


class Playing:
    """One drill that plays in a process of its own."""

    def __init__(self, name: str, options: Sequence[str], say: Callable[[str], None]) -> None:
        self._name = name
        self._say = say
        self.lull = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot.commands", "drill", name, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def told(self) -> dict[str, Any]:
        """Return its line, when it has ended."""
        said = self._process.stdout.read() if self._process.stdout else ""
        self._process.wait()
        self._listener.join()
        try:
            found: dict[str, Any] = json.loads(said.splitlines()[-1])
        except (IndexError, ValueError):
            return {"drill": self._name, "ok": False, "wrong": ["it told nothing"]}
        return found

    def end(self) -> None:
        """Ask it to end, with all that it started."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(GRACE)

    def _listen(self) -> None:
        for line in self._process.stderr or ():
            self._say(line.rstrip())
            if LULL in line:
                self.lull.set()
        self.lull.set()


def play_all(
    names: Sequence[str], options: Sequence[str], say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Play these drills and return the line of each."""
    playing: list[Playing] = []
    try:
        for name in names:
            playing.append(Playing(name, options, say))
            playing[-1].lull.wait()
        return [one.told() for one in playing]
    finally:
        for one in playing:
            one.end()
