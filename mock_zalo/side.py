"""What stands beside the phone: the simulated time, the webhook, the ledger's newest lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_zalo.clock import local

if TYPE_CHECKING:
    from mock_zalo.state import Delivery
    from mock_zalo.world import World

STATE_WORDS = {
    "acknowledged": "đã nhận",
    "pending": "đang gửi",
    "retry": "chờ gửi lại",
    "given_up": "đã bỏ",
    "lost": "đã mất",
}
NEWEST = 14


def side_facts(world: World) -> dict[str, Any]:
    """Return the facts of the side panel."""
    with world.lock:
        state = world.state
        now = local(world.clock.now())
        return {
            "clock": now.strftime("%H:%M"),
            "day": now.strftime("%d/%m/%Y"),
            "moved": _span(world.clock.moved),
            "webhook": dict(state.webhook),
            "acknowledged": state.counts.get("acknowledged", 0),
            "pending": len(state.pending),
            "lost": state.counts.get("lost", 0) + state.counts.get("given_up", 0),
            "newest": [_line(delivery) for delivery in list(state.recent)[: -NEWEST - 1 : -1]],
        }


def _line(delivery: Delivery) -> dict[str, str]:
    state = delivery.outcome or ("retry" if delivery.attempts else "pending")
    return {
        "name": delivery.name,
        "clock": local(int(delivery.timestamp) / 1000).strftime("%H:%M:%S"),
        "state": state,
        "words": STATE_WORDS[state],
    }


def _span(seconds: float) -> str:
    """Return how far the clock was moved, in words; empty when it was not."""
    days, hours = divmod(int(seconds // 3600), 24)
    words = [f"{days} ngày"] * bool(days) + [f"{hours} giờ"] * bool(hours)
    return "nhanh hơn " + " ".join(words) if words else ""
