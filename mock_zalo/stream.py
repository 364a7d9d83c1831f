"""Server-sent events for the phone page: changed bubbles at once, the side panel twice a second."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_zalo.world import World

HEARTBEAT = 10.0
SIDE_PAUSE = 0.5


class Stream:
    """What one open page has seen so far, and what it is told next."""

    def __init__(
        self,
        world: World,
        user_id: str,
        *,
        after: int,
        bubbles: Callable[[int], list[dict[str, Any]]],
        side: Callable[[], dict[str, str]],
    ) -> None:
        self._world, self._user_id = world, user_id
        self._seen, self._side_seen = after, -1
        self._bubbles, self._side = bubbles, side

    def __iter__(self) -> Iterator[str]:
        """Yield events for as long as the page listens and the simulator runs."""
        yield "retry: 1000\n\n"
        side_at = 0.0
        while not self._world.stopping:
            for bubble in self._bubbles(self._seen):
                self._seen = max(self._seen, bubble["changed"])
                yield _event("bubble", bubble, mark=self._seen)
            now = time.monotonic()
            if self._world.state.n != self._side_seen and now >= side_at:
                self._side_seen, side_at = self._world.state.n, now + SIDE_PAUSE
                yield _event("side", self._side(), mark=self._seen)
            if not self._wait():
                yield ": still here\n\n"

    def _wait(self) -> bool:
        """Return at news for this page; False when there were none for a while."""
        world = self._world

        def news() -> bool:
            changed = world.state.citizens[self._user_id].changed
            return world.stopping or changed > self._seen

        side_waits = world.state.n != self._side_seen
        with world.changed:
            if side_waits:
                world.changed.wait_for(news, timeout=SIDE_PAUSE)
                return True
            return world.changed.wait_for(
                lambda: news() or world.state.n != self._side_seen, timeout=HEARTBEAT
            )


def _event(name: str, content: dict[str, Any], *, mark: int) -> str:
    return f"id: {mark}\nevent: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
